package import Raster

/// A recogniser could not run. What it was to read is unreadable, never "nothing".
package struct TextRecognitionError: Error, Hashable, Sendable {
    package enum Code: String, Sendable { case unavailable, failed }
    package var code: Code
    /// What failed, in words that hold no value of the image.
    package var message: String

    package init(code: Code, message: String) {
        self.code = code
        self.message = message
    }
}

/// Reads prepared crops of one upright line each: dark on white, scaled as it likes them. It keeps
/// an engine between calls and belongs to one thread.
package protocol LineRecognizer: AnyObject {
    /// - Throws: where it cannot run.
    func read(_ crop: GrayImage) throws(TextRecognitionError) -> RecognizedLine
}
