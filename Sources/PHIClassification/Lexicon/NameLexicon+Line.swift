package import TextRecognition

extension NameLexicon {
    /// The words of a line that may be names, in their order, each with what its neighbours add: SURNAME^GIVEN,
    /// SURNAME, GIVEN, G. SURNAME, titles, and names side by side. A lone word of daily language stays weak.
    ///
    /// - Complexity: O(words); some microseconds a word.
    package func names(in line: RecognizedLine) -> [NameMatch] {
        let tokens = NameToken.tokens(of: line)
        let candidates = tokens.map(candidate)
        var matches: [NameMatch] = []
        for (index, candidate) in candidates.enumerated() {
            guard let candidate else { continue }
            var strength = candidate.strength
            for neighbour in [index - 1, index + 1] where tokens.indices.contains(neighbour) {
                let between = tokens[max(index, neighbour)].before
                if let other = candidates[neighbour] {
                    strength = max(strength, candidate.together(with: other, separatedBy: between))
                } else if tokens[neighbour].isInitial, candidate.isName {
                    strength = max(strength, candidate.strength + Weights.initial)
                } else if neighbour < index, Self.titles.contains(tokens[neighbour].letters) {
                    strength = max(strength, candidate.strength + Weights.title)
                } else if between == .caret, tokens[neighbour].isWord {
                    strength = max(strength, candidate.strength + Weights.caret)
                }
            }
            matches.append(
                NameMatch(
                    kind: candidate.entry.given > candidate.entry.surname ? .given : .surname,
                    strength: min(strength, 1), wordIndex: tokens[index].wordIndex))
        }
        return matches
    }

    private static let titles: Set<[UInt8]> = Set(
        [
            "DR", "MR", "MRS", "MS", "PROF", "MISS", "HERR", "FRAU", "MME", "MLLE", "SR", "SRA",
            "SIG", "DHR", "MEVR", "PAN", "PANI",
        ].map(NameFolding.letters))

    private func candidate(_ token: NameToken) -> NameCandidate? {
        guard token.isWord else { return nil }
        var found: (entry: Entry, reading: NameCandidate.Reading)?
        if let entry = entry(of: token.letters) {
            found = (entry, token.digits == 0 ? .exact : .lookAlike)
        } else if let misread = misreading(of: token.letters) {
            found = (misread.entry, misread.isLookAlike && token.digits == 0 ? .lookAlike : .edit)
        }
        guard let found, found.entry.strongest > .none else { return nil }
        let candidate = NameCandidate(
            entry: found.entry, reading: found.reading, length: token.letters.count,
            hasUpperCase: token.hasUpperCase)
        return candidate.strength > 0 ? candidate : nil
    }
}

/// What the neighbours of a word add to its strength. Found on generated lines; see `NameMatch.threshold`.
private enum Weights {
    static let initial = 0.15
    static let title = 0.4
    static let caret = 0.4
    static let adjacent = 0.1
}

/// A word that the lexicon knows, with how it was read.
private struct NameCandidate {
    enum Reading { case exact, lookAlike, edit }

    var entry: NameLexicon.Entry
    var reading: Reading
    var length: Int
    var hasUpperCase: Bool

    /// Whether it is a name before it is anything else.
    var isName: Bool { entry.strongest > .word }

    /// By itself.
    var strength: Double {
        let own: Double =
            switch (entry.strongest, reading) {
            case (.none, _): 0
            case (.word, .exact): 0.15
            case (.word, _): 0
            case (.rare, .exact): length > 5 ? 0.55 : length > 4 ? 0.4 : 0.25
            case (.rare, .lookAlike): length > 6 ? 0.35 : 0
            case (.rare, .edit): 0
            case (.common, .exact): length > 3 ? 0.8 : 0.45
            case (.common, .lookAlike): length > 5 ? 0.6 : 0.4
            case (.common, .edit): length > 6 ? 0.45 : 0.3
            }
        // Names are capitalised; words of prose that look like one are not.
        return hasUpperCase ? own : own / 2
    }

    /// What it is beside another.
    func together(with other: NameCandidate, separatedBy separator: NameToken.Separator) -> Double {
        guard separator < .other, separator != .period else { return strength }
        let joint = 1 - (1 - strength) * (1 - other.strength)
        let isMarked = separator == .caret || separator == .comma
        // SURNAME GIVEN or GIVEN SURNAME
        let fits =
            (entry.surname > .none && other.entry.given > .none)
            || (entry.given > .none && other.entry.surname > .none)
        if isName || other.isName {
            // A word of daily language beside a name is one only where it fits.
            guard fits || isName else { return strength }
            return joint + (isMarked ? 2 : fits ? 1 : 0) * Weights.adjacent
        }
        return fits && isMarked ? joint + 0.3 : strength
    }
}
