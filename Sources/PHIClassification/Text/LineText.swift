internal import TextRecognition

/// A line as the rules see it: folded, and cut into pieces of letters and digits, with what each
/// character may be besides.
struct LineText: Sendable {
    /// Characters of a line that are looked at. A longer line is no line of a console: it is never
    /// safe, and what is left of it counts as unreadable.
    static let maximumLength = 512

    /// Upper case, without accents; words are joined by one space.
    private(set) var scalars: [Unicode.Scalar] = []
    /// Index of the recognised word that each of `scalars` is of.
    private var words: [Int] = []
    /// The digit that each of `scalars` may be.
    private(set) var digits: [UInt8?] = []
    private(set) var pieces: [Piece] = []
    /// What stands after the last piece.
    private(set) var tail = ""
    private(set) var isTruncated = false

    /// A run of letters and digits.
    struct Piece: Sendable {
        var range: Range<Int>
        /// Index of the recognised word that it starts in.
        var word: Int
        /// Folded.
        var text: [Unicode.Scalar]
        /// What stands between this piece and the one before.
        var gap: String
        /// The value of each character, where all of them may be digits; empty else.
        var digits: [UInt8]
        /// How many are digits as read.
        var trueDigits: Int
        var skeleton: String

        var isLetters: Bool { trueDigits == 0 }
        var string: String { String(scalars: text) }
        /// How many characters are digits or look like one.
        var digitLike: Int
        /// Whether it is a number, with look-alikes in the minority.
        var isNumber: Bool { !digits.isEmpty && trueDigits * 2 >= digits.count }
        var gapHasSpace: Bool { gap.contains(" ") }
        /// The gap without spaces.
        var mark: String { gap.filter { $0 != " " } }
        /// The number that it says, at most nine digits of it.
        var value: Int? {
            guard !digits.isEmpty, digits.count <= 9 else { return nil }
            return digits.reduce(0) { $0 * 10 + Int($1) }
        }
    }

    init(_ line: RecognizedLine) {
        for (index, word) in line.words.enumerated() {
            if index > 0 { append(" ", digit: nil, word: index) }
            append(word, index)
            if isTruncated { break }
        }
        cut()
    }

    init(_ text: String) {
        self.init(
            RecognizedLine(
                words: text.split(separator: " ").map {
                    RecognizedWord(text: String($0), confidence: 1)
                }))
    }

    private mutating func append(_ word: RecognizedWord, _ number: Int) {
        // Alternatives count only where they can be told which character they are of.
        let isAligned = word.characters.count == word.text.count
        for (index, character) in word.text.enumerated() {
            var digit: UInt8?
            if let only = character.unicodeScalars.first, character.unicodeScalars.count == 1 {
                digit = LookAlikes.digit(of: only)
            }
            if digit == nil, isAligned {
                digit = word.characters[index].alternatives.lazy
                    .filter { $0.confidence >= 0.1 }
                    .compactMap { $0.text.first?.wholeNumberValue.flatMap { UInt8(exactly: $0) } }
                    .first { $0 < 10 }
            }
            for scalar in character.unicodeScalars { append(scalar, digit: digit, word: number) }
            if isTruncated { return }
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar, digit: UInt8?, word: Int) {
        let before = scalars.count
        LetterFolding.append(scalar, to: &scalars)
        if scalars.count > Self.maximumLength {
            scalars.removeLast(scalars.count - before)
            isTruncated = true
        }
        while digits.count < scalars.count {
            digits.append(digit)
            words.append(word)
        }
    }

    private mutating func cut() {
        var position = 0
        var end = 0
        while position < scalars.count {
            guard isPart(position) else {
                position += 1
                continue
            }
            let start = position
            while position < scalars.count, isPart(position) { position += 1 }
            addPiece(start..<position, after: end)
            end = position
        }
        tail = String(scalars: scalars[end...])
        joinInitials()
    }

    private func isPart(_ position: Int) -> Bool {
        let scalar = scalars[position]
        if scalar.isWordPart { return true }
        // `|2` is 12 at the start of a word, and 3@5 is 305.
        guard LookAlikes.isDigitLikeSymbol(scalar) else { return false }
        let next = position + 1 < scalars.count ? scalars[position + 1] : " "
        // 926! is 9261 at the end of a word.
        if next == " ", position > 1, scalars[position - 1].isASCIIDigit,
            scalars[position - 2].isASCIIDigit, scalar != "@", scalar != "?"
        {
            return true
        }
        guard next.isASCIIDigit else { return false }
        return position == 0 || scalars[position - 1] == " " || scalars[position - 1].isASCIIDigit
    }

    private mutating func addPiece(_ range: Range<Int>, after end: Int) {
        let text = Array(scalars[range])
        let values = digits[range].compactMap { $0 }
        pieces.append(
            Piece(
                range: range, word: words[range.lowerBound], text: text,
                gap: String(scalars: scalars[end..<range.lowerBound]),
                digits: values.count == text.count ? values : [],
                trueDigits: text.count(where: \.isASCIIDigit),
                skeleton: LookAlikes.skeleton(of: text), digitLike: values.count))
    }

    /// D.O.B. is one word.
    private mutating func joinInitials() {
        var joined: [Piece] = []
        for piece in pieces {
            if piece.gap == ".", piece.text.count == 1, piece.trueDigits == 0,
                var last = joined.last, last.trueDigits == 0,
                last.text.count == 1 || last.text.count < last.range.count
            {
                last.range = last.range.lowerBound..<piece.range.upperBound
                last.text += piece.text
                last.digits = []
                last.digitLike += piece.digitLike
                last.skeleton = LookAlikes.skeleton(of: last.text)
                joined[joined.count - 1] = last
            } else {
                joined.append(piece)
            }
        }
        pieces = joined
    }

    /// What stands after a piece and before the next one.
    func gap(after piece: Int) -> String {
        piece + 1 < pieces.count ? pieces[piece + 1].gap : tail
    }

    /// Whether one of these characters stands right after a piece.
    func isFollowed(_ piece: Int, byAnyOf marks: String) -> Bool {
        guard let mark = gap(after: piece).first(where: { $0 != " " }) else { return false }
        return marks.contains(mark)
    }
}
