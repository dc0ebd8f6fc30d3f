import DICOMPixelData
import ImageCodecs
import PixelPainting
import Raster

/// Frames whose native bytes are deflated (PS3.5 A.4.13).
///
/// They have no hidden bytes: behind the stream `decode` takes zeroes only.
struct DeflatedFrames: CodestreamCodec {
    let declared: FrameDeclaration

    func decode(_ codestream: [UInt8]) throws(CodecError) -> DecodedFrame {
        let frame = try nativeFrame()
        let bytes = try DeflatedFrame.decode(codestream, byteCount: frame.byteCount)
        return DecodedFrame(
            samples: frame.samples(of: bytes), colour: declared.colour, ringWidth: 0)
    }

    func repaint(
        _ codestream: [UInt8], boxes: [PixelBox], fill: [Int]
    ) throws(CodecError) -> RepaintedFrame {
        let frame = try nativeFrame()
        let bytes = try DeflatedFrame.decode(codestream, byteCount: frame.byteCount)
        do {
            let (repainted, painted) = try frame.painted(bytes, boxes: boxes, fill: fill)
            return RepaintedFrame(
                codestream: try DeflatedFrame.encode(repainted), painted: painted)
        } catch let error as CodecError {
            throw error
        } catch {
            throw CodecError(code: .encodingFailed, thing: "deflated frame")
        }
    }

    func colour(of codestream: [UInt8]) -> ColourModel { declared.colour }

    private func nativeFrame() throws(CodecError) -> NativeFrame {
        do {
            return try NativeFrame(declared.description)
        } catch {
            throw CodecError(code: .unsupported, thing: "arrangement of a deflated frame")
        }
    }
}
