/// Dates: in all orders and with all separators, with names of months, and in one run of digits.
/// Misread ones have the shape of a date still; they count, whatever month they name.
enum DateRules {
    static func matches(in input: RuleInput) -> [RuleMatch] {
        var matches: [RuleMatch] = []
        for index in input.pieces.indices {
            if let (name, end) = numeric(input, index) ?? named(input, index)
                ?? compact(input, index) ?? monthAndYear(input, index)
            {
                matches.append(RuleMatch(.date, name, index..<end))
                // *12.05.1961, [F] 12.05.1961
                if input.pieces[index].mark.hasSuffix("*") {
                    matches.append(RuleMatch(.dateOfBirth, "starred_date", index..<end))
                } else if index > 0, ["]", ")"].contains(input.pieces[index].mark.first),
                    ["M", "F", "W"].contains(input.pieces[index - 1].string)
                {
                    matches.append(RuleMatch(.dateOfBirth, "date_after_sex", index..<end))
                }
            }
        }
        return matches
    }

    private enum Separator { case slash, dash, dot, colon, space }

    private static func separator(_ piece: LineText.Piece) -> Separator? {
        switch piece.mark {
        case "/", "\\", "|", "//": .slash
        case "-", "_", "~", "--", ".-", "-.": .dash
        case ".", ",", "·", "'", "..": .dot
        case ":", ";": .colon
        case "": piece.gap.isEmpty ? nil : .space
        default: nil
        }
    }

    /// Three numbers: day and month in either order with a year of two or four digits, or the year first.
    private static func numeric(_ input: RuleInput, _ index: Int) -> (String, Int)? {
        guard index + 2 < input.count else { return nil }
        let parts = input.pieces[index..<index + 3]
        guard let first = separator(input.pieces[index + 1]),
            let second = separator(input.pieces[index + 2])
        else { return nil }
        var numbers: [[UInt8]] = parts.map(\.digits)
        // ISO 8601 goes on with a T and the time.
        if numbers[2].isEmpty || numbers[2].count > 4 {
            let last = input.pieces[index + 2].text
            if last.count >= 4, last[2] == "T", last[3].isASCIIDigit {
                numbers[2] = last.prefix(2).compactMap(LookAlikes.digit)
            }
        }
        let lengths = numbers.map(\.count)
        let trueDigits = parts.reduce(0) { $0 + $1.trueDigits }
        guard trueDigits * 2 >= lengths.reduce(0, +), trueDigits >= 3 else { return nil }
        let values = numbers.map { $0.reduce(0) { $0 * 10 + Int($1) } }
        let isShort = lengths[0] <= 2 && lengths[1] <= 2 && lengths[0] > 0 && lengths[1] > 0
        let hasFullYear =
            isShort && lengths[2] == 4
            || lengths[0] == 4 && (1...2).contains(lengths[1]) && (1...2).contains(lengths[2])
        if hasFullYear {
            if first == .space || second == .space {
                let year = lengths[0] == 4 ? values[0] : values[2]
                let rest = lengths[0] == 4 ? (values[1], values[2]) : (values[0], values[1])
                guard isYear(year), isDayAndMonth(rest.0, rest.1) else { return nil }
            }
            return ("date", index + 3)
        }
        guard isShort, lengths[2] == 2, first == second, first != .space, first != .colon,
            isDayAndMonth(values[0], values[1])
                || lengths[0] == 2 && isDayAndMonth(values[1], values[2])
        else { return nil }
        // 10.12.13.14 is an address or a version.
        if first == .dot, isChained(input, index) || isChained(input, index + 3) { return nil }
        return ("date", index + 3)
    }

    /// Whether a number is joined to the one before by a dot.
    private static func isChained(_ input: RuleInput, _ index: Int) -> Bool {
        guard index > 0, index < input.count else { return false }
        let piece = input.pieces[index]
        return piece.gap == "." && !piece.digits.isEmpty && !input.pieces[index - 1].digits.isEmpty
    }

    static func isYear(_ value: Int) -> Bool { (1880...2100).contains(value) }

    static func isDayAndMonth(_ a: Int, _ b: Int) -> Bool {
        (1...31).contains(a) && (1...12).contains(b) || (1...12).contains(a) && (1...31).contains(b)
    }

    /// A run of digits: YYYYMMDD, DDMMYYYY or MMDDYYYY, with a time or without.
    private static func compact(_ input: RuleInput, _ index: Int) -> (String, Int)? {
        let piece = input.pieces[index]
        guard piece.digits.count == 8 || piece.digits.count == 12 || piece.digits.count == 14,
            piece.trueDigits >= 5, !input.isTechnical[index]
        else { return nil }
        let digits = piece.digits.map(Int.init)
        let year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3]
        if isYear(year), (1...12).contains(digits[4] * 10 + digits[5]),
            (1...31).contains(digits[6] * 10 + digits[7])
        {
            return ("compact_date", index + 1)
        }
        let last = digits[4] * 1000 + digits[5] * 100 + digits[6] * 10 + digits[7]
        if piece.digits.count == 8, isYear(last),
            isDayAndMonth(digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
        {
            return ("compact_date", index + 1)
        }
        return nil
    }

    /// 05/1998, 1998-05.
    private static func monthAndYear(_ input: RuleInput, _ index: Int) -> (String, Int)? {
        guard index + 1 < input.count, let mark = separator(input.pieces[index + 1]),
            mark == .slash || mark == .dash, !input.isTechnical[index]
        else { return nil }
        let (a, b) = (input.pieces[index], input.pieces[index + 1])
        guard let first = a.value, let second = b.value, a.trueDigits + b.trueDigits >= 4 else {
            return nil
        }
        let isDate =
            b.digits.count == 4 && a.digits.count <= 2 && isYear(second) && (1...12).contains(first)
            || a.digits.count == 4 && b.digits.count <= 2 && isYear(first)
                && (1...12).contains(second)
        return isDate ? ("month_and_year", index + 2) : nil
    }
}
