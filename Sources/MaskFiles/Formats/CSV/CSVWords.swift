import KnownMasks

/// What a cell asks of an element: words with `*` at their ends or not, and `|` between.
enum CSVWords {
    /// `nil` where a word is empty, or a `*` stands within it.
    static func criterion(_ cell: String, _ path: HeaderPath) -> Criterion? {
        var tests: [Criterion] = []
        for part in cell.split(separator: "|", omittingEmptySubsequences: false) {
            var word = part
            let isOpenBefore = word.hasPrefix("*")
            if isOpenBefore { word = word.dropFirst() }
            let isOpenBehind = word.hasSuffix("*")
            if isOpenBehind { word = word.dropLast() }
            // Values are compared without the blanks at their ends.
            let text = String(word).trimmed
            guard isWord(text) else { return nil }
            let operation: ValueTest.Operation =
                switch (isOpenBefore, isOpenBehind) {
                case (false, false): .equals(text)
                case (false, true): .startsWith(text)
                case (true, false): .endsWith(text)
                case (true, true): .contains(text)
                }
            tests.append(.test(ValueTest(path, operation)))
        }
        return tests.count == 1 ? tests[0] : .any(tests)
    }

    /// The cell of a criterion about one element; `nil` where no cell says it.
    static func cell(_ criterion: Criterion) -> (HeaderPath, String)? {
        switch criterion {
        case .test(let test):
            guard !test.isCaseSensitive else { return nil }
            let (before, word, behind): (String, String, String)
            switch test.operation {
            case .equals(let text): (before, word, behind) = ("", text, "")
            case .startsWith(let text): (before, word, behind) = ("", text, "*")
            case .endsWith(let text): (before, word, behind) = ("*", text, "")
            case .contains(let text): (before, word, behind) = ("*", text, "*")
            case .matches, .number, .present, .empty, .missing, .emptyOrMissing: return nil
            }
            return isWord(word) ? (test.path, before + word + behind) : nil
        case .any(let parts):
            let cells = parts.compactMap { cell($0) }
            guard let first = cells.first, cells.count == parts.count,
                cells.allSatisfy({ $0.0 == first.0 })
            else { return nil }
            return (first.0, cells.map(\.1).joined(separator: "|"))
        case .all, .not: return nil
        }
    }

    private static func isWord(_ text: String) -> Bool {
        !text.allSatisfy(\.isWhitespace) && !text.contains("*") && !text.contains("|")
    }
}
