import DICOMCore
import KnownMasks
import LinearPatterns

/// What has to be true for a statement to be carried out.
enum XNATCondition {
    case criterion(Criterion)
    /// Why it cannot be said.
    case inexpressible(String)

    static let always = XNATCondition.criterion(.all([]))

    func and(_ other: XNATCondition) -> XNATCondition {
        switch (self, other) {
        case (.criterion(.all([])), _): other
        case (_, .criterion(.all([]))): self
        case (.criterion(let left), .criterion(let right)):
            .criterion(.all(left.joined + right.joined))
        case (.inexpressible, _): self
        case (_, .inexpressible): other
        }
    }

    var inverse: XNATCondition {
        switch self {
        case .criterion(.not(let part)): .criterion(part)
        case .criterion(let part): .criterion(.not(part))
        case .inexpressible: self
        }
    }

    /// `path operator text`, either way round.
    init(_ tokens: ArraySlice<XNATToken>) {
        let operators = ["=", "!=", "~", "!~"]
        let positions = tokens.indices.filter { index in
            operators.contains { tokens[index].isSign($0) }
        }
        guard positions.count == 1, let position = positions.first,
            case .sign(let comparison) = tokens[position].kind
        else {
            self = .inexpressible("expected a comparison of an element with a text")
            return
        }
        var sides = [tokens[..<position], tokens[(position + 1)...]]
        if Self.text(sides[0]) != nil, comparison == "=" || comparison == "!=" {
            sides.swapAt(0, 1)
        }
        guard let path = Self.path(sides[0]), let text = Self.text(sides[1]) else {
            self = .inexpressible(
                "only elements, without wildcards, items and variables, can be compared with texts")
            return
        }
        guard !text.isEmpty else {
            self = .inexpressible(
                "whether a missing element equals an empty text is not documented")
            return
        }
        let isNegated = comparison.hasPrefix("!")
        var test: ValueTest
        if comparison.hasSuffix("=") {
            test = ValueTest(path, .equals(text), isCaseSensitive: true)
        } else if let simple = XNATPattern.test(of: text, path) {
            test = simple
        } else {
            let pattern = "^(?:" + text + ")$"
            do throws(LinearPattern.SyntaxError) {
                _ = try LinearPattern(pattern)
            } catch {
                self = .inexpressible("a pattern with \(error.reason)")
                return
            }
            test = ValueTest(path, .matches(pattern), isCaseSensitive: true)
        }
        self = .criterion(isNegated ? .not(.test(test)) : .test(test))
    }

    private static func path(_ tokens: ArraySlice<XNATToken>) -> HeaderPath? {
        var steps: [HeaderPath.Step] = []
        for (index, token) in tokens.enumerated() {
            if index.isMultiple(of: 2) {
                guard case .tag(let step?) = token.kind else { return nil }
                steps.append(step)
            } else {
                guard token.isSign("/") else { return nil }
            }
        }
        return steps.count == (tokens.count + 1) / 2 && !steps.isEmpty
            && !tokens.count.isMultiple(of: 2)
            ? HeaderPath(steps) : nil
    }

    private static func text(_ tokens: ArraySlice<XNATToken>) -> String? {
        guard tokens.count == 1, let token = tokens.first else { return nil }
        switch token.kind {
        case .string(let text): return text
        case .word(let word): return Int(word) == nil ? nil : word
        default: return nil
        }
    }
}

extension Criterion {
    /// What has to hold, all of it.
    fileprivate var joined: [Criterion] {
        if case .all(let parts) = self { parts } else { [self] }
    }
}

/// Patterns that say no more than a word and where it stands.
enum XNATPattern {
    private static let special = Set(".[]{}()*+?^$|\\".unicodeScalars)

    /// `(?i)word`, `(?i)word.*`, `(?i).*word` and `(?i).*word.*`, as ``pattern(_:_:_:)`` writes them.
    static func test(of pattern: String, _ path: HeaderPath) -> ValueTest? {
        guard pattern.hasPrefix("(?i)") else { return nil }
        var rest = pattern.dropFirst(4)
        let hasStart = rest.hasPrefix(".*")
        if hasStart { rest = rest.dropFirst(2) }
        let hasEnd = rest.hasSuffix(".*") && !rest.hasSuffix("\\.*")
        if hasEnd { rest = rest.dropLast(2) }
        var word = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in rest.unicodeScalars {
            if !isEscaped, scalar == "\\" {
                isEscaped = true
                continue
            }
            guard isEscaped == special.contains(scalar) else { return nil }
            word.append(scalar)
            isEscaped = false
        }
        guard !isEscaped, !word.isEmpty else { return nil }
        let text = String(word)
        return switch (hasStart, hasEnd) {
        case (false, false): ValueTest(path, .equals(text))
        case (false, true): ValueTest(path, .startsWith(text))
        case (true, false): ValueTest(path, .endsWith(text))
        case (true, true): ValueTest(path, .contains(text))
        }
    }

    /// A word as a pattern that matches nothing else.
    static func literal(_ word: String) -> String {
        var text = String.UnicodeScalarView()
        for scalar in word.unicodeScalars {
            if special.contains(scalar) { text.append("\\") }
            text.append(scalar)
        }
        return String(text)
    }
}
