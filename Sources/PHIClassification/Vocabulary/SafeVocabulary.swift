/// What consoles write that tells nothing of a person: `models/safe-vocabulary.txt`, which describes
/// itself, and the user's words.
struct SafeVocabulary: Sendable {
    enum Kind: Hashable, Sendable {
        case word
        /// A name of persons too.
        case shared
        /// Of no person, and not safe.
        case known
        case unit
        /// Takes numbers of this range.
        case key(ClosedRange<Double>)
    }

    struct Entry: Sendable {
        /// Skeletons of words, and runs of digits, in their order.
        var atoms: [String]
        var kind: Kind
    }

    /// By the first atom, the longest first.
    private(set) var entries: [String: [Entry]] = [:]
    /// Entries of one word, for words that were read with digits in them.
    private(set) var words: [String: Kind] = [:]
    /// Words long enough to be told although a letter is misread, by their length.
    private(set) var long: [Int: [[Unicode.Scalar]]] = [:]
    private(set) var orientation: Set<String> = []
    private(set) var letters: Set<String> = []

    /// The vocabulary that is compiled in.
    static let standard = SafeVocabulary(compiledIn)

    /// - Parameter text: in the format of `models/safe-vocabulary.txt`; what it does not know it leaves out.
    init(_ text: String) {
        var section: Substring = ""
        for line in text.split(separator: "\n") {
            let content = line.prefix { $0 != "#" }.trimmed
            if content.isEmpty { continue }
            if content.hasPrefix("["), content.hasSuffix("]") {
                section = content.dropFirst().dropLast()
                continue
            }
            for entry in content.split(separator: ",") { add(String(entry.trimmed), section) }
        }
        sort()
    }

    /// With words of the user's own.
    func adding(_ words: [String]) -> SafeVocabulary {
        var vocabulary = self
        for word in words { vocabulary.add(word, .word) }
        vocabulary.sort()
        return vocabulary
    }

    private mutating func sort() {
        for key in entries.keys {
            entries[key]?.sort { $0.atoms.count > $1.atoms.count }
        }
    }

    private mutating func add(_ entry: String, _ section: Substring) {
        switch section {
        case "words": add(entry, .word)
        case "shared": add(entry, .shared)
        case "known": add(entry, .known)
        case "units": add(entry, .unit)
        case "orientation": orientation.insert(entry)
        case "letters": letters.insert(entry)
        default:
            let parts = section.split(separator: " ")
            if parts.count == 4, parts[0] == "keys", let low = Double(parts[1]),
                let high = Double(parts[3]), low <= high
            {
                add(entry, .key(low...high))
            }
        }
    }

    private mutating func add(_ entry: String, _ kind: Kind) {
        let text = LineText(entry)
        let atoms = LineAtoms(text).atoms
        guard let first = atoms.first else { return }
        entries[first.key, default: []].append(Entry(atoms: atoms.map(\.key), kind: kind))
        guard text.pieces.count == 1, let piece = text.pieces.first, piece.trueDigits == 0 else {
            return
        }
        // A word that is safe in one way and known in another is the former.
        let key = LookAlikes.key(of: piece.text)
        if kind != .known || words[key] == nil { words[key] = kind }
        if piece.text.count >= 7 {
            long[piece.skeleton.unicodeScalars.count, default: []]
                .append(Array(piece.skeleton.unicodeScalars))
        }
    }

    /// What a piece of a line is that was read as one of its words, with look-alikes, or with one letter
    /// wrong where it is long.
    func kind(of piece: LineText.Piece) -> Kind? {
        if let kind = words[LookAlikes.key(of: piece.text)],
            piece.text.count >= 4 && piece.trueDigits * 2 < piece.text.count
                || piece.trueDigits == 0
        {
            return kind
        }
        if let kind = kindOfSimilar(piece) { return kind }
        guard piece.text.count >= 6, piece.trueDigits <= 2 else { return nil }
        let skeleton = Array(piece.skeleton.unicodeScalars)
        for length in (skeleton.count - 1)...(skeleton.count + 1) {
            for word in long[length] ?? [] where isWithin(1, edits: skeleton, word) {
                return words[String(scalars: word)]
            }
        }
        return nil
    }
}

extension SafeVocabulary {
    /// Whether a piece is taken for a word that it differs from by more than look-alikes.
    func hasNearly(_ piece: LineText.Piece) -> Bool {
        words[LookAlikes.key(of: piece.text)] == nil && kind(of: piece) != nil
    }

    /// Letters that differ by a stroke.
    private static let similar: [Unicode.Scalar: String] = [
        "E": "FC", "F": "EP", "C": "GOE", "G": "CO", "O": "CQDG", "Q": "O", "D": "O", "U": "V",
        "V": "UY", "Y": "V", "H": "NM", "N": "HM", "M": "NH", "B": "RE", "R": "BPK", "P": "RF",
        "T": "I", "I": "T", "K": "RX", "X": "K",
    ]

    /// A word of five or six letters one of which differs by a stroke.
    private func kindOfSimilar(_ piece: LineText.Piece) -> Kind? {
        guard (5...6).contains(piece.text.count), piece.trueDigits == 0 else { return nil }
        var letters = Array(piece.skeleton.unicodeScalars)
        for (index, letter) in letters.enumerated() {
            for other in (Self.similar[letter] ?? "").unicodeScalars {
                letters[index] = other
                if let kind = words[String(scalars: letters)] { return kind }
            }
            letters[index] = letter
        }
        return nil
    }
}

/// A line cut further: into runs of digits and runs of letters.
struct LineAtoms: Sendable {
    struct Atom: Sendable {
        /// The digits, or the skeleton of the letters.
        var key: String
        /// Folded, as read.
        var text: ArraySlice<Unicode.Scalar>
        var isNumber: Bool
        /// Which of the line's pieces it is of.
        var piece: Int
        /// Whether it starts that piece, or ends it.
        var isFirst: Bool
        var isLast: Bool
        /// What stands between it and the one before; empty within a piece.
        var gap: String
    }

    private(set) var atoms: [Atom] = []

    init(_ line: LineText) {
        for (index, piece) in line.pieces.enumerated() {
            var start = 0
            while start < piece.text.count {
                let isNumber = piece.text[start].isASCIIDigit
                var end = start + 1
                while end < piece.text.count, piece.text[end].isASCIIDigit == isNumber { end += 1 }
                let text = piece.text[start..<end]
                atoms.append(
                    Atom(
                        key: isNumber ? String(scalars: text) : LookAlikes.key(of: text),
                        text: text, isNumber: isNumber, piece: index, isFirst: start == 0,
                        isLast: end == piece.text.count, gap: start == 0 ? piece.gap : ""))
                start = end
            }
        }
    }
}
