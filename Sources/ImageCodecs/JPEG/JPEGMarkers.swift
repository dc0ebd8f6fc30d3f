/// The marker structure of one codestream (ISO 10918-1 annex B).
///
/// It is read before libjpeg is asked to do anything, so that whatever sets the cost of decoding
/// (size, components, scans) and the completeness of the picture are known beforehand.
struct JPEGMarkers {
    /// Marker codes: the byte behind FF.
    enum Code {
        static let temporary: UInt8 = 0x01
        static let defineHuffmanTables: UInt8 = 0xC4
        static let reserved: UInt8 = 0xC8
        static let defineArithmeticCoding: UInt8 = 0xCC
        static let restarts: ClosedRange<UInt8> = 0xD0...0xD7
        static let startOfImage: UInt8 = 0xD8
        static let endOfImage: UInt8 = 0xD9
        static let startOfScan: UInt8 = 0xDA
        static let defineQuantizationTables: UInt8 = 0xDB
        /// DQT, DNL, DRI, DHP and EXP.
        static let tablesAndParameters: ClosedRange<UInt8> = 0xDB...0xDF
        static let defineHierarchicalProgression: UInt8 = 0xDE
        static let app0: UInt8 = 0xE0
        static let app2: UInt8 = 0xE2
        static let app8: UInt8 = 0xE8
        static let app14: UInt8 = 0xEE
        static let startOfFrameJPEGLS: UInt8 = 0xF7
        /// LSE.
        static let presetParametersJPEGLS: UInt8 = 0xF8
    }

    /// How far to read.
    enum Extent {
        case firstScan, endOfImage
    }

    /// A scan header, B.2.3: `Ss`, `Se`, `Ah` and `Al`.
    struct Scan {
        /// Indices in the frame header.
        var components: [Int] = []
        var first, last, high, low: UInt8
    }

    private(set) var header: JPEGDCT.Header
    /// Where the code of the SOFn marker stands.
    private(set) var frameCodeOffset: Int
    private(set) var metadata: JPEGMetadata
    private(set) var scans: [Scan] = []
    /// Whether a table was defined behind a scan: the tables libjpeg has at the end are then not
    /// those that coded the picture.
    private(set) var redefinesTables = false
    /// Behind EOI.
    private(set) var end: Int

    private let identifiers: [UInt8]
    private var completeness: JPEGCompleteness
    private var symbols: JPEGHuffmanSymbols

    /// Reads `codestream` up to its first scan or its end.
    init(
        _ codestream: [UInt8], declaredRGB: Bool, upTo extent: Extent,
        limits: JPEGDCT.Limits = .init()
    ) throws(CodecError) {
        var reader = JPEGReader(bytes: codestream)
        try reader.readStartOfImage()
        var metadata = JPEGMetadata()
        var symbols = JPEGHuffmanSymbols()
        let frame = try Self.readFrame(&reader, &metadata, &symbols)
        header = frame.header
        frameCodeOffset = frame.codeOffset
        identifiers = frame.identifiers
        completeness = JPEGCompleteness(
            components: frame.identifiers.count, isProgressive: header.process == .progressive)
        self.metadata = metadata
        self.symbols = symbols
        end = reader.position
        if extent == .endOfImage {
            var thing = header.unsupportedThing
            // libjpeg 6b takes the first component that has the identifier, each time.
            if header.precision != 8, Set(identifiers).count < identifiers.count {
                thing = thing ?? "repeated JPEG component identifiers"
            }
            if let thing {
                throw CodecError(
                    code: .unsupported, thing: thing, byteOffset: frame.codeOffset - 1)
            }
        }
        // Behind a DHP marker come the headers of several frames.
        if header.process != .hierarchical {
            try readScans(&reader, upTo: extent, limits: limits)
        }
        // libjpeg 6b, which has a lossless process too, takes such a table and then reads beyond
        // one of its own.
        if extent == .endOfImage, header.precision != 8, !self.symbols.areOfDCT {
            throw CodecError(code: .corrupt, thing: "JPEG Huffman table")
        }
        header.colour = Self.colour(
            identifiers: identifiers, metadata: self.metadata, declaredRGB: declaredRGB)
    }

    /// Reads up to SOFn or DHP, with it.
    private static func readFrame(
        _ reader: inout JPEGReader, _ metadata: inout JPEGMetadata,
        _ symbols: inout JPEGHuffmanSymbols
    ) throws(CodecError) -> Frame {
        while true {
            let code = try reader.readMarker()
            switch code {
            case _ where startsFrame(code):
                return try Frame(code: code, reader: &reader)
            case Code.startOfScan, Code.endOfImage, Code.startOfImage:
                throw reader.error(.corrupt, "JPEG frame header")
            case Code.temporary, Code.restarts:
                continue
            default:
                let content = try reader.readSegment()
                metadata.collect(code, content, of: reader.bytes)
                symbols.collect(code, reader.bytes[content])
            }
        }
    }

    static func startsFrame(_ code: UInt8) -> Bool {
        switch code {
        case Code.defineHuffmanTables, Code.defineArithmeticCoding, Code.reserved: false
        case 0xC0...0xCF, Code.startOfFrameJPEGLS, Code.defineHierarchicalProgression: true
        default: false
        }
    }

