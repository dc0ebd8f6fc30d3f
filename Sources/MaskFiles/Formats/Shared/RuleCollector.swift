import ConfigurationFiles
import KnownMasks
import LinearPatterns
import Raster

/// What a reader has gathered of a file so far.
struct RuleCollector {
    private(set) var document = MaskDocument()
    private var names: RuleNames
    /// The first finding about the rule that is being read.
    private var firstFinding = 0
    private let file: String
    /// A short name of the format, for ``MaskRule/Source``.
    private let format: String

    init(file: String, format: String) {
        names = RuleNames(file: file)
        self.file = file
        self.format = format
    }

    /// A file with as many errors is of another form: the rest of it is not read.
    private static let mostErrors = 1000
    private var errors = 0

    var isFull: Bool { errors > Self.mostErrors }

    mutating func find(
        _ severity: MaskFinding.Severity, _ code: MaskFinding.Code, at place: FilePlace?,
        _ detail: String
    ) {
        guard !isFull else { return }
        document.findings.append(MaskFinding(severity, code, at: place, detail))
        guard severity == .error else { return }
        errors += 1
        if isFull {
            document.findings.append(
                MaskFinding(.error, .syntax, at: place, "too many errors: not read further"))
        }
    }

    /// From here on findings are about the next rule that is added.
    mutating func beginRule() { firstFinding = document.findings.count }

    mutating func find(_ findings: [MaskFinding]) {
        for finding in findings {
            find(finding.severity, finding.code, at: finding.place, finding.detail)
        }
    }

    /// Adds a rule; its sizes are taken out of the criterion.
    ///
    /// - Parameter words: what the file calls the rule, from which its id is made.
    /// - Returns: its id.
    @discardableResult
    mutating func add(
        _ words: String, note: String?, action: MaskRule.Action, criterion: Criterion,
        areas: [MaskArea], at place: FilePlace
    ) -> String {
        let id = names.next(words)
        let (criterion, sizes) = criterion.separatingSizes
        document.set.rules.append(
            MaskRule(
                id: id, action: action, criterion: criterion, sizes: sizes, areas: areas,
                sources: [MaskRule.Source(set: format, place: "\(file) line \(place.line)")],
                note: note))
        document.places[id] = place
        for index in document.findings.indices.dropFirst(firstFinding)
        where document.findings[index].ruleID == nil {
            document.findings[index].ruleID = id
        }
        beginRule()
        return id
    }

    /// Makes all rules one group.
    mutating func group(_ kind: MaskRule.Group.Kind) {
        let group = MaskRule.Group(name: RuleNames(file: file).prefix, kind: kind)
        for index in document.set.rules.indices { document.set.rules[index].group = group }
    }

    /// The way to an element. What is misspelt is a finding of severity error; the way is that of the nearest
    /// name then, if there is one, so that the rest of the rule can be looked at.
    ///
    /// - Parameter written: the name as the file has it, where that is another one.
    mutating func path(
        named name: String, written: String? = nil, at place: FilePlace
    ) -> HeaderPath? {
        if let path = ElementKeywords.path(named: name) { return path }
        guard !isFull else { return nil }
        let near = ElementKeywords.suggestion(for: name)
        find(
            .error, .misspeltKeyword, at: place,
            "no element is called \(written ?? name)" + (near.map { ": \($0)?" } ?? ""))
        return near.flatMap(ElementKeywords.path(named:))
    }

    /// A pattern that the matcher takes, or a finding.
    mutating func pattern(_ pattern: String, at place: FilePlace) -> String? {
        do throws(LinearPattern.SyntaxError) {
            _ = try LinearPattern(pattern)
            return pattern
        } catch {
            find(.error, .wrongValue, at: place, "\(pattern) is no pattern: \(error.reason)")
            return nil
        }
    }
}

extension LinearPattern {
    /// A text as a pattern that it alone matches.
    static func escaping(_ text: String) -> String {
        var pattern = ""
        for scalar in text.unicodeScalars {
            if signs.contains(scalar) { pattern.append("\\") }
            pattern.unicodeScalars.append(scalar)
        }
        return pattern
    }

    /// What is between two ends of a pattern, of which the first opens a group and the last closes it; `nil` where
    /// they are not there, or another group is closed by the last.
    static func inside(_ pattern: String, from start: String, to end: String) -> String? {
        guard pattern.utf8.count >= start.utf8.count + end.utf8.count, pattern.hasPrefix(start),
            pattern.hasSuffix(end)
        else { return nil }
        let inner = String(pattern.dropFirst(start.count).dropLast(end.count))
        var depth = 0
        var isEscaped = false
        for character in inner {
            if isEscaped || character == "\\" {
                isEscaped.toggle()
                continue
            }
            // What stands in brackets needs another look than this.
            if character == "[" { return nil }
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if depth < 0 { return nil }
        }
        return depth == 0 && !isEscaped ? inner : nil
    }

    /// Characters that mean something else than themselves.
    static let signs = Set(#"\^$.|?*+()[]{}"#.unicodeScalars)
}
