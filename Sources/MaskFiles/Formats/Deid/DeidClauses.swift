import KnownMasks
import LinearPatterns

/// A criterion as deid's lines: all of some lines, in each of which one of some tests holds.
struct DeidClauses: Hashable {
    private static let mostClauses = 64
    private static let mostTests = 64

    /// Each a line, of one or more tests.
    private(set) var lines: [[String]]

    init(_ criterion: Criterion) throws(NotWritable) {
        lines = try Self.clauses(criterion, isNegated: false)
    }

    /// Without order and repeats.
    var set: Set<Set<String>> { Set(lines.map { Set($0) }) }

    private static func clauses(
        _ criterion: Criterion, isNegated: Bool
    ) throws(NotWritable) -> [[String]] {
        switch criterion {
        case .not(let inner): return try clauses(inner, isNegated: !isNegated)
        case .all(let parts):
            return isNegated
                ? try disjunction(parts, isNegated: true) : try conjunction(parts, isNegated: false)
        case .any(let parts):
            return isNegated
                ? try conjunction(parts, isNegated: true) : try disjunction(parts, isNegated: false)
        case .test(let test): return [try tests(test, isNegated: isNegated)]
        }
    }

    private static func conjunction(
        _ parts: [Criterion], isNegated: Bool
    ) throws(NotWritable) -> [[String]] {
        var all: [[String]] = []
        for part in parts {
            for clause in try clauses(part, isNegated: isNegated) where !all.contains(clause) {
                all.append(clause)
            }
            try check(all)
        }
        return all
    }

    /// Every choice of one line of each.
    private static func disjunction(
        _ parts: [Criterion], isNegated: Bool
    ) throws(NotWritable) -> [[String]] {
        var all: [[String]] = [[]]
        for part in parts {
            let clauses = try clauses(part, isNegated: isNegated)
            guard all.count * clauses.count <= mostClauses * mostClauses else {
                throw tooDeep
            }
            all = all.flatMap { start in
                clauses.map { clause in start + clause.filter { !start.contains($0) } }
            }
            // What says less than another line is not needed.
            let sets = all.map { Set($0) }
            all = all.indices.filter { index in
                !sets.indices.contains { other in
                    sets[other].isStrictSubset(of: sets[index])
                        || (other < index && sets[other] == sets[index])
                }
            }.map { all[$0] }
            try check(all)
        }
        return all
    }

    private static func check(_ clauses: [[String]]) throws(NotWritable) {
        guard clauses.count <= mostClauses, clauses.allSatisfy({ $0.count <= mostTests }) else {
            throw tooDeep
        }
    }

    private static let tooDeep = NotWritable(
        "criterion: and, or and not are too deep in each other for deid's lines")

    // MARK: Tests

    /// One of which has to hold.
    private static func tests(
        _ test: ValueTest, isNegated: Bool
    ) throws(NotWritable) -> [String] {
        let field = try field(test.path)
        func text(_ word: String, _ value: String) throws(NotWritable) -> [String] {
            guard !test.isCaseSensitive || value.lowercased() == value.uppercased() else {
                throw NotWritable("case: deid does not mind the case of \(value)")
            }
            return ["\(isNegated ? "not" : "")\(word) \(field) \(value)"]
        }
        func pattern(_ pattern: String) throws(NotWritable) -> [String] {
            try text("contains", try checked(pattern))
        }
        switch test.operation {
        case .equals(let value):
            guard !value.isEmpty else { throw NotWritable("equals: of no text") }
            // A | stands for alternatives, a + may be taken for a join.
            return value.contains(where: "|+".contains)
                ? try pattern("^\(LinearPattern.escaping(value))$") : try text("equals", value)
        case .contains(let value):
            return try pattern(value.isEmpty ? "." : LinearPattern.escaping(value))
        case .startsWith(let value): return try pattern("^\(LinearPattern.escaping(value))")
        case .endsWith(let value): return try pattern("\(LinearPattern.escaping(value))$")
        case .matches(let value): return try pattern(value)
        case .number: throw NotWritable("number: deid compares texts alone")
        case .present: return [isNegated ? "missing \(field)" : "present \(field)"]
        case .missing: return [isNegated ? "present \(field)" : "missing \(field)"]
        case .empty:
            return isNegated ? ["contains \(field) .", "missing \(field)"] : ["empty \(field)"]
        case .emptyOrMissing:
            return isNegated ? ["contains \(field) ."] : ["missing \(field)", "empty \(field)"]
        }
    }

    private static func field(_ path: HeaderPath) throws(NotWritable) -> String {
        guard path.steps.count == 1, case .element(let group, let element)? = path.steps.first
        else {
            throw NotWritable(
                "element: deid looks neither into sequences nor for private creators, "
                    + ElementKeywords.name(of: path))
        }
        let name = ElementKeywords.name(of: path)
        guard name.hasPrefix("(") else { return name }
        func hexadecimal(_ number: UInt16) -> String {
            let digits = String(number, radix: 16, uppercase: true)
            return String(repeating: "0", count: 4 - digits.count) + digits
        }
        return "0x\(hexadecimal(group))\(hexadecimal(element))"
    }

    /// Python reads other patterns than we do, and deid makes small letters of them before: `\D` would be `\d`.
    /// A `+` may be taken for a join.
    private static func checked(_ pattern: String) throws(NotWritable) -> String {
        for start in ["[[:", "(?P", "(?<", "(?U", "(?s", "(?m", "(?-"] where pattern.contains(start)
        {
            throw NotWritable("pattern: \(start) means something else to deid")
        }
        var written = ""
        var isEscaped = false
        var isInBrackets = false
        for character in pattern {
            if isEscaped {
                if character.isUppercase || character == "p" || character == "z" {
                    throw NotWritable(#"pattern: \#(character) means something else to deid"#)
                }
                written += character == "+" ? "x2b" : "\(character)"
                isEscaped = false
                continue
            }
            switch character {
            case "\\": isEscaped = true
            case "[": isInBrackets = true
            case "]": isInBrackets = false
            default: break
            }
            written += character != "+" ? "\(character)" : isInBrackets ? "\\x2b" : "{1,}"
        }
        return written
    }
}
