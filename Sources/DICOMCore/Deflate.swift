import CDeflate

/// Raw deflate (RFC 1951), as PS3.5 A.5 wraps a whole data set in it.
package enum Deflate {
    /// Inflates a stream; bytes behind its end are left alone.
    ///
    /// A stream in a zlib wrapper (RFC 1950), which some writers use against PS3.5 A.5, is taken
    /// too.
    /// - Throws: `malformed` for a stream that is damaged or ends early, `limitExceeded` where
    ///   the result would be larger than `limit`.
    package static func inflate(
        _ source: ByteSource, in range: Range<Int>, limit: Int
    ) throws(DICOMError) -> [UInt8] {
        try inflateStream(source, in: range, limit: limit).bytes
    }

    /// Inflates a stream, and says how many bytes of `range` it takes.
    /// - Throws: as `inflate(_:in:limit:)` does.
    package static func inflateStream(
        _ source: ByteSource, in range: Range<Int>, limit: Int
    ) throws(DICOMError) -> (bytes: [UInt8], length: Int) {
        do {
            return try inflate(source, in: range, limit: limit, hasWrapper: false)
        } catch {
            guard error.code == .malformed, isWrapper(source, at: range) else { throw error }
            return try inflate(source, in: range, limit: limit, hasWrapper: true)
        }
    }

    /// Deflates `bytes`; an odd number of bytes is padded with NUL (PS3.5 A.5).
    package static func deflate(_ bytes: [UInt8], level: Int = 6) throws(DICOMError) -> [UInt8] {
        guard let compressor = unsafe libdeflate_alloc_compressor(Int32(level)) else {
            throw DICOMError(code: .limitExceeded)
        }
        defer { unsafe libdeflate_free_compressor(compressor) }
        let bound = unsafe libdeflate_deflate_compress_bound(compressor, bytes.count)
        // libdeflate writes at most `bound` bytes, which is what the array offers.
        var output = unsafe [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            count = unsafe bytes.withUnsafeBytes { input in
                unsafe libdeflate_deflate_compress(
                    compressor, input.baseAddress, input.count, buffer.baseAddress, bound)
            }
        }
        if !output.count.isMultiple(of: 2) { output.append(0) }
        return output
    }

    // RFC 1950 2.2: method 8, a window of at most 32 KiB, and a header divisible by 31.
    private static func isWrapper(_ source: ByteSource, at range: Range<Int>) -> Bool {
        guard range.count >= 2 else { return false }
        let header = source.unsigned16(at: range.lowerBound, isBigEndian: true)
        return header & 0x0F00 == 0x0800 && header >> 12 <= 7 && header % 31 == 0
    }

    private static func inflate(
        _ source: ByteSource, in range: Range<Int>, limit: Int, hasWrapper: Bool
    ) throws(DICOMError) -> (bytes: [UInt8], length: Int) {
        guard let decompressor = unsafe libdeflate_alloc_decompressor() else {
            throw DICOMError(code: .limitExceeded)
        }
        defer { unsafe libdeflate_free_decompressor(decompressor) }
        // Deflate cannot do better than 1,032 to 1, so that a kilobyte never asks for a gigabyte.
        let most = min(limit, range.count.multipliedReportingOverflow(by: 1_032).partialValue)
        var capacity = min(most, max(1 << 16, 4 * range.count))
        while true {
            var result = LIBDEFLATE_BAD_DATA
            var consumed = 0
            // libdeflate writes at most `capacity` bytes, which is what the array offers.
            let output = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
                result = unsafe source.withUnsafeBytes(in: range) { input in
                    var produced = 0
                    let run =
                        unsafe hasWrapper
                        ? libdeflate_zlib_decompress_ex : libdeflate_deflate_decompress_ex
                    let result = unsafe run(
                        decompressor, input.baseAddress, input.count, buffer.baseAddress, capacity,
                        &consumed, &produced)
                    count = result == LIBDEFLATE_SUCCESS ? produced : 0
                    return result
                }
            }
            switch result {
            case LIBDEFLATE_SUCCESS: return (output, consumed)
            case LIBDEFLATE_INSUFFICIENT_SPACE where capacity < most:
                capacity = min(most, capacity > most / 2 ? most : 2 * capacity)
            case LIBDEFLATE_INSUFFICIENT_SPACE:
                throw DICOMError(
                    code: .limitExceeded, byteOffset: range.lowerBound, expected: limit)
            default:
                throw DICOMError(
                    code: .malformed, byteOffset: range.lowerBound, found: range.count)
            }
        }
    }
}
