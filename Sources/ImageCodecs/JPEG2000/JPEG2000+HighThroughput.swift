extension JPEG2000 {
    /// What OpenJPEG's decoder of HT code-blocks demands without testing it.
    ///
    /// OpenJPEG 2.5.0 ends the process (an assertion) where the MEL bytes of a code-block hold a
    /// marker code: 0xFF and a byte above 0x8F. Coded data never does (ISO/IEC 15444-1 B.10.1,
    /// 15444-15 7.1), so one look at all bytes tells. It is enough only where the bytes of a
    /// code-block lie side by side and no marker stands between packets; so further layers, SOP
    /// and EPH are `unsupported` here. No encoder known to us writes them with HT code-blocks.
    static func checkHighThroughput(
        _ bytes: [UInt8], _ layout: Layout, _ main: MainHeader
    ) throws(CodecError) {
        let styles = layout.tiles.map { main.codingStyle.overridden(by: $0.codingStyle) }
        let isHighThroughput = styles.map { style in
            (0..<main.header.components).contains {
                style.coding(ofComponent: $0)?.isHighThroughput ?? false
            }
        }
        for (index, style) in styles.enumerated() where isHighThroughput[index] {
            guard style.layers == 1, !style.usesPacketStartMarkers,
                !style.usesPacketHeaderEndMarkers
            else {
                throw CodecError(
                    code: .unsupported, thing: "HTJ2K layers or packet markers")
            }
        }
        for part in layout.tileParts where isHighThroughput[part.tile] {
            if let offset = markerCode(in: bytes, part.data) {
                throw CodecError(
                    code: .corrupt, thing: "HTJ2K packet data", byteOffset: offset)
            }
        }
    }

    /// Where 0xFF stands before a byte above 0x8F, or at the end.
    private static func markerCode(in bytes: [UInt8], _ range: Range<Int>) -> Int? {
        var position = range.lowerBound
        while let index = bytes[position..<range.upperBound].firstIndex(of: 0xFF) {
            guard index + 1 < range.upperBound, bytes[index + 1] <= 0x8F else { return index }
            position = index + 1
        }
        return nil
    }
}
