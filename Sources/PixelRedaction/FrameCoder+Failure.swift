import FrameCoding
import ImageCodecs
import PixelPainting
import RedactionReport

extension FrameCoder {
    /// The samples of a frame; whatever keeps them from being read ends the instance.
    func decodeOrFail(frame: Int) throws(InstanceFailure) -> DecodedFrame {
        do {
            return try decode(frame: frame)
        } catch {
            throw InstanceFailure(error)
        }
    }
}

extension InstanceFailure {
    init(_ error: FrameCodingError) {
        let message = "\(error)"
        switch error.cause.code {
        case .truncated, .corrupt, .mismatch: self = .failed(.corruptCodestream, message)
        case .unsupported: self = .held(.unsupportedPixelFormat, message)
        case .limitExceeded: self = .failed(.limitExceeded, message)
        case .fillNotRepresentable: self = .failed(.fillNotRepresentable, message)
        case .encodingFailed: self = .failed(.encodingFailed, message)
        }
    }
}
