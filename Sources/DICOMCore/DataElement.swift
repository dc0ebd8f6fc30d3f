/// One node of a data set's flat list: an element, an item, or a fragment of Pixel Data.
///
/// Nodes stand in file order, a sequence before its items and an item before its elements. An item
/// whose sequence has lost its header stands at top level.
package struct DataElement: Hashable, Sendable {
    package let tag: Tag
    /// As in the file. In an implicit data set as PS3.6 has it, SQ for what was read as a
    /// sequence, else UN. UN for items and fragments.
    package internal(set) var vr: VR
    package let encoding: ElementEncoding
    private let headerLength: UInt8
    package let hasUndefinedLength: Bool
    /// Whether the value was read as items, whatever the VR says.
    package internal(set) var isSequence: Bool
    private let storedDepth: Int32
    private let storedParent: Int32
    private var storedNext: Int32
    /// Of the header.
    package let offset: Int
    /// Bytes of the value, without delimiters.
    package internal(set) var valueLength: Int
    /// Behind the element, delimiters included.
    package internal(set) var end: Int

    init(
        tag: Tag, vr: VR, encoding: ElementEncoding, offset: Int, headerLength: Int,
        valueLength: Int?, end: Int, depth: Int, parent: Int, next: Int, isSequence: Bool = false
    ) {
        self.tag = tag
        self.vr = vr
        self.encoding = encoding
        self.headerLength = UInt8(headerLength)
        self.hasUndefinedLength = valueLength == nil
        self.isSequence = isSequence
        self.storedDepth = Int32(depth)
        self.storedParent = Int32(parent)
        self.storedNext = Int32(next)
        self.offset = offset
        self.valueLength = valueLength ?? 0
        self.end = end
    }

    /// 0 at top level, 1 for its items and fragments, 2 for the elements of those items.
    package var depth: Int { Int(storedDepth) }
    /// Index of the node that holds this one, -1 at top level.
    package var parent: Int { Int(storedParent) }
    /// Index of the node behind this one's subtree.
    package internal(set) var next: Int {
        get { Int(storedNext) }
        set { storedNext = Int32(newValue) }
    }
    package var valueOffset: Int { offset + Int(headerLength) }
    package var valueRange: Range<Int> { valueOffset..<valueOffset + valueLength }
    package var isItem: Bool { tag == .item }

    /// Where the header keeps its length, and in how many bytes.
    var lengthField: Range<Int> {
        if encoding.isImplicitVR || isItem { return offset + 4..<offset + 8 }
        return headerLength == 12 ? offset + 8..<offset + 12 : offset + 6..<offset + 8
    }

    /// How the value is written, where it holds items.
    var contentEncoding: ElementEncoding {
        // PS3.5 6.2.2: the items of a UN are Implicit VR Little Endian, wherever it stands.
        vr == .un && !isItem ? .implicitLittleEndian : encoding
    }
}
