package import ImageCodecs

/// A frame that could not be decoded or written back, with its 0-based index.
package struct FrameCodingError: Error, Hashable, Sendable, CustomStringConvertible {
    package var frame: Int
    package var cause: CodecError

    package init(frame: Int, cause: CodecError) {
        self.frame = frame
        self.cause = cause
    }

    package var description: String { "\(cause) in frame \(frame)" }
}
