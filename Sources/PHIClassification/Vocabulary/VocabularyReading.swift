/// A line as the vocabulary reads it: whether all of it is safe, and what of it is known.
struct VocabularyReading: Sendable {
    /// Whether the whole line is made of safe parts, and of more than a number that could be anything.
    private(set) var isSafe = false
    /// For each piece of the line, whether it is a number that is explained by what stands with it.
    private(set) var isTechnical: [Bool]
    /// For each piece, whether the vocabulary has it.
    private(set) var isKnown: [Bool]

    private let grammar: VocabularyGrammar

    init(_ line: LineText, _ vocabulary: SafeVocabulary) {
        grammar = VocabularyGrammar(line, vocabulary)
        isTechnical = Array(repeating: false, count: line.pieces.count)
        isKnown = isTechnical
        cover()
        isSafe = !line.isTruncated && Self.hasOnlySafeMarks(line) && parse()
    }

    /// Marks that stand in lines of consoles; another one may be what is left of a character that was
    /// not read.
    private static func hasOnlySafeMarks(_ line: LineText) -> Bool {
        let marks: Set<Character> = [
            " ", ":", ";", ".", ",", "=", "#", "/", "\\", "-", "_", "+", "*", "(", ")", "[", "]",
            "<", ">",
            "%", "°", "'", "\"", "~", "|", "±", "²", "³", "º", "Δ", "≠", "{", "}",
        ]
        return line.pieces.allSatisfy { $0.gap.allSatisfy(marks.contains) }
            && line.tail.allSatisfy(marks.contains)
    }

    /// Goes through the line from the left, and takes all ways to read it at once.
    private func parse() -> Bool {
        let count = grammar.atoms.count
        guard count > 0, count <= 64 else { return false }
        var reached: [Set<Evidence>] = Array(repeating: [], count: count + 1)
        reached[0] = [[]]
        for index in 0..<count where !reached[index].isEmpty {
            for element in grammar.elements(at: index) {
                for evidence in reached[index] {
                    reached[element.end].insert(evidence.adding(element.evidence))
                }
            }
        }
        return reached[count].contains { isEnough($0) }
    }

    /// Whether what a line is made of makes it safe as a whole.
    private func isEnough(_ evidence: Evidence) -> Bool {
        let count = grammar.atoms.count
        if evidence.contains(.word) { return !evidence.contains(.single) }
        if evidence.contains(.shared) { return false }
        // One abbreviation may be that of a setting; two may be what is left of a name.
        if evidence.contains(.abbreviation) {
            return count <= 4 && evidence.isDisjoint(with: [.abbreviations, .single, .integer])
        }
        // Where a slice lies; alone on its line.
        if evidence == .position { return count <= 4 }
        // Lone letters are where the patient's sides are; two of them.
        if evidence == .letter { return count <= 2 }
        if evidence == .single { return count == 1 }
        // A number alone may be an age or a part of a date: one digit and a fraction may not.
        if evidence == .digit { return count == 1 }
        return evidence == .decimal
    }

    /// Marks what of the line is known, whether or not all of it is.
    private mutating func cover() {
        let atoms = grammar.atoms
        var technical = Array(repeating: false, count: atoms.count)
        var known = technical
        for index in atoms.indices.prefix(128)
        where atoms[index].isFirst || known[index - 1] || technical[index - 1] {
            for element in grammar.elements(at: index, withKnown: true) {
                for covered in index..<element.end {
                    if element.isTechnical { technical[covered] = true }
                    if element.isTechnical || element.isKnown { known[covered] = true }
                }
            }
        }
        for piece in isKnown.indices {
            let own = atoms.indices.filter { atoms[$0].piece == piece }
            isTechnical[piece] =
                own.allSatisfy { technical[$0] || known[$0] }
                && own.contains { technical[$0] }
            isKnown[piece] = own.allSatisfy { known[$0] }
        }
    }
}

/// What kinds of elements a line is made of.
struct Evidence: OptionSet, Hashable, Sendable {
    var rawValue: UInt16
    /// A word, a setting with its value, a number with its unit.
    static let word = Evidence(rawValue: 1)
    /// A word that is a name too.
    static let shared = Evidence(rawValue: 2)
    /// A letter of orientation.
    static let letter = Evidence(rawValue: 4)
    /// A letter that is safe alone only.
    static let single = Evidence(rawValue: 8)
    /// A whole number of two or three digits.
    static let integer = Evidence(rawValue: 16)
    static let decimal = Evidence(rawValue: 32)
    /// A number of one digit.
    static let digit = Evidence(rawValue: 64)
    /// A word that is known and not safe.
    static let known = Evidence(rawValue: 128)
    /// A word of two letters.
    static let abbreviation = Evidence(rawValue: 256)
    /// More than one of them.
    static let abbreviations = Evidence(rawValue: 512)
    /// A letter with digits right after it: a place, a gain.
    static let position = Evidence(rawValue: 1024)

    func adding(_ other: Evidence) -> Evidence {
        var sum = union(other)
        if contains(.abbreviation), other.contains(.abbreviation) { sum.insert(.abbreviations) }
        return sum
    }
}
