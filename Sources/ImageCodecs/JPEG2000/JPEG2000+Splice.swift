import Raster

extension JPEG2000 {
    // A touched tile is cut out as a codestream of its own, which lies at the tile's place on the
    // reference grid (subbands and precincts depend on it), painted, coded, and put back as one
    // tile-part whose header says how it is coded: a tile's COD, COC, QCD, QCC and RGN stand above
    // those of the main header (ISO/IEC 15444-1 A.6.1 to A.6.5).

    /// - Returns: nil where a tile cannot be coded on its own.
    static func splice(
        _ codestream: [UInt8], _ main: MainHeader, _ layout: Layout, _ shape: FrameShape,
        _ touched: Set<Int>, _ painting: Painting
    ) throws(CodecError) -> [UInt8]? {
        // PPM holds the packet headers of all tiles, and no header of a tile can undo a POC for
        // all decoders: OpenJPEG 2.5 adds a tile's changes to those of the main header. Where TNsot
        // counts too few tile-parts, as some encoders have it, OpenJPEG finds out by the first tile
        // alone, which may be the one that is replaced.
        guard !main.hasPackedPacketHeaders,
            layout.tiles.allSatisfy({ $0.declaredParts ?? $0.parts == $0.parts }),
            !main.segments.contains(where: { $0.marker == Marker.progressionOrderChange })
        else { return nil }
        var parts = [Int: [TilePart]]()
        for part in layout.tileParts where touched.contains(part.tile) {
            parts[part.tile, default: []].append(part)
        }
        var recoded = [Int: [UInt8]]()
        var capabilities = main.header.highThroughputCapabilities
        for index in touched.sorted() {
            let tile = main.header.tile(index)
            let source = cutOut(codestream, main, tile, parts[index] ?? [])
            let coded = try recodeTile(
                source, at: tile, main, main.header(ofTile: index, layout), shape, painting)
            let codedMain = try mainHeader(coded)
            guard codedMain.header.bitsPerComponent == main.header.bitsPerComponent,
                codedMain.header.isSigned == main.header.isSigned,
                codedMain.header.isHighThroughput == main.header.isHighThroughput
            else { return nil }
            recoded[index] = try tilePart(index, coded, codedMain, codestream, main)
            capabilities = merge(capabilities, codedMain.header.highThroughputCapabilities)
        }
        return assemble(codestream, main, layout, recoded, capabilities)
    }

    private static func recodeTile(
        _ source: [UInt8], at tile: ReferenceBox, _ main: MainHeader, _ style: Header,
        _ shape: FrameShape, _ painting: Painting
    ) throws(CodecError) -> [UInt8] {
        var header = style
        header.width = tile.right - tile.left
        header.height = tile.bottom - tile.top
        header.imageOffsetX = tile.left
        header.imageOffsetY = tile.top
        header.tileOffsetX = 0
        header.tileOffsetY = 0
        header.tileWidth = tile.right
        header.tileHeight = tile.bottom
        header.tiles = 1
        var tileShape = shape
        tileShape.width = header.width
        tileShape.height = header.height
        var samples = try decode(source, shape: tileShape, limits: painting.limits).samples
        for box in painting.boxes {
            let left = tile.left - main.header.imageOffsetX
            let top = tile.top - main.header.imageOffsetY
            let inside = box.intersection(
                PixelBox(x: left, y: top, width: header.width, height: header.height))
            samples.fill(
                PixelBox(
                    x: inside.x - left, y: inside.y - top, width: inside.width,
                    height: inside.height),
                with: painting.fill)
        }
        return try painting.encode(samples, like: header)
    }

    /// One tile of a codestream as a codestream of its own.
    private static func cutOut(
        _ codestream: [UInt8], _ main: MainHeader, _ tile: ReferenceBox, _ parts: [TilePart]
    ) -> [UInt8] {
        var writer = CodestreamWriter()
        writer.append16(Marker.startOfCodestream)
        for segment in main.segments where !Marker.leftOut.contains(segment.marker) {
            let start = writer.bytes.count
            writer.bytes += codestream[segment.range]
            guard segment.marker == Marker.imageAndTileSize else { continue }
            // One tile, from the origin of the reference grid.
            let fields = [
                tile.right, tile.bottom, tile.left, tile.top, tile.right, tile.bottom, 0, 0,
            ]
            for (index, field) in fields.enumerated() {
                writer.set32(field, at: start + 6 + 4 * index)
            }
        }
        for part in parts {
            let start = writer.bytes.count
            writer.bytes += codestream[part.range]
            writer.set16(0, at: start + 4)
            writer.set32(part.range.count, at: start + 6)
        }
        writer.append16(Marker.endOfCodestream)
        return writer.bytes
    }

