internal import TextRecognition

/// A run of letters in a line, as the lexicon looks it up.
struct NameToken {
    /// What stands between a token and the one before it.
    enum Separator: Comparable {
        case space, hyphen, period, comma, caret, other
    }

    /// A word longer than this is no name; of what is longer only this much is kept.
    static let maximumLength = 20

    /// Index of the line's word that it stands in.
    var wordIndex: Int
    /// 0 = A.
    var letters: [UInt8] = []
    /// How many of `letters` were read as digits or signs that look like them.
    var digits = 0
    /// Whether digits stand in it that letters do not explain.
    var isCode = false
    var isTooLong = false
    var hasUpperCase = false
    /// What stands before it and after it.
    var before: Separator
    var after = Separator.space

    var isInitial: Bool { letters.count == 1 && digits == 0 && hasUpperCase && !isCode }

    /// Whether it may be a name at all.
    var isWord: Bool {
        letters.count >= 2 && !isCode && !isTooLong && digits <= max(0, letters.count / 4)
    }
}

extension NameToken {
    /// The tokens of a line; numbers are tokens too, as what they are: no words.
    static func tokens(of line: RecognizedLine) -> [NameToken] {
        var tokens: [NameToken] = []
        var between = Separator.space
        for (index, word) in line.words.enumerated() {
            var token = NameToken(wordIndex: index, before: between)
            func finish(_ separator: Separator) {
                if !token.letters.isEmpty || token.isCode {
                    token.after = separator
                    tokens.append(token)
                    between = separator
                } else {
                    between = max(between, separator)
                }
                token = NameToken(wordIndex: index, before: between)
            }
            var previous: Unicode.Scalar?
            for scalar in word.text.unicodeScalars {
                if NameFolding.isLetter(scalar) {
                    token.append(scalar, after: previous)
                } else if let letter = digitLookAlikes[scalar] {
                    token.appendDigit(letter)
                } else if scalar.properties.numericType != nil {
                    token.isCode = true
                } else if !apostrophes.contains(scalar) {
                    finish(separators[scalar] ?? .other)
                }
                previous = scalar
            }
            finish(.space)
        }
        return tokens
    }

    private mutating func append(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar?) {
        guard letters.count < Self.maximumLength else {
            isTooLong = true
            return
        }
        NameFolding.append(scalar, after: previous, to: &letters)
        if !scalar.properties.isLowercase { hasUpperCase = true }
    }

    private mutating func appendDigit(_ letter: UInt8) {
        guard letters.count < Self.maximumLength else {
            isTooLong = true
            return
        }
        letters.append(letter)
        digits += 1
    }

    private static let apostrophes: Set<Unicode.Scalar> = ["'", "’", "`", "´", "‘"]

    private static let separators: [Unicode.Scalar: Separator] = [
        "^": .caret, ",": .comma, ".": .period, "-": .hyphen, "‐": .hyphen, "_": .space,
    ]

    /// Digits and signs, and the letters that they are read for.
    private static let digitLookAlikes: [Unicode.Scalar: UInt8] = {
        var table: [Unicode.Scalar: UInt8] = [:]
        for (sign, letter) in [
            ("0", "O"), ("1", "I"), ("|", "I"), ("!", "I"), ("2", "Z"), ("4", "A"), ("@", "A"),
            ("5", "S"), ("$", "S"), ("6", "G"), ("8", "B"), ("€", "E"), ("£", "E"), ("7", "T"),
        ] as [(Unicode.Scalar, String)] {
            table[sign] = NameFolding.letters(of: letter).first
        }
        return table
    }()
}
