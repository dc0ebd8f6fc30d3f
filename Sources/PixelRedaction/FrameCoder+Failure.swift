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

    /// The painted codestream of a frame, or one without hidden bytes; `nil` where it may stay as
    /// it is. Whatever keeps it from being made ends the instance.
    func repaintOrFail(
        frame: Int, boxes: [PixelBox], fill: [Int]
    ) throws(InstanceFailure) -> RepaintedFrame? {
        do {
            if !boxes.isEmpty {
                return try repaint(frame: frame, boxes: boxes, fill: fill)
            }
            return try withoutHiddenBytes(frame: frame).map {
                RepaintedFrame(codestream: $0, painted: [], notes: [.metadataRemoved])
            }
        } catch {
            throw InstanceFailure(error)
        }
    }
}

extension OpenedInstance {
    /// Whether the frames of any plane come with bytes that no decoder shows.
    func holdsHiddenBytes() throws(InstanceFailure) -> Bool {
        for plane in planes {
            if case .native(let pixels) = plane.layout, !pixels.hiddenRanges.isEmpty { return true }
        }
        return try codestreamsHoldHiddenBytes()
    }

    /// Whether a codestream has such bytes.
    ///
    /// - Parameter inIcons: whether icons are looked at, which need not be where they go.
    func codestreamsHoldHiddenBytes(inIcons: Bool = true) throws(InstanceFailure) -> Bool {
        // An embedded overlay has no bytes of its own.
        for plane in planes where plane.embeddedBit == nil && (inIcons || plane.plane != .icon) {
            guard case .encapsulated = plane.layout else { continue }
            let coder = FrameCoder(plane)
            for frame in 0..<plane.description.frames {
                do {
                    if try coder.withoutHiddenBytes(frame: frame) != nil { return true }
                } catch {
                    throw InstanceFailure(error)
                }
                coder.discardPages(ofFrame: frame)
            }
        }
        return false
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
