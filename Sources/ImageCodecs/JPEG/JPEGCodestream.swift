/// A codestream of any JPEG process (DCT, lossless, JPEG-LS), as its marker segments.
package enum JPEGCodestream {
    /// The codestream without what decides no sample: EXIF, thumbnails, comments and all other
    /// application data but JFIF without its thumbnail, Adobe's marker, ICC profiles and what
    /// JPEG-LS decoders read; bytes before SOI, between segments and behind EOI.
    ///
    /// Entropy-coded bytes stay as they are. The result ends with its EOI marker and may have an
    /// odd length. Fill bytes before markers and padding behind EOI, zeroes only or FF only, can
    /// say nothing: they go with the rest, but are no reason to write the frame anew.
    ///
    /// - Returns: `nil` where there is nothing to drop.
    /// - Throws: `truncated` or `corrupt` where the markers cannot be followed up to EOI.
    /// - Complexity: one search for FF through the entropy-coded data.
    package static func withoutMetadata(_ codestream: [UInt8]) throws(CodecError) -> [UInt8]? {
        let start = try startOfImage(codestream)
        // Before SOI there is no marker to stumble over: the reader begins behind it.
        var reader = JPEGReader(bytes: codestream)
        reader.position = start + 2
        var kept = KeptSegments(codestream, isJPEGLS: try isJPEGLS(reader))
        if start > 0 { kept.dropsData = true }
        kept.keep(start..<start + 2)
        while true {
            let end = reader.position
            let code = try reader.readMarker()
            let marker = reader.position - 2
            // B.1.1.2: any marker may be preceded by fill bytes FF.
            if codestream[end..<marker].contains(where: { $0 != 0xFF }) { kept.dropsData = true }
            switch code {
            case JPEGMarkers.Code.endOfImage:
                kept.keep(marker..<reader.position)
                if !isPadding(codestream[reader.position...]) { kept.dropsData = true }
                return kept.result
            case JPEGMarkers.Code.startOfImage:
                throw CodecError(
                    code: .corrupt, thing: "JPEG start of image", byteOffset: marker)
            case JPEGMarkers.Code.temporary, JPEGMarkers.Code.restarts:
                kept.dropsData = true
            case JPEGMarkers.Code.startOfScan:
                _ = try reader.readSegment()
                reader.skipEntropyCodedData(isJPEGLS: kept.isJPEGLS)
                kept.keep(marker..<reader.position)
            default:
                kept.add(code, from: marker, content: try reader.readSegment())
            }
        }
    }

    private static func startOfImage(_ codestream: [UInt8]) throws(CodecError) -> Int {
        if codestream.starts(with: [0xFF, 0xD8]) { return 0 }
        let start = codestream.indices.dropLast(2).first {
            codestream[$0] == 0xFF && codestream[$0 + 1] == 0xD8 && codestream[$0 + 2] == 0xFF
        }
        guard let start else {
            throw CodecError(code: .corrupt, thing: "JPEG start of image", byteOffset: 0)
        }
        return start
    }

    private static func isJPEGLS(_ reader: JPEGReader) throws(CodecError) -> Bool {
        var reader = reader
        return try JPEGProcess(reading: &reader) == .jpegLS
    }

    private static func isPadding(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.allSatisfy { $0 == 0 } || bytes.allSatisfy { $0 == 0xFF }
    }
}

/// What of a codestream stays, put together only if something goes.
private struct KeptSegments {
    let isJPEGLS: Bool
    var dropsData = false
    private let codestream: [UInt8]
    private var pieces: [Piece] = []
    private var hasJFIF = false

    private enum Piece {
        case range(Range<Int>)
        case bytes([UInt8])
    }

    init(_ codestream: [UInt8], isJPEGLS: Bool) {
        self.codestream = codestream
        self.isJPEGLS = isJPEGLS
    }

    mutating func keep(_ range: Range<Int>) {
        if case .range(let last) = pieces.last, last.upperBound == range.lowerBound {
            pieces[pieces.count - 1] = .range(last.lowerBound..<range.upperBound)
        } else {
            pieces.append(.range(range))
        }
    }

    /// Keeps, shortens or drops a segment that is no scan.
    mutating func add(_ code: UInt8, from marker: Int, content: Range<Int>) {
        guard !isNeeded(code) else { return keep(marker..<content.upperBound) }
        let bytes = codestream[content]
        guard let kept = JPEGMetadata.kept(code, bytes, isJPEGLS: isJPEGLS),
            !(code == JPEGMarkers.Code.app0 && hasJFIF)
        else {
            dropsData = true
            return
        }
        if code == JPEGMarkers.Code.app0 { hasJFIF = true }
        if bytes.elementsEqual(kept) {
            keep(marker..<content.upperBound)
        } else {
            dropsData = true
            pieces.append(.bytes(JPEGMetadata.segment(code, kept)))
        }
    }

    /// Whether a segment decides how samples are decoded: tables, frame headers and the like.
    private func isNeeded(_ code: UInt8) -> Bool {
        switch code {
        case JPEGMarkers.Code.defineHuffmanTables, JPEGMarkers.Code.defineArithmeticCoding,
            JPEGMarkers.Code.tablesAndParameters, JPEGMarkers.Code.presetParametersJPEGLS:
            true
        default:
            JPEGMarkers.startsFrame(code)
        }
    }

    var result: [UInt8]? {
        guard dropsData else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(codestream.count)
        for piece in pieces {
            switch piece {
            case .range(let range): result += codestream[range]
            case .bytes(let bytes): result += bytes
            }
        }
        return result
    }
}
