import DICOMPixelData
import ImageCodecs
import PixelPainting
import Raster

/// Frames in RLE Lossless (PS3.5 annex G).
struct RLEFrames: CodestreamCodec {
    let declared: FrameDeclaration

    func decode(_ codestream: [UInt8]) throws(CodecError) -> DecodedFrame {
        DecodedFrame(
            samples: declared.isBits
                ? try RLELossless.decodeBits(codestream, shape: declared.shape)
                : try RLELossless.decode(codestream, shape: declared.shape),
            colour: declared.colour, ringWidth: 0)
    }

    func repaint(
        _ codestream: [UInt8], boxes: [PixelBox], fill: [Int]
    ) throws(CodecError) -> RepaintedFrame {
        RepaintedFrame(
            codestream: declared.isBits
                ? try RLELossless.repaintBits(
                    codestream, shape: declared.shape, boxes: boxes, fill: fill[0])
                : try RLELossless.repaint(
                    codestream, shape: declared.shape, boxes: boxes, fill: fill),
            painted: boxes)
    }

    func colour(of codestream: [UInt8]) -> ColourModel { declared.colour }

    func withoutHiddenBytes(_ codestream: [UInt8]) throws(CodecError) -> [UInt8]? {
        declared.isBits
            ? try RLELossless.withoutHiddenBytesOfBits(codestream, shape: declared.shape)
            : try RLELossless.withoutHiddenBytes(codestream, shape: declared.shape)
    }
}
