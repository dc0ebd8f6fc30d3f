extension JPEG2000 {
    /// The codestream without bytes that no decoder shows: comments that are more than an encoder's
    /// name, marker segments that Parts 1 and 15 do not know, boxes of a JP2 file that are not part
    /// of its header, and what stands behind EOC.
    ///
    /// Only headers are read. What comes back is a bare codestream with the packets as they were.
    /// Bytes of one value behind EOC say nothing, and a JP2 file round the codestream that has no
    /// other boxes is no reason to write the frame anew. Not found are bytes behind the last packet
    /// of a tile-part, and lengths (TLM, PLM, PLT) that are not those of the packets.
    ///
    /// - Returns: `nil` where there is nothing to drop.
    /// - Throws: `CodecError` as `decode`; `unsupported` where a segment that goes could be read as
    ///   another by decoders that look for the next marker they know.
    package static func withoutHiddenBytes(
        _ codestream: [UInt8]
    ) throws(CodecError) -> [UInt8]? {
        let main = try mainHeader(codestream)
        let layout = try layout(of: codestream, main)
        var dropsData = try holdsHiddenBoxes(codestream, around: main.header.codestreamRange)
        var kept: [Segment] = []
        for segment in main.segments {
            if try isKept(segment, of: codestream) {
                kept.append(segment)
            } else {
                dropsData = true
            }
        }
        var tileParts: [VisibleTilePart] = []
        tileParts.reserveCapacity(layout.tileParts.count)
        for part in layout.tileParts {
            let visible = try VisibleTilePart(part, of: codestream)
            if visible.dropsData { dropsData = true }
            tileParts.append(visible)
        }
        let end = layout.range.upperBound
        if !codestream[end..<main.header.codestreamRange.upperBound].isPadding { dropsData = true }
        guard dropsData else { return nil }
        return try assemble(codestream, kept, tileParts)
    }

    /// ISO/IEC 15444-1 A.2, and CPF of 15444-15: the segments that decide or help decoding.
    private static let knownMarkers: Set<Int> = [
        Marker.extendedCapabilities, Marker.imageAndTileSize, Marker.codingStyleDefault,
        Marker.codingStyleComponent, Marker.tilePartLengths, Marker.profile,
        Marker.packetLengthsMain, Marker.packetLengthsTilePart, Marker.correspondingProfile,
        Marker.quantizationDefault, Marker.quantizationComponent, Marker.regionOfInterest,
        Marker.progressionOrderChange, Marker.packedPacketHeadersMain,
        Marker.packedPacketHeadersTilePart, Marker.componentRegistration,
    ]

    fileprivate static func isKept(
        _ segment: Segment, of codestream: [UInt8]
    ) throws(CodecError) -> Bool {
        if knownMarkers.contains(segment.marker) { return true }
        let content = codestream[segment.range.dropFirst(4)]
        if segment.marker == Marker.comment { return isEncoderName(content) }
        // A.2 has segments skipped by their length. OpenJPEG looks for the next marker it knows,
        // and may find it in here.
        guard !content.contains(0xFF) else {
            throw CodecError(
                code: .unsupported, thing: "JPEG 2000 marker segment",
                byteOffset: segment.range.lowerBound)
        }
        return false
    }

    private static func assemble(
        _ codestream: [UInt8], _ segments: [Segment], _ tileParts: [VisibleTilePart]
    ) throws(CodecError) -> [UInt8] {
        var writer = CodestreamWriter()
        writer.bytes.reserveCapacity(codestream.count)
        writer.append16(Marker.startOfCodestream)
        // TLM tells the length of each tile-part, its header included.
        let changesLengths = tileParts.contains { $0.dropsData }
        var writesLengths = changesLengths
        for segment in segments {
            if changesLengths, segment.marker == Marker.tilePartLengths {
                if writesLengths {
                    writer.appendTilePartLengths(tileParts.map { ($0.tile, $0.length) })
                }
                writesLengths = false
            } else {
                writer.bytes += codestream[segment.range]
            }
        }
        for part in tileParts { part.append(to: &writer, from: codestream) }
        writer.append16(Marker.endOfCodestream)
        return writer.bytes
    }
}

/// A tile-part, and what of it stays.
private struct VisibleTilePart {
    let tile: Int
    private(set) var dropsData = false
    /// SOT, the segments that stay, SOD with the data.
    private var pieces: [Range<Int>]
    /// Whether Psot is 0: up to EOC.
    private let isOpen: Bool

    var length: Int { pieces.reduce(0) { $0 + $1.count } }

    init(_ part: JPEG2000.TilePart, of codestream: [UInt8]) throws(CodecError) {
        tile = part.tile
        let start = part.range.lowerBound
        isOpen = codestream[start + 6..<start + 10].allSatisfy { $0 == 0 }
        pieces = [start..<start + 12]
        // A tile-part of SOT alone has no SOD.
        guard part.range.count > 12 else { return }
        let startOfData = part.data.lowerBound - 2
        var reader = CodestreamReader(
            codestream, range: start + 12..<startOfData, thing: "JPEG 2000 tile-part header")
        while reader.remaining > 0 {
            let offset = reader.position
            let marker = try JPEG2000.nextSegment(&reader).marker
            let segment = JPEG2000.Segment(marker: marker, range: offset..<reader.position)
            if try JPEG2000.isKept(segment, of: codestream) {
                keep(segment.range)
            } else {
                dropsData = true
            }
        }
        let end = isOpen ? Self.endOfData(codestream, part.data) : part.data.upperBound
        if end < part.data.upperBound { dropsData = true }
        keep(startOfData..<end)
    }

    /// The first EOC, where the last was taken for the end of data of unknown length: packets have
    /// no marker but SOP and EPH (A.1.3), so that another codestream stands behind it.
    private static func endOfData(_ codestream: [UInt8], _ data: Range<Int>) -> Int {
        var rest = codestream[data]
        while let index = rest.firstIndex(of: 0xFF), index + 1 < data.upperBound {
            if codestream[index + 1] == 0xD9 { return index }
            rest = rest[(index + 1)...]
        }
        return data.upperBound
    }

    private mutating func keep(_ range: Range<Int>) {
        let last = pieces[pieces.count - 1]
        if last.upperBound == range.lowerBound {
            pieces[pieces.count - 1] = last.lowerBound..<range.upperBound
        } else {
            pieces.append(range)
        }
    }

    func append(to writer: inout CodestreamWriter, from codestream: [UInt8]) {
        let start = writer.bytes.count
        for piece in pieces { writer.bytes += codestream[piece] }
        // Psot was no less, and had 32 bits.
        if !isOpen { writer.set32(length, at: start + 6) }
    }
}