    /// The tile-part that replaces those of a tile.
    private static func tilePart(
        _ index: Int, _ coded: [UInt8], _ codedMain: MainHeader, _ codestream: [UInt8],
        _ main: MainHeader
    ) throws(CodecError) -> [UInt8] {
        var writer = CodestreamWriter()
        writer.append16(Marker.startOfTilePart)
        writer.append16(10)
        writer.append16(index)
        writer.append32(0)
        writer.bytes += [0, 1]  // the first tile-part of one
        appendStyle(&writer, coded, codedMain, codestream, main)
        writer.append16(Marker.startOfData)
        for part in try layout(of: coded, codedMain).tileParts {
            writer.bytes += coded[part.data]
        }
        guard writer.bytes.count <= UInt32.max else {
            throw CodecError(code: .limitExceeded, thing: "JPEG 2000 tile-part")
        }
        writer.set32(writer.bytes.count, at: 6)
        return writer.bytes
    }

    /// What says how a tile is coded, in terms that leave nothing of the main header's.
    ///
    /// A COC or QCC of the main header gives way to the tile's COD or QCD, but not in all decoders:
    /// so the components that have one there get one here. SPrgn 0 ends a region of interest.
    private static func appendStyle(
        _ writer: inout CodestreamWriter, _ coded: [UInt8], _ codedMain: MainHeader,
        _ codestream: [UInt8], _ main: MainHeader
    ) {
        let standard: Set = [Marker.codingStyleDefault, Marker.quantizationDefault]
        let own: Set = [Marker.codingStyleComponent, Marker.quantizationComponent]
        let components = main.header.components
        for marker in standard.sorted() {
            for segment in codedMain.segments where segment.marker == marker {
                writer.bytes += coded[segment.range]
            }
        }
        var written: Set<[Int]> = []
        for segment in codedMain.segments where own.contains(segment.marker) {
            writer.bytes += coded[segment.range]
            written.insert([segment.marker, component(of: segment, coded, components)])
        }
        for segment in main.segments {
            let index = component(of: segment, codestream, components)
            switch segment.marker {
            case Marker.codingStyleComponent, Marker.quantizationComponent:
                let isStyle = segment.marker == Marker.codingStyleComponent
                let source = codedMain.segments.first {
                    $0.marker
                        == (isStyle ? Marker.codingStyleDefault : Marker.quantizationDefault)
                }
                guard let source, written.insert([segment.marker, index]).inserted else {
                    continue
                }
                var content = Array(coded[source.range.dropFirst(4)])
                // Scoc is Scod without SOP and EPH; SGcod has no place in COC.
                if isStyle { content.replaceSubrange(0..<5, with: [content[0] & 1]) }
                writer.appendSegment(
                    segment.marker, CodestreamWriter.componentIndex(index, of: components) + content
                )
            case Marker.regionOfInterest where written.insert([segment.marker, index]).inserted:
                writer.appendSegment(
                    segment.marker, CodestreamWriter.componentIndex(index, of: components) + [0, 0])
            default:
                break
            }
        }
    }

    /// The component that a COC, QCC or RGN is for; 0 for any other segment.
    private static func component(
        of segment: Segment, _ bytes: [UInt8], _ components: Int
    ) -> Int {
        let wide = components >= 257
        guard segment.range.count >= (wide ? 6 : 5) else { return 0 }
        let start = segment.range.lowerBound + 4
        return wide ? Int(bytes[start]) << 8 | Int(bytes[start + 1]) : Int(bytes[start])
    }

    /// Ccap15 for old and new code-blocks: the greater magnitude bound, which is in the low bits.
    private static func merge(_ old: Int?, _ new: Int?) -> Int? {
        guard let old, let new else { return old }
        return old & ~0x1F | max(old & 0x1F, new & 0x1F)
    }

    private static func assemble(
        _ codestream: [UInt8], _ main: MainHeader, _ layout: Layout, _ recoded: [Int: [UInt8]],
        _ capabilities: Int?
    ) -> [UInt8] {
        var recoded = recoded
        var lengths: [(tile: Int, length: Int)] = []
        var body: [UInt8] = []
        let touched = Set(recoded.keys)
        for part in layout.tileParts {
            let start = body.count
            if !touched.contains(part.tile) {
                body += codestream[part.range]
            } else if let new = recoded.removeValue(forKey: part.tile) {
                body += new
            } else {
                continue
            }
            lengths.append((part.tile, body.count - start))
        }

        var writer = CodestreamWriter()
        writer.append16(Marker.startOfCodestream)
        for segment in main.segments where !Marker.leftOut.contains(segment.marker) {
            let start = writer.bytes.count
            writer.bytes += codestream[segment.range]
            switch segment.marker {
            case Marker.imageAndTileSize where !main.header.isHighThroughput:
                // Table A.10: no restriction. Profiles 0 and 1 allow no COD in a tile-part header.
                writer.set16(0, at: start + 4)
            case Marker.extendedCapabilities:
                if let capabilities { writer.set16(capabilities, at: start + 8) }
            default:
                break
            }
        }
        if main.segments.contains(where: { $0.marker == Marker.tilePartLengths }) {
            writer.appendTilePartLengths(lengths)
        }
        writer.bytes += body
        writer.append16(Marker.endOfCodestream)
        return writer.bytes
    }
}
