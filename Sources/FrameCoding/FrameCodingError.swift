package import DICOMPixelData
package import ImageCodecs

/// A frame that could not be decoded or written back, with its 0-based index.
package struct FrameCodingError: Error, Sendable, CustomStringConvertible {
    package enum Cause: Sendable {
        case pixelData(PixelDataError)
        case codec(CodecError)
    }

    package var frame: Int
    package var cause: Cause

    package init(frame: Int, cause: Cause) {
        self.frame = frame
        self.cause = cause
    }

    package var description: String {
        switch cause {
        case .pixelData(let error): "\(error) in frame \(frame)"
        case .codec(let error): "\(error) in frame \(frame)"
        }
    }
}
