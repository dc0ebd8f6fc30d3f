internal import RedactionPolicy
internal import RedactionReport
internal import TextRecognition

/// What the witnesses say of a line, before it is put together.
struct LineJudgement {
    let text: LineText
    let reading: VocabularyReading
    let line: RecognizedLine
    private(set) var infoTypes: [InfoType] = []
    private(set) var witnesses: [Witness] = []
    /// Whether a value of the header, or a given one, is on the line.
    private(set) var isIdentified = false
    var isDenied = false
    var isAllowed = false
    /// Whether what stands around the line shows that its bare number is one of a scale.
    var isScale = false
    var readability = Readability.readable

    init(text: LineText, reading: VocabularyReading, line: RecognizedLine) {
        self.text = text
        self.reading = reading
        self.line = line
    }

    mutating func add(_ type: InfoType, _ witness: Witness) {
        if !infoTypes.contains(type) { infoTypes.append(type) }
        if !witnesses.contains(witness) { witnesses.append(witness) }
    }

    mutating func add(_ matches: [IdentityMatcher.Match]) {
        for match in matches {
            isIdentified = true
            add(match.infoType, match.witness)
        }
    }

    var finding: LineFinding {
        var types = infoTypes
        var reasons = witnesses
        var isSafe = reading.isSafe && infoTypes.isEmpty && !isDenied
        var isReadable = true
        if readability == .tooShort { isSafe = false }
        if isAllowed {
            return LineFinding(
                witnesses: [Witness(.allowList)], isSafe: true, confidence: line.confidence,
                text: line.text)
        }
        if isDenied { reasons.append(Witness(.denyList)) }
        if isScale, types.isEmpty, !isDenied {
            isSafe = true
            reasons.append(Witness(.vocabulary, "scale"))
        } else if isSafe {
            reasons.append(Witness(.vocabulary))
        } else if let reason = readability.reason {
            isReadable = false
            reasons.append(Witness(.unreadable, reason))
            if types.isEmpty { types = [.unknownText] }
        } else if isDenied, types.isEmpty {
            types = [.unknownText]
        }
        return LineFinding(
            infoTypes: InfoType.byTellingness(types), witnesses: reasons, isSafe: isSafe,
            isReadable: isReadable, confidence: line.confidence, text: line.text)
    }
}

/// Whether what was read of a line is enough to judge it by.
enum Readability: Hashable, Sendable {
    case readable
    case nothingRead
    case tooLong
    /// A few characters, read with less confidence than they need.
    case tooShort
    case oddCharacters
    /// Words that no list has: misread, or names that no list has either.
    case unknownWords
    /// Numbers with no word that would explain them.
    case unexplainedDigits

    var reason: String? {
        switch self {
        case .readable: nil
        case .nothingRead: "nothing_read"
        case .tooLong: "too_long"
        case .tooShort: "too_short"
        case .oddCharacters: "odd_characters"
        case .unknownWords: "unknown_words"
        case .unexplainedDigits: "unexplained_digits"
        }
    }

    /// - Parameter isNamed: whether something is known of the line, so that its other words matter less.
    init(
        of text: LineText, _ reading: VocabularyReading, isNamed: Bool, confidence: Double
    ) {
        let letters = text.pieces.reduce(0) { $0 + $1.text.count }
        let marks = text.scalars.count(where: { $0 != " " }) - letters
        let odd = text.scalars.count {
            !$0.isWordPart && $0 != " " && !" .,:;/-+()[]%#=*'".unicodeScalars.contains($0)
        }
        if text.isTruncated {
            self = .tooLong
        } else if letters == 0 {
            self = .nothingRead
        } else if !isNamed, confidence < Self.confidenceOfShort,
            letters <= (reading.isSafe ? 2 : 4), !Self.isSide(text)
        {
            self = .tooShort
        } else if odd * 4 > letters + marks || marks > letters * 2 {
            self = .oddCharacters
        } else if !isNamed, Self.hasUnknownWords(text, reading) {
            self = .unknownWords
        } else if !isNamed, Self.hasUnexplainedDigits(text, reading) {
            self = .unexplainedDigits
        } else {
            self = .readable
        }
    }

    /// A reader makes a letter or a digit of any stroke, and what it makes of a line that it cannot read is
    /// short: of the words that were taken for settings that way nearly all were read with less.
    private static let confidenceOfShort = 0.9

    /// The letter of a side, which is wanted where nothing else is, and hardly ever what is left of a line.
    private static func isSide(_ text: LineText) -> Bool {
        let letters = text.pieces.map { String(String.UnicodeScalarView($0.text)) }
        return letters.count == 1 && ["L", "R"].contains(letters.first?.uppercased())
    }

    /// Whether there are digits enough for a date, and no word that is known.
    private static func hasUnexplainedDigits(_ text: LineText, _ reading: VocabularyReading) -> Bool
    {
        let digits = text.pieces.enumerated().reduce(0) {
            $0 + (reading.isTechnical[$1.offset] ? 0 : $1.element.trueDigits)
        }
        let hasWord = text.pieces.enumerated().contains {
            reading.isKnown[$0.offset] && $0.element.text.count - $0.element.trueDigits >= 3
        }
        return digits >= 4 && !hasWord
    }

    /// Whether words that nothing is known of outweigh those that are known.
    private static func hasUnknownWords(_ text: LineText, _ reading: VocabularyReading) -> Bool {
        var unknown = 0
        var known = 0
        for (index, piece) in text.pieces.enumerated() {
            let letters = piece.text.count - piece.trueDigits
            if reading.isKnown[index], letters > 2 {
                known += letters
            } else if letters >= 2 {
                // A long word that no list has is enough; short ones that a list has may be what is left of one.
                if letters >= 4 { return true }
                unknown += letters
            }
        }
        return unknown > 0 && unknown * 2 >= known
    }
}

extension InfoType {
    /// Types in the order in which they tell most of a person; the user's own come first.
    static func byTellingness(_ types: [InfoType]) -> [InfoType] {
        types.enumerated().sorted { a, b in
            let ranks = (rank[a.element] ?? -1, rank[b.element] ?? -1)
            return ranks.0 == ranks.1 ? a.offset < b.offset : ranks.0 < ranks.1
        }.map(\.element)
    }

    private static let rank: [InfoType: Int] = {
        let order: [InfoType] = [
            .personName, .usSocialSecurityNumber, .creditCardNumber, .passport,
            .usDriversLicenseNumber, .dateOfBirth, .medicalRecordNumber, .accessionNumber,
            .emailAddress, .phoneNumber, .streetAddress, .physicianName, .operatorName, .uid,
            .barcode, .date, .time, .age, .sex, .institutionName, .organizationName,
            .deviceSerialNumber, .macAddress, .ipAddress, .url, .location, .unknownText,
        ]
        return Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    }()
}
