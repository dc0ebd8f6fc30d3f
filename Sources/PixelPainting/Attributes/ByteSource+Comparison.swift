import DICOMCore
import Glibc

extension ByteSource {
    /// Bytes that are looked at, and kept in memory, at a time.
    private static let comparedBytes = 1 << 24

    /// Whether a range holds these bytes.
    func holds(_ bytes: [UInt8], in range: Range<Int>) -> Bool {
        guard bytes.count == range.count else { return false }
        return unsafe withUnsafeBytes(in: range) { left in
            unsafe bytes.withUnsafeBytes { right in
                guard let one = left.baseAddress, let two = right.baseAddress else { return true }
                // Both buffers have as many bytes.
                return unsafe memcmp(one, two, left.count) == 0
            }
        }
    }

    /// Whether some bytes equal those of another source, without a copy of either.
    func holds(_ range: Range<Int>, equalTo other: ByteSource, _ otherRange: Range<Int>) -> Bool {
        guard range.count == otherRange.count else { return false }
        var position = 0
        while position < range.count {
            let count = min(Self.comparedBytes, range.count - position)
            let part = range.lowerBound + position..<range.lowerBound + position + count
            let otherStart = otherRange.lowerBound + position
            let otherPart = otherStart..<otherStart + count
            let isEqual = unsafe withUnsafeBytes(in: part) { left in
                unsafe other.withUnsafeBytes(in: otherPart) { right in
                    // Both buffers have `count` bytes, which is not 0.
                    guard let one = left.baseAddress, let two = right.baseAddress else {
                        return false
                    }
                    return unsafe memcmp(one, two, count) == 0
                }
            }
            guard isEqual else { return false }
            if count == Self.comparedBytes {
                discardPages(in: part)
                other.discardPages(in: otherPart)
            }
            position += count
        }
        return true
    }
}
