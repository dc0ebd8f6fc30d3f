package import DICOMCore

/// Encapsulated Pixel Data (PS3.5 A.4): the fragments of each frame.
package struct EncapsulatedPixelData: Sendable {
    package let source: ByteSource
    /// For each frame the byte ranges of its fragments, in order; empty fragments are left out.
    package let frames: [[Range<Int>]]
    /// Whether the first item holds offsets (right or wrong).
    package let hadBasicOffsetTable: Bool
    /// Whether Extended Offset Table (7FE0,0001) is there.
    package let hadExtendedOffsetTable: Bool

    /// - Parameter index: of Pixel Data (7FE0,0010) of undefined length, in `DataSet.elements`.
    /// - Throws: `missing` or `malformed`.
    package init(
        _ scope: DataSetScope, at index: Int, description: ImagePixelDescription
    ) throws(PixelDataError) {
        let dataSet = scope.dataSet
        let source = dataSet.source
        let items = dataSet.children(of: index)
        guard let first = items.first else {
            throw PixelDataError(
                code: .missing, tag: .pixelData, byteOffset: dataSet.elements[index].offset)
        }
        let table = dataSet.elements[first]
        let start = FragmentAssignment.CodestreamStart(description.transferSyntax)
        let fragments = items.dropFirst().map { item in
            let element = dataSet.elements[item]
            let range = element.valueRange
            return FragmentAssignment.Fragment(
                offset: element.offset, range: range,
                beginsCodestream: start.begins(source.bytes(in: range.prefix(8))))
        }
        let extended = scope[.extendedOffsetTable]
        let assignment = FragmentAssignment(
            fragments: fragments, frames: description.frames, start: start,
            basicOffsets: Self.offsets(
                source, table.valueRange, width: 4, frames: description.frames),
            extendedOffsets: extended.map {
                Self.offsets(source, $0.valueRange, width: 8, frames: description.frames)
            } ?? [])
        self.source = source
        self.frames = try assignment.frameRanges()
        self.hadBasicOffsetTable = table.valueLength > 0
        self.hadExtendedOffsetTable = extended != nil
    }

    /// The fragments of a frame, joined.
    ///
    /// - Precondition: `index` is in `frames`.
    package func codestream(ofFrame index: Int) -> [UInt8] {
        let fragments = frames[index]
        if fragments.count == 1 { return source.bytes(in: fragments[0]) }
        var codestream: [UInt8] = []
        codestream.reserveCapacity(fragments.reduce(0) { $0 + $1.count })
        for fragment in fragments { codestream += source.bytes(in: fragment) }
        return codestream
    }

    /// The little endian numbers of a table with one entry a frame; none where it has another
    /// number of entries, or one that no file reaches.
    private static func offsets(
        _ source: ByteSource, _ range: Range<Int>, width: Int, frames: Int
    ) -> [Int] {
        guard range.count == checkedProduct(frames, width) else { return [] }
        let bytes = source.bytes(in: range)
        var offsets: [Int] = []
        offsets.reserveCapacity(frames)
        for entry in 0..<frames {
            var value: UInt64 = 0
            for byte in (0..<width).reversed() {
                value = value << 8 | UInt64(bytes[entry * width + byte])
            }
            guard let offset = Int(exactly: value) else { return [] }
            offsets.append(offset)
        }
        return offsets
    }
}
