import DICOMPixelData
import ImageCodecs
import PixelPainting
import Raster

/// Frames that begin with SOI (ISO 10918-1): the process is the one that the codestream names,
/// whatever the transfer syntax says.
struct JPEGFrames: CodestreamCodec {
    let declared: FrameDeclaration

    func decode(_ codestream: [UInt8]) throws(CodecError) -> DecodedFrame {
        try SecondPicture.requireNone(beginningWith: SecondPicture.jpegStart, in: codestream)
        let (samples, header) = try JPEGBaseline.decode(
            codestream, shape: declared.shape, declaredRGB: declared.isRGB)
        return DecodedFrame(
            samples: samples, colour: colour(of: header), ringWidth: header.ringWidth)
    }

    func repaint(
        _ codestream: [UInt8], boxes: [PixelBox], fill: [Int]
    ) throws(CodecError) -> RepaintedFrame {
        let repainting = try JPEGBaseline.repaint(
            codestream, shape: declared.shape, boxes: boxes, fill: jpegFill(fill),
            declaredRGB: declared.isRGB)
        return RepaintedFrame(codestream: repainting.codestream, painted: repainting.painted)
    }

    func colour(of codestream: [UInt8]) throws(CodecError) -> ColourModel {
        colour(of: try JPEGBaseline.header(codestream, declaredRGB: declared.isRGB))
    }

    func check(
        original: [UInt8], written: [UInt8], painted: [PixelBox], fill: [Int]
    ) throws(CodecError) -> CoefficientCheck? {
        let check = try JPEGBaseline.check(
            original: original, repainted: written, shape: declared.shape, painted: painted,
            fill: jpegFill(fill), declaredRGB: declared.isRGB)
        return CoefficientCheck(
            outsideIdentical: check.outsideIdentical, insideIsFill: check.insideIsFill)
    }

    private func colour(of header: JPEGBaseline.Header) -> ColourModel {
        switch header.colour {
        case .grey: declared.colour
        case .ybr: .ybrFull
        case .rgb: .rgb
        case .other: declared.colour
        }
    }

    /// The fill in the words of the DCT domain, where black is any level that decoders clamp.
    private func jpegFill(_ fill: [Int]) -> JPEGBaseline.Fill {
        switch fill.first {
        case 0: .black(isInverted: false)
        case 255 where fill.count == 1: .black(isInverted: true)
        case let level: .value(level ?? 0)
        }
    }
}
