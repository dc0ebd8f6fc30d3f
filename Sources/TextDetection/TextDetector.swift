package import Raster

/// Where text may be: a line of text, or a part of one.
package struct TextRegion: Hashable, Sendable {
    /// In pixels of the view, not padded.
    package var box: PixelBox
    /// 0...1, `nil` where the detector gives none.
    package var score: Double?

    package init(box: PixelBox, score: Double? = nil) {
        self.box = box
        self.score = score
    }
}

/// A detector could not run. An image it was to examine has failed; it is never "no text".
package struct TextDetectionError: Error, Hashable, Sendable {
    package enum Code: String, Sendable { case unavailable, failed, cancelled }
    package var code: Code
    /// What failed, in words that hold no value of the image.
    package var message: String

    package init(code: Code, message: String) {
        self.code = code
        self.message = message
    }
}

/// Finds text in an 8-bit view. A detector keeps state between calls (an engine, buffers) and
/// belongs to one thread.
package protocol TextDetector {
    /// The lines of text in `view`, merged where they overlap.
    func regions(in view: GrayImage) throws(TextDetectionError) -> [TextRegion]

    /// What is clearly text in the `view` of a picture whose text was painted over: painting
    /// changes the surroundings of what was no text before, which must not make it text now.
    func remainingRegions(in view: GrayImage) throws(TextDetectionError) -> [TextRegion]
}
