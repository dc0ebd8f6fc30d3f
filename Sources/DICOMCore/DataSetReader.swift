/// Reads the elements of a data set, nested ones too, without recursion: a hostile file can ask
/// for memory up to `Limits`, never for stack.
struct DataSetReader {
    /// A sequence, an item or the data set itself while it is being read.
    private struct Level {
        enum Content { case elements, items, fragments }
        var content: Content
        /// Its own end, or where its length is undefined that of what holds it.
        var end: Int
        var hasUndefinedLength: Bool
        /// -1: the data set.
        var node: Int
        var encoding: ElementEncoding
        /// Whether only its bytes say that it is a sequence, so that it may turn out to be none.
        var isTentative = false
    }

    private let source: ByteSource
    private let range: Range<Int>
    private let limits: Limits
    /// Stops before the first element of another group: file meta information.
    private let onlyGroup: UInt16?
    private var elements: [DataElement] = []
    private var stack: [Level] = []
    private var position: Int
    private var openSequences = 0
    private var lastNonZeroFound = -1

    /// Reads `range` of the source to its end, or to zero padding that fills the rest.
    static func read(
        _ source: ByteSource, in range: Range<Int>, encoding: ElementEncoding, limits: Limits,
        onlyGroup: UInt16? = nil
    ) throws(DICOMError) -> DataSet {
        var reader = DataSetReader(
            source: source, range: range, limits: limits, onlyGroup: onlyGroup)
        try reader.run(encoding: encoding)
        return DataSet(
            source: source, encoding: encoding, elements: reader.elements,
            range: range.lowerBound..<reader.position)
    }

    private init(source: ByteSource, range: Range<Int>, limits: Limits, onlyGroup: UInt16?) {
        precondition(range.upperBound <= source.count)
        self.source = source
        self.range = range
        self.limits = limits
        self.onlyGroup = onlyGroup
        self.position = range.lowerBound
    }

    private mutating func run(encoding: ElementEncoding) throws(DICOMError) {
        stack.append(
            Level(
                content: .elements, end: range.upperBound, hasUndefinedLength: false, node: -1,
                encoding: encoding))
        while let level = stack.last {
            do throws(DICOMError) {
                switch level.content {
                case .elements: try readElement(in: level)
                case .items, .fragments: try readItemOrEnd(in: level)
                }
            } catch {
                guard abandonTentativeSequence(after: error) else { throw error }
            }
        }
    }

    // MARK: Elements

    private mutating func readElement(in level: Level) throws(DICOMError) {
        if position == level.end && !level.hasUndefinedLength {
            close()
            return
        }
        if level.node < 0 && isPadding(to: level.end) {
            close()
            return
        }
        let holder = level.node < 0 ? nil : elements[level.node].tag
        guard level.end - position >= 8 else {
            throw DICOMError(
                code: .truncated, tag: holder, byteOffset: position, expected: 8,
                found: level.end - position)
        }
        let tag = source.tag(at: position, isBigEndian: level.encoding.isBigEndian)
        if tag.group == Tag.item.group {
            // A delimiter that ends an item of defined length too is superfluous but harmless.
            let endsItem = level.hasUndefinedLength || position + 8 == level.end
            if tag == .item && level.node < 0 {
                // Met in one vendor's ultrasound: the item of a sequence whose header is lost.
                try readItem(itemHeader(holder: .item, in: level), in: level)
                return
            }
            guard tag == .itemDelimitation, level.node >= 0, endsItem else {
                throw DICOMError(code: .malformed, tag: tag, byteOffset: position)
            }
            closeAtDelimiter()
            return
        }
        if let onlyGroup, tag.group != onlyGroup {
            close()
            return
        }
        try add(
            ElementHeader(at: position, end: level.end, in: source, encoding: level.encoding),
            in: level)
    }

