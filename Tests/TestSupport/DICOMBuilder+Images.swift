package import DICOMCore

extension DICOMBuilder {
    /// The builder with one more element, in tag order.
    package func setting(_ tag: Tag, _ vr: VR, _ value: Value) -> DICOMBuilder {
        var builder = self
        builder.set(tag, vr, value)
        return builder
    }

    package func removing(_ tag: Tag) -> DICOMBuilder {
        var builder = self
        builder.remove(tag)
        return builder
    }

    /// The palette of a PALETTE COLOR image: grey levels, 8 bits an entry.
    package func settingPalette(_ levels: [UInt8]) -> DICOMBuilder {
        let descriptor = Value.numbers([levels.count, 0, 8])
        var words = levels.count.isMultiple(of: 2) ? levels : levels + [0]
        // PS3.3 C.7.6.3.1.6: two entries a word, the first in its lower byte.
        if transferSyntax.isBigEndian {
            for index in stride(from: 0, to: words.count, by: 2) { words.swapAt(index, index + 1) }
        }
        let data = Value.bytes(words)
        return setting(.redPaletteColorLookupTableDescriptor, .us, descriptor)
            .setting(.greenPaletteColorLookupTableDescriptor, .us, descriptor)
            .setting(.bluePaletteColorLookupTableDescriptor, .us, descriptor)
            .setting(.redPaletteColorLookupTableData, .ow, data)
            .setting(.greenPaletteColorLookupTableData, .ow, data)
            .setting(.bluePaletteColorLookupTableData, .ow, data)
    }
}

/// How the frames of encapsulated Pixel Data are found.
package enum OffsetTableForm: Sendable, CaseIterable {
    case none, basic, extended
}

extension DICOMBuilder {
    /// The builder with encapsulated Pixel Data.
    ///
    /// - Parameter frames: for each frame its fragments; one of odd length gets a zero byte.
    package func settingFrames(
        _ frames: [[[UInt8]]], table: OffsetTableForm = .none
    ) -> DICOMBuilder {
        let padded = frames.map { $0.map { $0.count.isMultiple(of: 2) ? $0 : $0 + [0] } }
        let bytes = DICOMBytes(.explicitLittleEndian)
        var offsets: [Int] = []
        var offset = 0
        for fragments in padded {
            offsets.append(offset)
            offset += fragments.reduce(0) { $0 + 8 + $1.count }
        }
        var builder = self
        if table == .extended {
            let lengths = frames.map { $0.reduce(0) { $0 + $1.count } }
            builder.set(
                .extendedOffsetTable, .ov, .bytes(offsets.flatMap { bytes.number(UInt64($0), 8) }))
            builder.set(
                .extendedOffsetTableLengths, .ov,
                .bytes(lengths.flatMap { bytes.number(UInt64($0), 8) }))
        }
        let basic = table == .basic ? offsets.flatMap { bytes.number(UInt64($0), 4) } : []
        builder.set(.pixelData, .ob, .fragments([basic] + padded.flatMap { $0 }))
        return builder
    }
}
