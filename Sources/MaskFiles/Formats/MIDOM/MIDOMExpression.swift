import ConfigurationFiles
import KnownMasks

/// Reads an expression of dicomcriterion: `not` before `and` before `or`, parentheses, and
/// `Keyword.function(argument)`.
struct MIDOMExpression: CriterionGrammar {
    private let text: ScalarText
    private let place: FilePlace
    private var position = 0
    var level = 0

    /// - Parameter place: of the expression in its file.
    init(_ text: ScalarText, at place: FilePlace) {
        self.text = text
        self.place = place
    }

    mutating func parse(_ collector: inout RuleCollector) throws(TextFault) -> Criterion {
        let criterion = try expression(&collector)
        guard peek == nil else { throw fault("expected and, or, or the end") }
        return criterion
    }

    /// The next character that is no blank.
    private var peek: Unicode.Scalar? {
        mutating get {
            while position < text.scalars.count {
                let scalar = text.scalars[position]
                if !scalar.properties.isWhitespace { return scalar }
                position += 1
            }
            return nil
        }
    }

    func fault(_ detail: String) -> TextFault { TextFault(at: position, detail) }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        position += 1
        return true
    }

    private mutating func take(word: String) -> Bool {
        _ = peek
        let end = endOfWord
        guard text.string(position..<end).lowercased() == word else { return false }
        position = end
        return true
    }

    private var endOfWord: Int {
        let rest = text.scalars[position...]
        return rest.firstIndex { !Self.isWord($0) } ?? text.scalars.count
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": true
        default: false
        }
    }

    mutating func take(_ sign: CriterionSign) -> Bool {
        switch sign {
        case .not: take(word: "not")
        case .and: take(word: "and")
        case .or: take(word: "or")
        case .open: take("(")
        case .close: take(")")
        }
    }

    mutating func operand(_ collector: inout RuleCollector) throws(TextFault) -> Criterion {
        let name = try word("Keyword.function(argument)")
        guard take(".") else { throw fault("expected . behind \(name)") }
        let function = try word("equals, contains or exists")
        guard ["equals", "contains", "exists"].contains(function) else {
            throw fault("expected equals, contains or exists, found \(function)")
        }
        guard take("(") else { throw fault("expected ( behind \(function)") }
        let argument = try argument()
        guard take(")") else { throw fault("expected ) behind the argument") }
        guard let path = collector.path(named: name, at: place) else {
            // It is told; what follows can be read on.
            return .any([])
        }
        switch (function, argument) {
        case ("exists", nil): return .test(ValueTest(path, .present))
        case ("exists", _?): throw fault("expected no argument of exists")
        // Nothing is in whatever there is.
        case ("contains", ""): return .test(ValueTest(path, .present))
        case ("contains", let argument?): return .test(ValueTest(path, .contains(argument)))
        case ("equals", ""): return .test(ValueTest(path, .empty))
        case ("equals", let argument?): return .test(ValueTest(path, .equals(argument)))
        default: throw fault("expected an argument of \(function)")
        }
    }

    private mutating func word(_ expected: String) throws(TextFault) -> String {
        _ = peek
        let end = endOfWord
        guard end > position else { throw fault("expected " + expected) }
        defer { position = end }
        return text.string(position..<end)
    }

    /// In quotes of one or the other kind, or a number or word without any.
    private mutating func argument() throws(TextFault) -> String? {
        guard let first = peek else { throw fault("expected )") }
        if first == ")" { return nil }
        if first == "'" || first == "\"" {
            let start = position + 1
            guard let close = text.firstIndex(of: first, in: start..<text.scalars.count) else {
                throw fault("expected \(first) behind the argument")
            }
            position = close + 1
            return text.string(start..<close)
        }
        guard
            let end = text.scalars[position...].firstIndex(where: {
                "'\"()".unicodeScalars.contains($0)
            })
        else { throw fault("expected )") }
        defer { position = end }
        return text.string(position..<end).trimmed
    }
}
