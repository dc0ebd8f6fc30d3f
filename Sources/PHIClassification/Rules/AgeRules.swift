internal import RedactionReport

/// Ages and sexes: `45Y`, `045Y`, `45 ans`, `M/45`, `[F]`, `5 Y M`.
enum AgeRules {
    private static let units: Set<String> = [
        "Y", "YR", "YRS", "YO", "YEAR", "YEARS", "YEAR-OLD", "ANS", "JAHRE", "JAHR", "J", "ANOS",
        "ANNI", "JAAR", "LET", "ROKU", "VUOTTA", "ETE", "EV", "AR",
    ]
    /// As PS3.5 writes ages (AS): three digits and one of these.
    private static let ageString: Set<Unicode.Scalar> = ["D", "W", "M", "Y"]
    private static let sexes: Set<String> = [
        "MALE", "FEMALE", "MANNLICH", "WEIBLICH", "MAENNLICH", "MASCULIN", "FEMININ", "HOMME",
        "FEMME", "HOMBRE", "MUJER", "VARON", "MASCHIO", "FEMMINA", "MASCULINO", "FEMENINO",
        "FEMININO", "MASC", "FEM", "VROUW", "KOBIETA", "MEZCZYZNA",
    ]
    private static let letters: Set<String> = ["M", "F", "W", "D", "V", "K", "H", "U", "X"]

    static func matches(in input: RuleInput) -> [RuleMatch] {
        var matches: [RuleMatch] = []
        for index in input.pieces.indices {
            if let end = age(input, index) {
                matches.append(RuleMatch(.age, "age", index..<end))
            }
            if let end = sexAndAge(input, index) {
                matches.append(RuleMatch(.age, "sex_and_age", index..<end))
                matches.append(RuleMatch(.sex, "sex_and_age", index..<end))
            }
            if isSex(input, index) {
                matches.append(RuleMatch(.sex, "sex", index..<index + 1))
            }
        }
        return matches
    }

    private static func isAge(_ piece: LineText.Piece) -> Bool {
        guard piece.isNumber, piece.digits.count <= 3, let value = piece.value else { return false }
        return value <= 120
    }

    private static func age(_ input: RuleInput, _ index: Int) -> Int? {
        let piece = input.pieces[index]
        if isAge(piece), index + 1 < input.count {
            let unit = input.pieces[index + 1]
            // `45 AR` and `12 EV` may be settings; a word of one letter stands close.
            if units.contains(unit.string), unit.mark.isEmpty || unit.mark == "-",
                unit.string != "AR" && unit.string != "EV" && unit.string != "J"
                    || input.count == 2
            {
                return index + 2
            }
        }
        guard piece.trueDigits > 0, let letter = piece.text.last, !letter.isASCIIDigit else {
            return nil
        }
        for unit in units where piece.string.hasSuffix(unit) && unit != "AR" && unit != "EV" {
            let number = piece.text.dropLast(unit.unicodeScalars.count)
            let values = number.compactMap(LookAlikes.digit)
            if values.count == number.count, (1...3).contains(values.count),
                number.contains(where: \.isASCIIDigit),
                unit == "Y" || values.reduce(0, { $0 * 10 + Int($1) }) <= 120
            {
                return index + 1
            }
        }
        // Alone on its line, whatever the letter was read as.
        if ageString.contains(letter) || input.count == 1, piece.text.count == 4,
            LookAlikes.digit(of: piece.text[0]) == 0, piece.text[1].isASCIIDigit,
            piece.text[2].isASCIIDigit
        {
            return index + 1
        }
        return nil
    }

    /// M/45, 45/M, F 45 as a whole line, [F] 45.
    private static func sexAndAge(_ input: RuleInput, _ index: Int) -> Int? {
        guard index + 1 < input.count else {
            let piece = input.pieces[index]
            if index == 0, piece.string == "M" || piece.string == "F", input.text.tail.contains("/")
            {
                return 1
            }
            // M45 and MI45 alone, but not F4 and the like, which are settings.
            if index == 0, input.count == 1, piece.text.count == 4,
                piece.text[0] == "M" || piece.text[0] == "F",
                ["I", "L", "1", "|", "!", "7"].contains(piece.text[1]),
                piece.text[2].isASCIIDigit, piece.text[3].isASCIIDigit
            {
                return 1
            }
            guard index == 0, input.count == 1, piece.text.count == 3,
                piece.text[0] == "M" || piece.text[0] == "F" || piece.text[0] == "W",
                piece.text[1].isASCIIDigit, piece.text[2].isASCIIDigit
            else { return nil }
            return 1
        }
        let (a, b) = (input.pieces[index], input.pieces[index + 1])
        // Se is what is left of a sex where a letter follows; N and H were M, P and E were F.
        if ["SE", "SX", "EX"].contains(a.string), ["M", "F", "W"].contains(b.string), b.mark != "/"
        {
            return index + 2
        }
        if input.count == 2, b.mark.hasPrefix("/"),
            ["N", "H", "P", "E", "R", "M", "F"].contains(a.string), isAge(b) || b.text.count <= 2
        {
            return index + 2
        }
        let isPair = isLetter(a) && isAge(b) || isAge(a) && isLetter(b)
        guard isPair else { return nil }
        switch b.mark {
        case "/", "|", "\\": return index + 2
        case ",", "]", ")", "[", "(", "-", "":
            // Side by side, as all of the line or after brackets.
            let isMF = ["M", "F", "W"].contains(a.string) || ["M", "F", "W"].contains(b.string)
            let digits = a.isNumber ? a.digits.count : b.digits.count
            return isMF && digits >= 2 && input.count == 2 ? index + 2 : nil
        default: return nil
        }
    }

    private static func isLetter(_ piece: LineText.Piece) -> Bool { letters.contains(piece.string) }

    private static func isSex(_ input: RuleInput, _ index: Int) -> Bool {
        let piece = input.pieces[index]
        if sexes.contains(piece.string) { return true }
        guard piece.string == "M" || piece.string == "F" || piece.string == "W" else {
            return false
        }
        let before = piece.mark.last
        let after = input.text.gap(after: index).first { $0 != " " }
        if before.map("[({<".contains) == true, after.map("])}>".contains) == true { return true }
        // Alone, F is where the feet are.
        if input.count == 1 { return piece.string == "M" }
        // 54 Y F
        return index > 0
            && (units.contains(input.pieces[index - 1].string) || age(input, index - 1) != nil)
            && piece.mark.isEmpty
    }
}
