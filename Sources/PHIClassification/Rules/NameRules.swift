internal import RedactionReport

/// The shape of names: a comma or caret between words that are no words of consoles, and titles.
enum NameRules {
    private static let titles: Set<String> = [
        "DR", "PROF", "PROFESSOR", "DOCTOR", "DOKTOR", "DOTT", "DOTTSSA", "DRA", "PD", "PRIV",
    ]
    private static let degrees: Set<String> = [
        "MD", "FRCR", "FRCP", "FACC", "PHD", "DVM", "RDMS", "RDCS", "RVT", "RTR", "MBBS",
    ]
    private static let forms: Set<String> = [
        "MR", "MRS", "MS", "MISS", "HERR", "FRAU", "MME", "MLLE", "SIG", "SRA",
    ]

    static func matches(in input: RuleInput, labels: [LabelRules.Labelled]) -> [RuleMatch] {
        var matches: [RuleMatch] = []
        for index in input.pieces.indices {
            let piece = input.pieces[index]
            if titles.contains(piece.string), isName(input, index + 1, afterTitle: true) {
                matches.append(RuleMatch(.physicianName, "title", index..<input.count))
            }
            if degrees.contains(piece.string), index > 0,
                isName(input, index - 1, afterTitle: false)
            {
                matches.append(RuleMatch(.physicianName, "degree", 0..<index + 1))
            }
            if forms.contains(piece.string), isName(input, index + 1, afterTitle: true),
                input.pieces[index + 1].text.count >= 3
            {
                matches.append(RuleMatch(.personName, "form_of_address", index..<input.count))
            }
            if index > 0, isPair(input, index) {
                let isLabelled = labels.contains {
                    $0.value.contains(index - 1) && InfoType.persons.contains($0.match.infoType)
                }
                if !isLabelled {
                    matches.append(RuleMatch(.personName, "name_shape", index - 1..<index + 1))
                }
            }
        }
        return matches
    }

    /// A word that may be a name: letters, none that consoles say.
    private static func isName(_ input: RuleInput, _ index: Int, afterTitle: Bool) -> Bool {
        guard input.pieces.indices.contains(index) else { return false }
        let piece = input.pieces[index]
        // DR 60 is a dynamic range.
        guard piece.trueDigits * 3 <= piece.text.count, !input.isKnown[index] else { return false }
        return piece.text.count >= 2 || afterTitle && piece.mark != "/"
    }

    /// DOE, JOHN and DOE^JOHN; a caret alone joins nothing else.
    private static func isPair(_ input: RuleInput, _ index: Int) -> Bool {
        let (a, b) = (input.pieces[index - 1], input.pieces[index])
        guard a.text.count >= 2, a.trueDigits * 3 <= a.text.count, b.trueDigits * 3 <= b.text.count
        else { return false }
        if b.mark == "^" || b.mark == "^^" { return true }
        guard b.mark == "," else { return false }
        return !input.isKnown[index - 1] && !input.isKnown[index]
    }
}

extension InfoType {
    /// Types whose values are names of persons.
    static let persons: Set<InfoType> = [.personName, .physicianName, .operatorName]
}
