/// What a pattern is made of.
indirect enum PatternTree {
    case empty
    case set(CharacterSet)
    case assertion(LinearPattern.Assertion)
    case sequence([PatternTree])
    case alternatives([PatternTree])
    /// At least and at most so often; `nil`: without end.
    case repeated(PatternTree, Int, Int?)
}

/// Reads a regular expression.
struct PatternParser {
    typealias SyntaxError = LinearPattern.SyntaxError

    private let text: [Unicode.Scalar]
    private var position = 0
    private var ignoresCase = false
    private var depth = 0

    init(_ pattern: String) { text = Array(pattern.unicodeScalars) }

    mutating func parse() throws(SyntaxError) -> PatternTree {
        guard text.count <= 4096 else { throw fault("longer than 4096 characters") }
        let tree = try alternatives()
        guard position == text.count else {
            throw fault("a closing parenthesis without an opening one")
        }
        return tree
    }

    private func fault(_ reason: String) -> SyntaxError {
        SyntaxError(reason: reason, offset: position)
    }

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        position + ahead < text.count ? text[position + ahead] : nil
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek() == scalar else { return false }
        position += 1
        return true
    }

    private mutating func alternatives() throws(SyntaxError) -> PatternTree {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 64 else { throw fault("more than 64 groups in one another") }
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence() throws(SyntaxError) -> PatternTree {
        var parts: [PatternTree] = []
        while let next = peek(), next != "|", next != ")" {
            let part = try atom()
            parts.append(try repeats(part))
        }
        return .sequence(parts)
    }

    private mutating func repeats(_ atom: PatternTree) throws(SyntaxError) -> PatternTree {
        var tree = atom
        while let next = peek() {
            let bounds: (Int, Int?)
            switch next {
            case "*": bounds = (0, nil)
            case "+": bounds = (1, nil)
            case "?": bounds = (0, 1)
            case "{":
                guard let counted = try count() else { return tree }
                bounds = counted
                position -= 1
            default: return tree
            }
            position += 1
            // Lazy or not makes no difference to whether there is a match.
            if !take("?"), peek() == "+" { throw fault("possessive repeats are not supported") }
            tree = .repeated(tree, bounds.0, bounds.1)
        }
        return tree
    }

    /// {3}, {3,}, {3,5}; an opening brace that starts none of these is itself.
    private mutating func count() throws(SyntaxError) -> (Int, Int?)? {
        guard let close = text[position...].firstIndex(of: "}") else { return nil }
        let inside = String(String.UnicodeScalarView(text[(position + 1)..<close]))
        let parts = inside.split(separator: ",", omittingEmptySubsequences: false)
        guard let low = parts.first.flatMap({ Int($0) }), parts.count <= 2 else { return nil }
        var high: Int? = low
        if parts.count == 2 {
            high = parts[1].isEmpty ? nil : Int(parts[1])
            if high == nil, !parts[1].isEmpty { return nil }
        }
        guard low <= 1000, (high ?? low) <= 1000, low >= 0, (high ?? low) >= low else {
            throw fault("a repeat that is out of order or above 1000")
        }
        position = close + 1
        return (low, high)
    }

    private mutating func atom() throws(SyntaxError) -> PatternTree {
        guard let next = peek() else { return .empty }
        switch next {
        case "(": return try group()
        case "[": return .set(try bracket())
        case ".":
            position += 1
            return .set(.any)
        case "^":
            position += 1
            return .assertion(.start)
        case "$":
            position += 1
            return .assertion(.end)
        case "*", "+", "?": throw fault("nothing to repeat")
        case "\\": return try escape()
        default:
            position += 1
            return literal(next)
        }
    }

    private func literal(_ scalar: Unicode.Scalar) -> PatternTree {
        .set(CharacterSet(ranges: [scalar.value...scalar.value], ignoresCase: ignoresCase))
    }

    private mutating func group() throws(SyntaxError) -> PatternTree {
        position += 1
        let outer = ignoresCase
        if take("?") {
            if take("P"), peek() != "<" { throw fault("references to groups are not supported") }
            if peek() == "<", peek(1) != "=", peek(1) != "!" {
                guard let close = text[position...].firstIndex(of: ">") else {
                    throw fault("a group's name without an end")
                }
                position = close + 1
            } else if peek() == "=" || peek() == "!" || peek() == "<" || peek() == ">" {
                throw fault("looking ahead or back is not supported")
            } else if try flags() {
                return .empty
            }
        }
        let tree = try alternatives()
        guard take(")") else { throw fault("a group without an end") }
        ignoresCase = outer
        return tree
    }

    /// (?i: starts a group, (?i) holds from here on: `true`.
    private mutating func flags() throws(SyntaxError) -> Bool {
        var isOn = true
        while let flag = peek() {
            position += 1
            switch flag {
            case ":": return false
            case ")": return true
            case "-": isOn = false
            case "i": ignoresCase = isOn
            // A line has no breaks that these could tell apart.
            case "s", "m", "U": break
            default: throw fault("a flag that is not supported")
            }
        }
        throw fault("a group without an end")
    }

    private mutating func escape() throws(SyntaxError) -> PatternTree {
        guard let next = peek(1) else { throw fault("a backslash at the end") }
        switch next {
        case "b": position += 2; return .assertion(.wordBoundary)
        case "B": position += 2; return .assertion(.noWordBoundary)
        case "A": position += 2; return .assertion(.start)
        case "z", "Z": position += 2; return .assertion(.end)
        default:
            var set = try escapedSet()
            set.ignoresCase = ignoresCase
            return .set(set)
        }
    }

    /// The characters that a backslash and what follows it mean.
    private mutating func escapedSet() throws(SyntaxError) -> CharacterSet {
        position += 1
        guard let next = peek() else { throw fault("a backslash at the end") }
        position += 1
        switch next {
        case "d": return .digits
        case "D": return CharacterSet.digits.inverse
        case "w": return .word
        case "W": return CharacterSet.word.inverse
        case "s": return .space
        case "S": return CharacterSet.space.inverse
        case "t": return single(0x09)
        case "n": return single(0x0A)
        case "r": return single(0x0D)
        case "x": return single(try hexadecimal(2))
        case "u": return single(try hexadecimal(4))
        case "p", "P":
            var set = try property()
            if next == "P" { set.isNegated.toggle() }
            return set
        default:
            if ("0"..."9").contains(next) { throw fault("references to groups are not supported") }
            if CharacterSet.isWord(next) { throw fault("an escape that is not supported") }
            return single(next.value)
        }
    }

    private func single(_ value: UInt32) -> CharacterSet { CharacterSet(ranges: [value...value]) }

    private mutating func hexadecimal(_ length: Int) throws(SyntaxError) -> UInt32 {
        var digits = ""
        if take("{") {
            while let next = peek(), next != "}", digits.utf8.count < 8 {
                digits.unicodeScalars.append(next)
                position += 1
            }
            guard take("}") else { throw fault("a number of a character without an end") }
        } else {
            for _ in 0..<length {
                guard let next = peek() else { break }
                digits.unicodeScalars.append(next)
                position += 1
            }
        }
        guard let value = UInt32(digits, radix: 16), Unicode.Scalar(value) != nil else {
            throw fault("no number of a character")
        }
        return value
    }

    private mutating func property() throws(SyntaxError) -> CharacterSet {
        var name = ""
        if take("{") {
            while let next = peek(), next != "}" {
                name.unicodeScalars.append(next)
                position += 1
            }
            guard take("}") else { throw fault("a property without an end") }
        } else if let next = peek() {
            name.unicodeScalars.append(next)
            position += 1
        }
        switch name {
        case "L", "Alphabetic": return CharacterSet(properties: [.letter])
        case "Lu": return CharacterSet(properties: [.upper])
        case "Ll": return CharacterSet(properties: [.lower])
        case "N", "Nd": return CharacterSet(properties: [.number])
        case "P": return CharacterSet(properties: [.punctuation])
        default: throw fault("a property that is not supported")
        }
    }

    private mutating func bracket() throws(SyntaxError) -> CharacterSet {
        position += 1
        var set = CharacterSet()
        set.isNegated = take("^")
        set.ignoresCase = ignoresCase
        var isFirst = true
        while let next = peek(), isFirst || next != "]" {
            isFirst = false
            if next == "[", peek(1) == ":" {
                set.ranges += try namedClass().ranges
                continue
            }
            let low = try member(next)
            guard low.properties.isEmpty, low.ranges.count == 1, low.ranges[0].count == 1,
                peek() == "-", let after = peek(1), after != "]"
            else {
                guard !low.isNegated else { throw fault("a negated property in brackets") }
                set.ranges += low.ranges
                set.properties += low.properties
                continue
            }
            position += 1
            let high = try member(after)
            guard high.ranges.count == 1, high.ranges[0].count == 1,
                high.ranges[0].lowerBound >= low.ranges[0].lowerBound
            else { throw fault("a range that is out of order") }
            set.ranges.append(low.ranges[0].lowerBound...high.ranges[0].lowerBound)
        }
        guard take("]") else { throw fault("brackets without an end") }
        return set
    }

    private mutating func member(_ next: Unicode.Scalar) throws(SyntaxError) -> CharacterSet {
        if next == "\\" { return try escapedSet() }
        position += 1
        return single(next.value)
    }

    /// [:digit:] and its like.
    private mutating func namedClass() throws(SyntaxError) -> CharacterSet {
        let names: [(String, [ClosedRange<UInt32>])] = [
            ("[:digit:]", [0x30...0x39]), ("[:alpha:]", [0x41...0x5A, 0x61...0x7A]),
            ("[:alnum:]", [0x30...0x39, 0x41...0x5A, 0x61...0x7A]), ("[:upper:]", [0x41...0x5A]),
            ("[:lower:]", [0x61...0x7A]), ("[:space:]", [0x09...0x0D, 0x20...0x20]),
            ("[:punct:]", [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]),
            ("[:word:]", [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]),
            ("[:xdigit:]", [0x30...0x39, 0x41...0x46, 0x61...0x66]),
        ]
        for (name, ranges) in names where text[position...].starts(with: name.unicodeScalars) {
            position += name.unicodeScalars.count
            return CharacterSet(ranges: ranges)
        }
        throw fault("a class that is not supported")
    }
}

