import DICOMPixelData
import ImageCodecs
import PixelPainting
import Raster

/// Frames that begin with SOI (ISO 10918-1, 14495-1): the process is the one that the codestream
/// names, whatever the transfer syntax says.
struct JPEGFrames: CodestreamCodec {
    let declared: FrameDeclaration

    /// Spectral selection and full progression are transfer syntaxes of their own.
    private var demandsProgression: Bool {
        CodecRegistry.entry(for: declared.description.transferSyntax).demandsProgression
    }

    func decode(_ codestream: [UInt8]) throws(CodecError) -> DecodedFrame {
        switch try JPEGProcess.recognize(codestream) {
        case .dct:
            let (samples, header) = try JPEGDCT.decode(
                codestream, shape: declared.shape, declaredRGB: declared.isRGB)
            return DecodedFrame(
                samples: samples, colour: colour(of: header), ringWidth: header.ringWidth)
        case .jpegLS:
            return DecodedFrame(
                samples: try JPEGLS.decode(codestream, shape: declared.shape).samples,
                colour: declared.colour, ringWidth: 0)
        case .lossless:
            return DecodedFrame(
                samples: try JPEGLossless.decode(codestream, shape: declared.shape).samples,
                colour: declared.colour, ringWidth: 0)
        case .hierarchical, .losslessArithmetic:
            throw unsupported
        }
    }

    func repaint(
        _ codestream: [UInt8], boxes: [PixelBox], fill: [Int]
    ) throws(CodecError) -> RepaintedFrame {
        switch try JPEGProcess.recognize(codestream) {
        case .dct:
            let repainting = try JPEGDCT.repaint(
                codestream, shape: declared.shape, boxes: boxes, fill: .value(fill[0]),
                declaredRGB: declared.isRGB, keepsProgression: demandsProgression)
            return RepaintedFrame(
                codestream: repainting.codestream, painted: repainting.painted,
                proof: repainting.proof)
        case .jpegLS:
            let isLossless = try JPEGLS.header(codestream).isLossless
            return RepaintedFrame(
                codestream: try JPEGLS.repaint(
                    codestream, shape: declared.shape, boxes: boxes, fill: fill),
                painted: boxes, notes: isLossless ? [] : [.recodedReversibly])
        case .lossless:
            return RepaintedFrame(
                codestream: try JPEGLossless.repaint(
                    codestream, shape: declared.shape, boxes: boxes, fill: fill),
                painted: boxes)
        case .hierarchical, .losslessArithmetic:
            throw unsupported
        }
    }

    func colour(of codestream: [UInt8]) throws(CodecError) -> ColourModel {
        switch try JPEGProcess.recognize(codestream) {
        case .dct: colour(of: try JPEGDCT.header(codestream, declaredRGB: declared.isRGB))
        case .lossless, .jpegLS: declared.colour
        case .hierarchical, .losslessArithmetic: throw unsupported
        }
    }

    func traits(of codestream: [UInt8]) throws(CodecError) -> CodingTraits {
        guard try JPEGProcess.recognize(codestream) == .jpegLS,
            try !JPEGLS.header(codestream).isLossless
        else { return CodingTraits() }
        return CodingTraits(lossyMethod: .jpegLS)
    }

    func withoutHiddenBytes(_ codestream: [UInt8]) throws(CodecError) -> [UInt8]? {
        try JPEGCodestream.withoutMetadata(codestream)
    }

    func check(
        _ written: [UInt8], against proof: any Sendable
    ) throws(CodecError) -> CoefficientCheck? {
        guard let proof = proof as? JPEGDCT.PaintProof else { return nil }
        let check = try JPEGDCT.check(written, against: proof)
        return CoefficientCheck(
            outsideIdentical: check.outsideIdentical, insideIsFill: check.insideIsFill)
    }

    private var unsupported: CodecError {
        CodecError(code: .unsupported, thing: "JPEG process")
    }

    private func colour(of header: JPEGDCT.Header) -> ColourModel {
        switch header.colour {
        case .grey: declared.colour
        case .ybr: .ybrFull
        case .rgb: .rgb
        case .other: declared.colour
        }
    }
}
