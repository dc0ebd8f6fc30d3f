/// Writes big-endian numbers and marker segments.
struct CodestreamWriter {
    var bytes: [UInt8] = []

    mutating func append16(_ value: Int) {
        bytes += [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
    }

    mutating func append32(_ value: Int) {
        append16(value >> 16)
        append16(value)
    }

    mutating func set16(_ value: Int, at index: Int) {
        bytes[index] = UInt8(truncatingIfNeeded: value >> 8)
        bytes[index + 1] = UInt8(truncatingIfNeeded: value)
    }

    mutating func set32(_ value: Int, at index: Int) {
        set16(value >> 16, at: index)
        set16(value, at: index + 2)
    }

    mutating func appendSegment(_ marker: Int, _ content: [UInt8]) {
        append16(marker)
        append16(content.count + 2)
        bytes += content
    }

    /// Ccoc, Cqcc, Crgn: one byte for fewer than 257 components.
    static func componentIndex(_ index: Int, of components: Int) -> [UInt8] {
        let low = UInt8(truncatingIfNeeded: index)
        return components < 257 ? [low] : [UInt8(truncatingIfNeeded: index >> 8), low]
    }

    /// TLM (A.7.1), as many segments as the tile-parts need.
    mutating func appendTilePartLengths(_ tileParts: [(tile: Int, length: Int)]) {
        // Six bytes each in a segment of 65,535 at most. Its index has one byte: beyond 256
        // segments there is nothing to be said, and TLM is optional.
        let limit = (65_535 - 4) / 6
        guard tileParts.count <= 256 * limit else { return }
        for (index, start) in stride(from: 0, to: tileParts.count, by: limit).enumerated() {
            var content = CodestreamWriter()
            // ST 2 and SP 1: 16 bits for the tile, 32 for the length.
            content.bytes = [UInt8(index), 0x60]
            for part in tileParts[start..<min(start + limit, tileParts.count)] {
                content.append16(part.tile)
                content.append32(part.length)
            }
            appendSegment(JPEG2000.Marker.tilePartLengths, content.bytes)
        }
    }
}
