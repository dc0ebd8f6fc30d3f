internal import DICOMCore

/// Finds elements of one header by their paths.
struct HeaderLookup {
    /// An element, and what holds it.
    struct Found {
        var dataSet: DataSet
        var scope: DataSetScope
        /// In `DataSet.elements`.
        var index: Int
        var element: DataElement { dataSet.elements[index] }
    }

    private let header: DataSetScope
    private let meta: DataSet?
    private let paths: [HeaderPath]
    /// Of the top level, which all items may inherit.
    private let characterSet: SpecificCharacterSet
    /// By path: its element at the top level; -1 is none, -2 is not looked for.
    private var topLevel: [Int]

    /// Items of sequences that one path is followed into.
    static let mostItems = 4096

    init(_ index: RuleIndex, header: DataSetScope, meta: DataSet?) {
        self.header = header
        self.meta = meta
        paths = index.paths
        characterSet = DataSetScope(header.dataSet).characterSet()
        topLevel = Array(repeating: -2, count: paths.count)
        for wanted in index.topLevelTags { topLevel[Int(wanted.path)] = -1 }
        let tags = index.topLevelTags
        for place in header.indexes {
            let tag = header.dataSet.elements[place].tag
            let key = UInt32(tag.group) << 16 | UInt32(tag.element)
            var low = 0
            var high = tags.count
            while low < high {
                let middle = (low + high) / 2
                if tags[middle].tag < key { low = middle + 1 } else { high = middle }
            }
            // As everywhere, the first of two elements with one tag is the one.
            if low < tags.count, tags[low].tag == key, topLevel[Int(tags[low].path)] == -1 {
                topLevel[Int(tags[low].path)] = place
            }
        }
    }

    /// The elements at a path: one, or one an item.
    func elements(at path: Int) -> [Found] {
        let known = topLevel[path]
        if known == -1 { return [] }
        if known >= 0 { return [Found(dataSet: header.dataSet, scope: header, index: known)] }
        let steps = paths[path].steps
        guard let first = steps.first, let last = steps.last else { return [] }
        var scopes = [header]
        if case .element(0x0002, _) = first {
            // PS3.10 7.1: File Meta Information stands before the data set.
            guard let meta else { return [] }
            scopes = [DataSetScope(meta)]
        }
        for step in steps.dropLast() {
            var items: [DataSetScope] = []
            for scope in scopes {
                for index in Self.indexes(of: step, in: scope) {
                    guard scope.dataSet.elements[index].isSequence else { continue }
                    for item in scope.dataSet.children(of: index) {
                        guard items.count < Self.mostItems, scope.dataSet.elements[item].isItem
                        else { break }
                        items.append(DataSetScope(scope.dataSet, item: item))
                    }
                }
            }
            scopes = items
        }
        return scopes.flatMap { scope in
            Self.indexes(of: last, in: scope).map {
                Found(dataSet: scope.dataSet, scope: scope, index: $0)
            }
        }
    }

    private static func indexes(of step: HeaderPath.Step, in scope: DataSetScope) -> [Int] {
        switch step {
        case .element(let group, let element):
            return scope.index(of: Tag(group, element)).map { [$0] } ?? []
        case .privateElement(let group, let creator, let element):
            // PS3.5 7.8.1: (gggg,00bb) with the creator's name reserves (gggg,bb00-bbFF).
            // Each block once, however often a damaged file reserves it.
            var seen: Set<UInt16> = []
            let blocks = scope.indexes.filter { index in
                let node = scope.dataSet.elements[index]
                return node.tag.group == group && (0x10...0xFF).contains(node.tag.element)
                    && !seen.contains(node.tag.element)
                    && scope.dataSet.string(of: node) == creator
                    && seen.insert(node.tag.element).inserted
            }
            return blocks.compactMap { index in
                let block = scope.dataSet.elements[index].tag.element
                return scope.index(of: Tag(group, block << 8 | UInt16(element)))
            }
        }
    }

    /// Specific Character Set (0008,0005) that an element is encoded in.
    func characterSet(of found: Found) -> SpecificCharacterSet {
        // From the top down to the item: PS3.5 7.5.3.
        var levels: [DataSetScope] = [found.scope]
        while let item = levels[levels.count - 1].item {
            let sequence = found.dataSet.elements[item].parent
            // An item whose sequence has lost its header stands at top level.
            levels.append(
                sequence >= 0
                    ? DataSetScope(found.dataSet, holding: sequence) : DataSetScope(found.dataSet))
        }
        let isMeta = found.element.tag.group == 0x0002
        return levels.reversed().reduce(.default) { outer, level in
            level.isTopLevel && !isMeta ? characterSet : level.characterSet(inheriting: outer)
        }
    }
}
