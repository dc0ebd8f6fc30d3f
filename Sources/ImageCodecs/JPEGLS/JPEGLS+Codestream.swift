extension JPEGLS {
    /// The marker structure of one codestream (ISO/IEC 14495-1 annex C).
    struct Codestream {
        /// Marker codes: the byte behind FF.
        enum Code {
            static let restarts: ClosedRange<UInt8> = 0xD0...0xD7
            static let startOfImage: UInt8 = 0xD8
            static let endOfImage: UInt8 = 0xD9
            static let startOfScan: UInt8 = 0xDA
            static let defineRestartInterval: UInt8 = 0xDD
            static let application: ClosedRange<UInt8> = 0xE0...0xEF
            static let app8: UInt8 = 0xE8
            static let startOfFrame: UInt8 = 0xF7
            static let presetParameters: UInt8 = 0xF8
            static let comment: UInt8 = 0xFE
        }

        private(set) var header: Header
        /// The same codestream with nothing but what codes samples, from SOI to EOI. Where no
        /// marker follows the coded data, CharLS 2.4.1 reads on for 2^31 bits.
        private(set) var essence: [UInt8]
        /// The component of each scan where there is a scan for each, else all in order.
        private(set) var componentOrder: [Int] = []
        /// log2(MAXVAL + 1): what the coding of samples depends on, rather than P (annex A).
        private(set) var codedBits = 0
        /// Bytes of entropy-coded data in all scans.
        private(set) var codedLength = 0

        /// Component identifiers of the frame header, in order.
        private var identifiers: [UInt8] = []
        /// Where P stands in `essence`.
        private var precisionOffset = 0
        private let bytes: [UInt8]
        private var position = 0

        /// Reads up to EOI.
        init(_ codestream: [UInt8]) throws(CodecError) {
            bytes = codestream
            header = Header(width: 0, height: 0, components: 0, bitsPerSample: 0)
            essence = []
            essence.reserveCapacity(codestream.count)
            guard try readMarker() == Code.startOfImage else {
                throw CodecError(code: .corrupt, thing: "JPEG-LS start of image", byteOffset: 0)
            }
            essence = [0xFF, Code.startOfImage]
            var isOpen = true
            while isOpen {
                isOpen = try readNext()
            }
            // Fragments have even lengths, and writers pad by one byte or by some.
            if bytes[position...].contains(where: { $0 != 0 }) { header.hasMetadata = true }
        }

        /// The codestream less a zero before EOI; nil where there is none.
        var withoutLastZero: Codestream? {
            let last = essence.count - 3
            guard codedLength > 1, essence[last] == 0 else { return nil }
            var stream = self
            stream.essence.remove(at: last)
            return stream
        }

        /// One marker with its segment or scan; false after EOI.
        private mutating func readNext() throws(CodecError) -> Bool {
            let start = position
            let code = try readMarker()
            switch code {
            case Code.startOfFrame:
                try readFrame(readSegment())
            case Code.presetParameters:
                try readPresetParameters(readSegment())
            case Code.defineRestartInterval:
                try readRestartInterval(readSegment())
            case Code.startOfScan:
                try readScan(readSegment())
            case Code.application, Code.comment:
                try readMetadata(code, readSegment())
            case Code.endOfImage:
                guard !identifiers.isEmpty, componentOrder.count == identifiers.count else {
                    throw CodecError(code: .corrupt, thing: "JPEG-LS scans", byteOffset: start)
                }
                essence += [0xFF, Code.endOfImage]
                return false
            case 0xC0...0xCF, 0xDC, 0xDE:
                // Another process of JPEG, or a number of lines that comes later (DNL).
                throw CodecError(
                    code: .unsupported, thing: "JPEG-LS marker", byteOffset: start)
            default:
                throw CodecError(code: .corrupt, thing: "JPEG-LS marker", byteOffset: start)
            }
            return true
        }

        /// The code of the next marker, which may have fill bytes before it.
        private mutating func readMarker() throws(CodecError) -> UInt8 {
            let start = position
            while position < bytes.count, bytes[position] == 0xFF { position += 1 }
            guard position < bytes.count else {
                throw CodecError(
                    code: .truncated, thing: "JPEG-LS codestream", byteOffset: position)
            }
            guard position > start else {
                throw CodecError(code: .corrupt, thing: "JPEG-LS marker", byteOffset: position)
            }
            position += 1
            return bytes[position - 1]
        }

        /// The content of a marker segment, behind its length.
        private mutating func readSegment() throws(CodecError) -> ArraySlice<UInt8> {
            guard bytes.count - position >= 2 else {
                throw CodecError(code: .truncated, thing: "JPEG-LS segment", byteOffset: position)
            }
            let length = Int(bytes[position]) << 8 | Int(bytes[position + 1])
            guard length >= 2 else {
                throw CodecError(
                    code: .corrupt, thing: "JPEG-LS segment length", byteOffset: position)
            }
            guard bytes.count - position >= length else {
                throw CodecError(
                    code: .truncated, thing: "JPEG-LS segment", byteOffset: position,
                    expected: length, found: bytes.count - position)
            }
            defer { position += length }
            return bytes[position + 2..<position + length]
        }

        private mutating func keep(_ code: UInt8, _ content: some Collection<UInt8>) {
            let length = content.count + 2
            essence += [0xFF, code, UInt8(length >> 8), UInt8(length & 0xFF)]
            essence += content
        }
    }
}

