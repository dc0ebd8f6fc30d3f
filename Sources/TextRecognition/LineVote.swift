import Raster

/// Reads a line once, and in other ways when that leaves doubt.
struct LineVote {
    let recognizer: any LineRecognizer

    func line(of crop: LineCrop) throws(TextRecognitionError) -> RecognizedLine {
        try recognizer.read(crop.prepared(.init(capHeight: 24)))
    }
}
