import TextRecognition

/// A line of text as a row of symbols, with where its words part.
struct FoldedLine {
    enum Boundary: UInt8, Comparable {
        case none
        /// Digits beside letters, a capital behind small letters, leading zeros, ideographs.
        case soft
        /// A space or a sign.
        case hard

        static func < (left: Boundary, right: Boundary) -> Bool { left.rawValue < right.rawValue }
    }

    private(set) var symbols: [Symbol] = []
    /// What stands before each symbol, and behind the last.
    private(set) var boundaries: [Boundary] = []
    /// The sign before each symbol, a space where there is but that, 0 where there is none.
    private(set) var separators: [UInt8] = []
    /// Other readings of each symbol by the recogniser; empty where it gave none at all.
    private(set) var alternatives: [[Symbol]] = []
    /// Which symbols of the table occur, other readings included.
    private(set) var present: UInt64 = 0

    /// A line that is longer is no line: the rest is not looked at.
    static let longest = 4096

    var isEmpty: Bool { symbols.isEmpty }

    init(_ line: RecognizedLine) {
        var builder = Builder()
        for word in line.words {
            builder.separate(0x20)
            builder.add(word)
            if builder.line.symbols.count >= Self.longest { break }
        }
        self = builder.finished()
    }

    init(_ text: some StringProtocol) {
        var builder = Builder()
        for scalar in text.unicodeScalars { builder.add(scalar, alternatives: []) }
        self = builder.finished()
    }

    private init() {}

    /// The line with other symbols in some places, each of which stands apart.
    func replacing(_ ranges: [(range: Range<Int>, symbols: [Symbol])]) -> FoldedLine {
        var line = FoldedLine()
        var place = 0
        func copy(_ range: Range<Int>) {
            line.symbols += symbols[range]
            line.boundaries += boundaries[range]
            line.separators += separators[range]
            if !alternatives.isEmpty { line.alternatives += alternatives[range] }
        }
        var followsReplacement = false
        for (range, replacement) in ranges {
            let start = line.boundaries.count
            copy(place..<range.lowerBound)
            if followsReplacement, start < line.boundaries.count { line.boundaries[start] = .hard }
            line.symbols += replacement
            for index in replacement.indices {
                line.boundaries.append(index == 0 ? .hard : .none)
                line.separators.append(index == 0 ? 0x20 : 0)
                if !alternatives.isEmpty { line.alternatives.append([]) }
            }
            place = range.upperBound
            followsReplacement = true
        }
        let start = line.boundaries.count
        copy(place..<symbols.count)
        line.boundaries.append(.hard)
        line.separators.append(0x20)
        if followsReplacement, start < line.boundaries.count { line.boundaries[start] = .hard }
        line.findPresent()
        return line
    }

    private mutating func findPresent() {
        present = 0
        for symbol in symbols where symbol < 64 { present |= 1 << UInt64(symbol) }
        for other in alternatives {
            for symbol in other where symbol < 64 { present |= 1 << UInt64(symbol) }
        }
    }

    private struct Builder {
        var line = FoldedLine()
        private var pending: UInt8 = 0x20
        private var wasLowercase = false
        private var zerosFromBoundary = true

        mutating func separate(_ sign: UInt8) {
            // A sign tells more than a space.
            if pending == 0 || pending == 0x20 { pending = sign }
        }

        mutating func add(_ word: RecognizedWord) {
            let characters = word.characters
            let readings = characters.map { $0.alternatives[0].text }
            guard !characters.isEmpty, readings.joined() == word.text else {
                for scalar in word.text.unicodeScalars { add(scalar, alternatives: []) }
                return
            }
            for character in characters {
                var others: [Symbol] = []
                for alternative in character.alternatives.dropFirst().prefix(4)
                where alternative.confidence >= 0.02 {
                    let symbols = SymbolFolding.symbols(of: alternative.text)
                    if symbols.count == 1 { others += symbols }
                }
                for scalar in character.alternatives[0].text.unicodeScalars {
                    add(scalar, alternatives: others)
                }
            }
        }

        /// Year, month and day, behind their numbers, in Chinese, Japanese and Korean.
        private static let dateSigns: Set<Unicode.Scalar> = ["年", "月", "日", "년", "월", "일"]

        mutating func add(_ scalar: Unicode.Scalar, alternatives: [Symbol]) {
            if Self.dateSigns.contains(scalar), pending == 0, let last = line.symbols.last,
                SymbolFolding.isDigit(last)
            {
                return separate(0x2D)
            }
            switch SymbolFolding.fold(scalar) {
            case .nothing: break
            case .separator: separate(scalar.isASCII ? UInt8(scalar.value) : 0x2C)
            case .symbols(let symbols):
                let isUppercase = scalar.properties.isUppercase
                for symbol in symbols {
                    append(symbol, isUppercase: isUppercase, alternatives)
                }
                wasLowercase = scalar.properties.isLowercase
            }
        }

        private mutating func append(_ symbol: Symbol, isUppercase: Bool, _ others: [Symbol]) {
            guard line.symbols.count < FoldedLine.longest else { return }
            var boundary = Boundary.none
            if pending != 0 {
                boundary = .hard
            } else if let last = line.symbols.last {
                let changesKind =
                    SymbolFolding.isDigit(last) != SymbolFolding.isDigit(symbol)
                    || SymbolFolding.isIdeographic(symbol) || SymbolFolding.isIdeographic(last)
                if changesKind || (wasLowercase && isUppercase) || (zerosFromBoundary && last == 0)
                {
                    boundary = .soft
                }
            }
            zerosFromBoundary = symbol == 0 && (boundary != .none)
            line.symbols.append(symbol)
            line.boundaries.append(boundary)
            line.separators.append(pending)
            if !others.isEmpty, line.alternatives.isEmpty {
                line.alternatives = Array(repeating: [], count: line.symbols.count - 1)
            }
            if !others.isEmpty || !line.alternatives.isEmpty { line.alternatives.append(others) }
            pending = 0
        }

        func finished() -> FoldedLine {
            var line = line
            line.boundaries.append(.hard)
            line.separators.append(0x20)
            line.findPresent()
            return line
        }
    }
}