extension JPEGLS.Codestream {
    private func corrupt(_ thing: String, _ content: ArraySlice<UInt8>) -> CodecError {
        CodecError(code: .corrupt, thing: "JPEG-LS \(thing)", byteOffset: content.startIndex)
    }

    private func unsupported(_ thing: String, _ content: ArraySlice<UInt8>) -> CodecError {
        CodecError(code: .unsupported, thing: "JPEG-LS \(thing)", byteOffset: content.startIndex)
    }

    private func number(_ content: ArraySlice<UInt8>, _ offset: Int, _ size: Int) -> Int {
        let start = content.startIndex + offset
        return content[start..<start + size].reduce(0) { $0 << 8 | Int($1) }
    }

    /// C.2.2, SOF55: P, Y, X, Nf, and Ci, Hi, Vi, Tqi of each component.
    private mutating func readFrame(_ content: ArraySlice<UInt8>) throws(CodecError) {
        guard identifiers.isEmpty, content.count >= 6,
            content.count == 6 + 3 * number(content, 5, 1), content.count > 6
        else { throw corrupt("frame header", content) }
        header.bitsPerSample = number(content, 0, 1)
        guard 2...16 ~= header.bitsPerSample else { throw corrupt("precision", content) }
        let (height, width) = (number(content, 1, 2), number(content, 3, 2))
        // 0: an LSE segment of type 4 says it.
        if height > 0 { header.height = height }
        if width > 0 { header.width = width }
        header.components = number(content, 5, 1)
        // CharLS interleaves no more.
        guard header.components <= 4 else { throw unsupported("components", content) }
        for component in 0..<header.components {
            let identifier = UInt8(number(content, 6 + 3 * component, 1))
            guard !identifiers.contains(identifier) else {
                throw corrupt("frame header", content)
            }
            guard number(content, 7 + 3 * component, 1) == 0x11 else {
                throw unsupported("subsampled components", content)
            }
            identifiers.append(identifier)
        }
        precisionOffset = essence.count + 4
        keep(Code.startOfFrame, content)
    }

    /// C.2.4.1, LSE.
    private mutating func readPresetParameters(_ content: ArraySlice<UInt8>) throws(CodecError) {
        switch content.first {
        case 1:
            guard content.count == 11 else { throw corrupt("preset parameters", content) }
            // Those of a later scan hold for that scan; the first scan's are shown.
            if !componentOrder.isEmpty {
                guard number(content, 1, 2) == header.presetParameters.maximumValue else {
                    throw unsupported("change of MAXVAL", content)
                }
            } else {
                header.presetParameters.maximumValue = number(content, 1, 2)
                header.presetParameters.threshold1 = number(content, 3, 2)
                header.presetParameters.threshold2 = number(content, 5, 2)
                header.presetParameters.threshold3 = number(content, 7, 2)
                header.presetParameters.reset = number(content, 9, 2)
            }
        case 4:
            // Wxy, then Ye and Xe of Wxy bytes each.
            guard content.count >= 2, case let size = number(content, 1, 1), 2...4 ~= size,
                content.count == 2 + 2 * size, componentOrder.isEmpty
            else { throw corrupt("picture size", content) }
            header.height = number(content, 2, size)
            header.width = number(content, 2 + size, size)
        case 2, 3:
            throw unsupported("mapping table", content)
        default:
            throw unsupported("extension", content)
        }
        keep(Code.presetParameters, content)
    }

    /// C.2.5, DRI: Ri in two to four bytes.
    private mutating func readRestartInterval(_ content: ArraySlice<UInt8>) throws(CodecError) {
        guard 2...4 ~= content.count else { throw corrupt("restart interval", content) }
        header.restartInterval = number(content, 0, content.count)
        keep(Code.defineRestartInterval, content)
    }

