/// Makes a ``RuleIndex``.
struct RuleIndexBuilder {
    /// What tells tests apart, cheaper to hash than themselves.
    private struct TestKey: Hashable {
        var path: Int
        var operation: ValueTest.Operation
        /// Of its text: to Swift an accented letter is the same however it is composed, in a header it is not.
        var bytes: [UInt8]
        var isCaseSensitive: Bool
    }

    private struct NodeKey: Hashable {
        var kind: RuleIndex.Node.Kind
        var children: [Int32]
    }

    /// Tests of which one is true where a criterion is.
    private struct Guard {
        var tests: [Int]
        /// Classes that would be evaluated, about.
        var cost: Int
        var shortest: Int

        func isBetter(than other: Guard) -> Bool {
            (cost, -shortest) < (other.cost, -other.shortest)
        }
    }

    private var index = RuleIndex()
    private var paths: [HeaderPath: Int] = [:]
    private var tests: [TestKey: Int] = [:]
    private var nodes: [NodeKey: Int32] = [:]
    private var classes: [Int32: Int] = [:]
    private var membersOfClass: [[RuleIndex.Member]] = []
    /// By test: classes in which it stands.
    private var uses: [Int] = []

    init(_ rules: [MaskRule]) {
        for (place, rule) in rules.enumerated() { add(rule, at: place) }
    }

    mutating func build() -> RuleIndex {
        var start = 0
        for place in index.classes.indices {
            let members = membersOfClass[place]
            index.classes[place].members = start..<start + members.count
            start += members.count
            index.members += members
        }
        makeGuards()
        makeTrie()
        makeTags()
        return index
    }

    private mutating func add(_ rule: MaskRule, at place: Int) {
        let root = node(of: rule.criterion)
        let number: Int
        if let known = classes[root] {
            number = known
        } else {
            number = index.classes.count
            classes[root] = number
            index.classes.append(RuleIndex.RuleClass(root: Int(root), members: 0..<0))
            membersOfClass.append([])
        }
        let rule32 = Int32(place)
        if rule.sizes.isEmpty {
            membersOfClass[number].append(RuleIndex.Member(rule: rule32, rows: -1, columns: -1))
        }
        for size in rule.sizes {
            membersOfClass[number].append(
                RuleIndex.Member(
                    rule: rule32, rows: Self.length(size.rows), columns: Self.length(size.columns)))
        }
    }

    /// -1 is any length, -2 one that no image has.
    private static func length(_ number: Int?) -> Int32 {
        guard let number else { return -1 }
        return number >= 0 ? Int32(exactly: number) ?? -2 : -2
    }

    private mutating func node(of criterion: Criterion) -> Int32 {
        switch criterion {
        case .test(let test): return intern(.test, [Int32(place(of: test))])
        case .not(let child): return intern(.not, [node(of: child)])
        case .all(let parts), .any(let parts):
            if parts.count == 1 { return node(of: parts[0]) }
            var children = parts.map { node(of: $0) }
            // Patterns last: most often something else has decided by then.
            let slow = children.map { isSlow(Int($0)) }
            if slow.contains(true) {
                children =
                    zip(children, slow).filter { !$0.1 }.map(\.0)
                    + zip(children, slow).filter { $0.1 }.map(\.0)
            }
            if case .all = criterion { return intern(.all, children) }
            return intern(.any, children)
        }
    }

    private func isSlow(_ node: Int) -> Bool {
        let node = index.nodes[node]
        switch node.kind {
        case .test: return index.tests[node.test].isSlow
        case .all, .any, .not:
            return index.children[Int(node.range.lowerBound)..<Int(node.range.upperBound)]
                .contains { isSlow(Int($0)) }
        }
    }

    private mutating func intern(_ kind: RuleIndex.Node.Kind, _ children: [Int32]) -> Int32 {
        let key = NodeKey(kind: kind, children: children)
        if let known = nodes[key] { return known }
        let number = Int32(index.nodes.count)
        let range: Range<Int32>
        if kind == .test {
            range = children[0]..<children[0] + 1
        } else {
            let start = Int32(index.children.count)
            index.children += children
            range = start..<start + Int32(children.count)
        }
        nodes[key] = number
        index.nodes.append(RuleIndex.Node(kind: kind, range: range))
        return number
    }

