package import DICOMCore

/// The colours of a PALETTE COLOR image (PS3.3 C.7.6.3.1.5 and C.7.6.3.1.6).
package struct PaletteColorLookupTable: Hashable, Sendable {
    package let red: LookupTable
    package let green: LookupTable
    package let blue: LookupTable

    package init(red: LookupTable, green: LookupTable, blue: LookupTable) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// - Parameter isSigned: Pixel Representation is 1: the descriptors' second value is signed.
    /// - Throws: `missing`, `malformed` or `truncated` with the element's tag.
    package init(_ scope: DataSetScope, isSigned: Bool) throws(PixelDataError) {
        red = try Self.table(
            scope, isSigned, .redPaletteColorLookupTableDescriptor,
            .redPaletteColorLookupTableData, .segmentedRedPaletteColorLookupTableData)
        green = try Self.table(
            scope, isSigned, .greenPaletteColorLookupTableDescriptor,
            .greenPaletteColorLookupTableData, .segmentedGreenPaletteColorLookupTableData)
        blue = try Self.table(
            scope, isSigned, .bluePaletteColorLookupTableDescriptor,
            .bluePaletteColorLookupTableData, .segmentedBluePaletteColorLookupTableData)
    }

    /// The colour of an index, 8 bits a component.
    package func colour(of index: Int) -> (red: UInt8, green: UInt8, blue: UInt8) {
        colour(of: index, shift: shift)
    }

    func colour(of index: Int, shift: Int) -> (red: UInt8, green: UInt8, blue: UInt8) {
        func scaled(_ table: LookupTable) -> UInt8 {
            UInt8(min(255, Int(table[index]) >> shift))
        }
        return (scaled(red), scaled(green), scaled(blue))
    }

    /// The index whose colour has the least luma; the smallest of several.
    ///
    /// - Parameter indexes: what a sample can hold, by Bits Stored and Pixel Representation.
    /// - Complexity: O(n) in the entries.
    package func darkestIndex(in indexes: ClosedRange<Int>) -> Int {
        // All indexes outside of the entries look like the first or the last of them.
        let first = min(
            red.firstMappedValue, green.firstMappedValue, blue.firstMappedValue)
        let last = [red, green, blue].map { $0.firstMappedValue + $0.entries.count - 1 }.max()
        var darkest = indexes.lowerBound
        var least = luma(darkest)
        let start = min(max(first, indexes.lowerBound), indexes.upperBound)
        let end = max(start, min(last ?? first, indexes.upperBound))
        for index in start...end {
            let luma = luma(index)
            if luma < least {
                least = luma
                darkest = index
            }
        }
        return darkest
    }

    /// 1000 times the luma (ITU-R BT.601) of the whole entries, so that near blacks differ.
    private func luma(_ index: Int) -> Int {
        299 * Int(red[index]) + 587 * Int(green[index]) + 114 * Int(blue[index])
    }

    /// How far entries are shifted down to 8 bits; negative: up.
    ///
    /// Palettes are met whose descriptor says 16 bits while the entries have 8: shown as they say
    /// they would be black throughout.
    var shift: Int {
        let bits = max(red.bitsPerEntry, green.bitsPerEntry, blue.bitsPerEntry)
        guard bits > 8 else { return bits - 8 }
        let greatest = [red, green, blue].compactMap { $0.entries.max() }.max() ?? 0
        return greatest <= 0xFF ? 0 : bits - 8
    }

    private static func table(
        _ scope: DataSetScope, _ isSigned: Bool, _ descriptorTag: Tag, _ dataTag: Tag,
        _ segmentedTag: Tag
    ) throws(PixelDataError) -> LookupTable {
        guard let described = scope[descriptorTag] else {
            throw PixelDataError(code: .missing, tag: descriptorTag)
        }
        var descriptor = try LookupTableDescriptor(scope.dataSet, described, isSigned: isSigned)
        if let segmented = scope[segmentedTag], segmented.valueLength > 0 {
            return try expanded(scope.dataSet, descriptor, segmented)
        }
        guard let data = scope[dataTag], data.valueLength > 0 else {
            throw PixelDataError(code: .missing, tag: dataTag)
        }
        // Entries packed as bytes under a descriptor that says 16 bits are met: the length tells.
        let bytes = descriptor.entryCount + descriptor.entryCount % 2
        if data.valueLength == bytes, descriptor.entryCount > 1 { descriptor.bitsPerEntry = 8 }
        let table = try LookupTable(scope.dataSet, descriptor: descriptor, data: data)
        guard descriptor.bitsPerEntry <= 8, table.entries.contains(where: { $0 > 0xFF }) else {
            return table
        }
        // So are 16-bit entries under one that says 8.
        return try LookupTable(
            firstMappedValue: table.firstMappedValue, entries: table.entries, bitsPerEntry: 16)
    }

    private static func expanded(
        _ dataSet: DataSet, _ descriptor: LookupTableDescriptor, _ element: DataElement
    ) throws(PixelDataError) -> LookupTable {
        let words = LookupTable.words(dataSet, element)
        let bits = descriptor.bitsPerEntry <= 8 ? 8 : 16
        let numbers = bits == 8 ? words.flatMap { [$0 & 0xFF, $0 >> 8] } : words
        do {
            return try LookupTable(
                firstMappedValue: descriptor.firstMappedValue,
                entries: try SegmentedLookupTable.expand(
                    numbers, bitsPerEntry: bits, entryCount: descriptor.entryCount),
                bitsPerEntry: descriptor.bitsPerEntry)
        } catch let failure as SegmentedLookupTable.Failure {
            throw PixelDataError(
                code: failure == .truncated ? .truncated : .malformed, tag: element.tag,
                byteOffset: element.offset)
        } catch let error as PixelDataError {
            throw error
        } catch {
            throw PixelDataError(code: .malformed, tag: element.tag, byteOffset: element.offset)
        }
    }
}
