import CJPEGLossless

/// The marker structure of one lossless codestream (ISO 10918-1 annex B).
struct JPEGLosslessMarkers {
    /// How far to read.
    enum Extent {
        case firstScan, endOfImage
    }

    /// A Huffman table as a DHT segment has it: 16 counts, then the symbols (B.2.4.2).
    struct Table: Hashable {
        /// `Th`
        var number: Int
        var definition: [UInt8]
    }

    struct Scan {
        /// Indices of components in the frame.
        var components: [Int]
        /// One for each component of the scan.
        var tables: [Table]
        var predictor: Int
        var pointTransform: Int
        /// In MCUs; 0 without restart markers.
        var restartInterval: Int
        var geometry: Geometry
        /// With restart markers.
        var codedBytes: Range<Int>
    }

    private enum Code {
        static let temporary: UInt8 = 0x01
        static let frame: UInt8 = 0xC3
        static let defineHuffmanTables: UInt8 = 0xC4
        static let reserved: UInt8 = 0xC8
        static let defineArithmeticCoding: UInt8 = 0xCC
        static let restarts: ClosedRange<UInt8> = 0xD0...0xD7
        static let startOfImage: UInt8 = 0xD8
        static let endOfImage: UInt8 = 0xD9
        static let startOfScan: UInt8 = 0xDA
        static let defineNumberOfLines: UInt8 = 0xDC
        static let defineRestartInterval: UInt8 = 0xDD
        static let defineHierarchicalProgression: UInt8 = 0xDE
        static let startOfFrameJPEGLS: UInt8 = 0xF7
    }

    private(set) var header: JPEGLossless.Header
    private(set) var identifiers: [UInt8]
    private(set) var metadata = JPEGMetadata()
    private(set) var scans: [Scan] = []

    private let bytes: [UInt8]
    private var position = 2
    private var tables: [Table?] = [nil, nil, nil, nil]
    private var restartInterval = 0

    /// Reads `codestream` up to its first scan or its end.
    init(_ codestream: [UInt8], upTo extent: Extent) throws(CodecError) {
        bytes = codestream
        header = JPEGLossless.Header(
            width: 0, height: 0, precision: 0, samplingFactors: [], colour: .declared,
            predictor: 0, pointTransform: 0, restartInterval: 0, scans: [])
        identifiers = []
        guard bytes.count >= 2 else { throw truncated("start of image") }
        guard bytes[0] == 0xFF, bytes[1] == Code.startOfImage else {
            throw CodecError(code: .corrupt, thing: "JPEG start of image", byteOffset: 0)
        }
        while let code = nextMarker() {
            if code == Code.endOfImage { break }
            try read(code)
            if extent == .firstScan, !scans.isEmpty { break }
        }
        guard let first = scans.first else { throw truncated("scan") }
        header.predictor = first.predictor
        header.pointTransform = first.pointTransform
        header.restartInterval = first.restartInterval
        header.scans = scans.map(\.components)
        header.colour = colour
        if extent == .endOfImage, scans.reduce(0, { $0 + $1.components.count }) < identifiers.count
        {
            throw truncated("scan")
        }
    }

    private func truncated(_ thing: String) -> CodecError {
        CodecError(code: .truncated, thing: "JPEG Lossless \(thing)", byteOffset: bytes.count)
    }

    private func error(
        _ code: CodecError.Code, _ thing: String, at byteOffset: Int
    ) -> CodecError {
        CodecError(code: code, thing: "JPEG Lossless \(thing)", byteOffset: byteOffset)
    }

    /// The code of the next marker; bytes between segments are passed over, as all decoders do.
    private mutating func nextMarker() -> UInt8? {
        while position + 1 < bytes.count {
            if bytes[position] == 0xFF, bytes[position + 1] != 0, bytes[position + 1] != 0xFF {
                position += 2
                return bytes[position - 1]
            }
            position += 1
        }
        position = bytes.count
        return nil
    }

    /// The content of a marker segment, behind its length.
    private mutating func readSegment() throws(CodecError) -> Range<Int> {
        guard bytes.count - position >= 2 else { throw truncated("segment") }
        let length = word(position)
        guard length >= 2 else { throw error(.corrupt, "segment length", at: position) }
        guard bytes.count - position >= length else { throw truncated("segment") }
        let content = position + 2..<position + length
        position += length
        return content
    }

    private func word(_ offset: Int) -> Int {
        Int(bytes[offset]) << 8 | Int(bytes[offset + 1])
    }

    private mutating func read(_ code: UInt8) throws(CodecError) {
        let start = position - 2
        switch code {
        case Code.temporary, Code.restarts:
            return
        case Code.frame:
            try readFrame(try readSegment(), at: start)
        case Code.defineHuffmanTables:
            try readTables(try readSegment())
        case Code.reserved, Code.defineArithmeticCoding:
            _ = try readSegment()
        case 0xC0...0xCF, Code.startOfFrameJPEGLS, Code.defineHierarchicalProgression:
            throw error(.unsupported, "process", at: start)
        case Code.defineRestartInterval:
            let content = try readSegment()
            guard content.count == 2 else { throw error(.corrupt, "segment", at: start) }
            restartInterval = word(content.lowerBound)
        case Code.defineNumberOfLines:
            let content = try readSegment()
            // Read with the scan before it where the frame header left the height open.
            guard content.count == 2, word(content.lowerBound) == header.height else {
                throw error(.corrupt, "number of lines", at: start)
            }
        case Code.startOfScan:
            try readScan(try readSegment(), at: start)
        case Code.startOfImage:
            throw error(.corrupt, "start of image", at: start)
        default:
            metadata.collect(code, try readSegment(), of: bytes)
        }
    }

