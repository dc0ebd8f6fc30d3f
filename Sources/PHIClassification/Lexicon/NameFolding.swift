/// Folds text to the letters A...Z in which the lexicon keeps names: upper case, no accents, Cyrillic and
/// Greek romanised as in passports (ICAO Doc 9303 part 3, section 6). The same as `models/lexicon/folding.py`.
enum NameFolding {
    /// The letters of a word, 0 = A. What is no letter of these scripts is left out.
    static func letters(of word: String) -> [UInt8] {
        var letters: [UInt8] = []
        var previous: Unicode.Scalar?
        for scalar in word.unicodeScalars {
            append(scalar, after: previous, to: &letters)
            previous = scalar
        }
        return letters
    }

    /// Whether a scalar is a letter that can be folded.
    static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ascii(scalar) != nil || table[scalar] != nil || isCombining(scalar)
    }

    /// Appends what a scalar folds to.
    static func append(
        _ scalar: Unicode.Scalar, after previous: Unicode.Scalar?, to letters: inout [UInt8]
    ) {
        if let letter = ascii(scalar) {
            letters.append(letter)
        } else if "υύΥΎ".unicodeScalars.contains(scalar), let previous,
            "οΟ".unicodeScalars.contains(previous)
        {
            // Greek "ου" is one sound.
            letters.append(20)
        } else {
            letters += table[scalar] ?? []
        }
    }

    private static func ascii(_ scalar: Unicode.Scalar) -> UInt8? {
        switch scalar {
        case "A"..."Z": UInt8(scalar.value - 0x41)
        case "a"..."z": UInt8(scalar.value - 0x61)
        default: nil
        }
    }

    private static func isCombining(_ scalar: Unicode.Scalar) -> Bool {
        (0x300...0x36F).contains(scalar.value)
    }

    /// Letters beyond ASCII, upper and lower case.
    private static let table: [Unicode.Scalar: [UInt8]] = {
        var table: [Unicode.Scalar: [UInt8]] = [:]
        for (plain, variants) in latin + cyrillic + greek {
            let letters = plain.unicodeScalars.compactMap(ascii)
            for variant in variants.unicodeScalars {
                table[variant] = letters
                let lower = variant.properties.lowercaseMapping.unicodeScalars
                if lower.count == 1, let scalar = lower.first { table[scalar] = letters }
            }
        }
        return table
    }()

    private static let latin: [(plain: String, variants: String)] = [
        ("A", "ÀÁÂÃÄÅĀĂĄǍǞǠǺȀȂȦḀẠẢẤẦẨẪẬẮẰẲẴẶ"), ("AE", "ÆǢǼ"), ("B", "ḂḄḆ"), ("C", "ÇĆĈĊČḈ"),
        ("D", "ÐĎĐḊḌḎḐḒ"), ("E", "ÈÉÊËĒĔĖĘĚƏȄȆȨḔḖḘḚḜẸẺẼẾỀỂỄỆ"), ("F", "Ḟ"), ("G", "ĜĞĠĢǦǴḠ"),
        ("H", "ĤĦȞḢḤḦḨḪ"), ("I", "ÌÍÎÏĨĪĬĮİıǏȈȊḬḮỈỊ"), ("IJ", "Ĳ"), ("J", "Ĵ"), ("K", "ĶǨḰḲḴ"),
        ("L", "ĹĻĽŁḶḸḺḼ"), ("M", "ḾṀṂ"), ("N", "ÑŃŅŇŊǸṄṆṈṊ"),
        ("O", "ÒÓÔÕÖØŌŎŐƠǑǪǬǾȌȎȪȬȮȰṌṎṐṒỌỎỐỒỔỖỘỚỜỞỠỢ"), ("OE", "Œ"), ("P", "ṔṖ"), ("R", "ŔŖŘȐȒṘṚṜṞ"),
        ("S", "ŚŜŞŠȘṠṢṤṦṨ"), ("SS", "ßẞ"), ("T", "ŢŤŦȚṪṬṮṰ"), ("TH", "Þ"),
        ("U", "ÙÚÛÜŨŪŬŮŰŲƯǓǕǗǙǛȔȖṲṴṶṸṺỤỦỨỪỬỮỰ"), ("V", "ṼṾ"), ("W", "ŴẀẂẄẆẈ"), ("X", "ẊẌ"),
        ("Y", "ÝŶŸȲẎỲỴỶỸ"), ("Z", "ŹŻŽẐẒẔ"),
    ]

    private static let cyrillic: [(plain: String, variants: String)] = [
        ("", "ЬЪ"), ("A", "А"), ("B", "Б"), ("C", "Ћ"), ("CH", "Ч"), ("D", "ЂД"), ("DZ", "ЅЏ"),
        ("E", "ЀЁЕЭ"), ("F", "Ф"), ("G", "ЃГҐ"), ("I", "ІЇЍИЙ"), ("IA", "Я"), ("IE", "Є"),
        ("IU", "Ю"), ("J", "Ј"), ("K", "ЌК"), ("KH", "Х"), ("L", "Л"), ("LJ", "Љ"), ("M", "М"),
        ("N", "Н"), ("NJ", "Њ"), ("O", "О"), ("P", "П"), ("R", "Р"), ("S", "С"), ("SH", "Ш"),
        ("SHCH", "Щ"), ("T", "Т"), ("TS", "Ц"), ("U", "ЎУ"), ("V", "В"), ("Y", "Ы"), ("Z", "З"),
        ("ZH", "Ж"),
    ]

    private static let greek: [(plain: String, variants: String)] = [
        ("A", "ΆΑ"), ("CH", "Χ"), ("D", "Δ"), ("E", "ΈΕ"), ("F", "Φ"), ("G", "Γ"), ("I", "ΉΊΗΙΪΐ"),
        ("K", "Κ"), ("L", "Λ"), ("M", "Μ"), ("N", "Ν"), ("O", "ΌΏΟΩ"), ("P", "Π"), ("PS", "Ψ"),
        ("R", "Ρ"), ("S", "Σς"), ("T", "Τ"), ("TH", "Θ"), ("V", "Β"), ("X", "Ξ"), ("Y", "ΎΥΫΰ"),
        ("Z", "Ζ"),
    ]
}
