/// Turns edits of one data set into patches of its bytes, and corrects what counts those bytes:
/// the lengths of enclosing items and sequences, and retired group lengths.
struct EditPlan {
    private let dataSet: DataSet
    private(set) var patches = PatchList()
    /// Nodes whose bytes go, as a whole.
    private var goneNodes: Set<Int> = []
    /// Bytes gained by level and group. A level is the index of the item or sequence, -1 the top.
    private var gains: [Int: [UInt16: Int]] = [:]

    init(_ dataSet: DataSet) { self.dataSet = dataSet }

    /// Replaces all elements of this tag on a level by one, or inserts it in tag order.
    mutating func set(_ element: NewElement, level: Int) throws(DICOMError) {
        let bytes = try encoding(ofLevel: level).bytes(of: element)
        let present = indexes(of: element.tag, level: level)
        if let first = present.first {
            replace(first, with: bytes)
            for index in present.dropFirst() { replace(index, with: []) }
        } else {
            insert(
                bytes, tag: element.tag, at: place(of: element.tag, level: level), level: level)
        }
    }

    /// Adds items behind those of a sequence, which is made where there is none.
    mutating func append(
        _ items: [[NewElement]], to tag: Tag, level: Int
    ) throws(DICOMError) {
        guard let index = indexes(of: tag, level: level).first,
            dataSet.elements[index].isSequence || dataSet.elements[index].valueLength > 0
        else {
            try set(NewElement(tag, .sq, .sequence(items)), level: level)
            return
        }
        let sequence = dataSet.elements[index]
        guard sequence.isSequence else {
            throw DICOMError(code: .malformed, tag: tag, byteOffset: sequence.offset)
        }
        var bytes: [UInt8] = []
        for item in items { bytes += try sequence.contentEncoding.item(item) }
        insert(bytes, tag: .item, at: sequence.valueRange.upperBound, level: index)
    }

    /// Removes all elements of this tag on a level.
    mutating func remove(_ tag: Tag, level: Int = -1) {
        for index in indexes(of: tag, level: level) { replace(index, with: []) }
    }

    /// Removes one node.
    mutating func remove(at index: Int) { replace(index, with: []) }

    /// Gives a node another value; its header changes in its length only.
    mutating func replaceValue(at index: Int, with value: NewNodeValue) throws(DICOMError) {
        let node = dataSet.elements[index]
        var header = dataSet.source.bytes(in: node.offset..<node.valueOffset)
        let field =
            node.lengthField.lowerBound - node.offset..<node.lengthField.upperBound
            - node.offset
        let content: [UInt8]
        let length: Int
        switch value {
        case .bytes(var bytes):
            if !bytes.count.isMultiple(of: 2) { bytes.append(node.vr.isText ? 0x20 : 0) }
            content = bytes
            length = bytes.count
            try check(length, of: node)
        case .fragments(let fragments, let basicOffsetTable):
            guard field.count == 4, !node.isItem else {
                throw DICOMError(code: .malformed, tag: node.tag, byteOffset: node.offset)
            }
            content = try node.encoding.fragments([basicOffsetTable] + fragments, tag: node.tag)
            length = 0xFFFF_FFFF
        }
        header.replaceSubrange(
            field,
            with: field.count == 4
                ? node.encoding.bytes(UInt32(length)) : node.encoding.bytes(UInt16(length)))
        replace(index, with: header + content)
    }

    /// Removes a group's length at top level, whatever the group gained.
    mutating func removeGroupLength(_ group: UInt16) { remove(Tag(group, 0)) }

    /// Corrects lengths; the last step.
    /// - Throws: `limitExceeded` where a length no longer fits its field.
    mutating func correctLengths() throws(DICOMError) {
        // What was counted inside a node that goes is no longer there.
        gains = gains.filter { !isGone($0.key) }
        var levels: Set<Int> = []
        for level in gains.keys {
            var node = level
            while node >= 0, levels.insert(node).inserted { node = dataSet.elements[node].parent }
        }
        levels.insert(-1)
        // Nodes stand before what they hold: a falling index goes from the inside out.
        for level in levels.sorted(by: >) {
            for (group, gain) in gains[level] ?? [:] where gain != 0 {
                removeStaleGroupLength(group, level: level)
            }
            let gain = (gains[level] ?? [:]).values.reduce(0, +)
            guard level >= 0, gain != 0 else { continue }
            let node = dataSet.elements[level]
            gains[node.parent, default: [:]][node.tag.group, default: 0] += gain
            if !node.hasUndefinedLength { try correctLength(of: node, gain: gain) }
        }
    }

    private mutating func correctLength(of node: DataElement, gain: Int) throws(DICOMError) {
        let field = node.lengthField
        let length = node.end - node.valueOffset + gain
        try check(length, of: node)
        let bytes =
            field.count == 4
            ? node.encoding.bytes(UInt32(length)) : node.encoding.bytes(UInt16(length))
        patches.replace(field, with: bytes, tag: node.tag)
    }

    /// - Throws: `limitExceeded` where a length does not fit the field of a node.
    private func check(_ length: Int, of node: DataElement) throws(DICOMError) {
        let most = node.lengthField.count == 4 ? 0xFFFF_FFFE : 0xFFFE
        guard (0...most).contains(length) else {
            throw DICOMError(
                code: .limitExceeded, tag: node.tag, byteOffset: node.offset, expected: most,
                found: length)
        }
    }

    // PS3.5 7.2: group lengths are retired, so that one which no longer holds is not written anew.
    private mutating func removeStaleGroupLength(_ group: UInt16, level: Int) {
        remove(Tag(group, 0), level: level)
    }

    private mutating func replace(_ index: Int, with bytes: [UInt8]) {
        guard !isGone(index) else { return }
        goneNodes.insert(index)
        let element = dataSet.elements[index]
        patches.replace(
            element.offset..<element.end, with: bytes, tag: element.tag, depth: element.depth)
        gains[element.parent, default: [:]][element.tag.group, default: 0] +=
            bytes.count - (element.end - element.offset)
    }

    private mutating func insert(_ bytes: [UInt8], tag: Tag, at offset: Int, level: Int) {
        guard !isGone(level) else { return }
        let depth = level < 0 ? 0 : dataSet.elements[level].depth + 1
        patches.replace(offset..<offset, with: bytes, tag: tag, depth: depth)
        gains[level, default: [:]][tag.group, default: 0] += bytes.count
    }

    /// Whether a node goes, or one that holds it.
    private func isGone(_ index: Int) -> Bool {
        var node = index
        while node >= 0 {
            if goneNodes.contains(node) { return true }
            node = dataSet.elements[node].parent
        }
        return false
    }

    private func children(ofLevel level: Int) -> [Int] {
        level < 0 ? dataSet.topLevel : dataSet.children(of: level)
    }

    private func indexes(of tag: Tag, level: Int) -> [Int] {
        children(ofLevel: level).filter { dataSet.elements[$0].tag == tag }
    }

    /// How elements of a level are written: an item may differ from the data set around it.
    private func encoding(ofLevel level: Int) -> ElementEncoding {
        guard level >= 0 else { return dataSet.encoding }
        let first = dataSet.children(of: level).first
        return dataSet.elements[first ?? level].encoding
    }

    private func place(of tag: Tag, level: Int) -> Int {
        let behind = children(ofLevel: level).lazy.map { dataSet.elements[$0] }
            .first { $0.tag > tag && !$0.isItem }
        let end =
            level < 0
            ? dataSet.range.upperBound : dataSet.elements[level].valueRange.upperBound
        return behind?.offset ?? end
    }
}
