import DICOMPixelData
import ImageCodecs
import PixelPainting
import Raster

/// Frames in RLE Lossless (PS3.5 annex G).
struct RLEFrames: CodestreamCodec {
    let declared: FrameDeclaration

    func decode(_ codestream: [UInt8]) throws(CodecError) -> DecodedFrame {
        DecodedFrame(
            samples: try RLELossless.decode(codestream, shape: declared.shape),
            colour: declared.colour, ringWidth: 0)
    }

    func repaint(
        _ codestream: [UInt8], boxes: [PixelBox], fill: [Int]
    ) throws(CodecError) -> RepaintedFrame {
        RepaintedFrame(
            codestream: try RLELossless.repaint(
                codestream, shape: declared.shape, boxes: boxes, fill: fill),
            painted: boxes)
    }

    func colour(of codestream: [UInt8]) -> ColourModel { declared.colour }
}
