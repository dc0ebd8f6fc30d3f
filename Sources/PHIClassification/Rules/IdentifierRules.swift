/// Runs of digits, and of digits and letters, that may be a number of a patient, a visit or a picture.
/// Numbers with their units, settings and counters are technical: the vocabulary knows them.
enum IdentifierRules {
    static func matches(in input: RuleInput) -> [RuleMatch] {
        var matches: [RuleMatch] = []
        for (index, piece) in input.pieces.enumerated() where !input.isTechnical[index] {
            if let name = name(piece, input.isKnown[index]) {
                matches.append(RuleMatch(.medicalRecordNumber, name, index..<index + 1))
            } else if index > 0, let group = group(input, index) {
                matches.append(RuleMatch(.medicalRecordNumber, "grouped_number", group))
            }
        }
        return matches
    }

    private static func name(_ piece: LineText.Piece, _ isKnown: Bool) -> String? {
        if piece.trueDigits >= 4, piece.isNumber { return "number" }
        // 315S is 3155; A114 is where a slice lies.
        if piece.text.count >= 4, piece.trueDigits >= 3, piece.isNumber,
            piece.text.first?.isASCIIDigit == true
        {
            return "number"
        }
        guard !isKnown else { return nil }
        if piece.text.count >= 4, piece.trueDigits >= 3, piece.digitLike >= 5 {
            return "identifier"
        }
        // Letters and digits mixed: 27X942, F8446375, KH7A61.
        if piece.text.count >= 5, piece.trueDigits >= 3 { return "identifier" }
        if piece.text.count >= 6, piece.trueDigits >= 2, piece.trueDigits < piece.text.count {
            return "identifier"
        }
        return nil
    }

    /// 123-45-678: five digits and more in groups that are joined.
    private static func group(_ input: RuleInput, _ index: Int) -> Range<Int>? {
        var start = index
        var digits = 0
        while true {
            let piece = input.pieces[start]
            guard piece.isNumber, !input.isTechnical[start] else {
                start += 1
                break
            }
            digits += piece.digits.count
            guard piece.gap == "-" || piece.gap == "/", start > 0 else { break }
            start -= 1
        }
        guard start < index, digits >= 6, index - start <= 4 else { return nil }
        return start..<index + 1
    }
}
