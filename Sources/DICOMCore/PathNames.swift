/// Names many nodes of a data set by their paths: items are counted once, where the nodes are asked
/// for in file order.
package struct PathNames {
    private let dataSet: DataSet
    /// For each sequence an item that was counted, and its 1-based number.
    private var counted: [Int: (item: Int, number: Int)] = [:]

    package init(_ dataSet: DataSet) { self.dataSet = dataSet }

    /// See `DataSet.name(ofPathTo:)`.
    package mutating func name(ofPathTo index: Int) -> String {
        var parts: [String] = []
        var node = index
        var number = 1
        while node >= 0 {
            let element = dataSet.elements[node]
            if element.isItem {
                number = self.number(ofItem: node, in: element.parent)
            } else {
                parts.append("\(element.tag)" + (number > 1 ? "[\(number)]" : ""))
                number = 1
            }
            node = element.parent
        }
        return parts.reversed().joined(separator: ".")
    }

    private mutating func number(ofItem item: Int, in sequence: Int) -> Int {
        var (sibling, number) = counted[sequence] ?? (sequence + 1, 1)
        if sibling > item { (sibling, number) = (sequence + 1, 1) }
        while sibling < item {
            sibling = dataSet.elements[sibling].next
            number += 1
        }
        counted[sequence] = (item, number)
        return number
    }
}
