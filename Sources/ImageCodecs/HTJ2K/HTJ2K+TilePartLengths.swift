extension HTJ2K {
    /// The codestream with TLM marker segments (ISO/IEC 15444-1 A.7.1), which OpenJPH writes for
    /// profiles of its own only.
    ///
    /// - Parameter codestream: without TLM, and with a length in each tile-part.
    static func withTilePartLengths(_ codestream: [UInt8]) throws(CodecError) -> [UInt8] {
        let (start, parts) = try tileParts(codestream)
        var segments: [UInt8] = []
        // Ltlm has 16 bits and an entry 6 bytes; Ztlm numbers the segments.
        let perSegment = (0xFFFF - 4) / 6
        for (index, first) in stride(from: 0, to: parts.count, by: perSegment).enumerated() {
            let entries = parts[first..<min(first + perSegment, parts.count)]
            append(0xFF55, bytes: 2, to: &segments)
            append(4 + 6 * entries.count, bytes: 2, to: &segments)
            append(index, bytes: 1, to: &segments)
            // Stlm: Ttlm of 16 bits, Ptlm of 32 (table A.33).
            append(0x60, bytes: 1, to: &segments)
            for part in entries {
                append(part.tile, bytes: 2, to: &segments)
                append(part.length, bytes: 4, to: &segments)
            }
        }
        return codestream[..<start] + segments + codestream[start...]
    }

    /// Where the first tile-part begins, and Isot and Psot of each.
    private static func tileParts(
        _ codestream: [UInt8]
    ) throws(CodecError) -> (start: Int, parts: [(tile: Int, length: Int)]) {
        var reader = CodestreamReader(
            codestream, range: 0..<codestream.count, thing: "HTJ2K codestream")
        // SOC, then segments up to the first SOT.
        _ = try reader.take(2)
        var marker = try reader.uint16()
        while marker != 0xFF90 {
            let length = try reader.uint16()
            guard length >= 2 else {
                throw CodecError(code: .encodingFailed, thing: "HTJ2K main header")
            }
            _ = try reader.take(length - 2)
            marker = try reader.uint16()
        }
        let start = reader.position - 2
        var parts: [(tile: Int, length: Int)] = []
        while marker == 0xFF90 {
            // Lsot, Isot, Psot; Psot counts from the marker on.
            _ = try reader.uint16()
            let tile = try reader.uint16()
            let length = try reader.uint32()
            guard length >= 14 else {
                throw CodecError(code: .encodingFailed, thing: "HTJ2K tile-part")
            }
            _ = try reader.take(length - 10)
            parts.append((tile: tile, length: length))
            marker = try reader.uint16()
        }
        guard marker == 0xFFD9 else {
            throw CodecError(code: .encodingFailed, thing: "HTJ2K end of codestream")
        }
        return (start, parts)
    }

    private static func append(_ value: Int, bytes count: Int, to bytes: inout [UInt8]) {
        for shift in (0..<count).reversed() {
            bytes.append(UInt8(truncatingIfNeeded: value >> (8 * shift)))
        }
    }
}