    /// CharLS codes modulo 2^P whatever MAXVAL says: right where MAXVAL is 2^P - 1, and where P is
    /// lowered until it is. Its own streams with another MAXVAL are wrong, others it would misread.
    private mutating func settlePrecision(_ content: ArraySlice<UInt8>) throws(CodecError) {
        let maximum = header.presetParameters.maximumValue
        codedBits =
            maximum == 0
            ? header.bitsPerSample : maximum.bitWidth - maximum.leadingZeroBitCount
        guard codedBits <= header.bitsPerSample else { throw corrupt("MAXVAL", content) }
        guard maximum == 0 || maximum & (maximum + 1) == 0, codedBits >= 2,
            codedBits == header.bitsPerSample || header.colourTransform == .none
        else { throw unsupported("MAXVAL", content) }
        essence[precisionOffset] = UInt8(codedBits)
    }

    private mutating func readMetadata(
        _ code: UInt8, _ content: ArraySlice<UInt8>
    ) throws(CodecError) {
        guard code == Code.app8, content.count == 5, content.starts(with: Array("mrfx".utf8))
        else {
            header.hasMetadata = true
            return
        }
        guard let transform = JPEGLS.Header.ColourTransform(rawValue: number(content, 4, 1)),
            componentOrder.isEmpty
        else { throw unsupported("colour transform", content) }
        header.colourTransform = transform
        keep(code, content)
    }

    /// C.2.3, SOS: Ns, Csi and Tmi of each component, NEAR, ILV, Ah and Al; then the coded data.
    private mutating func readScan(_ content: ArraySlice<UInt8>) throws(CodecError) {
        guard !identifiers.isEmpty, header.width > 0, header.height > 0,
            let count = content.first.map(Int.init), count > 0, content.count == 4 + 2 * count,
            let interleave = JPEGLS.Header.Interleave(rawValue: number(content, 2 + 2 * count, 1))
        else { throw corrupt("scan header", content) }
        if componentOrder.isEmpty { try settlePrecision(content) }
        for index in 0..<count {
            let identifier = UInt8(number(content, 1 + 2 * index, 1))
            guard let component = identifiers.firstIndex(of: identifier),
                !componentOrder.contains(component)
            else { throw corrupt("scan header", content) }
            guard number(content, 2 + 2 * index, 1) == 0 else {
                throw unsupported("mapping table", content)
            }
            componentOrder.append(component)
        }
        guard number(content, 3 + 2 * count, 1) == 0 else {
            throw unsupported("point transform", content)
        }
        header.interleave = count == 1 ? .none : interleave
        if count > 1 { try checkInterleaving(content) }
        let near = number(content, 1 + 2 * count, 1)
        guard near <= ((1 << codedBits) - 1) / 2 else { throw corrupt("NEAR", content) }
        header.near = max(header.near, near)
        // A scan of one component is not interleaved, whatever some encoders say.
        keep(
            Code.startOfScan,
            content.dropLast(2) + [UInt8(header.interleave.rawValue), 0])
        try readCodedData()
    }

    /// What CharLS 2.4.1 does of interleaved scans: all components, three or four; in sample
    /// interleaving with RESET of 64. With two, or another RESET, it takes a third or a quarter of
    /// the samples for all of them and reads the others behind the end of its buffer.
    private func checkInterleaving(_ content: ArraySlice<UInt8>) throws(CodecError) {
        guard header.interleave != .none, 3...4 ~= header.components,
            componentOrder == Array(identifiers.indices)
        else { throw unsupported("interleaving", content) }
        if header.interleave == .sample {
            guard [0, 64].contains(header.presetParameters.reset) else {
                throw unsupported("RESET of interleaved samples", content)
            }
        }
    }

    /// Behind FF comes a zero bit in coded data (C.1.4), so that FF and a greater byte is a marker.
    private mutating func readCodedData() throws(CodecError) {
        let start = position
        while true {
            guard let next = bytes[position...].firstIndex(of: 0xFF), next + 1 < bytes.count else {
                throw CodecError(
                    code: .truncated, thing: "JPEG-LS scan", byteOffset: bytes.count)
            }
            position = next
            if bytes[next + 1] >= 0x80, !Code.restarts.contains(bytes[next + 1]) { break }
            position += 2
        }
        codedLength += position - start
        essence += bytes[start..<position]
    }
}
