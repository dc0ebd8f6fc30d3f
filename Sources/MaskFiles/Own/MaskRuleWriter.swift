import KnownMasks
import LinearPatterns
import Raster

/// Writes rules in our own form, the same ones always in the same words; ``PixredactMaskFormat`` reads
/// them back as they were.
struct MaskRuleWriter {
    /// A line that would be longer is written as a list.
    private static let lineLength = 120

    private(set) var text = "schema: \(PixredactMaskFormat.schema)\n"
    private(set) var problems: [MaskExportError.Problem] = []
    private var ruleID = ""

    mutating func write(_ set: MaskRuleSet) {
        guard !set.rules.isEmpty else {
            text += "rules: []\n"
            return
        }
        text += "rules:\n"
        for (index, rule) in set.rules.enumerated() {
            if index > 0 { text += "\n" }
            write(rule)
        }
        var seen: Set<String> = []
        for rule in set.rules where !seen.insert(rule.id).inserted {
            problems.append(.init(ruleID: rule.id, "a rule before has the same id"))
        }
    }

    private mutating func write(_ rule: MaskRule) {
        ruleID = rule.id
        if !MaskRuleReader.isID(rule.id) {
            refuse("its id has other signs than A-z, 0-9, -, _, . and /")
        }
        text += "  - id: \(YAMLScalar.written(rule.id))\n"
        if let note = rule.note { key("note", scalar(note, atMost: MaskRuleReader.noteLength)) }
        if rule.criterion != .all([]) { write(when: rule.criterion) }
        write(sizes: rule.sizes)
        write(areas: rule)
        if let ranges = rule.frames.ranges {
            let pairs = ranges.map { "[\($0.lowerBound), \($0.upperBound)]" }
            if ranges.isEmpty { refuse("it is for no frame at all") }
            key("frames", "[" + pairs.joined(separator: ", ") + "]")
        }
        if rule.action != .mask { key("action", rule.action.rawValue) }
        if rule.isComplete { key("complete", "true") }
        if rule.priority != 0 {
            check(MaskRuleReader.priorities, rule.priority, "its priority")
            key("priority", "\(rule.priority)")
        }
        if let group = rule.group {
            let name = scalar(group.name, atMost: MaskRuleReader.idLength)
            key("group", "{name: \(name), kind: \(group.kind.rawValue)}")
        }
        write(sources: rule.sources)
    }

    private mutating func key(_ key: String, _ value: String) { text += "    \(key): \(value)\n" }

    private mutating func refuse(_ detail: String) {
        problems.append(.init(ruleID: ruleID, detail))
    }

    private mutating func check(_ range: ClosedRange<Int>, _ value: Int, _ name: String) {
        guard !range.contains(value) else { return }
        refuse("\(name) is \(value), not \(range.lowerBound) to \(range.upperBound)")
    }

    /// Text that the reader takes: one line, not empty.
    private mutating func scalar(_ value: String, atMost length: Int) -> String {
        if value.allSatisfy(\.isWhitespace) || value.unicodeScalars.count > length
            || value.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        {
            refuse("a text that is empty, longer than \(length) characters or not of one line")
        }
        return YAMLScalar.written(value)
    }
}

// MARK: - Criteria

extension MaskRuleWriter {
    private mutating func write(when criterion: Criterion) {
        if case .all(let parts) = criterion {
            text += "    when:\n"
            write(list: parts, indent: "      ")
        } else {
            text += "    when:\n      "
            write(criterion, indent: "      ")
        }
    }

    private mutating func write(list: [Criterion], indent: String) {
        for part in list {
            text += indent + "- "
            write(part, indent: indent + "  ")
        }
    }

    /// Writes a mapping of one key, whose first line is begun.
    private mutating func write(_ criterion: Criterion, indent: String) {
        switch criterion {
        case .all(let parts): write("all", parts, indent)
        case .any(let parts):
            if let tests = Self.alike(parts) {
                write(tests, indent)
            } else {
                write("any", parts, indent)
            }
        case .not(let part):
            text += "not:\n\(indent)  "
            write(part, indent: indent + "  ")
        case .test(let test): write([test], indent)
        }
    }

    private mutating func write(_ key: String, _ parts: [Criterion], _ indent: String) {
        if parts.isEmpty {
            text += "\(key): []\n"
        } else {
            text += "\(key):\n"
            write(list: parts, indent: indent + "  ")
        }
    }

    /// Two or more tests of text that differ in nothing but their words.
    private static func alike(_ parts: [Criterion]) -> [ValueTest]? {
        var tests: [ValueTest] = []
        for part in parts {
            guard case .test(let test) = part, let name = test.operation.words?.name else {
                return nil
            }
            if let first = tests.first {
                guard first.path == test.path, first.operation.words?.name == name,
                    first.isCaseSensitive == test.isCaseSensitive
                else { return nil }
            }
            tests.append(test)
        }
        return tests.count > 1 ? tests : nil
    }

