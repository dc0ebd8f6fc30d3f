internal import RedactionReport

/// Identifiers with a shape or a checksum of their own: those of social and health insurances, identity
/// cards and payment.
enum ChecksumRules {
    static func matches(in input: RuleInput) -> [RuleMatch] {
        var matches: [RuleMatch] = []
        for index in input.pieces.indices {
            if let end = grouped(input, index, [3, 2, 4], by: "-") {
                matches.append(
                    RuleMatch(.usSocialSecurityNumber, "social_security_number", index..<end))
            }
            if let end = card(input, index) {
                matches.append(RuleMatch(.creditCardNumber, "credit_card", index..<end))
            }
            if let name = single(input.pieces[index]) {
                matches.append(RuleMatch(.medicalRecordNumber, name, index..<index + 1))
            }
            if let (name, end) = joined(input, index) {
                matches.append(RuleMatch(.medicalRecordNumber, name, index..<end))
            }
        }
        return matches
    }

    /// The digits of pieces that follow each other in groups of these lengths.
    private static func grouped(
        _ input: RuleInput, _ index: Int, _ lengths: [Int], by mark: String
    ) -> Int? {
        guard index + lengths.count <= input.count else { return nil }
        var trueDigits = 0
        for (offset, length) in lengths.enumerated() {
            let piece = input.pieces[index + offset]
            guard piece.digits.count == length,
                offset == 0 || (mark.isEmpty ? piece.mark.isEmpty : piece.mark == mark)
            else { return nil }
            trueDigits += piece.trueDigits
        }
        return trueDigits * 2 >= lengths.reduce(0, +) ? index + lengths.count : nil
    }

    private static func digits(_ input: RuleInput, _ range: Range<Int>) -> [Int] {
        input.pieces[range].flatMap { $0.digits.map(Int.init) }
    }

    private static func card(_ input: RuleInput, _ index: Int) -> Int? {
        var end = index
        var digits: [Int] = []
        while end < input.count, input.pieces[end].isNumber, digits.count < 19,
            end == index || input.pieces[end].mark.isEmpty || input.pieces[end].mark == "-"
        {
            digits += input.pieces[end].digits.map(Int.init)
            end += 1
        }
        guard (13...19).contains(digits.count), (3...6).contains(digits[0]), isLuhn(digits) else {
            return nil
        }
        return end
    }

    static func isLuhn(_ digits: [Int]) -> Bool {
        var sum = 0
        for (position, digit) in digits.reversed().enumerated() {
            let value = position % 2 == 1 ? digit * 2 : digit
            sum += value > 9 ? value - 9 : value
        }
        return sum % 10 == 0
    }

    /// Identifiers written in one.
    private static func single(_ piece: LineText.Piece) -> String? {
        let digits = piece.digits.map(Int.init)
        if piece.isNumber {
            switch digits.count {
            case 10 where isNHS(digits): return "nhs_number"
            case 11 where isPESEL(digits): return "pesel"
            case 15 where isNIR(digits): return "nir"
            default: return nil
            }
        }
        let text = piece.text
        if text.count == 10, text[0].isASCIIUpper, let rest = values(text.dropFirst()),
            isKVNR(letter: text[0], rest)
        {
            return "kvnr"
        }
        if text.count == 9, let last = text.last, last.isASCIIUpper, isDNI(text) { return "dni" }
        if text.count == 16, isFiscalCode(text) { return "codice_fiscale" }
        return nil
    }

    /// Identifiers written in groups.
    private static func joined(_ input: RuleInput, _ index: Int) -> (String, Int)? {
        if let end = grouped(input, index, [3, 3, 4], by: ""), isNHS(digits(input, index..<end)) {
            return ("nhs_number", end)
        }
        // Denmark's CPR, Sweden's personnummer: a date of birth and four digits.
        for mark in ["-", "+"] {
            if let end = grouped(input, index, [6, 4], by: mark) {
                let date = digits(input, index..<index + 1)
                let pairs = (date[0] * 10 + date[1], date[2] * 10 + date[3], date[4] * 10 + date[5])
                if (1...31).contains(pairs.0) && (1...12).contains(pairs.1)
                    || (1...12).contains(pairs.1) && (1...91).contains(pairs.2)
                {
                    return ("personal_number", end)
                }
            }
        }
        if let end = grouped(input, index, [1, 2, 2, 2, 3, 3, 2], by: ""),
            isNIR(digits(input, index..<end))
        {
            return ("nir", end)
        }
        return nil
    }

