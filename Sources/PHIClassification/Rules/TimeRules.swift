/// Times of day, and times that a clock on the console counts.
enum TimeRules {
    static func matches(in input: RuleInput) -> [RuleMatch] {
        var matches: [RuleMatch] = []
        var index = 0
        while index < input.count {
            if let end = clock(input, index) ?? hours(input, index) {
                matches.append(RuleMatch(.time, "time", index..<end))
                index = end
            } else {
                index += 1
            }
        }
        return matches
    }

    private static let halves: Set<String> = ["AM", "PM", "UHR"]

    /// The digits that a piece starts with, and the letters after them: 57PM.
    private static func split(_ piece: LineText.Piece) -> (digits: [UInt8], rest: String) {
        if !piece.digits.isEmpty, piece.digits.count <= 3 { return (piece.digits, "") }
        for suffix in ["AM", "PM", "H", "UHR", "S"] where piece.string.hasSuffix(suffix) {
            let head = piece.text.dropLast(suffix.count)
            let values = head.compactMap(LookAlikes.digit)
            if values.count == head.count, !values.isEmpty, head.contains(where: \.isASCIIDigit) {
                return (values, suffix)
            }
        }
        return ([], "")
    }

    private static func isHalf(_ input: RuleInput, _ index: Int) -> Bool {
        guard index < input.count else { return false }
        let piece = input.pieces[index]
        return halves.contains(piece.string) && piece.mark.count <= 1
    }

    /// 9:05, 09:05:33, 09;05;33.2, 9.05 PM.
    private static func clock(_ input: RuleInput, _ index: Int) -> Int? {
        guard index + 1 < input.count else { return nil }
        let first = split(input.pieces[index])
        guard (1...2).contains(first.digits.count), first.rest.isEmpty else { return nil }
        var parts = [first.digits]
        var end = index + 1
        var rest = ""
        let mark = input.pieces[end].mark
        guard mark == ":" || mark == ";" || mark == "." || mark == ".:" || mark == "::" else {
            return nil
        }
        let isDotted = mark == "."
        while end < input.count, parts.count < 3, rest.isEmpty {
            let next = input.pieces[end].mark
            guard next == mark || !isDotted && (next == ":" || next == ";" || next == ".") else {
                break
            }
            let (digits, letters) = split(input.pieces[end])
            guard digits.count == 2 else { break }
            parts.append(digits)
            rest = letters
            end += 1
        }
        let values = parts.map { $0.reduce(0) { $0 * 10 + Int($1) } }
        let trueDigits = input.pieces[index..<end].reduce(0) { $0 + $1.trueDigits }
        guard parts.count >= 2, trueDigits * 2 >= parts.joined().count else { return nil }
        let hasHalf = halves.contains(rest) || isHalf(input, end)
        if !halves.contains(rest), hasHalf { end += 1 }
        if isDotted {
            // 9.05 is a number, 09.05.33 may be a date.
            guard hasHalf, values[0] <= 24, values[1] < 60 else { return nil }
            return end
        }
        // Misread, 3 parts are a time still; two must be one, for 32:1 and 4:3 are ratios.
        if parts.count == 3 { return end }
        guard values[0] <= 24, values[1] < 60 else { return hasHalf ? end : nil }
        return input.isTechnical[index] && !hasHalf ? nil : end
    }

    /// 5 PM, 14h30, 14 h 30, 9 Uhr.
    private static func hours(_ input: RuleInput, _ index: Int) -> Int? {
        let piece = input.pieces[index]
        let (digits, rest) = split(piece)
        if (1...2).contains(digits.count) {
            if rest == "AM" || rest == "PM" { return index + 1 }
            if rest.isEmpty, piece.isNumber, isHalf(input, index + 1),
                input.pieces[index + 1].mark.isEmpty
            {
                return index + 2
            }
        }
        let text = piece.text
        if let h = text.firstIndex(of: "H"), (1...2).contains(h), text.count == h + 3,
            text[..<h].allSatisfy(\.isASCIIDigit), text[(h + 1)...].allSatisfy(\.isASCIIDigit)
        {
            return index + 1
        }
        if index + 2 < input.count, piece.isNumber, piece.digits.count <= 2,
            input.pieces[index + 1].string == "H", input.pieces[index + 2].digits.count == 2,
            input.pieces[index + 2].mark.isEmpty
        {
            return index + 3
        }
        return nil
    }
}
