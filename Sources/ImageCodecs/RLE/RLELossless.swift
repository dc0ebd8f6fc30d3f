package import Raster

/// RLE Lossless (PS3.5 Annex G): byte planes, each coded by PackBits, rows apart.
///
/// A frame has `samplesPerPixel` x `bytesPerSample` segments, 1 to 15: for each sample its byte
/// planes, the most significant first. Decoded samples are interleaved by pixel, little endian,
/// whatever the Planar Configuration says.
package enum RLELossless {
    /// The samples of one coded frame.
    ///
    /// - Throws: `CodecError`: `mismatch` (segment count), `corrupt` (header), `truncated` (a
    ///   segment that ends before its byte plane does), `unsupported` (more than 15 segments).
    package static func decode(
        _ codestream: [UInt8], shape: FrameShape
    ) throws(CodecError) -> SampleBuffer {
        throw CodecError(code: .unsupported, thing: "RLE frame")
    }

    /// The codestream with `boxes` painted; coded bytes of rows that no box meets are kept.
    ///
    /// - Parameters:
    ///   - boxes: any; what lies outside the frame is ignored.
    ///   - fill: one stored value for each sample of a pixel.
    package static func repaint(
        _ codestream: [UInt8], shape: FrameShape, boxes: [PixelBox], fill: [Int]
    ) throws(CodecError) -> [UInt8] {
        throw CodecError(code: .unsupported, thing: "RLE frame")
    }

    /// Codes a frame, row by row.
    ///
    /// - Throws: `CodecError`: `unsupported` (more than 15 segments), `limitExceeded` (segments
    ///   that 32-bit offsets do not reach).
    package static func encode(_ samples: SampleBuffer) throws(CodecError) -> [UInt8] {
        throw CodecError(code: .unsupported, thing: "RLE frame")
    }
}
