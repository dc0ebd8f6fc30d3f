import ConfigurationFiles
import KnownMasks
import LinearPatterns

/// The lines of a label that say when, joined as they come: from left to right, what stands on one line first.
struct DeidCriterion {
    /// Signs of which a changing one makes another level.
    private static let mostLevels = 32
    /// Of a label, or of a line.
    private static let mostTests = 1000

    private enum Join {
        case and, or
    }

    struct JoinPlaces {
        /// Of the first line that starts with `||`.
        var ignoredJoin: FilePlace?
        /// Of the first line that starts with no sign though another one is before it.
        var missingJoin: FilePlace?
    }

    /// Checks that are wholly read: one that holds is enough.
    private var checks: [Criterion] = []
    private var current: Criterion?
    private var lines = 0
    private var levels = 0
    private var lastJoin: Join?
    private(set) var places = JoinPlaces()

    var isEmpty: Bool { current == nil }

    /// Of no line: always.
    var value: Criterion {
        guard let current else { return .always }
        return .disjunction(checks + [current])
    }

    /// - Returns: `false`, with a finding, where it is no line of criteria.
    mutating func add(
        _ line: Substring, at place: FilePlace, collector: inout RuleCollector
    ) -> Bool {
        var text = line
        var join: Join?
        if text.hasPrefix("+") {
            join = .and
            text = text.dropFirst()
        } else if text.hasPrefix("||") {
            join = .or
            text = text.dropFirst(2)
        }
        lines += 1
        guard lines <= Self.mostTests else {
            collector.find(
                .error, .notExpressible, at: place, "more than \(Self.mostTests) lines of criteria")
            return false
        }
        guard let criterion = Self.tests(text, at: place, collector: &collector) else {
            return false
        }
        guard let before = current else {
            current = criterion
            return true
        }
        switch join {
        case .and: current = .conjunction([before, criterion])
        case .or:
            current = .disjunction([before, criterion])
            if places.ignoredJoin == nil { places.ignoredJoin = place }
        case nil:
            checks.append(before)
            current = criterion
            if places.missingJoin == nil { places.missingJoin = place }
        }
        if join != lastJoin { levels += 1 }
        lastJoin = join
        guard levels <= Self.mostLevels else {
            collector.find(.error, .notExpressible, at: place, "+ and || change too often")
            return false
        }
        return true
    }

    /// The tests of one line; the documentation puts a parenthesis round them.
    private static func tests(
        _ line: Substring, at place: FilePlace, collector: inout RuleCollector
    ) -> Criterion? {
        var criterion: Criterion?
        var levels = 0
        var lastJoin: Join?
        let parts = split(line)
        guard parts.count <= mostTests else {
            collector.find(
                .error, .notExpressible, at: place, "more than \(mostTests) tests on a line")
            return nil
        }
        for (join, text) in parts {
            guard let test = test(text, at: place, collector: &collector) else { return nil }
            guard let before = criterion else {
                criterion = test
                continue
            }
            criterion = join == .and ? .conjunction([before, test]) : .disjunction([before, test])
            if join != lastJoin { levels += 1 }
            lastJoin = join
            guard levels <= mostLevels else {
                collector.find(.error, .notExpressible, at: place, "+ and || change too often")
                return nil
            }
        }
        return criterion
    }

    /// A `+` or `||` is a join only where an operator follows; else it belongs to a value.
    private static func split(_ line: Substring) -> [(join: Join?, text: Substring)] {
        var parts: [(join: Join?, text: Substring)] = []
        var start = line.startIndex
        var join: Join?
        var index = start
        while index < line.endIndex {
            let rest = line[index...]
            let sign: Join? = rest.hasPrefix("||") ? .or : rest.hasPrefix("+") ? .and : nil
            let behind = rest.dropFirst(sign == .or ? 2 : 1)
            if let sign, startsWithOperator(behind) {
                parts.append((join, line[start..<index]))
                start = behind.startIndex
                join = sign
                index = start
            } else {
                index = line.index(after: index)
            }
        }
        parts.append((join, line[start...]))
        return parts
    }

