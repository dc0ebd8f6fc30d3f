extension JPEG2000 {
    /// Where a tile-part lies.
    struct TilePart {
        /// Isot.
        var tile: Int
        /// From SOT to the end of the data.
        var range: Range<Int>
        /// What follows SOD.
        var data: Range<Int>
    }

    /// What the tile-parts of one tile add up to.
    struct Tile {
        /// Only what the tile's own header says.
        var codingStyle = CodingStyle()
        /// Bytes behind SOD, and of packet headers packed into tile-part headers.
        var dataLength = 0
        var parts = 0
        /// TNsot, once a tile-part has told it.
        var declaredParts: Int?

        var isComplete: Bool { declaredParts.map { parts >= $0 } ?? false }
    }

    /// The tile-parts of a codestream, in their order.
    struct Layout {
        var tileParts: [TilePart] = []
        var tiles: [Tile]
        /// The codestream without what follows it.
        var range: Range<Int>
        var hasEndMarker: Bool
    }

    /// Walks the tile-parts and finds the end of the codestream.
    ///
    /// OpenJPEG leaves the samples of a tile that never comes at zero, and takes packets that are
    /// not there for empty ones; so every tile must be here with all its tile-parts, and with at
    /// least as many bytes as it has packets. EOC may be missing only where the tile-parts say
    /// themselves how many they are.
    static func layout(
        of bytes: [UInt8], _ main: MainHeader
    ) throws(CodecError) -> Layout {
        let codestream = main.header.codestreamRange
        var layout = Layout(
            tiles: [Tile](repeating: Tile(), count: main.header.tiles), range: codestream,
            hasEndMarker: false)
        var reader = CodestreamReader(
            bytes, range: main.firstTilePart..<codestream.upperBound,
            thing: "JPEG 2000 tile-part header")
        var endsHere = false
        while !endsHere, reader.remaining >= 2,
            marker(bytes, reader.position) == Marker.startOfTilePart
        {
            endsHere = try readTilePart(&reader, &layout, components: main.header.components)
        }
        let end = reader.position
        layout.hasEndMarker =
            reader.remaining >= 2 && marker(bytes, end) == Marker.endOfCodestream
        layout.range = codestream.lowerBound..<(layout.hasEndMarker ? end + 2 : end)
        if !layout.hasEndMarker, endsHere || !layout.tiles.allSatisfy(\.isComplete) {
            throw CodecError(
                code: reader.remaining < 2 ? .truncated : .corrupt,
                thing: "JPEG 2000 end of codestream", byteOffset: end)
        }
        for (index, tile) in layout.tiles.enumerated() {
            guard tile.parts > 0, tile.declaredParts.map({ tile.parts >= $0 }) ?? true else {
                throw CodecError(
                    code: .truncated, thing: "JPEG 2000 tile \(index)", byteOffset: end,
                    expected: tile.declaredParts ?? 1, found: tile.parts)
            }
        }
        try checkPackets(layout.tiles, main)
        try checkHighThroughput(bytes, layout, main)
        return layout
    }

    private static func marker(_ bytes: [UInt8], _ position: Int) -> Int {
        Int(bytes[position]) << 8 | Int(bytes[position + 1])
    }

    /// Reads from SOT (A.4.2) to the end of the tile-part's data.
    ///
    /// - Returns: whether Psot is 0: the data reach up to EOC, and no tile-part follows.
    private static func readTilePart(
        _ reader: inout CodestreamReader, _ layout: inout Layout, components: Int
    ) throws(CodecError) -> Bool {
        let start = reader.position
        _ = try reader.take(2)
        let headerLength = try reader.uint16()
        let index = try reader.uint16()
        let length = try reader.uint32()
        let part = try reader.uint8()
        let parts = try reader.uint8()
        guard headerLength == 10, index < layout.tiles.count, part == layout.tiles[index].parts
        else {
            throw CodecError(code: .corrupt, thing: "JPEG 2000 tile-part", byteOffset: start)
        }
        let isLast = length == 0
        let end = try isLast ? lastEndMarker(reader) : start + length
        guard end <= reader.end else {
            throw CodecError(
                code: .truncated, thing: "JPEG 2000 tile-part", byteOffset: start,
                expected: length, found: reader.end - start)
        }
        layout.tiles[index].parts += 1
        if parts > 0 { layout.tiles[index].declaredParts = parts }
        // 12 is the length of SOT alone: an empty tile-part without SOD, which some encoders write.
        if length == 12 {
            layout.tileParts.append(TilePart(tile: index, range: start..<end, data: end..<end))
            return false
        }
        var header = CodestreamReader(
            reader.bytes, range: reader.position..<max(end, reader.position),
            thing: "JPEG 2000 tile-part header")
        try readTilePartHeader(&header, &layout.tiles[index], components: components)
        layout.tiles[index].dataLength += header.remaining
        layout.tileParts.append(
            TilePart(tile: index, range: start..<end, data: header.position..<end))
        _ = try reader.take(end - reader.position)
        return isLast
    }

    private static func readTilePartHeader(
        _ reader: inout CodestreamReader, _ tile: inout Tile, components: Int
    ) throws(CodecError) {
        while true {
            let offset = reader.position
            if reader.remaining >= 2, marker(reader.bytes, offset) == Marker.startOfData {
                _ = try reader.take(2)
                return
            }
            let (marker, content) = try nextSegment(&reader)
            var segment = CodestreamReader(
                reader.bytes, range: content, thing: "JPEG 2000 tile-part header")
            switch marker {
            case Marker.codingStyleDefault:
                try tile.codingStyle.readDefault(&segment)
            case Marker.codingStyleComponent:
                try tile.codingStyle.readComponent(&segment, components: components)
            case Marker.packedPacketHeadersTilePart:
                tile.dataLength += content.count
            case Marker.startOfTilePart, Marker.endOfCodestream:
                throw CodecError(
                    code: .corrupt, thing: "JPEG 2000 tile-part header", byteOffset: offset)
            default:
                break
            }
        }
    }

    /// Where the last EOC lies: the end of a tile-part whose Psot is 0.
    private static func lastEndMarker(_ reader: CodestreamReader) throws(CodecError) -> Int {
        var position = reader.end - 2
        while position >= reader.position {
            if marker(reader.bytes, position) == Marker.endOfCodestream { return position }
            position -= 1
        }
        throw CodecError(
            code: .truncated, thing: "JPEG 2000 end of codestream", byteOffset: reader.end)
    }

    /// B.9, B.10: each layer of each precinct of each resolution level is a packet, and a packet
    /// takes one byte at least. Besides missing data this finds headers that promise structures
    /// far beyond their few bytes.
    private static func checkPackets(
        _ tiles: [Tile], _ main: MainHeader
    ) throws(CodecError) {
        let available = main.header.codestreamRange.count
        var total = 0
        for (index, tile) in tiles.enumerated() {
            let style = main.codingStyle.overridden(by: tile.codingStyle)
            var packets = 0
            for component in 0..<main.header.components {
                guard let coding = style.coding(ofComponent: component) else { continue }
                packets +=
                    precincts(
                        of: main.header.tile(index), main.header.subsampling[component], coding)
                    * (style.layers ?? 1)
            }
            total += packets
            let found = main.hasPackedPacketHeaders ? available : tile.dataLength
            guard packets <= found, total <= available else {
                throw CodecError(
                    code: .truncated, thing: "JPEG 2000 packets of tile \(index)",
                    expected: packets, found: found)
            }
        }
    }

    /// Equations B-12 to B-16.
    private static func precincts(
        of tile: ReferenceBox, _ subsampling: Subsampling, _ coding: ComponentCoding
    ) -> Int {
        let horizontal = componentRange(tile.left..<tile.right, step: subsampling.x)
        let vertical = componentRange(tile.top..<tile.bottom, step: subsampling.y)
        var count = 0
        for (resolution, exponents) in coding.precincts.enumerated() {
            let shift = coding.levels - resolution
            count +=
                precincts(along: horizontal, shift: shift, exponent: exponents.x)
                * precincts(along: vertical, shift: shift, exponent: exponents.y)
        }
        return count
    }

    private static func precincts(along extent: Range<Int>, shift: Int, exponent: Int) -> Int {
        let start = (extent.lowerBound + (1 << shift) - 1) >> shift
        let end = (extent.upperBound + (1 << shift) - 1) >> shift
        guard end > start else { return 0 }
        return (end + (1 << exponent) - 1) >> exponent - start >> exponent
    }
}
