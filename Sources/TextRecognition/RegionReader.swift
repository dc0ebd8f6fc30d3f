package import Raster

/// Reads regions of frames with a recogniser of lines: finds their rows, shows each as the recogniser
/// likes it, and reads equal rows once. One belongs to one thread.
///
/// Keeps crops and readings in memory as long as it lives, and nowhere else.
package final class RegionReader: TextReader {
    private let recognizer: any LineRecognizer
    /// What lines said when they were read the usual way, and what after a vote.
    private var firstReadings: ReadingCache
    private var readings: ReadingCache

    /// - Parameter cachedLines: readings of lines that are kept, at most.
    package init(recognizer: any LineRecognizer, cachedLines: Int = 4096) {
        self.recognizer = recognizer
        firstReadings = ReadingCache(capacity: cachedLines)
        readings = ReadingCache(capacity: cachedLines)
    }

    /// A box that is so much taller than wide is a line that runs up or down.
    private static let tallRatio = 2.2
    /// Below this confidence other ways to stand are tried.
    private static let poorConfidence = 0.6
    /// What another way to stand must be read with, and by how much better.
    private static let turnedConfidence = 0.8
    private static let turnedGain = 0.15

    package func rows(
        in region: PixelBox, of views: [GrayImage]
    ) throws(TextRecognitionError) -> [ReadRow] {
        guard let first = views.first else {
            return [ReadRow(box: region, line: RecognizedLine())]
        }
        let box = region.clipped(toWidth: first.width, height: first.height)
        guard !box.isEmpty else { return [ReadRow(box: region, line: RecognizedLine())] }
        let views = Self.clearestFirst(views, in: box)
        guard Double(box.height) > Self.tallRatio * Double(box.width) else {
            return try uprightRows(in: box, of: views)
        }
        let line = try turnedLine(in: box, of: views, [.counterclockwise, .clockwise])
        guard line.confidence < Self.poorConfidence else { return [ReadRow(box: box, line: line)] }
        // A column of short rows is tall too.
        let upright = try uprightRows(in: box, of: views)
        let confidence = upright.map(\.line.confidence).min() ?? 0
        return confidence > line.confidence ? upright : [ReadRow(box: box, line: line)]
    }

    /// The rows that run from left to right; together they cover `box`.
    private func uprightRows(
        in box: PixelBox, of views: [GrayImage]
    ) throws(TextRecognitionError) -> [ReadRow] {
        let ink = InkImage(standingOutFromBorderOf: views[0].cropped(to: box))
        let runs = RowSplitter.rows(of: ink)
        guard runs.count > 1 else {
            return [ReadRow(box: box, line: try rowLine(in: box, of: views))]
        }
        var rows: [ReadRow] = []
        for (run, band) in zip(runs, RowSplitter.bands(of: runs, in: ink)) {
            let row = PixelBox(
                x: box.x, y: box.y + run.lowerBound, width: box.width, height: run.count)
            let whole = PixelBox(
                x: box.x, y: box.y + band.lowerBound, width: box.width, height: band.count)
            rows.append(ReadRow(box: whole, line: try rowLine(in: row, of: views)))
        }
        return rows
    }

    /// Reads a row as it stands; when that is poor, as it may stand otherwise: on its head, or seen
    /// from behind, and what is short on its side.
    private func rowLine(
        in row: PixelBox, of views: [GrayImage]
    ) throws(TextRecognitionError) -> RecognizedLine {
        let upright = try turnedLine(in: row, of: views, [.none])
        guard upright.confidence < Self.poorConfidence else { return upright }
        let isShort = Double(row.width) < Self.tallRatio * Double(row.height)
        let other = try bestTurned(
            in: row, of: views,
            isShort
                ? [.mirrored, .halfWay, .counterclockwise, .clockwise] : [.mirrored, .halfWay])
        guard let line = other?.line, line.confidence >= Self.turnedConfidence,
            line.confidence >= upright.confidence + Self.turnedGain
        else { return upright }
        return line
    }

    /// What a row says when it is turned, by the turn that reads best.
    private func turnedLine(
        in row: PixelBox, of views: [GrayImage], _ turns: [Turn]
    ) throws(TextRecognitionError) -> RecognizedLine {
        guard let best = try bestTurned(in: row, of: views, turns) else {
            return RecognizedLine()
        }
        return try reading(of: best.shown, first: best.line)
    }

    /// The turn that reads best at first sight.
    private func bestTurned(
        in row: PixelBox, of views: [GrayImage], _ turns: [Turn]
    ) throws(TextRecognitionError) -> (shown: ShownLine, line: RecognizedLine)? {
        var best: (shown: ShownLine, line: RecognizedLine)?
        for turn in turns {
            guard let shown = ShownLine(row, of: views, turn) else { continue }
            let line = try firstReading(of: shown)
            if best.map({ line.confidence > $0.line.confidence }) ?? true {
                best = (shown, line)
            }
        }
        return best
    }

    private func firstReading(
        of shown: ShownLine
    ) throws(TextRecognitionError) -> RecognizedLine {
        if let line = firstReadings.line(of: shown.crop.ink.image) { return line }
        let line = try recognizer.read(shown.crop.prepared(.usual))
        firstReadings.insert(line, of: shown.crop.ink.image)
        return line
    }

    private func reading(
        of shown: ShownLine, first: RecognizedLine
    ) throws(TextRecognitionError) -> RecognizedLine {
        guard first.confidence < LineVote.sureConfidence else { return first }
        if let line = readings.line(of: shown.crop.ink.image) { return line }
        let line = try LineVote(recognizer: recognizer).line(of: shown, first: first)
        readings.insert(line, of: shown.crop.ink.image)
        return line
    }

    private static func clearestFirst(_ views: [GrayImage], in box: PixelBox) -> [GrayImage] {
        guard views.count > 1 else { return views }
        let clarities = views.map { $0.cropped(to: box).clarity }
        return views.indices.sorted { clarities[$0] > clarities[$1] }.map { views[$0] }
    }
}
