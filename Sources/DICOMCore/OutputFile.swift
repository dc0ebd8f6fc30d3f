import CSystemCalls
import Glibc

/// Writes a file from its beginning to its end, and patches what is written.
///
/// Takes a regular file or a memory file, which stays the caller's; writes at explicit offsets, so
/// that the descriptor's own offset neither counts nor moves.
package struct OutputFile: ~Copyable {
    /// Bytes appended so far: where the next append goes.
    package internal(set) var position = 0

    let fileDescriptor: Int32
    /// Small appends that are not in the file yet; they end at `position`.
    private var pending: [UInt8] = []

    private static let bufferSize = 1 << 16
    private static let copySize = 1 << 20

    package init(fileDescriptor: Int32) { self.fileDescriptor = fileDescriptor }

    /// - Throws: `unwritable` where the system does not take the bytes.
    package mutating func append(_ bytes: [UInt8]) throws(DICOMError) {
        if pending.count + bytes.count <= Self.bufferSize {
            pending += bytes
            position += bytes.count
        } else {
            // Bytes have no padding between them that a raw span would show.
            try unsafe append(bytes.span.bytes)
        }
    }

    /// - Throws: `unwritable` where the system does not take the bytes.
    package mutating func append(_ span: RawSpan) throws(DICOMError) {
        try finish()
        try write(span, at: position)
        position += span.byteCount
    }

    /// - Throws: `unwritable` where the system does not take the bytes, `truncated` where a mapped
    ///   source lost bytes since it was opened.
    package mutating func append(
        _ piece: OutputPiece, from source: ByteSource
    ) throws(DICOMError) {
        switch piece {
        case .bytes(let bytes): try append(bytes)
        case .source(let range):
            guard range.count > Self.bufferSize, let input = source.fileDescriptor else {
                try append(source.bytes(in: range))
                return
            }
            try finish()
            try copy(range, from: input)
        }
    }

    /// Overwrites bytes that were appended before.
    /// - Precondition: all of them lie before `position`.
    package mutating func patch(at position: Int, _ bytes: [UInt8]) throws(DICOMError) {
        precondition(position >= 0 && bytes.count <= self.position - position)
        try finish()
        try unsafe write(bytes.span.bytes, at: position)
    }

    /// Writes what small appends left in memory. Not calling it loses bytes.
    package mutating func finish() throws(DICOMError) {
        guard !pending.isEmpty else { return }
        let bytes = pending
        pending.removeAll(keepingCapacity: true)
        try unsafe write(bytes.span.bytes, at: position - bytes.count)
    }

    /// Copies inside the kernel, or through memory where the kernel or file system cannot.
    private mutating func copy(_ range: Range<Int>, from input: Int32) throws(DICOMError) {
        var inputOffset = Int64(range.lowerBound)
        var outputOffset = Int64(position)
        while inputOffset < Int64(range.upperBound) {
            let count = unsafe pixredact_copy_file_range(
                input, &inputOffset, fileDescriptor, &outputOffset,
                range.upperBound - Int(inputOffset))
            // 0: no bytes any more, or a file system that cannot say so; reading will tell.
            if count <= 0 { break }
        }
        position = Int(outputOffset)
        guard inputOffset < Int64(range.upperBound) else { return }
        try copyThroughMemory(Int(inputOffset)..<range.upperBound, from: input)
    }

    private mutating func copyThroughMemory(
        _ range: Range<Int>, from input: Int32
    ) throws(DICOMError) {
        var buffer = [UInt8](repeating: 0, count: min(Self.copySize, range.count))
        var offset = range.lowerBound
        while offset < range.upperBound {
            let wanted = min(buffer.count, range.upperBound - offset)
            // The buffer has room for `wanted` bytes.
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe pread(input, $0.baseAddress, wanted, off_t(offset))
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw DICOMError(code: .unreadable, byteOffset: offset) }
            guard count > 0 else {
                throw DICOMError(
                    code: .truncated, byteOffset: offset, expected: wanted, found: 0)
            }
            try unsafe write(buffer.span.bytes.extracting(first: count), at: position)
            position += count
            offset += count
        }
    }

    func write(_ span: RawSpan, at offset: Int) throws(DICOMError) {
        var written = 0
        while written < span.byteCount {
            let count = unsafe span.withUnsafeBytes { bytes in
                unsafe pwrite(
                    fileDescriptor, bytes.baseAddress.map { unsafe $0 + written },
                    bytes.count - written, off_t(offset + written))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                throw DICOMError(code: .unwritable, byteOffset: offset + written)
            }
            written += count
        }
    }
}