    /// SOF3, B.2.2.
    private mutating func readFrame(_ content: Range<Int>, at start: Int) throws(CodecError) {
        let corrupt = error(.corrupt, "frame header", at: start)
        guard identifiers.isEmpty, content.count >= 6 else { throw corrupt }
        let first = content.lowerBound
        let count = Int(bytes[first + 5])
        guard content.count == 6 + 3 * count, count > 0 else { throw corrupt }
        header.precision = Int(bytes[first])
        header.height = word(first + 1)
        header.width = word(first + 3)
        guard 2...16 ~= header.precision, header.width > 0 else { throw corrupt }
        // B.2.3: a scan has four components at most; a frame may have more, in no known image.
        guard count <= 4 else { throw error(.unsupported, "components", at: start) }
        for index in 0..<count {
            let component = first + 6 + 3 * index
            identifiers.append(bytes[component])
            let horizontal = Int(bytes[component + 1] >> 4)
            let vertical = Int(bytes[component + 1] & 15)
            guard 1...4 ~= horizontal, 1...4 ~= vertical else { throw corrupt }
            header.samplingFactors.append(.init(horizontal: horizontal, vertical: vertical))
        }
        guard header.hasWholeSampling else { throw error(.unsupported, "sampling", at: start) }
    }

    /// DHT, B.2.4.2.
    private mutating func readTables(_ content: Range<Int>) throws(CodecError) {
        var offset = content.lowerBound
        while offset < content.upperBound {
            let corrupt = error(.corrupt, "Huffman table", at: offset)
            guard content.upperBound - offset >= 17 else { throw corrupt }
            let counts = offset + 1..<offset + 17
            let end = counts.upperBound + bytes[counts].reduce(0) { $0 + Int($1) }
            guard end <= content.upperBound else { throw corrupt }
            let (tableClass, number) = (bytes[offset] >> 4, Int(bytes[offset] & 15))
            guard tableClass <= 1, number < 4 else { throw corrupt }
            // Lossless coding has no AC tables.
            if tableClass == 0 {
                tables[number] = Table(
                    number: number, definition: Array(bytes[counts.lowerBound..<end]))
            }
            offset = end
        }
    }

    /// SOS, B.2.3, and the entropy-coded bytes behind it.
    private mutating func readScan(_ content: Range<Int>, at start: Int) throws(CodecError) {
        let corrupt = error(.corrupt, "scan header", at: start)
        guard let count = content.isEmpty ? nil : Int(bytes[content.lowerBound]),
            1...4 ~= count, content.count == 4 + 2 * count, !identifiers.isEmpty
        else { throw corrupt }
        var components: [Int] = []
        var scanTables: [Table] = []
        for index in 0..<count {
            let offset = content.lowerBound + 1 + 2 * index
            // Some encoders give all components one identifier: they follow each other then.
            guard
                let component = identifiers.indices.first(where: {
                    identifiers[$0] == bytes[offset] && !components.contains($0) && !isScanned($0)
                })
            else { throw corrupt }
            components.append(component)
            let number = Int(bytes[offset + 1] >> 4)
            guard number < 4, let table = tables[number] else { throw corrupt }
            scanTables.append(table)
        }
        // Ss is the predictor, Al the point transform; Se and Ah mean nothing here.
        let predictor = Int(bytes[content.upperBound - 3])
        let pointTransform = Int(bytes[content.upperBound - 1] & 15)
        guard predictor <= 7, pointTransform < header.precision else { throw corrupt }
        guard predictor > 0 else { throw error(.unsupported, "predictor", at: start) }
        let codedBytes = skipEntropyCodedBytes()
        if header.height == 0 { header.height = try numberOfLines() }
        scans.append(
            Scan(
                components: components, tables: scanTables, predictor: predictor,
                pointTransform: pointTransform, restartInterval: restartInterval,
                geometry: try Geometry(
                    components: components, header: header, restartInterval: restartInterval,
                    byteOffset: start),
                codedBytes: codedBytes))
    }

    private func isScanned(_ component: Int) -> Bool {
        scans.contains { $0.components.contains(component) }
    }

    private mutating func skipEntropyCodedBytes() -> Range<Int> {
        let start = position
        // Reads inside the buffer only, and answers an offset inside it.
        position = unsafe bytes.withUnsafeBufferPointer {
            unsafe pixredact_jpegll_scan_end($0.baseAddress, start, $0.count)
        }
        return start..<position
    }

    /// B.2.5: a DNL marker behind the first scan. It is read again as any marker.
    private func numberOfLines() throws(CodecError) -> Int {
        var reader = self
        guard let code = reader.nextMarker() else { throw truncated("number of lines") }
        let corrupt = error(.corrupt, "number of lines", at: position)
        guard code == Code.defineNumberOfLines else { throw corrupt }
        let content = try reader.readSegment()
        guard content.count == 2, word(content.lowerBound) > 0 else { throw corrupt }
        return word(content.lowerBound)
    }

    private var colour: JPEGLossless.Header.Colour {
        switch identifiers.count {
        case 1:
            return .grey
        case 3:
            if let transform = metadata.adobeTransform { return transform == 0 ? .rgb : .ybr }
            if metadata.hasJFIF { return .ybr }
            return identifiers == Array("RGB".utf8) ? .rgb : .declared
        default:
            return .declared
        }
    }
}
