import CSystemCalls
import Glibc

/// Bytes that take the place of some of a source.
package struct Replacement: Hashable, Sendable {
    package var sourceOffset: Int
    package var bytes: [UInt8]

    package init(sourceOffset: Int, bytes: [UInt8]) {
        self.sourceOffset = sourceOffset
        self.bytes = bytes
    }

    fileprivate var end: Int { sourceOffset + bytes.count }

    fileprivate func lies(in range: Range<Int>) -> Bool {
        sourceOffset >= range.lowerBound && bytes.count <= range.upperBound - sourceOffset
    }

    /// What lies from `offset` on; `nil` when nothing does.
    fileprivate func rest(from offset: Int) -> Replacement? {
        guard end > offset else { return nil }
        return Replacement(
            sourceOffset: offset, bytes: Array(bytes.suffix(end - offset)))
    }
}

extension OutputFile {
    /// Fits a processor's cache: bytes are replaced between a read and a write of so many.
    private static let windowSize = 1 << 18

    /// Appends bytes of a source of which some are replaced, in one pass.
    ///
    /// - Parameter next: gives one replacement after the other, then `nil`. Fastest in the order
    ///   of the bytes; in any order the later one wins where two overlap.
    /// - Precondition: all replacements lie in `range`.
    /// - Throws: `unwritable` where the system does not take the bytes, `unreadable` or `truncated`
    ///   where a mapped source lost bytes since it was opened.
    package mutating func append(
        _ range: Range<Int>, from source: ByteSource,
        replacing next: () throws(DICOMError) -> Replacement?
    ) throws(DICOMError) {
        try finish()
        // Blocks in one go cost less than a reservation at every write. Where the file system
        // cannot, or has no room, the writes tell.
        if range.count > Self.windowSize {
            _ = pixredact_allocate(fileDescriptor, Int64(position), Int64(range.count))
        }
        let shift = position - range.lowerBound
        var window = [UInt8](repeating: 0, count: min(Self.windowSize, range.count))
        var offset = range.lowerBound
        var replacement = try next()
        while offset < range.upperBound {
            // All writes but the first begin where a page does.
            let room = Self.windowSize - (offset + shift) % Self.windowSize
            let end = min(offset + min(room, window.count), range.upperBound)
            try Self.read(offset..<end, of: source, into: &window)
            while let found = replacement, found.sourceOffset < end {
                precondition(found.lies(in: range))
                try overwrite(found, before: offset, shift: shift)
                let start = max(found.sourceOffset, offset)
                let stop = min(found.end, end)
                if start < stop {
                    window.replaceSubrange(
                        start - offset..<stop - offset,
                        with: found.bytes[start - found.sourceOffset..<stop - found.sourceOffset])
                }
                if let rest = found.rest(from: end) {
                    replacement = rest
                } else {
                    replacement = try next()
                }
            }
            try unsafe write(window.span.bytes.extracting(first: end - offset), at: offset + shift)
            offset = end
        }
        while let found = replacement {
            precondition(found.lies(in: range))
            try overwrite(found, before: range.upperBound, shift: shift)
            replacement = try next()
        }
        position += range.count
    }

    /// Writes what of a replacement belongs to bytes that are in the file already.
    private func overwrite(
        _ replacement: Replacement, before offset: Int, shift: Int
    ) throws(DICOMError) {
        let count = min(replacement.bytes.count, offset - replacement.sourceOffset)
        guard count > 0 else { return }
        try unsafe write(
            replacement.bytes.span.bytes.extracting(first: count),
            at: replacement.sourceOffset + shift)
    }

    /// Reads a range to the beginning of `window`, through the descriptor where there is one: the
    /// pages of a mapping would have to be mapped one by one.
    private static func read(
        _ range: Range<Int>, of source: ByteSource, into window: inout [UInt8]
    ) throws(DICOMError) {
        guard let input = source.fileDescriptor else {
            window.replaceSubrange(0..<range.count, with: source.bytes(in: range))
            return
        }
        var done = 0
        while done < range.count {
            // The window has room for the whole range.
            let count = unsafe window.withUnsafeMutableBytes { buffer in
                unsafe pread(
                    input, buffer.baseAddress.map { unsafe $0 + done }, range.count - done,
                    off_t(range.lowerBound + done))
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else {
                throw DICOMError(code: .unreadable, byteOffset: range.lowerBound + done)
            }
            guard count > 0 else {
                throw DICOMError(
                    code: .truncated, byteOffset: range.lowerBound + done,
                    expected: range.count - done, found: 0)
            }
            done += count
        }
    }
}
