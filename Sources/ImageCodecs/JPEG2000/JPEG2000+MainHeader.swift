extension JPEG2000 {
    /// The main header with what only the decoder needs.
    struct MainHeader {
        var header: Header
        /// The marker segments from SIZ to the last before the first tile-part.
        var segments: [Segment]
        var codingStyle: CodingStyle
        /// Whether packet headers are in the main header (PPM).
        var hasPackedPacketHeaders: Bool
        /// Where the first tile-part begins.
        var firstTilePart: Int
    }

    /// A marker segment and where it lies, its marker included.
    struct Segment {
        var marker: Int
        var range: Range<Int>
    }

    static func mainHeader(_ bytes: [UInt8]) throws(CodecError) -> MainHeader {
        let wrapping = try wrapping(of: bytes)
        let range = wrapping.codestream
        var reader = CodestreamReader(bytes, range: range, thing: "JPEG 2000 main header")
        guard try reader.uint16() == Marker.startOfCodestream else {
            throw CodecError(
                code: .corrupt, thing: "JPEG 2000 start of codestream",
                byteOffset: range.lowerBound)
        }
        // A.5.1: SIZ is the first segment.
        let offset = reader.position
        let first = try nextSegment(&reader)
        guard first.marker == Marker.imageAndTileSize else {
            throw CodecError(
                code: .corrupt, thing: "JPEG 2000 image and tile size", byteOffset: offset)
        }
        var header = try imageAndTileSize(bytes, first.content)
        header.codestreamRange = range
        header.enumeratedColourSpace = wrapping.enumeratedColourSpace

        var segments = [Segment(marker: first.marker, range: offset..<reader.position)]
        var style = CodingStyle()
        var guardBits: Int?
        var hasPackedPacketHeaders = false
        var firstTilePart: Int?
        while firstTilePart == nil {
            let offset = reader.position
            let (marker, content) = try nextSegment(&reader)
            segments.append(Segment(marker: marker, range: offset..<reader.position))
            var segment = CodestreamReader(bytes, range: content, thing: "JPEG 2000 main header")
            switch marker {
            case Marker.codingStyleDefault:
                try style.readDefault(&segment)
            case Marker.codingStyleComponent:
                try style.readComponent(&segment, components: header.components)
            case Marker.quantizationDefault:
                guardBits = try segment.uint8() >> 5
            case Marker.packedPacketHeadersMain:
                hasPackedPacketHeaders = true
            case Marker.extendedCapabilities:
                header.highThroughputCapabilities = try capabilities(&segment)
            case Marker.startOfTilePart:
                segments.removeLast()
                firstTilePart = offset
            default:
                break
            }
        }
        guard let layers = style.layers, let main = style.coding(ofComponent: 0), let guardBits,
            let firstTilePart
        else {
            throw CodecError(
                code: .corrupt, thing: "JPEG 2000 main header without COD or QCD",
                byteOffset: range.lowerBound)
        }
        header.layers = layers
        header.coding = main
        header.guardBits = guardBits
        header.apply(style)
        return MainHeader(
            header: header, segments: segments, codingStyle: style,
            hasPackedPacketHeaders: hasPackedPacketHeaders, firstTilePart: firstTilePart)
    }

    /// ISO/IEC 15444-15 A.3: CAP. Pcap has a bit for each part of the standard that is used, and
    /// for each of them a Ccap follows.
    private static func capabilities(
        _ reader: inout CodestreamReader
    ) throws(CodecError) -> Int {
        let offset = reader.position
        let parts = try reader.uint32()
        // The 15th bit from the left.
        guard parts == 1 << (32 - 15) else {
            throw CodecError(
                code: .unsupported, thing: "JPEG 2000 capabilities (CAP)", byteOffset: offset)
        }
        return try reader.uint16()
    }

    /// A.5.1: SIZ.
    private static func imageAndTileSize(
        _ bytes: [UInt8], _ content: Range<Int>
    ) throws(CodecError) -> Header {
        let thing = "JPEG 2000 image and tile size"
        let offset = content.lowerBound
        var reader = CodestreamReader(bytes, range: content, thing: thing)
        // Rsiz: bit 15 announces Part 2; bit 14 a CAP segment, which says more.
        guard try reader.uint16() < 0x8000 else {
            throw CodecError(
                code: .unsupported, thing: "JPEG 2000 capabilities (Rsiz)", byteOffset: offset)
        }
        let (right, bottom) = (try reader.uint32(), try reader.uint32())
        let (left, top) = (try reader.uint32(), try reader.uint32())
        let (tileWidth, tileHeight) = (try reader.uint32(), try reader.uint32())
        let (tileLeft, tileTop) = (try reader.uint32(), try reader.uint32())
        let components = try reader.uint16()
        // B.2, B.3: the first tile holds part of the picture.
        guard right > left, bottom > top, tileWidth > 0, tileHeight > 0, tileLeft <= left,
            tileTop <= top, tileLeft + tileWidth > left, tileTop + tileHeight > top,
            (1...16_384).contains(components)
        else {
            throw CodecError(code: .corrupt, thing: thing, byteOffset: offset)
        }
        guard reader.remaining == 3 * components else {
            throw CodecError(
                code: .corrupt, thing: thing, byteOffset: offset, expected: 3 * components,
                found: reader.remaining)
        }
        var bits: [Int] = []
        var signs: [Bool] = []
        var subsampling: [Subsampling] = []
        for _ in 0..<components {
            let depth = try reader.uint8()
            let (stepX, stepY) = (try reader.uint8(), try reader.uint8())
            guard stepX > 0, stepY > 0, depth & 0x7F < 38 else {
                throw CodecError(code: .corrupt, thing: thing, byteOffset: offset)
            }
            bits.append(depth & 0x7F + 1)
            signs.append(depth & 0x80 != 0)
            subsampling.append(Subsampling(x: stepX, y: stepY))
        }
        let columns = (right - tileLeft + tileWidth - 1) / tileWidth
        let rows = (bottom - tileTop + tileHeight - 1) / tileHeight
        // Isot has 16 bits, and 65,535 is not used.
        guard columns * rows <= 65_535 else {
            throw CodecError(
                code: .corrupt, thing: "JPEG 2000 tile grid", byteOffset: offset,
                expected: 65_535, found: columns * rows)
        }
        return Header(
            width: right - left, height: bottom - top, imageOffsetX: left, imageOffsetY: top,
            tileWidth: tileWidth, tileHeight: tileHeight, tileOffsetX: tileLeft,
            tileOffsetY: tileTop, bitsPerComponent: bits, isSigned: signs,
            subsampling: subsampling, usesColourTransform: false, tiles: columns * rows)
    }
}
