import DICOMPixelData
import ImageCodecs
import PixelPainting
import Raster

/// Frames in JPEG 2000 (ISO 15444-1).
///
/// PS3.3 C.7.6.3.1.2: the decoder undoes RCT and ICT. Samples that are labelled YBR_FULL were YBR
/// before the encoder saw them.
struct JPEG2000Frames: CodestreamCodec {
    let declared: FrameDeclaration

    func decode(_ codestream: [UInt8]) throws(CodecError) -> DecodedFrame {
        try SecondPicture.requireNone(
            beginningWith: SecondPicture.jpeg2000Start, in: codestream)
        return DecodedFrame(
            samples: try JPEG2000.decode(codestream, shape: declared.shape).samples,
            colour: declared.colour, ringWidth: 0)
    }

    func repaint(
        _ codestream: [UInt8], boxes: [PixelBox], fill: [Int]
    ) throws(CodecError) -> RepaintedFrame {
        var (samples, header) = try JPEG2000.decode(codestream, shape: declared.shape)
        for box in boxes {
            samples.fill(box, with: fill)
        }
        return RepaintedFrame(
            codestream: try JPEG2000.encode(
                samples, bitsStored: declared.bitsStored, like: header),
            painted: boxes, notes: header.isReversible ? [] : [.recodedReversibly])
    }

    func colour(of codestream: [UInt8]) -> ColourModel { declared.colour }

    func usesIrreversibleColourTransform(_ codestream: [UInt8]) throws(CodecError) -> Bool {
        let header = try JPEG2000.header(codestream)
        return header.usesColourTransform && !header.isReversible
    }
}
