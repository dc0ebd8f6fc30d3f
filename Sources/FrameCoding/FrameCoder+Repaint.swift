import DICOMPixelData
import ImageCodecs
package import PixelPainting
package import Raster

extension FrameCoder {
    /// Paints `boxes` into the codestream of one frame of encapsulated Pixel Data.
    ///
    /// - Parameter fill: one stored value a component of the decoded samples.
    package func repaint(
        frame: Int, boxes: [PixelBox], fill: [Int]
    ) throws(FrameCodingError) -> RepaintedFrame {
        guard case .encapsulated(let pixels) = instance.layout else {
            preconditionFailure("native Pixel Data is overwritten in place")
        }
        let codestream = pixels.codestream(ofFrame: frame)
        do throws(CodecError) {
            switch instance.codec {
            case .native:
                throw CodecError(code: .mismatch, thing: "native frame")
            case .rleLossless:
                return RepaintedFrame(
                    codestream: try RLELossless.repaint(
                        codestream, shape: shape, boxes: boxes, fill: fill),
                    painted: boxes)
            case .jpeg:
                return try repaintJPEG(codestream, boxes, fill)
            case .jpeg2000:
                return try repaintJPEG2000(codestream, boxes, fill)
            }
        } catch {
            throw FrameCodingError(frame: frame, cause: error)
        }
    }

    private func repaintJPEG(
        _ codestream: [UInt8], _ boxes: [PixelBox], _ fill: [Int]
    ) throws(CodecError) -> RepaintedFrame {
        let repainting = try JPEGDCT.repaint(
            codestream, shape: shape, boxes: boxes, fill: jpegFill(fill),
            declaredRGB: isDeclaredRGB)
        return RepaintedFrame(codestream: repainting.codestream, painted: repainting.painted)
    }

    /// The fill in the words of the DCT domain, where black is any level that decoders clamp.
    private func jpegFill(_ fill: [Int]) -> JPEGDCT.Fill {
        // The highest value, too, is reached by clamping.
        fill.first == 0 ? .black(isInverted: false) : .value(fill.first ?? 0)
    }

    private func repaintJPEG2000(
        _ codestream: [UInt8], _ boxes: [PixelBox], _ fill: [Int]
    ) throws(CodecError) -> RepaintedFrame {
        var (samples, header) = try JPEG2000.decode(codestream, shape: shape)
        for box in boxes {
            samples.fill(box, with: fill)
        }
        return RepaintedFrame(
            codestream: try JPEG2000.encode(
                samples, bitsStored: instance.description.bitsStored, like: header),
            painted: boxes, notes: header.isReversible ? [] : [.recodedReversibly])
    }
}

/// What the coefficients of a painted JPEG frame say.
package struct CoefficientCheck: Hashable, Sendable {
    package var outsideIdentical: Bool
    package var insideIsFill: Bool
}

extension FrameCoder {
    /// Compares the coefficients of a JPEG frame before and after, without decoding to samples.
    ///
    /// - Returns: `nil` where frames are coded in another way.
    package func checkCoefficients(
        frame: Int, written: FrameCoder, painted: [PixelBox], fill: [Int]
    ) throws(FrameCodingError) -> CoefficientCheck? {
        guard instance.codec == .jpeg, case .encapsulated(let before) = instance.layout,
            case .encapsulated(let after) = written.instance.layout
        else { return nil }
        do {
            let check = try JPEGDCT.check(
                original: before.codestream(ofFrame: frame),
                repainted: after.codestream(ofFrame: frame), shape: shape, painted: painted,
                fill: jpegFill(fill), declaredRGB: isDeclaredRGB)
            return CoefficientCheck(
                outsideIdentical: check.outsideIdentical, insideIsFill: check.insideIsFill)
        } catch {
            throw FrameCodingError(frame: frame, cause: error)
        }
    }
}
