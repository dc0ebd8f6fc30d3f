package import Raster

/// RLE Lossless (PS3.5 Annex G): byte planes, each coded by PackBits, rows apart.
///
/// A frame has `samplesPerPixel` x `bytesPerSample` segments, 1 to 15: for each sample its byte
/// planes, the most significant first (G.2). Decoded samples are interleaved by pixel, little
/// endian, whatever the Planar Configuration says.
package enum RLELossless {
    /// The samples of one coded frame.
    ///
    /// Bytes behind the last sample of a segment are ignored: besides the padding to even length
    /// some encoders leave a few more. No memory is taken for a frame that the codestream is too
    /// short to hold.
    ///
    /// - Throws: `CodecError`: `mismatch` (segment count), `corrupt` (header), `truncated` (a
    ///   segment that ends before its byte plane does), `unsupported` (more than 15 segments).
    package static func decode(
        _ codestream: [UInt8], shape: FrameShape
    ) throws(CodecError) -> SampleBuffer {
        let layout = try Layout(shape)
        let segments = try layout.segments(of: codestream)
        var samples = SampleBuffer(
            width: shape.width, height: shape.height, samplesPerPixel: shape.samplesPerPixel,
            bytesPerSample: shape.bytesPerSample, isSigned: shape.isSigned)
        for (index, segment) in segments.enumerated() {
            try unpack(
                codestream, segment, into: &samples.bytes,
                from: layout.byteOffset(ofSegment: index), step: segments.count)
        }
        return samples
    }

    /// Codes a frame, row by row.
    ///
    /// - Throws: `CodecError`: `unsupported` (more than 15 segments), `limitExceeded` (segments
    ///   that 32-bit offsets do not reach).
    package static func encode(_ samples: SampleBuffer) throws(CodecError) -> [UInt8] {
        let layout = try Layout(
            FrameShape(
                width: samples.width, height: samples.height,
                samplesPerPixel: samples.samplesPerPixel, bytesPerSample: samples.bytesPerSample,
                isSigned: samples.isSigned))
        var writer = FrameWriter(segmentCount: layout.segmentCount)
        var row = [UInt8](repeating: 0, count: samples.width)
        for segment in 0..<layout.segmentCount {
            try writer.beginSegment()
            var position = layout.byteOffset(ofSegment: segment)
            for _ in 0..<samples.height {
                for x in row.indices {
                    row[x] = samples.bytes[position]
                    position += layout.segmentCount
                }
                pack(row, 0..<row.count, into: &writer.bytes)
            }
            writer.endSegment()
        }
        return writer.bytes
    }
}
