package import Raster

/// Reads in the usual languages, and what they read badly in others too: which script a lone line is in is
/// told by who reads it well.
package final class SeveralLanguagesRecognizer: LineRecognizer {
    private let usual: any LineRecognizer
    private let makeOthers: () throws(TextRecognitionError) -> [any LineRecognizer]
    private var others: [any LineRecognizer]?

    /// Below this confidence the others are asked.
    private static let poorConfidence = 0.6
    /// What another must read with, and by how much better: letters of one script look like some of
    /// another.
    private static let otherConfidence = 0.8
    private static let otherGain = 0.15

    /// - Parameter makeOthers: called when a line is read badly for the first time, and again where it
    ///   threw; data of a language takes longer to load than a line to read.
    package init(
        usual: any LineRecognizer,
        makeOthers: @escaping () throws(TextRecognitionError) -> [any LineRecognizer]
    ) {
        self.usual = usual
        self.makeOthers = makeOthers
    }

    package func read(_ crop: GrayImage) throws(TextRecognitionError) -> RecognizedLine {
        let line = try usual.read(crop)
        guard line.confidence < Self.poorConfidence else { return line }
        let others: [any LineRecognizer]
        if let made = self.others {
            others = made
        } else {
            others = try makeOthers()
            self.others = others
        }
        var best = line
        for other in others {
            let reading = try other.read(crop)
            guard reading.confidence >= Self.otherConfidence,
                reading.confidence >= line.confidence + Self.otherGain,
                reading.confidence > best.confidence
            else { continue }
            best = reading
        }
        return best
    }
}
