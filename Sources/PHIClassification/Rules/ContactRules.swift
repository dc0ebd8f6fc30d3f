/// Ways to reach a person or a machine: telephone numbers, addresses of mail, pages and networks; and
/// UIDs, which look like the latter.
enum ContactRules {
    static func matches(in input: RuleInput) -> [RuleMatch] {
        var matches: [RuleMatch] = []
        for index in input.pieces.indices {
            if let end = mail(input, index) {
                matches.append(RuleMatch(.emailAddress, "email_address", index..<end))
            }
            if let end = page(input, index) { matches.append(RuleMatch(.url, "url", index..<end)) }
            if let (type, end) = dotted(input, index) {
                matches.append(
                    RuleMatch(type ? .uid : .ipAddress, type ? "uid" : "ip_address", index..<end))
            }
            if let end = hardware(input, index) {
                matches.append(RuleMatch(.macAddress, "mac_address", index..<end))
            }
            if let end = phone(input, index) {
                matches.append(RuleMatch(.phoneNumber, "phone_number", index..<end))
            }
        }
        return matches
    }

    private static let domains: Set<String> = [
        "COM", "ORG", "NET", "EDU", "GOV", "MIL", "INFO", "DE", "FR", "ES", "IT", "PT", "NL", "BE",
        "UK",
        "CH", "AT", "PL", "CZ", "SE", "NO", "DK", "FI", "IE", "US", "CA", "AU", "BR", "EU",
        "HEALTH", "JP", "CN",
    ]

    /// The end of a run of pieces without spaces that holds what `accepts` wants of its gaps.
    private static func run(_ input: RuleInput, _ index: Int) -> Int {
        var end = index + 1
        while end < input.count, !input.pieces[end].gapHasSpace { end += 1 }
        return end
    }

    private static func startsRun(_ input: RuleInput, _ index: Int) -> Bool {
        index == 0 || input.pieces[index].gapHasSpace
    }

    private static func mail(_ input: RuleInput, _ index: Int) -> Int? {
        guard startsRun(input, index) else { return nil }
        let end = run(input, index)
        guard end > index + 1 else { return nil }
        let gaps = input.pieces[(index + 1)..<end].map(\.gap)
        guard
            gaps.contains("@")
                || input.pieces[index..<end].contains(where: { $0.text.contains("@") })
        else { return nil }
        return gaps.contains(".") || domains.contains(input.pieces[end - 1].string) ? end : nil
    }

    private static func page(_ input: RuleInput, _ index: Int) -> Int? {
        let piece = input.pieces[index]
        let next = index + 1 < input.count ? input.pieces[index + 1].gap : ""
        if ["HTTP", "HTTPS", "FTP"].contains(piece.string), next.hasPrefix(":") {
            return run(input, index)
        }
        if piece.string == "WWW" || piece.skeleton == "WW", next == ".", piece.text.count == 3 {
            return run(input, index)
        }
        // name.org, in letters: 3.de is none, nor are abbreviations.
        guard index > 0, piece.gap == ".", domains.contains(piece.string),
            input.text.gap(after: index).first.map({ " /:".contains($0) }) ?? true,
            input.pieces[index - 1].isLetters, input.pieces[index - 1].text.count >= 4,
            ["COM", "ORG", "NET", "EDU", "GOV", "INFO", "EU"].contains(piece.string)
                || piece.text.count == 2 && !input.isKnown[index - 1]
        else { return nil }
        return index + 1
    }

    /// Numbers joined by dots: four are an address, five and more a UID (`true`).
    private static func dotted(_ input: RuleInput, _ index: Int) -> (isUID: Bool, end: Int)? {
        guard !input.pieces[index].digits.isEmpty,
            index == 0 || input.pieces[index].gap != "."
        else { return nil }
        var end = index + 1
        while end < input.count, input.pieces[end].gap == "." || input.pieces[end].gap == ",",
            !input.pieces[end].digits.isEmpty
        {
            end += 1
        }
        let parts = input.pieces[index..<end]
        let trueDigits = parts.reduce(0) { $0 + $1.trueDigits }
        let length = parts.reduce(0) { $0 + $1.digits.count }
        guard trueDigits * 2 >= length else { return nil }
        if parts.count >= 5 || parts.count == 4 && length > 12 { return (true, end) }
        guard parts.count == 4, parts.allSatisfy({ ($0.value ?? 999) <= 255 }) else { return nil }
        return (false, end)
    }

    private static func hardware(_ input: RuleInput, _ index: Int) -> Int? {
        guard index + 6 <= input.count else { return nil }
        let parts = input.pieces[index..<index + 6]
        let isHexadecimal = parts.allSatisfy { piece in
            piece.text.count == 2
                && piece.text.allSatisfy {
                    $0.isASCIIDigit || ("A"..."F").contains($0) || $0 == "O"
                }
        }
        let marks = parts.dropFirst().map(\.gap)
        guard isHexadecimal, marks.allSatisfy({ $0 == ":" }) || marks.allSatisfy({ $0 == "-" })
        else {
            return nil
        }
        return index + 6
    }

    private static func phone(_ input: RuleInput, _ index: Int) -> Int? {
        let mark = input.pieces[index].mark.last
        var groups: [Int] = []
        var end = index
        while end < input.count, groups.count < 7 {
            let piece = input.pieces[end]
            guard piece.isNumber, (1...9).contains(piece.digits.count),
                end == index
                    || piece.mark.count <= 2
                        && piece.mark.allSatisfy({ "-./()".contains($0) })
            else { break }
            groups.append(piece.digits.count)
            end += 1
        }
        let total = groups.reduce(0, +)
        // In the international form, with a code.
        if mark == "+", (9...15).contains(total) { return end }
        if mark == "+", groups.count == 1, (9...15).contains(input.pieces[index].digits.count) {
            return end
        }
        guard groups.count >= 3 || mark == "(" && groups.count >= 2 else { return nil }
        // (555) 123-4567, 555.123.4567
        if groups.prefix(3) == [3, 3, 4] {
            let marks = input.pieces[(index + 1)...(index + 2)].map(\.mark)
            if mark == "(" || marks.contains(where: { !$0.isEmpty }) { return index + 3 }
        }
        if mark == "(", (7...13).contains(total) { return end }
        // 0228 123 456, 01 23 45 67 89
        if input.pieces[index].digits.first == 0, (9...12).contains(total),
            input.pieces[(index + 1)..<end].allSatisfy({ $0.digits.count >= 2 })
        {
            return end
        }
        return nil
    }
}
