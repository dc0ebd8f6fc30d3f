extension DateRules {
    /// Names of months in the languages of Europe, and their short forms, folded. Short ones that are
    /// words of consoles too count in whole dates only.
    private static let names = """
        JAN JANUARY JANUAR JANVIER JANV ENERO GENNAIO JANEIRO JANUARI STYCZEN STYCZNIA LEDEN LEDNA \
        TAMMIKUU JANUAR SIJECANJ IANUARIE
        FEB FEBRUARY FEBRUAR FEVRIER FEVR FEV FEBRERO FEBBRAIO FEVEREIRO FEBRUARI LUTY LUTEGO UNOR \
        UNORA HELMIKUU VELJACA FEBRUARIE
        MAR MARCH MARZ MAERZ MARS MARZO MARCO MAART MARZEC MARCA BREZEN BREZNA MAALISKUU OZUJAK \
        MARTIE MRZ MRT
        APR APRIL AVRIL AVR ABRIL ABR APRILE KWIECIEN KWIETNIA DUBEN DUBNA HUHTIKUU TRAVANJ APRILIE
        MAY MAI MAYO MAGGIO MAIO MEI MAJ MAJA KVETEN KVETNA TOUKOKUU SVIBANJ
        JUN JUNE JUNI JUIN JUNIO GIUGNO GIU JUNHO CZERWIEC CZERWCA CERVEN CERVNA KESAKUU LIPANJ \
        IUNIE
        JUL JULY JULI JUILLET JUIL JULIO LUGLIO LUG JULHO LIPIEC LIPCA CERVENEC CERVENCE \
        HEINAKUU SRPANJ IULIE
        AUG AUGUST AOUT AGOSTO AGO AUGUSTUS AUGUSTI SIERPIEN SIERPNIA SRPEN SRPNA ELOKUU KOLOVOZ
        SEP SEPT SEPTEMBER SEPTEMBRE SEPTIEMBRE SETTEMBRE SETEMBRO WRZESIEN WRZESNIA ZARI SYYSKUU \
        RUJAN SEPTEMBRIE
        OCT OCTOBER OKT OKTOBER OCTOBRE OCTUBRE OTTOBRE OTT OUTUBRO PAZDZIERNIK PAZDZIERNIKA RIJEN \
        RIJNA LOKAKUU LISTOPAD OCTOMBRIE
        NOV NOVEMBER NOVEMBRE NOVIEMBRE NOVEMBRO LISTOPADA LISTOPADU MARRASKUU STUDENI NOIEMBRIE
        DEC DECEMBER DEZ DEZEMBER DES DESEMBER DECEMBRE DICIEMBRE DIC DICEMBRE DEZEMBRO GRUDZIEN \
        GRUDNIA PROSINEC PROSINCE JOULUKUU PROSINAC DECEMBRIE
        """

    /// Months by the skeletons of their names.
    private static let months: Set<String> = Set(
        names.split(whereSeparator: { $0 == " " || $0 == "\n" }).map {
            LookAlikes.skeleton(of: String($0))
        })

    /// Short for months, and words of consoles: `MAG 1.5`, `SET 3`, `Gen 2`.
    private static let wholeDatesOnly: Set<String> = Set(
        ["SET", "GEN", "MAG", "ENE", "UR", "OUT"].map { LookAlikes.skeleton(of: $0) })

    /// Words between the parts of a date.
    private static let joining: Set<String> = ["DE", "OF", "DEL", "DO", "DI", "D"]

    private enum Part { case month, shortMonth, dayOrYear, year }

    /// What a run of characters of one kind may be in a date.
    private static func part(_ text: ArraySlice<Unicode.Scalar>) -> Part? {
        if text.contains(where: { !$0.isASCIIDigit && !$0.isWordPart }) { return nil }
        let skeleton = LookAlikes.skeleton(of: text)
        if months.contains(skeleton), text.contains(where: { !$0.isASCIIDigit }) { return .month }
        if wholeDatesOnly.contains(skeleton), text.contains(where: { !$0.isASCIIDigit }) {
            return .shortMonth
        }
        // Within one edit, for the long ones.
        if text.count >= 6, text.allSatisfy({ !$0.isASCIIDigit }) {
            let word = Array(skeleton.unicodeScalars)
            if months.contains(where: {
                $0.utf8.count >= 6 && isWithin(1, edits: word, Array($0.unicodeScalars))
            }) {
                return .month
            }
        }
        let values = text.compactMap(LookAlikes.digit)
        guard values.count == text.count,
            values.count == 1 || values.count == 2
                || values.count == 4
        else { return nil }
        return values.count == 4 ? .year : .dayOrYear
    }

    /// A piece cut where letters follow digits or digits letters: 24MAY2002; 1ST and 3RD lose their
    /// ends.
    private static func runs(_ piece: LineText.Piece) -> [ArraySlice<Unicode.Scalar>] {
        let text = piece.text[...]
        // The month is looked for first: O2MAY2OO2 is read as digits, May, digits.
        if piece.trueDigits > 0, !piece.isNumber {
            for length in stride(from: min(9, text.count - 1), through: 3, by: -1) {
                for start in 0...(text.count - length) {
                    let middle = text[start..<start + length]
                    let before = text[..<start]
                    let after = text[(start + length)...]
                    guard months.contains(LookAlikes.skeleton(of: middle)),
                        middle.contains(where: { !$0.isASCIIDigit }),
                        before.isEmpty || part(before) == .dayOrYear || part(before) == .year,
                        after.isEmpty || part(after) == .dayOrYear || part(after) == .year
                    else { continue }
                    return [before, middle, after].filter { !$0.isEmpty }
                }
            }
        }
        if text.count <= 4, text.count >= 3, text.first?.isASCIIDigit == true,
            ["ST", "ND", "RD", "TH", "ER"].contains(String(scalars: text.suffix(2)))
        {
            return [text.dropLast(2)]
        }
        return [text]
    }

    /// A date with the name of its month: day, month and year in any order, or two of them.
    static func named(_ input: RuleInput, _ index: Int) -> (String, Int)? {
        var parts: [Part] = []
        var end = index
        while end < input.count, parts.count < 3 {
            let piece = input.pieces[end]
            if end > index {
                let mark = piece.mark
                guard mark.count <= 1, mark.allSatisfy({ "/\\-_.,'~".contains($0) }) else { break }
                if joining.contains(piece.string), !parts.isEmpty {
                    end += 1
                    continue
                }
            }
            let found = runs(piece).map(part)
            guard found.allSatisfy({ $0 != nil }), parts.count + found.count <= 3 else { break }
            parts += found.compactMap { $0 }
            end += 1
        }
        // As much of it as makes a date.
        while parts.count >= 2 {
            if isDate(parts) { return ("named_month", end) }
            parts.removeLast()
            end -= 1
            if end <= index { break }
        }
        return nil
    }

    private static func isDate(_ parts: [Part]) -> Bool {
        let months = parts.count(where: { $0 == .month || $0 == .shortMonth })
        guard months == 1, parts.count(where: { $0 == .year }) <= 1 else { return false }
        if parts.contains(.shortMonth) {
            return parts.count == 3 && parts.contains(.year) && parts[0] != .shortMonth
        }
        return true
    }
}
