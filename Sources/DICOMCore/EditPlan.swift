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

    /// Replaces all elements of this tag at top level by one, or inserts it in tag order.
    mutating func set(_ element: NewElement) throws(DICOMError) {
        let bytes = try dataSet.encoding.bytes(of: element)
        let present = indexes(of: element.tag)
        if let first = present.first {
            replace(first, with: bytes)
            for index in present.dropFirst() { replace(index, with: []) }
        } else {
            insert(bytes, tag: element.tag, at: place(of: element.tag), level: -1)
        }
    }

    /// Adds items behind those of a sequence, which is made where there is none.
    mutating func append(_ items: [[NewElement]], to tag: Tag) throws(DICOMError) {
        guard let index = dataSet.index(of: tag),
            dataSet.elements[index].isSequence || dataSet.elements[index].valueLength > 0
        else {
            try set(NewElement(tag, .sq, .sequence(items)))
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

    /// Removes all elements of this tag at top level.
    mutating func remove(_ tag: Tag) {
        for index in indexes(of: tag) { replace(index, with: []) }
    }

    /// Removes one node.
    mutating func remove(at index: Int) { replace(index, with: []) }

    /// Removes a group's length at top level, whatever the group gained.
    mutating func removeGroupLength(_ group: UInt16) { remove(Tag(group, 0)) }

    /// Corrects lengths; the last step.
    /// - Throws: `limitExceeded` where a length no longer fits its field.
    mutating func correctLengths() throws(DICOMError) {
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
        let most = field.count == 4 ? 0xFFFF_FFFE : 0xFFFE
        guard (0...most).contains(length) else {
            throw DICOMError(
                code: .limitExceeded, tag: node.tag, byteOffset: node.offset, expected: most,
                found: length)
        }
        let bytes =
            field.count == 4
            ? node.encoding.bytes(UInt32(length)) : node.encoding.bytes(UInt16(length))
        patches.replace(field, with: bytes, tag: node.tag)
    }

    // PS3.5 7.2: group lengths are retired, so that one which no longer holds is not written anew.
    private mutating func removeStaleGroupLength(_ group: UInt16, level: Int) {
        let tag = Tag(group, 0)
        let children = level < 0 ? dataSet.topLevel : dataSet.children(of: level)
        for index in children where dataSet.elements[index].tag == tag {
            replace(index, with: [])
        }
    }

    private mutating func replace(_ index: Int, with bytes: [UInt8]) {
        var node = index
        while node >= 0 {
            if goneNodes.contains(node) { return }
            node = dataSet.elements[node].parent
        }
        goneNodes.insert(index)
        let element = dataSet.elements[index]
        patches.replace(element.offset..<element.end, with: bytes, tag: element.tag)
        gains[element.parent, default: [:]][element.tag.group, default: 0] +=
            bytes.count - (element.end - element.offset)
    }

    private mutating func insert(_ bytes: [UInt8], tag: Tag, at offset: Int, level: Int) {
        patches.replace(offset..<offset, with: bytes, tag: tag)
        gains[level, default: [:]][tag.group, default: 0] += bytes.count
    }

    private func indexes(of tag: Tag) -> [Int] {
        dataSet.topLevel.filter { dataSet.elements[$0].tag == tag }
    }

    private func place(of tag: Tag) -> Int {
        dataSet.topLevel.lazy.map { dataSet.elements[$0] }
            .first { $0.tag > tag && !$0.isItem }?.offset
            ?? dataSet.range.upperBound
    }
}
