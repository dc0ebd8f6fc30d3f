/// The elements of a data set as a flat list over the bytes that hold them.
package struct DataSet: Sendable {
    package let source: ByteSource
    /// As found in the bytes, whatever was declared.
    package let encoding: ElementEncoding
    /// All nodes in file order; see `DataElement`.
    package let elements: [DataElement]
    /// From the first element to the end of the last; zero padding behind it is not part.
    package let range: Range<Int>

    init(
        source: ByteSource, encoding: ElementEncoding, elements: [DataElement], range: Range<Int>
    ) {
        self.source = source
        self.encoding = encoding
        self.elements = elements
        self.range = range
    }

    /// The indexes of the nodes at top level.
    package var topLevel: [Int] { siblings(in: elements.indices) }

    /// The first element of this tag at top level.
    /// - Complexity: O(n) in the elements at top level.
    package func index(of tag: Tag) -> Int? {
        firstIndex(of: tag, in: elements.indices)
    }

    package subscript(tag: Tag) -> DataElement? {
        index(of: tag).map { elements[$0] }
    }

    /// The items of a sequence, the elements of an item, or the fragments of Pixel Data.
    package func children(of index: Int) -> [Int] {
        siblings(in: index + 1..<elements[index].next)
    }

    /// The first element of this tag in an item.
    package func element(_ tag: Tag, inItem index: Int) -> DataElement? {
        firstIndex(of: tag, in: index + 1..<elements[index].next).map { elements[$0] }
    }

    /// The path as text, `(0040,A730).(7FE0,0010)`; an item that is not the first of its sequence
    /// gives its 1-based number: `(0040,A730)[2].(7FE0,0010)`.
    /// - Complexity: O(n) in the items before those that hold the node; `PathNames` names many.
    package func name(ofPathTo index: Int) -> String {
        var names = PathNames(self)
        return names.name(ofPathTo: index)
    }

    /// The tags from top level down to a node, its own last; items are left out.
    package func path(to index: Int) -> [Tag] {
        var path: [Tag] = []
        var node = index
        while node >= 0 {
            if !elements[node].isItem { path.append(elements[node].tag) }
            node = elements[node].parent
        }
        return path.reversed()
    }

    func firstIndex(of tag: Tag, in nodes: Range<Int>) -> Int? {
        var index = nodes.lowerBound
        while index < nodes.upperBound {
            if elements[index].tag == tag { return index }
            index = elements[index].next
        }
        return nil
    }

    func siblings(in nodes: Range<Int>) -> [Int] {
        var indexes: [Int] = []
        var index = nodes.lowerBound
        while index < nodes.upperBound {
            indexes.append(index)
            index = elements[index].next
        }
        return indexes
    }
}