/// Writes a pattern out as a program.
struct PatternCompiler {
    var program: [LinearPattern.Instruction] = []

    mutating func add(_ tree: PatternTree) throws(LinearPattern.SyntaxError) {
        guard program.count < LinearPattern.maximumInstructions else {
            throw LinearPattern.SyntaxError(reason: "repeats that make it too large", offset: 0)
        }
        switch tree {
        case .empty: break
        case .set(let set): program.append(.scalar(set))
        case .assertion(let assertion): program.append(.assertion(assertion))
        case .sequence(let parts): for part in parts { try add(part) }
        case .alternatives(let branches):
            var ends: [Int] = []
            for (index, branch) in branches.enumerated() {
                if index + 1 == branches.count {
                    try add(branch)
                    break
                }
                let split = program.count
                program.append(.split(split + 1, 0))
                try add(branch)
                ends.append(program.count)
                program.append(.jump(0))
                program[split] = .split(split + 1, program.count)
            }
            for end in ends { program[end] = .jump(program.count) }
        case .repeated(let part, let least, let most):
            for _ in 0..<least {
                let before = program.count
                try add(part)
                // Nothing, however often, is nothing.
                if program.count == before { return }
            }
            guard let most else {
                let split = program.count
                program.append(.split(split + 1, 0))
                try add(part)
                program.append(.jump(split))
                program[split] = .split(split + 1, program.count)
                return
            }
            var splits: [Int] = []
            for _ in least..<most {
                splits.append(program.count)
                program.append(.split(program.count + 1, 0))
                try add(part)
            }
            for split in splits { program[split] = .split(split + 1, program.count) }
        }
    }
}
