/// Numbers that stand together as dates and times do, though what was read is neither: a separator or a
/// digit was misread, or lost. Numbers that a setting's name explains are left alone.
enum MisreadRules {
    static func matches(in input: RuleInput) -> [RuleMatch] {
        var matches: [RuleMatch] = []
        var index = 0
        while index < input.count {
            if let end = chain(input, index) {
                matches.append(RuleMatch(.date, "date_like", index..<end))
                index = end
            } else if isTimeLike(input, index) {
                matches.append(RuleMatch(.time, "time_like", index..<index + 2))
                index += 2
            } else {
                index += 1
            }
        }
        return matches
    }

    /// Up to four characters of which one is a digit, or all look like one.
    private static func isNumeric(_ piece: LineText.Piece) -> Bool {
        piece.text.count <= 4 && (piece.trueDigits > 0 || !piece.digits.isEmpty)
    }

    /// Three numbers and more that are joined, or two by a stroke: 7/5/19r5, 07.04.205, 417/05.
    private static func chain(_ input: RuleInput, _ index: Int) -> Int? {
        guard isNumeric(input.pieces[index]) else { return nil }
        var isTechnical = input.isTechnical[index]
        var end = index + 1
        var trueDigits = input.pieces[index].trueDigits
        var length = input.pieces[index].text.count
        var hasStroke = false
        while end < input.count, isNumeric(input.pieces[end]) {
            let mark = input.pieces[end].mark
            guard !mark.isEmpty, mark.count <= 3, mark.allSatisfy({ "/\\.-:,;|~_!'".contains($0) })
            else { break }
            if mark.contains("/") || mark.contains("\\") || mark.contains("|") { hasStroke = true }
            // A point is one of a decimal number, where a unit or a name explains that.
            if input.isTechnical[end] || isTechnical, mark == "." || mark == "," { return nil }
            isTechnical = isTechnical || input.isTechnical[end]
            trueDigits += input.pieces[end].trueDigits
            length += input.pieces[end].text.count
            end += 1
        }
        // 16/4/1 may be three settings, 91S-11-306 hardly.
        if end - index >= 3, trueDigits >= (isTechnical ? 6 : 3) { return end }
        if isTechnical { return nil }
        return end - index == 2 && hasStroke && trueDigits >= 3 && length >= 4 ? end : nil
    }

    /// Two numbers with a colon: 87:32, 17:2, 08:|2. Also 07.32, for no number starts so.
    private static func isTimeLike(_ input: RuleInput, _ index: Int) -> Bool {
        guard index + 1 < input.count else { return false }
        let (hours, minutes) = (input.pieces[index], input.pieces[index + 1])
        guard !input.isTechnical[index] || !input.isTechnical[index + 1],
            hours.text.count <= 2, hours.trueDigits + minutes.trueDigits >= 2,
            hours.trueDigits > 0
                || hours.text.count == 2 && !hours.digits.isEmpty && !input.isKnown[index],
            minutes.text.first.map({ LookAlikes.digit(of: $0) != nil || minutes.trueDigits > 0 })
                == true
        else { return false }
        let mark = minutes.mark
        if mark.contains(":") || mark.contains(";") { return mark.count <= 2 }
        return mark == "." && hours.text.count == 2 && minutes.text.count == 2
            && hours.digits.first == 0 && !minutes.digits.isEmpty
    }
}
