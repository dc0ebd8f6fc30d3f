internal import DICOMCore

/// The tests of a ``RuleIndex`` on one header, each evaluated when it is needed and once.
struct RuleEvaluation {
    /// Whether something holds; `unreadable` is what hangs on a pattern that is none.
    enum Truth: UInt8 {
        case unknown, no, yes, unreadable
    }

    private let index: RuleIndex
    private let lookup: HeaderLookup
    /// By path; `nil` is not looked at yet.
    private var contents: [[ElementContent]?]
    private var found: [[HeaderLookup.Found]?]
    private var testTruths: [Truth]
    private var nodeTruths: [Truth]
    private var isCandidate: [Bool]
    private var candidates: [Int32] = []

    init(_ index: RuleIndex, header: DataSetScope, meta: DataSet?) {
        self.index = index
        lookup = HeaderLookup(index, header: header, meta: meta)
        contents = Array(repeating: nil, count: index.paths.count)
        found = Array(repeating: nil, count: index.paths.count)
        testTruths = Array(repeating: .unknown, count: index.tests.count)
        nodeTruths = Array(repeating: .unknown, count: index.nodes.count)
        isCandidate = Array(repeating: false, count: index.classes.count)
    }

    /// The classes whose criteria may hold: all others' do not.
    mutating func possibleClasses() -> [Int32] {
        for path in index.guardPaths { _ = scan(path) }
        return candidates + index.unguarded
    }

    /// Whether the criterion of a class holds.
    mutating func truth(ofClass place: Int) -> Truth { truth(ofNode: index.classes[place].root) }

    mutating func truth(ofNode place: Int) -> Truth {
        if nodeTruths[place] != .unknown { return nodeTruths[place] }
        let node = index.nodes[place]
        var truth: Truth
        switch node.kind {
        case .test: truth = self.truth(ofTest: node.test)
        case .not:
            switch self.truth(ofNode: Int(index.children[Int(node.range.lowerBound)])) {
            case .yes: truth = .no
            case .no: truth = .yes
            case .unreadable, .unknown: truth = .unreadable
            }
        case .all, .any:
            // What decides at once: one that fails of all, one that holds of any.
            let deciding: Truth = node.kind == .all ? .no : .yes
            truth = node.kind == .all ? .yes : .no
            for child in Int(node.range.lowerBound)..<Int(node.range.upperBound) {
                let part = self.truth(ofNode: Int(index.children[child]))
                if part == deciding {
                    truth = deciding
                    break
                }
                if part == .unreadable { truth = .unreadable }
            }
        }
        nodeTruths[place] = truth
        return truth
    }

    mutating func truth(ofTest place: Int) -> Truth {
        if testTruths[place] != .unknown { return testTruths[place] }
        let test = index.tests[place]
        let truth: Truth
        switch test.kind {
        case .equals, .contains, .startsWith, .endsWith:
            // What is there is noted by the scan.
            _ = scan(test.path)
            if testTruths[place] == .yes { return .yes }
            truth = .no
        case .pattern(let cell):
            let texts = scan(test.path).flatMap(\.texts)
            if texts.isEmpty {
                truth = .no
            } else if let pattern = cell.pattern {
                let isMatch = texts.contains {
                    pattern.matches(String(decoding: $0.bytes, as: UTF8.self))
                }
                truth = isMatch ? .yes : .no
            } else {
                truth = .unreadable
            }
        case .number(let comparison, let number):
            let isMatch = elements(at: test.path).contains {
                ElementContent.numbers(of: $0.element, in: $0.dataSet)
                    .contains { comparison.holds($0, number) }
            }
            truth = isMatch ? .yes : .no
        case .present: truth = elements(at: test.path).isEmpty ? .no : .yes
        case .missing: truth = elements(at: test.path).isEmpty ? .yes : .no
        case .empty: truth = scan(test.path).contains(where: \.isEmpty) ? .yes : .no
        case .emptyOrMissing:
            let contents = scan(test.path)
            truth = contents.isEmpty || contents.contains(where: \.isEmpty) ? .yes : .no
        case .anyText:
            truth = scan(test.path).contains { !$0.texts.isEmpty } ? .yes : .no
        case .never: truth = .no
        }
        testTruths[place] = truth
        return truth
    }

    /// The values at the path of a test, for a person who asked for them.
    mutating func values(ofTest place: Int) -> [String] {
        scan(index.tests[place].path).flatMap(\.texts).map {
            String(decoding: $0.bytes, as: UTF8.self)
        }
    }

    private mutating func elements(at path: Int) -> [HeaderLookup.Found] {
        if let known = found[path] { return known }
        let elements = lookup.elements(at: path)
        found[path] = elements
        return elements
    }

    /// Reads what stands at a path, and notes each text that is found in it.
    private mutating func scan(_ path: Int) -> [ElementContent] {
        if let known = contents[path] { return known }
        let lookup = lookup
        let read = elements(at: path).map { found in
            ElementContent(at: found.index, in: found.dataSet) { lookup.characterSet(of: found) }
        }
        contents[path] = read
        let index = index
        for content in read {
            for text in content.texts {
                index.trie.visit(text.folded, from: 0, root: 2 * path) { place, end in
                    let test = index.tests[place]
                    guard testTruths[place] != .yes else { return }
                    if case .equals = test.kind, end != text.folded.count { return }
                    if test.source.isCaseSensitive, !test.holds(of: text.bytes) { return }
                    note(place)
                }
                for start in text.folded.indices {
                    index.trie.visit(text.folded, from: start, root: 2 * path + 1) { place, end in
                        let test = index.tests[place]
                        guard testTruths[place] != .yes else { return }
                        if case .endsWith = test.kind, end != text.folded.count { return }
                        if test.source.isCaseSensitive, !test.holds(of: text.bytes) { return }
                        note(place)
                    }
                }
            }
        }
        return read
    }

    private mutating func note(_ test: Int) {
        testTruths[test] = .yes
        let range = index.guardRanges[test]
        for place in range {
            let number = index.guarded[Int(place)]
            if isCandidate[Int(number)] { continue }
            isCandidate[Int(number)] = true
            candidates.append(number)
        }
    }
}

extension CompiledTest {
    /// Whether a text passes letter by letter.
    func holds(of text: [UInt8]) -> Bool {
        switch kind {
        case .equals: text == literal
        case .startsWith: text.starts(with: literal)
        case .endsWith: text.reversed().starts(with: literal.reversed())
        case .contains:
            text.count >= literal.count
                && (0...text.count - literal.count).contains { text[$0...].starts(with: literal) }
        default: false
        }
    }
}

extension ValueTest.Comparison {
    func holds(_ left: Double, _ right: Double) -> Bool {
        switch self {
        case .equal: left == right
        case .less: left < right
        case .atMost: left <= right
        case .greater: left > right
        case .atLeast: left >= right
        }
    }
}
