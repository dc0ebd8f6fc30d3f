import DICOMPixelData
import FrameCoding
import ImageCodecs
import PixelPainting
import Raster
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

    /// What the samples of a frame mean; a codestream that does not say it ends the instance.
    func colourOrFail(frame: Int) throws(InstanceFailure) -> ColourModel {
        do {
            return try colour(ofFrame: frame)
        } catch {
            throw InstanceFailure(error)
        }
    }

    /// The painted codestream of a frame; whatever keeps it from being made ends the instance.
    func repaintOrFail(
        frame: Int, boxes: [PixelBox], fill: [Int]
    ) throws(InstanceFailure) -> RepaintedFrame {
        do {
            return try repaint(frame: frame, boxes: boxes, fill: fill)
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
