/// A character for comparison: 0 to 9 the digits, 10 to 35 the letters A to Z, 36 a stroke that may
/// be one of several; else the scalar of a letter of another script.
typealias Symbol = UInt32

/// Folds text to what recognition can tell apart: no case, no accents, no width, letters of other
/// scripts that look like Latin ones as those.
enum SymbolFolding {
    static let stroke: Symbol = 36
    /// How many symbols have a row in tables.
    static let tableSize = 37

    enum Folded {
        case symbols([Symbol])
        /// Nothing that is compared, and no boundary: a combining mark, an apostrophe.
        case nothing
        case separator
    }

    /// A symbol for an ASCII letter or digit.
    @inline(__always)
    static func symbol(ofASCII byte: UInt8) -> Symbol? {
        switch byte {
        case 0x30...0x39: Symbol(byte - 0x30)
        case 0x41...0x5A: Symbol(byte - 0x41 + 10)
        case 0x61...0x7A: Symbol(byte - 0x61 + 10)
        case 0x7C, 0x21: stroke
        // What a dollar sign was is an S more often than not.
        case 0x24: 28
        default: nil
        }
    }

    static func fold(_ scalar: Unicode.Scalar) -> Folded {
        let value = scalar.value
        if value < 0x80 {
            if let symbol = symbol(ofASCII: UInt8(value)) { return .symbols([symbol]) }
            // O'Brien is one word, however it is read.
            return value == 0x27 || value == 0x60 ? .nothing : .separator
        }
        return foldWide(scalar)
    }

    private static func foldWide(_ scalar: Unicode.Scalar) -> Folded {
        let value = scalar.value
        switch value {
        case 0x2018, 0x2019, 0xB4: return .nothing
        case 0xA6: return .symbols([stroke])
        // Full-width forms of ASCII.
        case 0xFF01...0xFF5E:
            return Unicode.Scalar(value - 0xFEE0).map(fold) ?? .separator
        case 0x3041...0x30FF, 0xFF66...0xFF9F: return Kana.fold(value)
        default: break
        }
        let properties = scalar.properties
        if properties.generalCategory == .nonspacingMark { return .nothing }
        if let digit = properties.numericValue, properties.numericType == .decimal {
            return .symbols([Symbol(digit)])
        }
        guard properties.isAlphabetic else { return .separator }
        var symbols: [Symbol] = []
        for capital in properties.uppercaseMapping.unicodeScalars {
            if let latin = FoldingTables.latin[capital.value] {
                symbols += latin
            } else if let symbol = capital.isASCII
                ? symbol(ofASCII: UInt8(capital.value)) : capital.value
            {
                symbols.append(symbol)
            }
        }
        return .symbols(symbols)
    }

    /// The symbols of a word; separators are left out.
    static func symbols(of text: some StringProtocol) -> [Symbol] {
        var symbols: [Symbol] = []
        for scalar in text.unicodeScalars {
            if case .symbols(let folded) = fold(scalar) { symbols += folded }
        }
        return symbols
    }

    @inline(__always) static func isDigit(_ symbol: Symbol) -> Bool { symbol < 10 }
    /// Whether the symbol is of a script written without spaces, where any place may part words.
    @inline(__always)
    static func isIdeographic(_ symbol: Symbol) -> Bool {
        (0x0E00..<0x0E80).contains(symbol) || (0x3040..<0x3100).contains(symbol)
            || (0x3400..<0xA000).contains(symbol) || (0xAC00..<0xD7B0).contains(symbol)
            || (0xF900..<0xFB00).contains(symbol) || (0x20000..<0x40000).contains(symbol)
    }
}

/// Kana by sound: hiragana, half-width and voiced forms as plain katakana.
private enum Kana {
    static func fold(_ value: UInt32) -> SymbolFolding.Folded {
        switch value {
        case 0x3099...0x309C, 0x30FB, 0xFF9E, 0xFF9F: return .nothing
        case 0xFF66...0xFF9D: return .symbols([plain(halfWidth[Int(value - 0xFF66)])])
        case 0x3041...0x3096: return .symbols([plain(value + 0x60)])
        case 0x30A1...0x30FF: return .symbols([plain(value)])
        default: return .separator
        }
    }

    private static let halfWidth = Array(
        "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
            .unicodeScalars
    ).map(\.value)

    /// Voicing marks and small forms are what recognition loses first.
    private static func plain(_ value: UInt32) -> Symbol {
        switch value {
        // カガ...ヂ in pairs, ッツヅ, then テデトド in pairs, then ハバパ in threes.
        case 0x30AB...0x30C2: value - (value - 0x30AB) % 2
        case 0x30C3, 0x30C5: 0x30C4
        case 0x30C6...0x30C9: value - (value - 0x30C6) % 2
        case 0x30CF...0x30DD: value - (value - 0x30CF) % 3
        // Small vowels and ya, yu, yo stand before their full forms.
        case 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30E3, 0x30E5, 0x30E7: value + 1
        default: value
        }
    }
}