    /// `Element: {operation: value}`, on several lines where that is too long.
    private mutating func write(_ tests: [ValueTest], _ indent: String) {
        guard let test = tests.first else { return }
        let element = ElementKeywords.name(of: test.path)
        if ElementKeywords.path(named: element) != test.path {
            refuse("a way to an element that cannot be written")
        }
        let texts = tests.compactMap { $0.operation.words?.text }
        for text in texts { _ = scalar(text, atMost: CriterionReader.wordLength) }
        for test in tests { check(test.operation) }
        let exact = test.isCaseSensitive && test.operation.isOfText ? ", case: exact" : ""
        let start = YAMLScalar.written(element) + ": "
        guard let name = test.operation.words?.name else {
            text += start + "{" + Self.written(test.operation) + "}\n"
            return
        }
        let value = texts.count == 1 ? YAMLScalar.written(texts[0]) : YAMLScalar.list(texts)
        let line = start + "{\(name): \(value)\(exact)}"
        if texts.count == 1 || indent.count + line.count <= Self.lineLength {
            text += line + "\n"
            return
        }
        text += "\(YAMLScalar.written(element)):\n\(indent)  \(name):\n"
        for word in texts { text += "\(indent)    - \(YAMLScalar.written(word))\n" }
        if !exact.isEmpty { text += "\(indent)  case: exact\n" }
    }

    private mutating func check(_ operation: ValueTest.Operation) {
        switch operation {
        case .matches(let pattern) where (try? LinearPattern(pattern)) == nil:
            refuse("a regular expression that is none")
        case .number(_, let number) where !number.isFinite: refuse("a number without an end")
        default: break
        }
    }

    private static func written(_ operation: ValueTest.Operation) -> String {
        switch operation {
        case .equals, .contains, .startsWith, .endsWith, .matches: ""
        case .number(.equal, let number): "number: \(written(number))"
        case .number(let comparison, let number):
            "number: {\(comparison.word): \(written(number))}"
        case .present: "state: present"
        case .empty: "state: empty"
        case .missing: "state: missing"
        case .emptyOrMissing: "state: empty_or_missing"
        }
    }

    private static func written(_ number: Double) -> String {
        Int(exactly: number).map(String.init) ?? "\(number)"
    }
}

extension ValueTest.Operation {
    /// The key and the word of a test of text.
    var words: (name: String, text: String)? {
        switch self {
        case .equals(let text): ("equals", text)
        case .contains(let text): ("contains", text)
        case .startsWith(let text): ("starts_with", text)
        case .endsWith(let text): ("ends_with", text)
        case .matches(let text): ("matches", text)
        case .number, .present, .empty, .missing, .emptyOrMissing: nil
        }
    }
}

// MARK: - Sizes, areas, sources

extension MaskRuleWriter {
    private mutating func write(sizes: [ImageSize]) {
        var written: [String] = []
        for size in sizes {
            var parts: [String] = []
            for (name, length) in [("rows", size.rows), ("columns", size.columns)] {
                guard let length else { continue }
                check(MaskRuleReader.lengths, length, name)
                parts.append("\(name): \(length)")
            }
            if parts.isEmpty { refuse("a size of any rows and columns") }
            written.append("{" + parts.joined(separator: ", ") + "}")
        }
        if written.count == 1 {
            key("size", written[0])
        } else if !written.isEmpty {
            text += "    size:\n" + written.map { "      - \($0)\n" }.joined()
        }
    }

    private mutating func write(areas rule: MaskRule) {
        if rule.areas.isEmpty != (rule.action != .mask) {
            refuse("a rule that masks has areas, and no other")
        }
        guard !rule.areas.isEmpty else { return }
        text += "    areas:\n"
        for area in rule.areas {
            text += "      - \(area.kind.rawValue): \(written(area.region))\n"
        }
    }

    private mutating func written(_ region: MaskArea.Region) -> String {
        switch region {
        case .all: return "all"
        case .ultrasoundRegions: return "ultrasound_regions"
        case .rectangle(let box):
            check(MaskRuleReader.coordinates, box.x, "x")
            check(MaskRuleReader.coordinates, box.y, "y")
            let clip = box.isClipped ? ", clip: true" : ""
            return "{x: \(box.x), y: \(box.y), width: \(written(box.width)), "
                + "height: \(written(box.height))\(clip)}"
        }
    }

    private mutating func written(_ length: MaskRectangle.Length) -> String {
        guard case .pixels(let pixels) = length else { return "edge" }
        check(MaskRuleReader.boxLengths, pixels, "a width or height")
        return "\(pixels)"
    }

    private mutating func write(sources: [MaskRule.Source]) {
        guard !sources.isEmpty else { return }
        text += "    sources:\n"
        for source in sources {
            if source.set.contains(": ") { refuse("a source whose name has a colon") }
            let whole = source.place.isEmpty ? source.set : source.set + ": " + source.place
            text += "      - \(scalar(whole, atMost: MaskRuleReader.sourceLength))\n"
        }
    }
}
