/// Case and accents taken off, so that a word is found however it was set or read: `né` and `NE`,
/// `Straße` and `STRASSE`. Letters of other scripts stay, in upper case.
enum LetterFolding {
    private static let latin: [Unicode.Scalar: String] = {
        let groups: [(String, String)] = [
            ("A", "ÀÁÂÃÄÅĀĂĄǍ"), ("AE", "Æ"), ("C", "ÇĆĈĊČ"), ("D", "ÐĎĐ"),
            ("E", "ÈÉÊËĒĔĖĘĚ"), ("G", "ĜĞĠĢ"), ("H", "ĤĦ"), ("I", "ÌÍÎÏĨĪĬĮİ"), ("J", "Ĵ"),
            ("K", "Ķ"), ("L", "ĹĻĽĿŁ"), ("N", "ÑŃŅŇ"), ("O", "ÒÓÔÕÖØŌŎŐ"), ("OE", "Œ"),
            ("R", "ŔŖŘ"), ("S", "ŚŜŞŠȘ"), ("T", "ŢŤŦȚ"), ("TH", "Þ"), ("U", "ÙÚÛÜŨŪŬŮŰŲ"),
            ("W", "Ŵ"), ("Y", "ÝŶŸ"), ("Z", "ŹŻŽ"), ("SS", "ẞ"),
            ("-", "‐‑‒–—−"), ("'", "‘’`´"), ("\"", "“”„"), ("/", "⁄∕"), (" ", "\u{A0}\u{3000}"),
            ("X", "×"),
        ]
        var table: [Unicode.Scalar: String] = [:]
        for (plain, accented) in groups {
            for scalar in accented.unicodeScalars { table[scalar] = plain }
        }
        return table
    }()

    /// Appends what a scalar becomes: nothing for an accent of its own, else one or two scalars.
    static func append(_ scalar: Unicode.Scalar, to folded: inout [Unicode.Scalar]) {
        switch scalar.value {
        case 0x61...0x7A:
            folded.append(Unicode.Scalar(UInt8(scalar.value - 0x20)))
        case 0...0x7F:
            folded.append(scalar)
        case 0x0300...0x036F:
            return
        case 0xFF01...0xFF5E:
            // Wide forms of ASCII, as East Asian consoles write it.
            if let narrow = Unicode.Scalar(scalar.value - 0xFEE0) { append(narrow, to: &folded) }
        default:
            // µ and ß have no upper case of one scalar that a table could start from.
            for upper in scalar.properties.uppercaseMapping.unicodeScalars {
                if let plain = latin[upper] {
                    folded.append(contentsOf: plain.unicodeScalars)
                } else if !(0x0300...0x036F).contains(upper.value) {
                    folded.append(upper)
                }
            }
        }
    }

    static func folded(_ text: String) -> [Unicode.Scalar] {
        var folded: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars { append(scalar, to: &folded) }
        return folded
    }
}

extension String {
    init(scalars: some Sequence<Unicode.Scalar>) {
        self.init()
        unicodeScalars.append(contentsOf: scalars)
    }
}

extension Unicode.Scalar {
    var isASCIIDigit: Bool { (0x30...0x39).contains(value) }
    var isASCIIUpper: Bool { (0x41...0x5A).contains(value) }
    /// A letter or digit of any script.
    var isWordPart: Bool {
        isASCIIDigit || isASCIIUpper
            || (value > 0x7F
                && (properties.isAlphabetic || properties.numericType != nil
                    || properties.isIdeographic))
    }
}
