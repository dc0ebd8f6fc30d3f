/// Tables of where the frames of encapsulated Pixel Data begin, as values to be written.
package enum OffsetTable {
    /// Bytes of an item's header.
    private static let headerLength = 8

    /// The value of the Basic Offset Table (PS3.5 A.4) for frames with fragments of these lengths.
    ///
    /// Empty, as the standard allows, where an offset does not fit 32 bits.
    ///
    /// - Parameter fragmentLengths: for each frame its fragments' lengths, padding included.
    package static func basic(fragmentLengths: [[Int]]) -> [UInt8] {
        var table: [UInt8] = []
        for offset in offsets(fragmentLengths) {
            guard let entry = UInt32(exactly: offset) else { return [] }
            append(UInt64(entry), width: 4, to: &table)
        }
        return table
    }

    /// The values of Extended Offset Table (7FE0,0001) and its Lengths (7FE0,0002), PS3.3
    /// C.7.6.3.1.8; `nil` where a frame has not exactly one fragment, which the table cannot say.
    package static func extended(
        fragmentLengths: [[Int]]
    ) -> (offsets: [UInt8], lengths: [UInt8])? {
        var offsetTable: [UInt8] = []
        var lengthTable: [UInt8] = []
        for (offset, lengths) in zip(offsets(fragmentLengths), fragmentLengths) {
            guard lengths.count == 1, let length = lengths.first else { return nil }
            append(UInt64(offset), width: 8, to: &offsetTable)
            append(UInt64(length), width: 8, to: &lengthTable)
        }
        return (offsetTable, lengthTable)
    }

    /// Where each frame's first item begins, from behind the table's own item.
    private static func offsets(_ fragmentLengths: [[Int]]) -> [Int] {
        var offset = 0
        return fragmentLengths.map { lengths in
            defer { offset += lengths.reduce(0) { $0 + headerLength + $1 } }
            return offset
        }
    }

    private static func append(_ value: UInt64, width: Int, to table: inout [UInt8]) {
        for byte in 0..<width { table.append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
    }
}
