import ConfigurationFiles
import DICOMCore
import KnownMasks

/// What is wrong with the value that a test asks for.
enum ValueLint {
    /// Characters that PS3.5 table 6.2-1 lets a value have; its numbers and dates have no more.
    private static let lengths: [VR: Int] = [
        .ae: 16, .as: 4, .cs: 16, .da: 8, .ds: 16, .is: 12, .lo: 64, .sh: 16, .tm: 14, .ui: 64,
    ]

    private static let binaryNumbers: Set<VR> = [
        .us, .ss, .ul, .sl, .uv, .sv, .fl, .fd,
    ]

    /// Why no value passes; `nil` where one may.
    static func impossible(_ test: ValueTest, _ entry: ElementDictionary.Entry?) -> String? {
        guard let words = test.operation.words, words.name != "matches" else { return nil }
        let name = ElementKeywords.name(of: test.path)
        let value = words.text
        if value.isEmpty { return "\(name): nothing passes a test of an empty text" }
        // Values are compared without the spaces at their ends.
        let isCut = value.first == " " && words.name != "contains" && words.name != "ends_with"
        let isCutBehind =
            value.last == " " && words.name != "contains" && words.name != "starts_with"
        if isCut || isCutBehind { return "\(name): values have no spaces at their ends" }
        guard let entry, let vr = entry.vrs.first else { return nil }
        // Several values, as they are stored: each is judged.
        for part in value.split(separator: "\\") {
            let part = String(part)
            if let problem = impossible(part, vr, isExact: test.isCaseSensitive) {
                return "\(name): \(problem)"
            }
            if let terms = DefinedTerms.terms(of: entry.keyword),
                let problem = unknown(part, words.name, terms)
            {
                return "\(name): \(problem)"
            }
        }
        if words.name == "equals", binaryNumbers.contains(vr), Double(value) == nil {
            return "\(name): \(value) is no number, and its values are"
        }
        return nil
    }

    private static func impossible(_ value: String, _ vr: VR, isExact: Bool) -> String? {
        if let length = lengths[vr], value.unicodeScalars.count > length {
            return "\(value) is longer than the \(length) characters of a value"
        }
        switch vr {
        case .cs:
            if isExact, value.contains(where: \.isLowercase) {
                return "\(value) has small letters, and its values have none"
            }
            // PS3.5 6.2: upper case, digits, space and underscore; devices write - . and / as well.
            if let sign = value.first(where: { $0 == "+" || $0 == "|" || $0 == "*" || $0 == "?" }) {
                return "\(value) has a \(sign), and its values have none"
            }
        case .ui:
            if value.contains(where: { !$0.isNumber && $0 != "." }) {
                return "\(value) has other signs than digits and points, and its values have none"
            }
        default: break
        }
        return nil
    }

    private static func unknown(_ value: String, _ operation: String, _ terms: Set<String>)
        -> String?
    {
        let value = value.uppercased()
        let isPossible = terms.contains { term in
            switch operation {
            case "equals": term == value
            case "starts_with": term.hasPrefix(value)
            case "ends_with": term.hasSuffix(value)
            default: term.contains(value)
            }
        }
        if isPossible { return nil }
        let meant = terms.contains("CT") ? DefinedTerms.meantModality[value] : nil
        // Of two letters any term is near.
        let near =
            meant
            ?? (value.count > 2 ? Suggestion.nearest(to: value, among: terms.sorted()) : nil)
        return "\(value) is no defined term" + (near.map { ": did you mean \($0)?" } ?? "")
    }

    /// A part of a number is a part of many others.
    static func numberAsText(
        _ test: ValueTest, _ entry: ElementDictionary.Entry?
    ) -> (severity: MaskFinding.Severity, detail: String)? {
        guard let words = test.operation.words, let vr = entry?.vrs.first else { return nil }
        let name = ElementKeywords.name(of: test.path)
        let isText = vr == .ds || vr == .is
        guard binaryNumbers.contains(vr) || isText else { return nil }
        if words.name != "equals" {
            // A pattern of any letter asks whether there is a value.
            guard words.text.contains(where: \.isNumber) else { return nil }
            return (
                .warning,
                "\(name) is a number, of which \(words.text) is looked for as a part of its text: "
                    + "ask for the number"
            )
        }
        guard isText, Double(words.text) != nil else { return nil }
        return (.note, "\(name) is a number in text: \(words.text) may be written in other ways")
    }

    /// Signs of a pattern that stand where its author may have meant them as they are.
    static func patternSigns(
        _ pattern: String
    ) -> [(severity: MaskFinding.Severity, detail: String)] {
        var found: [(MaskFinding.Severity, String)] = []
        let signs = Array(pattern)
        func isWord(_ index: Int) -> Bool {
            signs.indices.contains(index) && (signs[index].isLetter || signs[index].isNumber)
        }
        func isEscaped(_ index: Int) -> Bool {
            index > 0 && signs[index - 1] == "\\" && !(index > 1 && signs[index - 2] == "\\")
        }
        for (index, sign) in signs.enumerated() where !isEscaped(index) {
            switch sign {
            case "+", "?":
                // Behind a letter that is no escape, and before nothing or another word.
                guard isWord(index - 1), !isEscaped(index - 1) else { continue }
                let next = index + 1 < signs.count ? signs[index + 1] : " "
                guard next == " " || next == "|" || next == ")" || isWord(index + 1) else {
                    continue
                }
                found.append(
                    (.warning, "\(sign) repeats the letter before it: write \\\(sign) for the sign")
                )
            case ".":
                guard isWord(index - 1), !isEscaped(index - 1), isWord(index + 1) else { continue }
                found.append((.note, ". stands for any letter: write \\. for the sign"))
            default: continue
            }
        }
        return found
    }
}
