import DICOMPixelData
import ImageCodecs
import PixelPainting
import Raster

/// Frames in JPEG 2000 (ISO 15444-1) and High-Throughput JPEG 2000 (15444-15).
///
/// PS3.3 C.7.6.3.1.2: the decoder undoes RCT and ICT. Samples that are labelled YBR_FULL were YBR
/// before the encoder saw them.
struct JPEG2000Frames: CodestreamCodec {
    let declared: FrameDeclaration

    func decode(_ codestream: [UInt8]) throws(CodecError) -> DecodedFrame {
        DecodedFrame(
            samples: try JPEG2000.decode(codestream, shape: declared.shape).samples,
            colour: declared.colour, ringWidth: 0)
    }

    func repaint(
        _ codestream: [UInt8], boxes: [PixelBox], fill: [Int]
    ) throws(CodecError) -> RepaintedFrame {
        let bitsStored = declared.bitsStored
        let isHighThroughput = try JPEG2000.header(codestream).isHighThroughput
        let repainting = try JPEG2000.repaint(
            codestream, shape: declared.shape, bitsStored: bitsStored, boxes: boxes, fill: fill,
            encoder: isHighThroughput
                ? { (samples, header) throws(CodecError) in
                    try HTJ2K.encode(samples, bitsStored: bitsStored, like: header)
                } : nil)
        return RepaintedFrame(
            codestream: repainting.codestream, painted: repainting.painted,
            notes: repainting.isRecodedReversibly ? [.recodedReversibly] : [])
    }

    func colour(of codestream: [UInt8]) -> ColourModel { declared.colour }

    func withoutHiddenBytes(_ codestream: [UInt8]) throws(CodecError) -> [UInt8]? {
        try JPEG2000.withoutHiddenBytes(codestream)
    }

    func traits(of codestream: [UInt8]) throws(CodecError) -> CodingTraits {
        let header = try JPEG2000.header(codestream)
        guard !header.isReversible else { return CodingTraits() }
        return CodingTraits(
            lossyMethod: header.isHighThroughput ? .highThroughputJPEG2000 : .jpeg2000,
            usesIrreversibleColourTransform: try JPEG2000.colourTransforms(in: codestream)
                .contains(.irreversible),
            hasSeveralTiles: header.tiles > 1)
    }
}