    private mutating func place(of test: ValueTest) -> Int {
        let path: Int
        if let known = paths[test.path] {
            path = known
        } else {
            path = index.paths.count
            paths[test.path] = path
            index.paths.append(test.path)
        }
        let key = TestKey(
            path: path, operation: test.operation, bytes: Array(test.operation.text.utf8),
            isCaseSensitive: test.isCaseSensitive)
        if let known = tests[key] { return known }
        tests[key] = index.tests.count
        index.tests.append(CompiledTest(test, path: path))
        return index.tests.count - 1
    }
}

extension RuleIndexBuilder {
    private mutating func makeGuards() {
        uses = Array(repeating: 0, count: index.tests.count)
        for element in index.classes { count(element.root) }
        var byTest: [[Int32]] = Array(repeating: [], count: index.tests.count)
        var isGuardPath = Array(repeating: false, count: index.paths.count)
        for (place, element) in index.classes.enumerated() {
            guard let best = bestGuard(of: element.root) else {
                index.unguarded.append(Int32(place))
                continue
            }
            for test in Set(best.tests) {
                byTest[test].append(Int32(place))
                isGuardPath[index.tests[test].path] = true
            }
        }
        index.guardPaths = isGuardPath.indices.filter { isGuardPath[$0] }
        for places in byTest {
            let start = Int32(index.guarded.count)
            index.guarded += places
            index.guardRanges.append(start..<start + Int32(places.count))
        }
    }

    private mutating func count(_ place: Int) {
        let node = index.nodes[place]
        switch node.kind {
        case .test: uses[node.test] += 1
        // Nothing below is a guard.
        case .not: break
        case .all, .any:
            for child in Int(node.range.lowerBound)..<Int(node.range.upperBound) {
                count(Int(index.children[child]))
            }
        }
    }

    private func bestGuard(of place: Int) -> Guard? {
        let node = index.nodes[place]
        if node.kind == .test {
            let test = index.tests[node.test]
            guard test.isLiteral else { return nil }
            return Guard(tests: [node.test], cost: uses[node.test], shortest: test.folded.count)
        }
        let children = index.children[Int(node.range.lowerBound)..<Int(node.range.upperBound)]
        switch node.kind {
        case .test, .not: return nil
        case .all:
            var best: Guard?
            for child in children {
                guard let found = bestGuard(of: Int(child)) else { continue }
                if best.map({ found.isBetter(than: $0) }) ?? true { best = found }
            }
            return best
        case .any:
            // Of none: never true, and that is what an empty guard says.
            var sum = Guard(tests: [], cost: 0, shortest: .max)
            for child in children {
                guard let found = bestGuard(of: Int(child)) else { return nil }
                sum.tests += found.tests
                sum.cost += found.cost
                sum.shortest = min(sum.shortest, found.shortest)
            }
            return sum
        }
    }

    private mutating func makeTrie() {
        let literals = index.tests.lazy.filter(\.isLiteral)
        var trie = LiteralTrie(
            rootCount: 2 * index.paths.count,
            expected: literals.reduce(0) { $0 + $1.folded.count })
        for (place, test) in index.tests.enumerated() where test.isLiteral {
            let isAnywhere =
                switch test.kind {
                case .contains, .endsWith: true
                default: false
                }
            trie.insert(
                test.folded, value: Int32(place), root: 2 * test.path + (isAnywhere ? 1 : 0))
        }
        index.trie = trie
    }

    private mutating func makeTags() {
        for (place, path) in index.paths.enumerated() {
            guard path.steps.count == 1, case .element(let group, let element) = path.steps[0],
                group != 2
            else { continue }
            index.topLevelTags.append((UInt32(group) << 16 | UInt32(element), Int32(place)))
        }
        index.topLevelTags.sort { $0.tag < $1.tag }
    }
}

extension ValueTest.Operation {
    /// Empty where there is none.
    fileprivate var text: String {
        switch self {
        case .equals(let text), .contains(let text), .startsWith(let text), .endsWith(let text),
            .matches(let text):
            text
        case .number, .present, .empty, .missing, .emptyOrMissing: ""
        }
    }
}
