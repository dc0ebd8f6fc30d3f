import ConfigurationFiles
import KnownMasks
import LinearPatterns

/// Reads what has to be true of a header.
///
/// A list is `all` of its entries; a mapping has one key: `all`, `any`, `not`, or an element with its test.
struct CriterionReader {
    static let wordLength = 1024
    static let mostEntries = 10_000

    func criterion(_ value: ValueReader) -> Criterion? {
        switch value.node.content {
        case .sequence: return list(value).map(Criterion.all)
        case .scalar, .mapping: break
        }
        guard let keys = value.mapping() else { return nil }
        guard let entry = value.node.entries.first, value.node.entries.count == 1 else {
            value.refuse(
                .wrongType,
                "expected one key, all, any, not or an element; several criteria stand in a list")
            return nil
        }
        guard let inner = keys.value(entry.key) else { return nil }
        switch entry.key {
        case "all": return list(inner).map(Criterion.all)
        case "any": return list(inner).map(Criterion.any)
        case "not": return criterion(inner).map(Criterion.not)
        default:
            guard let path = ElementKeywords.path(named: entry.key) else {
                let near = ElementKeywords.suggestion(for: entry.key)
                value.problems.add(
                    .unknownKey, at: entry.keyPlace, path: value.path,
                    "\(entry.key) is no element: "
                        + (near.map { "did you mean \($0)?" }
                            ?? "expected a keyword of PS3.6 or (gggg,eeee)"))
                return nil
            }
            return test(inner, path)
        }
    }

    private func list(_ value: ValueReader) -> [Criterion]? {
        value.list(atMost: Self.mostEntries, criterion)
    }

    /// One operation, and whether case counts.
    private func test(_ value: ValueReader, _ path: HeaderPath) -> Criterion? {
        guard var keys = value.mapping() else { return nil }
        let texts: [(String, (String) -> ValueTest.Operation)] = [
            ("equals", ValueTest.Operation.equals), ("contains", ValueTest.Operation.contains),
            ("starts_with", ValueTest.Operation.startsWith),
            ("ends_with", ValueTest.Operation.endsWith),
            ("matches", ValueTest.Operation.matches),
        ]
        var operations: [[ValueTest.Operation]] = []
        var isAny = true
        for (key, operation) in texts {
            let found = keys.read(key) { value in
                words(value) { key == "matches" ? pattern($0) : $0.text(atMost: Self.wordLength) }
            }
            if let found { operations.append(found.map(operation)) }
        }
        if let numbers = keys.read("number", numbers) {
            operations.append(numbers)
            isAny = false
        }
        if let isPresent = keys.read("present", { $0.bool() }) {
            operations.append([isPresent ? .present : .missing])
        }
        if let state = keys.read("state", { $0.choice(ElementState.self) }) {
            operations.append([state.operation])
        }
        let isExact = keys.read("case") { $0.choice(LetterCase.self) } == .exact
        keys.rejectOthers()
        let named = value.node.keys.filter { $0 != "case" }
        guard named.count == 1 else {
            value.refuse(.wrongType, "expected one test, as equals or contains")
            return nil
        }
        guard let found = operations.first else { return nil }
        if isExact, !found.allSatisfy(\.isOfText) {
            value.refuse(.conflict, "case is for tests of text")
        }
        let tests = found.map { Criterion.test(ValueTest(path, $0, isCaseSensitive: isExact)) }
        return tests.count == 1 ? tests[0] : isAny ? .any(tests) : .all(tests)
    }

    /// A word, or several of which any will do.
    private func words(_ value: ValueReader, _ read: (ValueReader) -> String?) -> [String]? {
        guard case .sequence(let nodes) = value.node.content else {
            return read(value).map { [$0] }
        }
        guard !nodes.isEmpty else {
            value.refuse(.wrongType, "expected at least one word")
            return nil
        }
        return value.list(atMost: Self.mostEntries, read)
    }

    private func pattern(_ value: ValueReader) -> String? {
        guard let text = value.text(atMost: Self.wordLength) else { return nil }
        do throws(LinearPattern.SyntaxError) {
            _ = try LinearPattern(text)
            return text
        } catch {
            value.refuse(
                .outOfRange,
                "expected a regular expression: \(error.reason), after \(error.offset) characters")
            return nil
        }
    }

    /// A number, or bounds that hold together.
    private func numbers(_ value: ValueReader) -> [ValueTest.Operation]? {
        guard case .mapping = value.node.content else {
            return number(value).map { [.number(.equal, $0)] }
        }
        guard var keys = value.mapping() else { return nil }
        var found: [ValueTest.Operation] = []
        for key in value.node.keys {
            guard let comparison = ValueTest.Comparison(word: key) else { continue }
            if let number = keys.read(key, number) { found.append(.number(comparison, number)) }
        }
        for comparison in ValueTest.Comparison.allCases { _ = keys.read(comparison.word) { $0 } }
        keys.rejectOthers()
        if value.node.entries.isEmpty {
            value.refuse(.missingKey, "expected a number, or bounds as {at_least: 1}")
        }
        return found.isEmpty ? nil : found
    }

    private func number(_ value: ValueReader) -> Double? { value.number("a number") { _ in true } }
}

/// How `state` names what an element may be.
enum ElementState: String, CaseIterable {
    case present, empty, missing
    case emptyOrMissing = "empty_or_missing"

    var operation: ValueTest.Operation {
        switch self {
        case .present: .present
        case .empty: .empty
        case .missing: .missing
        case .emptyOrMissing: .emptyOrMissing
        }
    }
}

enum LetterCase: String, CaseIterable { case exact, ignored }

extension ValueTest.Operation {
    var isOfText: Bool {
        switch self {
        case .equals, .contains, .startsWith, .endsWith, .matches: true
        case .number, .present, .empty, .missing, .emptyOrMissing: false
        }
    }
}

extension ValueTest.Comparison {
    /// As our own form writes it.
    var word: String {
        switch self {
        case .equal: "equal"
        case .less: "less"
        case .atMost: "at_most"
        case .greater: "greater"
        case .atLeast: "at_least"
        }
    }

    init?(word: String) {
        guard let comparison = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = comparison
    }
}
