import ConfigurationFiles
import DICOMCore
import KnownMasks
import LinearPatterns

/// Reads an expression of CTP: `!`, `*` and `+` in that order of precedence, parentheses, `//` up to the end of
/// the line, `true.`, `false.` and `Element.method("text")`.
struct CTPExpression: CriterionGrammar {
    private let text: ScalarText
    private var position: Int
    private let end: Int
    var level = 0

    init(_ text: ScalarText, in range: Range<Int>) {
        self.text = text
        position = range.lowerBound
        end = range.upperBound
    }

    mutating func parse(_ collector: inout RuleCollector) throws(TextFault) -> Criterion {
        let criterion = try expression(&collector)
        if let next { throw fault("expected *, + or the end, found \(next)") }
        return criterion
    }

    /// The next character that is neither blank nor comment.
    private var next: Unicode.Scalar? {
        mutating get {
            while position < end {
                let scalar = text.scalars[position]
                if scalar == "/", position + 1 < end, text.scalars[position + 1] == "/" {
                    position = text.firstIndex(of: "\n", in: position..<end) ?? end
                } else if scalar.properties.isWhitespace {
                    position += 1
                } else {
                    return scalar
                }
            }
            return nil
        }
    }

    func fault(_ detail: String) -> TextFault { TextFault(at: position, detail) }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        position += 1
        return true
    }

    mutating func take(_ sign: CriterionSign) -> Bool {
        switch sign {
        case .not: take("!")
        case .and: take("*")
        case .or: take("+")
        case .open: take("(")
        case .close: take(")")
        }
    }

    mutating func operand(
        _ collector: inout RuleCollector
    ) throws(TextFault) -> Criterion {
        guard let first = next, first == "[" || first.properties.isAlphabetic else {
            throw fault("expected ( or Element.method(\"text\")")
        }
        let start = position
        let name = identifier()
        if name == "true" || name == "false" {
            guard take(".") || next == nil else { throw fault("expected \(name).") }
            return name == "true" ? .always : .any([])
        }
        guard take(".") else { throw fault("expected a method behind \(name)") }
        _ = next
        let methodStart = position
        while position < end, text.scalars[position].properties.isAlphabetic { position += 1 }
        let word = text.string(methodStart..<position)
        guard let method = CTPMethod(rawValue: word) else {
            let words = CTPMethod.allCases.map(\.rawValue).joined(separator: ", ")
            throw TextFault(at: methodStart, "expected one of \(words), found \(word)")
        }
        guard take("(") else { throw fault("expected ( behind \(word)") }
        let argument = try quotedText()
        guard take(")") else { throw fault("expected ) behind the text") }
        let place = text.place(start)
        let ownName = Self.ownName(name) { short, keyword in
            collector.find(
                .note, .misspeltKeyword, at: place, "\(short) is CTP's name of \(keyword)")
        }
        guard let path = collector.path(named: ownName, written: name, at: place) else {
            // It is told; what follows can be read on.
            return .any([])
        }
        return try criterion(path, method, argument, at: start, &collector)
    }

    /// Up to a point that is not in brackets: names of private creators may have one.
    private mutating func identifier() -> String {
        let start = position
        var depth = 0
        while position < end {
            switch text.scalars[position] {
            case "[": depth += 1
            case "]": depth -= 1
            case ".", "\"", "(", ")", "*", "+", "!", "{":
                if depth <= 0 { return text.string(start..<position).trimmed }
            default: break
            }
            position += 1
        }
        return text.string(start..<position).trimmed
    }

    private mutating func quotedText() throws(TextFault) -> String {
        guard take("\"") else { throw fault("expected a text in quotation marks") }
        guard let close = text.firstIndex(of: "\"", in: position..<end) else {
            throw fault("expected a quotation mark behind the text")
        }
        defer { position = close + 1 }
        return text.string(position..<close)
    }

    /// `Keyword`, `[gggg,eeee]`, `[gggg[creator]ee]`, with `::` into sequences, as our own files have it.
    private static func ownName(
        _ name: String, tell: (_ short: String, _ keyword: String) -> Void
    ) -> String {
        name.split(separator: "::").map { part in
            let part = part.trimmed
            guard part.hasPrefix("["), part.hasSuffix("]") else {
                guard let keyword = CTPNames.keyword(for: part) else { return part }
                tell(part, keyword)
                return keyword
            }
            return tag(part.dropFirst().dropLast().trimmed)
        }.joined(separator: ".")
    }

    private static func tag(_ inner: String) -> String {
        guard let open = inner.firstIndex(of: "["), let close = inner.lastIndex(of: "]"),
            open < close
        else { return "(\(inner.filter { !$0.isWhitespace }))" }
        let group = inner[..<open].filter { $0 != "," }
        let element = inner[inner.index(after: close)...].filter { $0 != "," }
        let creator = inner[inner.index(after: open)..<close].trimmed
            .replacing("\"", with: "\"\"")
        return "(\(group),\"\(creator)\",xx\(element))"
    }
}

