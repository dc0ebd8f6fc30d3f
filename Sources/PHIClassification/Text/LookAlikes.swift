/// Characters that text recognition takes for each other, in the bitmap fonts of scanners above all.
enum LookAlikes {
    /// The digit that a character may be: `O` is 0, `S` is 5. Digits are themselves.
    static func digit(of scalar: Unicode.Scalar) -> UInt8? {
        if scalar.isASCIIDigit { return UInt8(scalar.value - 0x30) }
        switch scalar {
        case "O", "o", "Q", "D", "@": return 0
        case "I", "i", "L", "l", "|", "!": return 1
        case "Z", "z": return 2
        case "A": return 4
        case "S", "s", "$": return 5
        case "G", "E", "b": return 6
        case "T", "?": return 7
        case "B", "&": return 8
        case "g", "q": return 9
        default: return nil
        }
    }

    /// Symbols that are digits where digits stand beside them, and punctuation elsewhere.
    static func isDigitLikeSymbol(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "@", "|", "!", "$", "?", "&": true
        default: false
        }
    }

    /// What is left of a folded word when all characters that look alike are made one: words are
    /// compared by their skeletons.
    static func skeleton(of word: some Collection<Unicode.Scalar>) -> String {
        var skeleton = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in word {
            let plain: Unicode.Scalar
            switch scalar {
            case "0", "@": plain = "O"
            case "1", "|", "!", "L": plain = "I"
            case "5", "$": plain = "S"
            case "8", "&": plain = "B"
            case "2": plain = "Z"
            case "6": plain = "G"
            case "4": plain = "A"
            case "7": plain = "T"
            default: plain = scalar
            }
            // rn is m, cl is d, vv is w.
            switch (previous, plain) {
            case ("R", "N"): replaceLast("M")
            case ("C", "I"): replaceLast("D")
            case ("V", "V"): replaceLast("W")
            default:
                skeleton.append(plain)
                previous = plain
            }
        }
        return String(skeleton)

        func replaceLast(_ scalar: Unicode.Scalar) {
            skeleton.removeLast()
            skeleton.append(scalar)
            previous = scalar
        }
    }

    /// What short words are compared by: of one and two letters nothing may differ, of three and four not
    /// the number of letters, for CRN is no CM.
    static func key(of word: some Collection<Unicode.Scalar>) -> String {
        switch word.count {
        case ...2: String(scalars: word)
        case ...4: skeleton(of: word) + "#" + String(word.count)
        default: skeleton(of: word)
        }
    }

    static func skeleton(of word: String) -> String {
        skeleton(of: LetterFolding.folded(word))
    }
}

/// Whether one word becomes the other by at most so many characters changed, added or left out.
func isWithin(_ limit: Int, edits a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Bool {
    guard abs(a.count - b.count) <= limit else { return false }
    var previous = Array(0...b.count)
    var current = previous
    for (row, left) in a.enumerated() {
        current[0] = row + 1
        var least = current[0]
        for (column, right) in b.enumerated() {
            let change = previous[column] + (left == right ? 0 : 1)
            current[column + 1] = min(change, previous[column + 1] + 1, current[column] + 1)
            least = min(least, current[column + 1])
        }
        if least > limit { return false }
        swap(&previous, &current)
    }
    return previous[b.count] <= limit
}
