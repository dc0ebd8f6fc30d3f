/// How a date may be written: year, month and day in every order, glued or parted by any sign.
///
/// Months in words become numbers in the line (`MonthNames`), so that one set of patterns serves.
enum DatePatterns {
    static func patterns(of value: String) -> [IdentityPattern] {
        // PS3.5 6.2: YYYYMMDD, and YYYY.MM.DD before DICOM.
        let digits = SymbolFolding.symbols(of: value).filter(SymbolFolding.isDigit)
        guard digits.count >= 8 else { return [] }
        let year = Array(digits[0..<4])
        let month = Array(digits[4..<6])
        let day = Array(digits[6..<8])
        // Dates that stand for none.
        guard year != [0, 0, 0, 0], month != [0, 0], day != [0, 0],
            !placeholders.contains(Array(digits.prefix(8)))
        else { return [] }
        var patterns: [IdentityPattern] = []
        func add(
            _ words: [[Symbol]], _ structure: IdentityPattern.Structure, _ budget: Int32,
            standsAlone: Bool = false
        ) {
            let isFree = structure == .free
            let pattern = IdentityPattern(
                words, structure: structure, budget: budget,
                edges: isFree ? .init(none: ConfusionCosts.similar, soft: 0) : .mustPart,
                gapCost: isFree ? ConfusionCosts.confusable : 0, isDate: true,
                standsAlone: standsAlone)
            if let pattern { patterns.append(pattern) }
        }
        // Less than one wrong digit, or every date would be one of its neighbours.
        for words in orders(year, month, day) { add(words, .free, ConfusionCosts.edit - 1) }
        let shortYear = Array(year.suffix(2))
        for words in orders(shortYear, month, day) {
            add(words, .whole, 2 * ConfusionCosts.confusable)
        }
        // Without leading zeros the parts must be seen to part: 1.2.34 is 1234 otherwise.
        for (month, day) in unpadded(month, day) {
            for words in orders(year, month, day) + orders(shortYear, month, day) {
                add(words, .separated, 2 * ConfusionCosts.confusable)
            }
        }
        // Beside a digit they are part of a date with another day.
        add([month, year], .separated, 0, standsAlone: true)
        add([year, month], .separated, 0, standsAlone: true)
        return patterns
    }

    private static let placeholders = ["19000101", "18000101", "00010101", "99991231"].map {
        SymbolFolding.symbols(of: $0)
    }

    private static func orders(
        _ year: [Symbol], _ month: [Symbol], _ day: [Symbol]
    ) -> [[[Symbol]]] {
        [[year, month, day], [day, month, year], [month, day, year], [year, day, month]]
    }

    private static func unpadded(
        _ month: [Symbol], _ day: [Symbol]
    ) -> [(month: [Symbol], day: [Symbol])] {
        let shortMonth = month[0] == 0 ? Array(month.suffix(1)) : month
        let shortDay = day[0] == 0 ? Array(day.suffix(1)) : day
        var forms: [(month: [Symbol], day: [Symbol])] = []
        if shortMonth.count < 2 { forms.append((shortMonth, day)) }
        if shortDay.count < 2 { forms.append((month, shortDay)) }
        if shortMonth.count < 2, shortDay.count < 2 { forms.append((shortMonth, shortDay)) }
        return forms
    }
}

/// How a time may be written: with and without seconds, in 24 and in 12 hours.
enum TimePatterns {
    static func patterns(of value: String) -> [IdentityPattern] {
        // PS3.5 6.2: HHMMSS.FFFFFF, and HH:MM:SS before DICOM.
        let whole = value.prefix { $0 != "." }
        let digits = SymbolFolding.symbols(of: whole).filter(SymbolFolding.isDigit)
        guard digits.count >= 4, digits.contains(where: { $0 != 0 }) else { return [] }
        let hour = Array(digits[0..<2])
        let minute = Array(digits[2..<4])
        let second = digits.count >= 6 ? Array(digits[4..<6]) : nil
        let number = Int(hour[0]) * 10 + Int(hour[1])
        let half = (number + 11) % 12 + 1
        let shortHour = String(half).map { Symbol($0.wholeNumberValue ?? 0) }
        let letters = SymbolFolding.symbols(of: number < 12 ? "AM" : "PM")

        var patterns: [IdentityPattern] = []
        func add(_ words: [[Symbol]], _ structure: IdentityPattern.Structure, _ budget: Int32) {
            let pattern = IdentityPattern(
                words, structure: structure, budget: budget, edges: .mustPart)
            if let pattern { patterns.append(pattern) }
        }
        let colon = IdentityPattern.Structure.separatedBy(UInt8(ascii: ":"))
        add([hour, minute], colon, ConfusionCosts.confusable)
        add([shortHour, minute], colon, ConfusionCosts.confusable)
        add([shortHour, minute + letters], .whole, 0)
        if let second {
            add([hour, minute, second], .whole, ConfusionCosts.confusable)
            add([shortHour, minute, second], .separated, ConfusionCosts.confusable)
        }
        return patterns
    }
}
