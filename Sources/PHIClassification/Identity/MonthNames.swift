/// Finds months in words and puts their numbers in their place.
enum MonthNames {
    /// The line with months as two digits; `nil` where it names none beside a digit.
    static func numbered(_ line: FoldedLine) -> FoldedLine? {
        var found: [(range: Range<Int>, symbols: [Symbol])] = []
        var start = 0
        let symbols = line.symbols
        while start < symbols.count {
            guard letter(symbols[start]) != nil, line.boundaries[start] != .none else {
                start += 1
                continue
            }
            var end = start + 1
            while end < symbols.count, line.boundaries[end] != .hard, end - start < 16,
                // Digits end the word, unless they stand for letters within it.
                !(line.boundaries[end] == .soft && SymbolFolding.isDigit(symbols[end])
                    && !isLetter(symbols, after: end))
            {
                end += 1
            }
            guard let number = number(symbols[start..<end]), hasDigitBeside(line, start..<end)
            else {
                // Digits that look like letters may stand before the word.
                start += 1
                continue
            }
            found.append((start..<end, [Symbol(number / 10), Symbol(number % 10)]))
            start = end
        }
        return found.isEmpty ? nil : line.replacing(found)
    }

    /// Whether a day or a year stands next to the word.
    private static func hasDigitBeside(_ line: FoldedLine, _ range: Range<Int>) -> Bool {
        func isDigit(_ place: Int) -> Bool {
            line.symbols.indices.contains(place) && SymbolFolding.isDigit(line.symbols[place])
        }
        return isDigit(range.lowerBound - 1) || isDigit(range.upperBound)
    }

    private static func isLetter(_ symbols: [Symbol], after place: Int) -> Bool {
        place + 1 < symbols.count && (10..<36).contains(symbols[place + 1])
    }

    /// The letter that a symbol is, or looks like.
    @inline(__always)
    private static func letter(_ symbol: Symbol) -> Symbol? {
        switch symbol {
        case 10..<36: symbol
        case 0: 24
        case 1, SymbolFolding.stroke: 18
        case 5: 28
        case 8: 11
        case 6: 16
        case 4: 10
        default: nil
        }
    }

    /// The month that a word of at least three letters begins, 1...12.
    private static func number(_ word: ArraySlice<Symbol>) -> Int? {
        guard (3...10).contains(word.count) else { return nil }
        var letters: [Symbol] = []
        for symbol in word {
            guard let letter = letter(symbol) else { return nil }
            letters.append(letter)
        }
        return byBeginning[letters]
    }

    /// Every beginning of three letters or more that fits one month only.
    private static let byBeginning: [[Symbol]: Int] = {
        var table: [[Symbol]: Int] = [:]
        var ambiguous: Set<[Symbol]> = []
        for (index, names) in names.enumerated() {
            for name in names {
                let letters = SymbolFolding.symbols(of: name)
                for length in 3...max(3, letters.count) where length <= letters.count {
                    let beginning = Array(letters.prefix(length))
                    if let other = table[beginning], other != index + 1 {
                        ambiguous.insert(beginning)
                    }
                    table[beginning] = index + 1
                }
            }
        }
        for beginning in ambiguous { table[beginning] = nil }
        return table
    }()

    /// English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Polish.
    private static let names = [
        ["JANUARY", "JANUAR", "JÄNNER", "JANVIER", "ENERO", "GENNAIO", "JANEIRO", "STYCZEN"],
        ["FEBRUARY", "FEBRUAR", "FÉVRIER", "FEBRERO", "FEBBRAIO", "FEVEREIRO", "LUTY"],
        ["MARCH", "MÄRZ", "MARS", "MARZO", "MARÇO", "MAART", "MRT", "MARZEC"],
        ["APRIL", "AVRIL", "ABRIL", "APRILE", "KWIECIEN"],
        ["MAY", "MAI", "MAYO", "MAGGIO", "MAIO", "MEI", "MAJ"],
        ["JUNE", "JUNI", "JUIN", "JUNIO", "GIUGNO", "JUNHO", "CZERWIEC"],
        ["JULY", "JULI", "JUILLET", "JULIO", "LUGLIO", "JULHO", "LIPIEC"],
        ["AUGUST", "AOÛT", "AGOSTO", "AUGUSTUS", "SIERPIEN"],
        ["SEPTEMBER", "SEPTEMBRE", "SEPTIEMBRE", "SETTEMBRE", "SETEMBRO", "WRZESIEN"],
        ["OCTOBER", "OKTOBER", "OCTOBRE", "OCTUBRE", "OTTOBRE", "OUTUBRO"],
        ["NOVEMBER", "NOVEMBRE", "NOVIEMBRE", "NOVEMBRO", "LISTOPAD"],
        ["DECEMBER", "DEZEMBER", "DÉCEMBRE", "DICIEMBRE", "DICEMBRE", "DEZEMBRO", "GRUDZIEN"],
    ]
}
