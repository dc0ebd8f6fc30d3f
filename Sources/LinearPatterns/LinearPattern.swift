/// A regular expression that takes time proportional to the line, whatever the pattern: all ways to match
/// go on side by side, none is tried again. RE2's syntax, less what is named in the error; letters and
/// digits of `\w` and `\d` are ASCII's, as RE2 has them.
package struct LinearPattern: Sendable {
    package struct SyntaxError: Error, Hashable, Sendable {
        /// In words, for the one who wrote the pattern.
        package var reason: String
        /// Characters of the pattern before the fault.
        package var offset: Int
    }

    enum Instruction: Sendable {
        case scalar(CharacterSet)
        case assertion(Assertion)
        /// Goes on at both.
        case split(Int, Int)
        case jump(Int)
        case match
    }

    enum Assertion: Sendable { case start, end, wordBoundary, noWordBoundary }

    /// Counted repeats are written out; a pattern that needs more than this is refused.
    static let maximumInstructions = 20_000

    /// Unicode scalars of a text that are looked at.
    static let longestText = 512

    let program: [Instruction]

    package init(_ pattern: String) throws(SyntaxError) {
        var parser = PatternParser(pattern)
        let tree = try parser.parse()
        var compiler = PatternCompiler()
        try compiler.add(tree)
        compiler.program.append(.match)
        program = compiler.program
    }

    /// Whether some of a text matches, or all of it. Of a text of more than 512 scalars only its start is looked at;
    /// as a whole it matches nothing.
    package func matches(_ text: String, wholly: Bool = false) -> Bool {
        let scalars = Array(text.unicodeScalars.prefix(Self.longestText))
        if wholly, text.unicodeScalars.count > scalars.count { return false }
        var current = States(count: program.count)
        var next = States(count: program.count)
        for position in 0...scalars.count {
            if position == 0 || !wholly { add(0, to: &current, at: position, of: scalars) }
            if current.hasMatch, !wholly || position == scalars.count { return true }
            guard position < scalars.count else { break }
            for state in current.list {
                if case .scalar(let set) = program[state], set.contains(scalars[position]) {
                    add(state + 1, to: &next, at: position + 1, of: scalars)
                }
            }
            swap(&current, &next)
            next.removeAll()
        }
        return false
    }

    /// Follows whatever consumes nothing.
    private func add(
        _ first: Int, to states: inout States, at position: Int, of text: [Unicode.Scalar]
    ) {
        var pending = [first]
        while let state = pending.popLast() {
            guard states.insert(state) else { continue }
            switch program[state] {
            case .scalar: states.list.append(state)
            case .match: states.hasMatch = true
            case .jump(let target): pending.append(target)
            case .split(let one, let other):
                pending.append(other)
                pending.append(one)
            case .assertion(let assertion):
                if holds(assertion, at: position, of: text) { pending.append(state + 1) }
            }
        }
    }

    private func holds(_ assertion: Assertion, at position: Int, of text: [Unicode.Scalar]) -> Bool
    {
        switch assertion {
        case .start: return position == 0
        case .end: return position == text.count
        case .wordBoundary, .noWordBoundary:
            let before = position > 0 && CharacterSet.isWord(text[position - 1])
            let after = position < text.count && CharacterSet.isWord(text[position])
            return (before != after) == (assertion == .wordBoundary)
        }
    }

    private struct States {
        var list: [Int] = []
        var hasMatch = false
        private var seen: [Bool]

        init(count: Int) { seen = Array(repeating: false, count: count) }

        mutating func insert(_ state: Int) -> Bool {
            if seen[state] { return false }
            seen[state] = true
            return true
        }

        mutating func removeAll() {
            list.removeAll(keepingCapacity: true)
            for index in seen.indices { seen[index] = false }
            hasMatch = false
        }
    }
}

/// Characters that a place of a pattern takes.
struct CharacterSet: Hashable, Sendable {
    enum Property: Hashable, Sendable { case letter, upper, lower, number, punctuation }

    var ranges: [ClosedRange<UInt32>] = []
    var properties: [Property] = []
    var isNegated = false
    var ignoresCase = false

    static let digits = CharacterSet(ranges: [0x30...0x39])
    static let word = CharacterSet(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    static let space = CharacterSet(ranges: [0x09...0x0D, 0x20...0x20])
    static let any = CharacterSet(ranges: [0...0x09, 0x0B...0x10FFFF])

    static func isWord(_ scalar: Unicode.Scalar) -> Bool { word.contains(scalar) }

    /// Everything that is not in here.
    var inverse: CharacterSet {
        var rest: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound > next { rest.append(next...range.lowerBound - 1) }
            next = max(next, range.upperBound + 1)
        }
        if next <= 0x10FFFF { rest.append(next...0x10FFFF) }
        return CharacterSet(ranges: rest)
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        var isIn = holds(scalar)
        if !isIn, ignoresCase {
            let properties = scalar.properties
            for other in [properties.lowercaseMapping, properties.uppercaseMapping] where !isIn {
                if let only = other.unicodeScalars.first, other.unicodeScalars.count == 1 {
                    isIn = holds(only)
                }
            }
        }
        return isIn != isNegated
    }

    private func holds(_ scalar: Unicode.Scalar) -> Bool {
        ranges.contains { $0.contains(scalar.value) }
            || properties.contains { property in
                switch property {
                case .letter: scalar.properties.isAlphabetic
                case .upper: scalar.properties.isUppercase
                case .lower: scalar.properties.isLowercase
                case .number: scalar.properties.numericType != nil
                case .punctuation:
                    [
                        Unicode.GeneralCategory.connectorPunctuation, .dashPunctuation,
                        .openPunctuation, .closePunctuation, .initialPunctuation,
                        .finalPunctuation, .otherPunctuation,
                    ].contains(scalar.properties.generalCategory)
                }
            }
    }
}