extension CTPExpression {
    /// An element that is missing is a text of no character to CTP.
    private func criterion(
        _ path: HeaderPath, _ method: CTPMethod, _ text: String, at offset: Int,
        _ collector: inout RuleCollector
    ) throws(TextFault) -> Criterion {
        func test(_ operation: ValueTest.Operation) -> Criterion {
            .test(ValueTest(path, operation, isCaseSensitive: method.isCaseSensitive))
        }
        let nothing = Criterion.test(ValueTest(path, .emptyOrMissing))
        switch method {
        case .equals, .equalsIgnoreCase: return text.isEmpty ? nothing : test(.equals(text))
        case .contains, .containsIgnoreCase:
            return text.isEmpty ? .always : test(.contains(text))
        case .startsWith, .startsWithIgnoreCase:
            return text.isEmpty ? .always : test(.startsWith(text))
        case .endsWith, .endsWithIgnoreCase:
            return text.isEmpty ? .always : test(.endsWith(text))
        case .matches:
            // Java's String.matches is of the whole text.
            let whole = "^(?:\(text))$"
            do throws(LinearPattern.SyntaxError) {
                let pattern = try LinearPattern(whole)
                let matches = test(.matches(whole))
                return pattern.matches("") ? .disjunction([matches, nothing]) : matches
            } catch {
                throw TextFault(
                    .wrongValue, at: offset, "\(text) is no pattern: \(error.reason)")
            }
        case .isLessThan, .isGreaterThan:
            let digits = text.filter { $0 == "." || ("0"..."9").contains($0) }
            guard let number = Double(digits) else {
                throw TextFault(.wrongValue, at: offset, "expected a number, found \(text)")
            }
            guard Self.isNumber(path) else {
                throw TextFault(
                    .notExpressible, at: offset,
                    "CTP takes the digits out of any text (V6 is 6); this element is no number")
            }
            collector.find(
                .note, .notExpressible, at: self.text.place(offset),
                "CTP takes the digits out of any text (V6 is 6); here only numbers are compared")
            return test(.number(method == .isLessThan ? .less : .greater, number))
        }
    }
}

extension CTPExpression {
    private static let numbers: Set<VR> = [.us, .ss, .ul, .sl, .uv, .sv, .fl, .fd, .is, .ds]

    /// Whether PS3.6 has an element's values as numbers.
    private static func isNumber(_ path: HeaderPath) -> Bool {
        guard case .element(let group, let element)? = path.steps.last,
            let entry = ElementDictionary.shared.entry(for: Tag(group, element))
        else { return false }
        return numbers.isSuperset(of: entry.vrs)
    }
}

enum CTPMethod: String, CaseIterable {
    case equals, equalsIgnoreCase, matches, contains, containsIgnoreCase, startsWith,
        startsWithIgnoreCase, endsWith, endsWithIgnoreCase, isLessThan, isGreaterThan

    var isCaseSensitive: Bool {
        switch self {
        case .equals, .matches, .contains, .startsWith, .endsWith: true
        case .equalsIgnoreCase, .containsIgnoreCase, .startsWithIgnoreCase,
            .endsWithIgnoreCase, .isLessThan, .isGreaterThan:
            false
        }
    }
}