    private mutating func add(_ header: ElementHeader, in level: Level) throws(DICOMError) {
        let tag = header.tag
        let start = position + header.size
        guard let length = header.length else {
            let content = try contentOfUndefinedLength(header)
            try open(header, content, end: level.end, isTentative: false, in: level)
            return
        }
        guard length <= level.end - start else {
            throw DICOMError(
                code: .truncated, tag: tag, byteOffset: position, expected: length,
                found: level.end - start)
        }
        let isUntyped = header.encoding.isImplicitVR || header.vr == .un
        if header.vr == .sq || (isUntyped && tag.standardVR == .sq) {
            try open(header, .items, end: start + length, isTentative: false, in: level)
        } else if isUntyped && tag.standardVR == nil && beginsWithItem(start, length, header) {
            try open(header, .items, end: start + length, isTentative: true, in: level)
        } else {
            if tag == .pixelData && level.node < 0 { try checkPixelDataIsFirst() }
            try append(header, valueLength: length, end: start + length, in: level)
            position = start + length
        }
    }

    private func contentOfUndefinedLength(
        _ header: ElementHeader
    ) throws(DICOMError) -> Level.Content {
        // PS3.5 A.4: fragments are for Pixel Data; other OB and OW values come so in the wild.
        let isUntyped = header.encoding.isImplicitVR || header.vr == .un
        if header.vr == .sq { return .items }
        if header.tag == .pixelData { return .fragments }
        if isUntyped { return .items }
        if header.vr.isOther { return .fragments }
        throw DICOMError(code: .malformed, tag: header.tag, byteOffset: position)
    }

    private func beginsWithItem(_ start: Int, _ length: Int, _ header: ElementHeader) -> Bool {
        // UN holds little endian, and an implicit data set is.
        length >= 8 && source.tag(at: start, isBigEndian: false) == .item
    }

    /// Two Pixel Data elements: which one a viewer shows is anyone's guess, so nothing is proven
    /// by looking at one.
    private func checkPixelDataIsFirst() throws(DICOMError) {
        var index = 0
        while index < elements.count {
            if elements[index].tag == .pixelData {
                throw DICOMError(code: .malformed, tag: .pixelData, byteOffset: position)
            }
            index = elements[index].next
        }
    }

    // MARK: Items and fragments

    private mutating func readItemOrEnd(in level: Level) throws(DICOMError) {
        if position == level.end && !level.hasUndefinedLength {
            close()
            return
        }
        let holder = elements[level.node]
        guard level.end - position >= 8 else {
            throw DICOMError(
                code: .truncated, tag: holder.tag, byteOffset: position, expected: 8,
                found: level.end - position)
        }
        let tag = source.tag(at: position, isBigEndian: level.encoding.isBigEndian)
        if tag == .sequenceDelimitation
            && (level.hasUndefinedLength || position + 8 == level.end)
        {
            closeAtDelimiter()
            return
        }
        guard tag == .item else {
            throw DICOMError(code: .malformed, tag: holder.tag, byteOffset: position)
        }
        let header = try itemHeader(
            holder: level.content == .fragments ? holder.tag : .item, in: level)
        if level.content == .items {
            try readItem(header, in: level)
        } else if let length = header.length {
            try append(header, valueLength: length, end: position + 8 + length, in: level)
            position += 8 + length
        } else {
            throw DICOMError(code: .malformed, tag: holder.tag, byteOffset: position)
        }
    }

    private func itemHeader(holder: Tag, in level: Level) throws(DICOMError) -> ElementHeader {
        let stored = source.unsigned32(
            at: position + 4, isBigEndian: level.encoding.isBigEndian)
        let length = stored == 0xFFFF_FFFF ? nil : Int(stored)
        let available = level.end - position - 8
        if let length, length > available {
            throw DICOMError(
                code: .truncated, tag: holder, byteOffset: position, expected: length,
                found: available)
        }
        return ElementHeader(tag: .item, vr: .un, length: length, size: 8, encoding: level.encoding)
    }

    private mutating func readItem(_ header: ElementHeader, in level: Level) throws(DICOMError) {
        let start = position + 8
        try append(header, valueLength: header.length, end: start, in: level)
        position = start
        openItem(
            end: header.length.map { start + $0 } ?? level.end, isUndefined: header.length == nil,
            level)
    }