    private static func values(_ text: some Collection<Unicode.Scalar>) -> [Int]? {
        let values = text.compactMap(LookAlikes.digit).map(Int.init)
        let trueDigits = text.count(where: \.isASCIIDigit)
        return values.count == text.count && trueDigits * 2 >= values.count ? values : nil
    }

    /// Ten digits, the last of which checks the others modulo 11.
    static func isNHS(_ digits: [Int]) -> Bool {
        guard digits.count == 10, Set(digits).count > 1 else { return false }
        let sum = digits.prefix(9).enumerated().reduce(0) { $0 + (10 - $1.offset) * $1.element }
        return (11 - sum % 11) % 11 == digits[9]
    }

    /// Poland: eleven digits with weights 1, 3, 7, 9.
    static func isPESEL(_ digits: [Int]) -> Bool {
        guard digits.count == 11, Set(digits).count > 1 else { return false }
        let weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]
        let sum = zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 }
        return (10 - sum % 10) % 10 == digits[10]
    }

    /// France: thirteen digits and a key of two, 97 less the number modulo 97.
    static func isNIR(_ digits: [Int]) -> Bool {
        guard digits.count == 15, digits[0] == 1 || digits[0] == 2 else { return false }
        let number = digits.prefix(13).reduce(0) { $0 * 10 + $1 }
        return 97 - number % 97 == digits[13] * 10 + digits[14]
    }

    /// Germany: a letter as two digits, eight digits, and one that checks them with weights 1 and 2.
    static func isKVNR(letter: Unicode.Scalar, _ digits: [Int]) -> Bool {
        guard letter.isASCIIUpper, digits.count == 9 else { return false }
        let value = Int(letter.value) - 64
        let all = [value / 10, value % 10] + digits
        let sum = all.prefix(10).enumerated().reduce(0) { sum, next in
            let product = next.element * (next.offset % 2 == 0 ? 1 : 2)
            return sum + product / 10 + product % 10
        }
        return sum % 10 == all[10]
    }

    /// Spain: a number, or X, Y, Z and a number, and the letter of its rest modulo 23.
    static func isDNI(_ text: [Unicode.Scalar]) -> Bool {
        let letters = Array("TRWAGMYFPDXBNJZSQVHLCKE".unicodeScalars)
        guard text.count == 9, let last = text.last else { return false }
        var digits: [Int] = []
        switch text[0] {
        case "X": digits = [0]
        case "Y": digits = [1]
        case "Z": digits = [2]
        default: break
        }
        let body = text.dropLast().dropFirst(digits.count)
        guard let rest = values(body) else { return false }
        return letters[(digits + rest).reduce(0) { $0 * 10 + $1 } % 23] == last
    }

    /// Italy: six letters, two digits, a letter, two digits, a letter, three digits, a letter.
    static func isFiscalCode(_ text: [Unicode.Scalar]) -> Bool {
        let shape = Array("AAAAAA00A00A000A")
        guard text.count == shape.count else { return false }
        return zip(text, shape).allSatisfy { scalar, kind in
            // The digits become letters where two codes would be the same; look-alikes besides.
            kind == "A"
                ? scalar.isWordPart
                : LookAlikes.digit(of: scalar) != nil
                    || "LMNPQRSTUV".unicodeScalars.contains(scalar)
        } && text.count(where: \.isASCIIDigit) >= 4
            && text.prefix(6).allSatisfy { !$0.isASCIIDigit }
    }
}