    private static func startsWithOperator(_ text: Substring) -> Bool {
        // An operator has at most eleven letters: a long line is not searched again at each sign.
        let start = text.drop { $0.isWhitespace }.prefix(12)
        guard let end = start.firstIndex(where: \.isWhitespace) else { return false }
        return DeidOperator(rawValue: start[..<end].lowercased()) != nil
    }

    private static func test(
        _ text: Substring, at place: FilePlace, collector: inout RuleCollector
    ) -> Criterion? {
        let parts = text.split(maxSplits: 2) { $0.isWhitespace }
        guard let first = parts.first, let sign = DeidOperator(rawValue: first.lowercased()) else {
            let words = DeidOperator.allCases.map(\.rawValue).joined(separator: ", ")
            collector.find(
                .error, .syntax, at: place,
                "expected coordinates or one of \(words), found \(text.trimmed)")
            return nil
        }
        let value = parts.count == 3 ? parts[2].trimmed : ""
        guard parts.count >= 2, value.isEmpty != sign.needsValue else {
            let form = sign.needsValue ? "\(sign.rawValue) Field value" : "\(sign.rawValue) Field"
            collector.find(.error, .syntax, at: place, "expected \(form), found \(text.trimmed)")
            return nil
        }
        guard let path = collector.path(named: String(parts[1]), at: place) else { return nil }
        return sign.criterion(path, value, at: place, collector: &collector)
    }
}

/// What a line asks of an element.
enum DeidOperator: String, CaseIterable {
    case contains, notcontains, equals, notequals, missing, present, empty

    var needsValue: Bool {
        switch self {
        case .contains, .notcontains, .equals, .notequals: true
        case .missing, .present, .empty: false
        }
    }

    fileprivate func criterion(
        _ path: HeaderPath, _ value: String, at place: FilePlace, collector: inout RuleCollector
    ) -> Criterion? {
        switch self {
        case .missing: return .test(ValueTest(path, .missing))
        case .present: return .test(ValueTest(path, .present))
        case .empty: return .test(ValueTest(path, .empty))
        case .contains: return contains(path, value, at: place, collector: &collector)
        case .notcontains:
            return contains(path, value, at: place, collector: &collector).map { .not($0) }
        case .equals: return equals(path, value, at: place, collector: &collector)
        case .notequals:
            return equals(path, value, at: place, collector: &collector).map { .not($0) }
        }
    }

    /// A search for a regular expression, as documented.
    private func contains(
        _ path: HeaderPath, _ value: String, at place: FilePlace, collector: inout RuleCollector
    ) -> Criterion? {
        guard value.unicodeScalars.contains(where: LinearPattern.signs.contains) else {
            return .test(ValueTest(path, .contains(value)))
        }
        guard let pattern = collector.pattern(value, at: place) else { return nil }
        if let sign = Self.doubtfulSign(of: value) {
            collector.find(
                .warning, .patternSign, at: place,
                "\(sign) in \(value) repeats what is before it; as a character it is \\\(sign)")
        }
        return .test(ValueTest(path, .matches(pattern)))
    }

    /// A repeat of one letter or digit, which names of devices have more often than patterns.
    private static func doubtfulSign(of value: String) -> Character? {
        var previous: Character?
        var isEscaped = false
        for character in value {
            if isEscaped || character == "\\" {
                isEscaped.toggle()
                previous = nil
                continue
            }
            if "+*?".contains(character), let previous, previous.isLetter || previous.isNumber {
                return character
            }
            previous = character
        }
        return nil
    }

    /// The documentation has `CT|MRI` for either of two.
    private func equals(
        _ path: HeaderPath, _ value: String, at place: FilePlace, collector: inout RuleCollector
    ) -> Criterion? {
        let words = value.split(separator: "|", omittingEmptySubsequences: false).map(\.trimmed)
        guard !words.contains("") else {
            collector.find(.error, .wrongValue, at: place, "nothing between two | of \(value)")
            return nil
        }
        if words.count > 1 {
            collector.find(
                .note, .patternSign, at: place,
                "\(value) is any of them, as documented; deid 0.4 takes it for one text")
        }
        return .disjunction(words.map { .test(ValueTest(path, .equals($0))) })
    }
}

extension StringProtocol {
    /// Without blanks at its ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