    /// Reads what follows the frame header: up to the first SOS, or all scans up to EOI.
    private mutating func readScans(
        _ reader: inout JPEGReader, upTo extent: Extent, limits: JPEGDCT.Limits
    ) throws(CodecError) {
        while true {
            let code = try reader.readMarker()
            switch code {
            case Code.startOfScan:
                if extent == .firstScan { return }
                try readScan(&reader, limits: limits)
            case Code.endOfImage:
                end = reader.position
                guard completeness.isComplete else {
                    throw reader.error(.corrupt, "JPEG scans")
                }
                return
            case Code.startOfImage:
                throw reader.error(.corrupt, "JPEG start of image")
            case _ where Self.startsFrame(code):
                throw reader.error(.corrupt, "second JPEG frame header")
            case Code.temporary, Code.restarts:
                continue
            default:
                let content = try reader.readSegment()
                symbols.collect(code, reader.bytes[content])
                if scans.isEmpty {
                    // An Adobe marker may stand behind the frame header.
                    metadata.collect(code, content, of: reader.bytes)
                } else if Self.isTable(code) {
                    redefinesTables = true
                }
            }
        }
    }

    private static func isTable(_ code: UInt8) -> Bool {
        code == Code.defineHuffmanTables || code == Code.defineArithmeticCoding
            || code == Code.defineQuantizationTables
    }

    private mutating func readScan(
        _ reader: inout JPEGReader, limits: JPEGDCT.Limits
    ) throws(CodecError) {
        let start = reader.position
        let content = try reader.readSegment()
        let bytes = reader.bytes
        // B.2.3: Ns, Ns pairs of component and tables, Ss, Se, Ah and Al.
        guard let count = content.isEmpty ? nil : Int(bytes[content.lowerBound]),
            content.count == 4 + 2 * count, count > 0
        else { throw CodecError(code: .corrupt, thing: "JPEG scan header", byteOffset: start) }
        var scan = Scan(
            first: bytes[content.upperBound - 3], last: bytes[content.upperBound - 2],
            high: bytes[content.upperBound - 1] >> 4, low: bytes[content.upperBound - 1] & 15)
        for index in 0..<count {
            let identifier = bytes[content.lowerBound + 1 + 2 * index]
            // Some encoders give all components one identifier: they follow each other then.
            guard
                let component = identifiers.indices.first(where: {
                    identifiers[$0] == identifier && !scan.components.contains($0)
                })
            else { throw CodecError(code: .corrupt, thing: "JPEG scan header", byteOffset: start) }
            scan.components.append(component)
            completeness.add(
                component: component, first: scan.first, last: scan.last, low: scan.low)
        }
        scans.append(scan)
        guard scans.count <= limits.maximumScans else {
            throw CodecError(
                code: .limitExceeded, thing: "JPEG scans", expected: limits.maximumScans,
                found: scans.count)
        }
        reader.skipEntropyCodedData()
    }

    private static func colour(
        identifiers: [UInt8], metadata: JPEGMetadata, declaredRGB: Bool
    ) -> JPEGDCT.Header.Colour {
        switch identifiers.count {
        case 1:
            return .grey
        case 3:
            if let transform = metadata.adobeTransform { return transform == 0 ? .rgb : .ybr }
            if metadata.hasJFIF { return .ybr }
            if identifiers == Array("RGB".utf8) { return .rgb }
            return declaredRGB ? .rgb : .ybr
        default:
            return .other
        }
    }
}

extension JPEGMarkers {
    /// SOFn, B.2.2.
    fileprivate struct Frame {
        let header: JPEGDCT.Header
        let identifiers: [UInt8]
        let codeOffset: Int

        init(code: UInt8, reader: inout JPEGReader) throws(CodecError) {
            codeOffset = reader.position - 1
            let content = try reader.readSegment()
            let bytes = reader.bytes
            let corrupt = CodecError(
                code: .corrupt, thing: "JPEG frame header", byteOffset: codeOffset - 1)
            guard content.count >= 6 else { throw corrupt }
            let start = content.lowerBound
            let count = Int(bytes[start + 5])
            guard count > 0, content.count == 6 + 3 * count else { throw corrupt }
            var identifiers: [UInt8] = []
            var factors: [JPEGDCT.Header.SamplingFactors] = []
            for index in 0..<count {
                let component = start + 6 + 3 * index
                identifiers.append(bytes[component])
                let horizontal = Int(bytes[component + 1] >> 4)
                let vertical = Int(bytes[component + 1] & 15)
                guard 1...4 ~= horizontal, 1...4 ~= vertical else { throw corrupt }
                factors.append(.init(horizontal: horizontal, vertical: vertical))
            }
            header = JPEGDCT.Header(
                process: Self.process(code),
                usesArithmeticCoding: 0xC9...0xCF ~= code,
                precision: Int(bytes[start]),
                width: Int(bytes[start + 3]) << 8 | Int(bytes[start + 4]),
                height: Int(bytes[start + 1]) << 8 | Int(bytes[start + 2]),
                samplingFactors: factors, colour: .other)
            guard header.width > 0 else { throw corrupt }
            // B.2.5: the number of lines comes in a DNL marker behind the first scan.
            guard header.height > 0 else {
                throw CodecError(
                    code: .unsupported, thing: "JPEG frame of undefined height",
                    byteOffset: codeOffset - 1)
            }
            self.identifiers = identifiers
        }

        /// Table B.1.
        private static func process(_ code: UInt8) -> JPEGDCT.Header.Process {
            switch code {
            case 0xC0: .baseline
            case 0xC1, 0xC9: .extended
            case 0xC2, 0xCA: .progressive
            case 0xC3, 0xCB: .lossless
            case Code.startOfFrameJPEGLS: .jpegLS
            default: .hierarchical
            }
        }
    }
}
