/// Reads one value, or says what should have stood there.
package struct ValueReader {
    package let node: ConfigurationNode
    package let path: String
    package let problems: ProblemList

    /// Reads a node; `path` is the way to it, for problems.
    package init(node: ConfigurationNode, path: String, problems: ProblemList) {
        self.node = node
        self.path = path
        self.problems = problems
    }

    private func expected<Value>(
        _ words: String, _ code: ConfigurationProblem.Code = .wrongType
    ) -> Value? {
        problems.add(code, at: node.place, path: path, "expected " + words)
        return nil
    }

    /// Says that the value cannot be taken.
    package func refuse(_ code: ConfigurationProblem.Code, _ words: String) {
        problems.add(code, at: node.place, path: path, words)
    }

    /// The letters of a scalar without quotes.
    private var plain: String? {
        guard case .scalar(let text, isPlain: true) = node.content else { return nil }
        return text
    }

    /// A word: quoted, or plain and nothing that YAML takes for another type than text or number.
    package var word: String? {
        guard case .scalar(let text, let isPlain) = node.content else { return nil }
        let others = [
            "", "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE",
        ]
        return isPlain && others.contains(text) ? nil : text
    }

    /// `true` or `false`, nothing else that YAML knows for them.
    package func bool() -> Bool? {
        switch plain {
        case "true": true
        case "false": false
        default: expected("true or false")
        }
    }

    /// One of the names of a type.
    package func choice<Choice: RawRepresentable<String> & CaseIterable>(_ type: Choice.Type)
        -> Choice?
    {
        if let choice = word.flatMap(Choice.init(rawValue:)) { return choice }
        return expected(Suggestion.list(Choice.allCases.map(\.rawValue)))
    }

    /// A whole number, written as such.
    package func integer(in range: ClosedRange<Int>) -> Int? {
        let words = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        // Not 012, which some read as ten, nor 1_000.
        guard let plain, let number = Int(plain), String(number) == plain else {
            return expected(words)
        }
        return range.contains(number) ? number : expected(words, .outOfRange)
    }

    /// A number for which `isValid` is true.
    package func number(_ words: String, where isValid: (Double) -> Bool) -> Double? {
        let signs = "+-.eE0123456789"
        guard let plain, plain.allSatisfy(signs.contains), let number = Double(plain) else {
            return expected(words)
        }
        return number.isFinite && isValid(number) ? number : expected(words, .outOfRange)
    }

    /// A word that `convert` takes.
    package func value<Value>(_ words: String, _ convert: (String) -> Value?) -> Value? {
        word.flatMap(convert) ?? expected(words)
    }

    /// Text of one line that says something.
    package func text(atMost length: Int) -> String? {
        guard let word else { return expected("text, in quotes where it could be something else") }
        guard !word.allSatisfy(\.isWhitespace) else { return expected("text that is not empty") }
        guard word.unicodeScalars.count <= length else {
            return expected("at most \(length) characters", .outOfRange)
        }
        // A line's end or a control character is in no line that is read.
        guard !word.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return expected("text of one line", .outOfRange) }
        return word
    }

    /// A word or a phrase to look for. Signs alone are in no word.
    func phrase() -> String? {
        guard let text = text(atMost: SettingLimits.wordLength) else { return nil }
        guard text.contains(where: { $0.isLetter || $0.isNumber }) else {
            return expected("letters or digits", .outOfRange)
        }
        return text
    }

    func pattern() -> String? {
        guard let word else { return expected("a regular expression, best in single quotes") }
        if let problem = PatternSyntax.problem(word) {
            refuse(.outOfRange, problem)
            return nil
        }
        return word
    }

    /// A list of what `read` reads; each element that cannot be read is a problem of its own.
    package func list<Value>(atMost count: Int, _ read: (ValueReader) -> Value?) -> [Value]? {
        guard case .sequence(let nodes) = node.content else { return expected("a list") }
        guard nodes.count <= count else {
            return expected("at most \(count) entries", .outOfRange)
        }
        return nodes.indices.compactMap { index in
            read(ValueReader(node: nodes[index], path: "\(path)[\(index)]", problems: problems))
        }
    }

    /// Keys with values.
    package func mapping() -> MappingReader? {
        MappingReader(node, path: path, problems: problems) ?? expected("keys with values")
    }
}

/// Reads the keys of one mapping, and knows which it was asked for.
package struct MappingReader {
    package let node: ConfigurationNode
    package let path: String
    package let problems: ProblemList
    private let entries: [ConfigurationNode.Entry]
    private var known: [String] = []

    /// `nil` where the node is no mapping.
    package init?(_ node: ConfigurationNode, path: String, problems: ProblemList) {
        guard case .mapping(let entries) = node.content else { return nil }
        self.node = node
        self.entries = entries
        self.path = path
        self.problems = problems
    }

    private func path(to key: String) -> String { path.isEmpty ? key : path + "." + key }

    /// The value of a key, which is not known for it.
    package func value(_ key: String) -> ValueReader? {
        node[key].map { ValueReader(node: $0, path: path(to: key), problems: problems) }
    }

    /// The value of a key, where it is there and can be read.
    package mutating func read<Value>(_ key: String, _ convert: (ValueReader) -> Value?) -> Value? {
        known.append(key)
        return value(key).flatMap(convert)
    }

    /// A key that a reader may expect here and that is not taken.
    package mutating func refuse(_ key: String, _ words: String) {
        guard let entry = node.entry(key) else { return }
        known.append(key)
        problems.add(.notSupported, at: entry.keyPlace, path: path(to: key), words)
    }

    /// A key that has to be there.
    package func require(_ key: String, _ words: String) {
        guard node.entry(key) == nil else { return }
        problems.add(
            .missingKey, at: node.place, path: path, "expected \(key): \(words)")
    }

    /// Keys that nobody asked for.
    package func rejectOthers() {
        for entry in entries where !known.contains(entry.key) {
            problems.add(
                .unknownKey, at: entry.keyPlace, path: path,
                "unknown key: " + Suggestion.words(for: entry.key, among: known))
        }
    }
}
