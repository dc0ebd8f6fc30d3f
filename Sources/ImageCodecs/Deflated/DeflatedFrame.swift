internal import CDeflate

/// Deflated Image Frame Compression (PS3.5 A.4.13): the native bytes of each frame as one raw
/// deflate stream (RFC 1951), in a fragment of its own.
///
/// The bytes are those of Explicit VR Little Endian, frame by frame: a frame of 1-bit pixels begins
/// with a byte of its own, which in native Pixel Data it need not.
package enum DeflatedFrame {
    /// The native bytes of one frame.
    ///
    /// The stream is followed by nothing but zeroes, one of which pads it to an even length. A
    /// stream in a zlib wrapper (RFC 1950), which some writers use against A.4.13, is taken too.
    ///
    /// - Parameter byteCount: exactly what the frame has; no other memory is taken.
    /// - Throws: `CodecError`: `corrupt` (a damaged stream, one of another length, or bytes behind
    ///   it), `truncated` (a stream too short for `byteCount`), `limitExceeded` (memory).
    package static func decode(
        _ codestream: [UInt8], byteCount: Int
    ) throws(CodecError) -> [UInt8] {
        // Deflate cannot do better than 1,032 to 1, so that a kilobyte never asks for a gigabyte.
        guard byteCount > 0, byteCount / 1_032 <= codestream.count else {
            throw CodecError(
                code: .truncated, thing: "deflated frame", expected: byteCount / 1_032,
                found: codestream.count)
        }
        guard let decompressor = unsafe libdeflate_alloc_decompressor() else {
            throw CodecError(code: .limitExceeded, thing: "deflated frame memory")
        }
        defer { unsafe libdeflate_free_decompressor(decompressor) }
        var frame = [UInt8](repeating: 0, count: byteCount)
        for hasWrapper in [false, true] {
            var consumed = 0
            // libdeflate writes at most `byteCount` bytes; without a place for their number it
            // insists on all of them.
            let result = unsafe codestream.withUnsafeBytes { source in
                unsafe frame.withUnsafeMutableBytes { target in
                    let run =
                        unsafe hasWrapper
                        ? libdeflate_zlib_decompress_ex : libdeflate_deflate_decompress_ex
                    return unsafe run(
                        decompressor, source.baseAddress, source.count, target.baseAddress,
                        byteCount, &consumed, nil)
                }
            }
            if result == LIBDEFLATE_SUCCESS,
                codestream[min(consumed, codestream.count)...].allSatisfy({ $0 == 0 })
            {
                return frame
            }
        }
        throw CodecError(
            code: .corrupt, thing: "deflated frame", expected: byteCount, found: codestream.count)
    }

    /// Deflates the native bytes of a frame. Its fragment pads an odd number of bytes with NUL.
    ///
    /// - Throws: `CodecError`: `limitExceeded` (memory), `encodingFailed`.
    package static func encode(_ bytes: [UInt8], level: Int = 6) throws(CodecError) -> [UInt8] {
        guard let compressor = unsafe libdeflate_alloc_compressor(Int32(level)) else {
            throw CodecError(code: .limitExceeded, thing: "deflated frame memory")
        }
        defer { unsafe libdeflate_free_compressor(compressor) }
        let bound = unsafe libdeflate_deflate_compress_bound(compressor, bytes.count)
        // libdeflate writes at most `bound` bytes, which is what the array offers.
        let codestream = unsafe [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            count = unsafe bytes.withUnsafeBytes { source in
                unsafe libdeflate_deflate_compress(
                    compressor, source.baseAddress, source.count, buffer.baseAddress, bound)
            }
        }
        guard !codestream.isEmpty else {
            throw CodecError(code: .encodingFailed, thing: "deflated frame")
        }
        return codestream
    }
}