    private mutating func openItem(end: Int, isUndefined: Bool, _ level: Level) {
        var other = level.encoding
        other.isImplicitVR.toggle()
        let encoding = ElementHeader.detectEncoding(
            at: position, end: end, in: source, declared: level.encoding, others: [other],
            isFirstOfFile: false)
        stack.append(
            Level(
                content: .elements, end: end, hasUndefinedLength: isUndefined,
                node: elements.count - 1, encoding: encoding))
    }

    // MARK: Levels

    private mutating func open(
        _ header: ElementHeader, _ content: Level.Content, end: Int, isTentative: Bool,
        in level: Level
    ) throws(DICOMError) {
        guard openSequences < limits.sequenceDepth else {
            throw DICOMError(
                code: .limitExceeded, tag: header.tag, byteOffset: position,
                expected: limits.sequenceDepth)
        }
        if header.tag == .pixelData && level.node < 0 { try checkPixelDataIsFirst() }
        let start = position + header.size
        try append(
            header, valueLength: header.length, end: end, in: level, isSequence: content == .items)
        let node = elements.count - 1
        stack.append(
            Level(
                content: content, end: end, hasUndefinedLength: header.length == nil, node: node,
                encoding: elements[node].contentEncoding, isTentative: isTentative))
        openSequences += 1
        position = start
    }

    private mutating func append(
        _ header: ElementHeader, valueLength: Int?, end: Int, in level: Level,
        isSequence: Bool = false
    ) throws(DICOMError) {
        guard elements.count < limits.elements else {
            throw DICOMError(
                code: .limitExceeded, tag: header.tag, byteOffset: position,
                expected: limits.elements)
        }
        let depth = level.node < 0 ? 0 : elements[level.node].depth + 1
        let vr = isSequence && header.encoding.isImplicitVR ? .sq : header.vr
        elements.append(
            DataElement(
                tag: header.tag, vr: vr, encoding: header.encoding, offset: position,
                headerLength: header.size, valueLength: valueLength, end: end, depth: depth,
                parent: level.node, next: elements.count + 1, isSequence: isSequence))
    }

    private mutating func closeAtDelimiter() {
        if let node = stack.last?.node {
            elements[node].valueLength = position - elements[node].valueOffset
        }
        position += 8
        close()
    }

    private mutating func close() {
        guard let level = stack.popLast() else { return }
        if level.content != .elements { openSequences -= 1 }
        guard level.node >= 0 else { return }
        elements[level.node].end = position
        elements[level.node].next = elements.count
    }

    /// Takes the innermost value that only looked like a sequence as opaque bytes.
    ///
    /// Reading goes on behind it, so that each byte is read once whatever the nesting.
    private mutating func abandonTentativeSequence(after error: DICOMError) -> Bool {
        guard error.code != .limitExceeded,
            let index = stack.lastIndex(where: { $0.isTentative })
        else { return false }
        let level = stack[index]
        openSequences -= stack[index...].count { $0.content != .elements }
        stack.removeSubrange(index...)
        elements.removeSubrange((level.node + 1)...)
        elements[level.node].isSequence = false
        elements[level.node].vr = .un
        elements[level.node].valueLength = level.end - elements[level.node].valueOffset
        elements[level.node].end = level.end
        elements[level.node].next = elements.count
        position = level.end
        return true
    }

    /// Whether nothing but zero bytes follow. They fill the last block of some archives.
    private mutating func isPadding(to end: Int) -> Bool {
        // What was found not to be zero is not looked for twice.
        guard position > lastNonZeroFound else { return false }
        var offset = position
        while offset < end {
            guard source.byte(at: offset) == 0 else {
                lastNonZeroFound = offset
                return false
            }
            offset += 1
        }
        return true
    }
}

extension ElementHeader {
    init(tag: Tag, vr: VR, length: Int?, size: Int, encoding: ElementEncoding) {
        self.tag = tag
        self.vr = vr
        self.length = length
        self.size = size
        self.encoding = encoding
    }
}
