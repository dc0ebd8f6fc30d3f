internal import DICOMCore

/// A lookup table as DICOM describes them all (PS3.3 C.7.6.3.1.5, C.11.1.1.1, C.11.2.1.1): entries
/// for a run of values; what lies below takes the first entry, what lies above the last.
package struct LookupTable: Hashable, Sendable {
    /// The value that `entries[0]` stands for.
    package let firstMappedValue: Int
    /// At least one.
    package let entries: [UInt16]
    /// 8...16.
    package let bitsPerEntry: Int

    /// - Throws: `malformed` (with no tag) for no entry, too many, or bits that no entry has.
    package init(
        firstMappedValue: Int, entries: [UInt16], bitsPerEntry: Int
    ) throws(PixelDataError) {
        guard (1...65_536).contains(entries.count), (1...16).contains(bitsPerEntry) else {
            throw PixelDataError(code: .malformed, expected: 65_536, found: entries.count)
        }
        self.firstMappedValue = firstMappedValue
        self.entries = entries
        self.bitsPerEntry = bitsPerEntry
    }

    package subscript(value: Int) -> UInt16 {
        entries[min(max(value - firstMappedValue, 0), entries.count - 1)]
    }

    /// The greatest value that an entry can have.
    package var greatestEntry: Int { (1 << bitsPerEntry) - 1 }
}

/// A LUT Descriptor: number of entries, first value mapped, bits of an entry.
struct LookupTableDescriptor: Hashable {
    var entryCount: Int
    var firstMappedValue: Int
    var bitsPerEntry: Int

    /// - Parameter isSigned: whether the second value is one (VR US or SS).
    /// - Throws: `malformed` with the element's tag.
    init(_ dataSet: DataSet, _ element: DataElement, isSigned: Bool) throws(PixelDataError) {
        let values = dataSet.integers(of: element)
        guard values.count == 3 else {
            throw PixelDataError(
                code: .malformed, tag: element.tag, byteOffset: element.offset, expected: 3,
                found: values.count)
        }
        // The first and the third are unsigned whatever the VR; 0 stands for 65,536.
        let count = values[0] & 0xFFFF
        entryCount = count == 0 ? 65_536 : count
        let first = UInt16(truncatingIfNeeded: values[1])
        firstMappedValue = isSigned ? Int(Int16(bitPattern: first)) : Int(first)
        bitsPerEntry = values[2] & 0xFFFF
        guard (1...16).contains(bitsPerEntry) else {
            throw PixelDataError(
                code: .malformed, tag: element.tag, byteOffset: element.offset, expected: 16,
                found: bitsPerEntry)
        }
    }
}

extension LookupTable {
    /// A table from its descriptor and data elements.
    ///
    /// - Throws: `truncated` where entries are missing, with the data element's tag.
    init(
        _ dataSet: DataSet, descriptor: LookupTableDescriptor, data element: DataElement
    ) throws(PixelDataError) {
        let words = Self.words(dataSet, element)
        let count = descriptor.entryCount
        let entries: [UInt16]
        if words.count >= count {
            entries = [UInt16](words.prefix(count))
        } else if descriptor.bitsPerEntry <= 8, 2 * words.count >= count {
            // PS3.3 C.7.6.3.1.6: entries of 8 bits, two in a word, the first in its low byte.
            entries = words.flatMap { [$0 & 0xFF, $0 >> 8] }.prefix(count).map { $0 }
        } else {
            throw PixelDataError(
                code: .truncated, tag: element.tag, byteOffset: element.offset, expected: count,
                found: words.count)
        }
        try self.init(
            firstMappedValue: descriptor.firstMappedValue, entries: entries,
            bitsPerEntry: descriptor.bitsPerEntry)
    }

    /// The 16-bit words of a value; a last odd byte is a word of its own.
    static func words(_ dataSet: DataSet, _ element: DataElement) -> [UInt16] {
        let bytes = dataSet.source.bytes(in: element.valueRange.prefix(1 << 20))
        // Bytes of OB do not turn with the words.
        let isBigEndian = element.encoding.isBigEndian && element.vr != .ob
        return stride(from: 0, to: bytes.count, by: 2).map { index in
            let one = UInt16(bytes[index])
            let other = index + 1 < bytes.count ? UInt16(bytes[index + 1]) : 0
            return isBigEndian ? one << 8 | other : other << 8 | one
        }
    }
}
