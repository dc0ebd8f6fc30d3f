/// One level of a data set: its top, or one item of a sequence at any depth.
///
/// An icon or a nested image is described by the elements of its item as the image of a file is by
/// those of the top level: what reads one reads the other.
package struct DataSetScope: Sendable {
    package let dataSet: DataSet
    /// The index of the item in `DataSet.elements`; `nil` for the top level.
    package let item: Int?
    /// The nodes of the level and all that they hold.
    private let nodes: Range<Int>

    /// The top level.
    package init(_ dataSet: DataSet) {
        self.dataSet = dataSet
        item = nil
        nodes = dataSet.elements.indices
    }

    /// An item.
    /// - Parameter item: its index in `DataSet.elements`.
    package init(_ dataSet: DataSet, item: Int) {
        precondition(dataSet.elements[item].isItem)
        self.dataSet = dataSet
        self.item = item
        nodes = item + 1..<dataSet.elements[item].next
    }

    /// The level that a node stands on: that of its item, or the top.
    package init(_ dataSet: DataSet, holding node: Int) {
        let parent = dataSet.elements[node].parent
        if parent >= 0, dataSet.elements[parent].isItem {
            self.init(dataSet, item: parent)
        } else {
            self.init(dataSet)
        }
    }

    package var isTopLevel: Bool { item == nil }
    package var source: ByteSource { dataSet.source }

    /// The indexes of the level's own elements, in file order.
    package var indexes: [Int] { dataSet.siblings(in: nodes) }

    /// The level's own elements, in file order.
    package var elements: [DataElement] { indexes.map { dataSet.elements[$0] } }

    /// The first element of this tag on the level, as an index of `DataSet.elements`.
    /// - Complexity: O(n) in the elements of the level.
    package func index(of tag: Tag) -> Int? { dataSet.firstIndex(of: tag, in: nodes) }

    package subscript(tag: Tag) -> DataElement? { index(of: tag).map { dataSet.elements[$0] } }

    /// The items of a sequence on the level.
    package func items(of tag: Tag) -> [DataSetScope] {
        guard let index = index(of: tag), dataSet.elements[index].isSequence else { return [] }
        return dataSet.children(of: index).map { DataSetScope(dataSet, item: $0) }
    }

    /// The first item of a sequence on the level.
    package func firstItem(of tag: Tag) -> DataSetScope? {
        guard let index = index(of: tag), dataSet.elements[index].isSequence,
            dataSet.elements[index].next > index + 1
        else { return nil }
        return DataSetScope(dataSet, item: index + 1)
    }

    /// A copy of an element's value.
    package func value(_ element: DataElement) -> [UInt8] { dataSet.value(element) }

    /// See `DataSet`'s functions of these names.
    package func string(_ tag: Tag) -> String? { self[tag].flatMap(dataSet.string(of:)) }
    package func strings(_ tag: Tag) -> [String] { self[tag].map(dataSet.strings(of:)) ?? [] }
    package func integer(_ tag: Tag) -> Int? { self[tag].flatMap(dataSet.integer(of:)) }
    package func integers(_ tag: Tag) -> [Int] { self[tag].map(dataSet.integers(of:)) ?? [] }
    package func decimals(_ tag: Tag) -> [Double] { self[tag].map(dataSet.decimals(of:)) ?? [] }
}
