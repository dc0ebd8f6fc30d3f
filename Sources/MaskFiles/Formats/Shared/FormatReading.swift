import ConfigurationFiles
import KnownMasks

/// A file of a foreign format on its way to a document: what it is made of, and what was met in it.
struct FormatReading {
    /// The longest table, and the longest file of other forms, which take many times their size in memory.
    static let largestTable = 32 << 20
    static let largestScript = 4 << 20
    static let mostRules = 100_000
    /// More than this is not told of one file: one mistake makes many.
    static let mostFindings = 10_000

    /// Beginning of the ids of its rules.
    let prefix: String
    /// Its name, for the sources of rules.
    let name: String
    let format: MaskFormatName
    private var document = MaskDocument()
    private var hasError = false
    private var leftOut = 0
    private var isFull = false

    init(_ format: MaskFormatName, name: String) {
        self.format = format
        self.name = name
        prefix = Self.identifier(name, format)
    }

    /// The name of a file as the beginning of an id: `US room.csv` is `us-room`.
    private static func identifier(_ name: String, _ format: MaskFormatName) -> String {
        let stem = name.split(separator: ".").first.map(String.init) ?? ""
        var text = ""
        for scalar in stem.lowercased().unicodeScalars.prefix(48) {
            switch scalar {
            case "a"..."z", "0"..."9", "_": text.unicodeScalars.append(scalar)
            default: if !text.isEmpty, text.last != "-" { text += "-" }
            }
        }
        while text.last == "-" { text.removeLast() }
        return text.isEmpty ? format.rawValue : text
    }

    mutating func find(
        _ severity: MaskFinding.Severity, _ code: MaskFinding.Code, at place: FilePlace? = nil,
        rule: String? = nil, _ detail: String
    ) {
        // The first error is never one that is left out: without it the file would be taken.
        let isFirstError = severity == .error && !hasError
        guard document.findings.count < Self.mostFindings || isFirstError else {
            leftOut += 1
            return
        }
        hasError = hasError || isFirstError
        document.findings.append(MaskFinding(severity, code, at: place, rule: rule, detail))
    }

    mutating func refuse(
        _ code: MaskFinding.Code, at place: FilePlace? = nil, rule: String? = nil,
        _ detail: String
    ) {
        find(.error, code, at: place, rule: rule, detail)
    }

    /// Adds a rule with where it comes from. One of more areas than a rule may have becomes several, which
    /// say the same where nothing is kept and none stands for the others.
    mutating func add(_ rule: MaskRule, at place: FilePlace) {
        guard document.set.rules.count < Self.mostRules else {
            if !isFull {
                refuse(.wrongValue, at: place, "expected at most \(Self.mostRules) rules")
            }
            isFull = true
            return
        }
        let most = Coordinate.mostAreas
        guard rule.areas.count <= most || rule.group != nil else {
            for (index, start) in stride(from: 0, to: rule.areas.count, by: most).enumerated() {
                var part = rule
                part.id += index == 0 ? "" : ".\(index + 1)"
                part.areas = Array(rule.areas[start..<min(start + most, rule.areas.count)])
                add(part, at: place)
            }
            return
        }
        var rule = rule
        let line = name.filter { !$0.unicodeScalars.contains { $0.value < 0x20 } }.prefix(100)
        rule.sources = [
            MaskRule.Source(set: format.rawValue, place: "\(line) line \(place.line)")
        ]
        document.places[rule.id] = place
        document.set.rules.append(rule)
    }

    /// What the file says. Without any rule it says something else than its reader thinks.
    func finished(expecting words: String) -> MaskDocument {
        var document = document
        if leftOut > 0 {
            document.findings.append(
                MaskFinding(.note, .syntax, "\(leftOut) more findings are not listed"))
        }
        if document.set.rules.isEmpty, !hasError {
            document.findings.append(MaskFinding(.error, .syntax, "expected \(words)"))
        }
        return document
    }

    var isSound: Bool { !hasError }
    var ruleCount: Int { document.set.rules.count }
    /// What was met so far, for a document of another kind.
    var findings: [MaskFinding] { document.findings }

    /// The text of the file; `nil` after a finding.
    mutating func text(_ content: [UInt8], atMost size: Int = largestScript) -> String? {
        guard content.count <= size else {
            refuse(.syntax, "expected a file of at most \(size >> 20) MiB")
            return nil
        }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = content.starts(with: mark) ? content[3...] : content[...]
        guard let text = String(validating: bytes, as: UTF8.self) else {
            refuse(.syntax, "expected text in UTF-8")
            return nil
        }
        return text
    }

    /// The tree of a file of YAML or JSON; `nil` after a finding.
    mutating func tree(_ content: [UInt8]) -> ConfigurationNode? {
        do throws(ConfigurationProblem) {
            return try YAMLDocument.root(
                content, within: YAMLDocument.Limits(size: Self.largestScript, levels: 16))
        } catch {
            refuse(.syntax, at: error.place, error.detail)
            return nil
        }
    }

    /// The next row of a table; `nil` at its end, and after a finding.
    mutating func row(_ rows: inout CommaSeparatedRows) -> CommaSeparatedRows.Row? {
        do throws(CommaSeparatedRows.Fault) {
            return try rows.next()
        } catch {
            refuse(.syntax, at: error.place, error.detail)
            return nil
        }
    }

    // MARK: Values of a tree

    mutating func list(_ node: ConfigurationNode, _ words: String) -> [ConfigurationNode]? {
        guard case .sequence(let nodes) = node.content else {
            refuse(.wrongValue, at: node.place, "expected a list of \(words)")
            return nil
        }
        return nodes
    }

    mutating func mapping(
        _ node: ConfigurationNode, _ words: String
    ) -> [ConfigurationNode.Entry]? {
        guard case .mapping(let entries) = node.content else {
            refuse(.wrongValue, at: node.place, "expected \(words)")
            return nil
        }
        return entries
    }

    mutating func word(_ node: ConfigurationNode, _ words: String) -> String? {
        guard case .scalar(let text, _) = node.content, !text.isEmpty else {
            refuse(.wrongValue, at: node.place, "expected \(words)")
            return nil
        }
        return text
    }

    mutating func integer(
        _ node: ConfigurationNode, _ words: String, in range: ClosedRange<Int>
    ) -> Int? {
        guard case .scalar(let text, _) = node.content,
            let number = Coordinate.integer(text, in: range)
        else {
            refuse(.wrongValue, at: node.place, "expected \(words), a whole number")
            return nil
        }
        return number
    }

    /// Keys that nobody asks for.
    mutating func refuseOthers(
        _ entries: [ConfigurationNode.Entry], known: [String]
    ) {
        for entry in entries where !known.contains(entry.key) {
            refuse(
                .unknownKey, at: entry.keyPlace,
                "unknown key \(entry.key): expected one of \(known.joined(separator: ", "))")
        }
    }
}

/// Numbers of rectangles, as files write them.
enum Coordinate {
    /// What our own form takes, so that what is read can be written.
    static let range = MaskRuleReader.coordinates
    static let positions = 0...range.upperBound
    static let lengths = MaskRuleReader.boxLengths
    /// Of an image.
    static let sizes = MaskRuleReader.lengths
    static let frames = MaskRuleReader.frames
    static let mostAreas = MaskRuleSet.mostAreas

    static func integer(_ text: some StringProtocol, in range: ClosedRange<Int>) -> Int? {
        // "+5" and "05" are numbers, "1_000" and " 5" are none.
        guard let number = Int(text), range.contains(number) else { return nil }
        return number
    }
}
