import ConfigurationFiles
import KnownMasks

/// Reads a recipe: its sections, and in those of filters the labels.
struct DeidReader {
    private enum Section {
        /// Nothing was opened yet.
        case none
        case filter(name: String)
        /// Of the header's elements: no rule of pixels.
        case other
    }

    private struct Label {
        var text: String
        var place: FilePlace
        var criterion = DeidCriterion()
        var areas: [MaskArea] = []
        /// Something of it could not be read.
        var isBroken = false
    }

    private var collector: RuleCollector
    private var section = Section.none
    private var label: Label?

    init(file: String) {
        collector = RuleCollector(file: file, format: MaskFormatName.deid.rawValue)
    }

    mutating func read(_ content: [UInt8]) -> MaskDocument {
        var findings: [MaskFinding] = []
        guard let text = RuleText.decode(content, findings: &findings) else {
            return MaskDocument(findings: findings)
        }
        for (index, line) in RuleText.lines(text).enumerated() where !collector.isFull {
            let words = Self.withoutComment(line)
            guard let first = words.firstIndex(where: { !$0.isWhitespace }) else { continue }
            let column = words.unicodeScalars.distance(from: words.startIndex, to: first) + 1
            read(words[first...], at: FilePlace(line: index + 1, column: column))
        }
        endLabel()
        // What is kept takes back what an earlier label blanks; without that the order says nothing.
        let keeps = collector.document.set.rules.contains { rule in
            rule.areas.contains { $0.kind == .keep }
        }
        if keeps { collector.group(.layered) }
        return collector.document
    }

    /// A comment begins a line or follows a blank: names of devices may have a `#` in them.
    static func withoutComment(_ line: Substring) -> Substring {
        var previous: Character = " "
        for index in line.indices {
            if line[index] == "#", previous.isWhitespace { return trimmedEnd(line[..<index]) }
            previous = line[index]
        }
        return trimmedEnd(line)
    }

    private static func trimmedEnd(_ line: Substring) -> Substring {
        guard let last = line.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return line[...last]
    }

    private mutating func read(_ line: Substring, at place: FilePlace) {
        let parts = line.split(maxSplits: 1) { $0.isWhitespace }
        let word = parts[0].lowercased()
        let rest = parts.count == 2 ? String(parts[1].drop { $0.isWhitespace }) : ""
        if word.hasPrefix("%") {
            endLabel()
            open(String(word.dropFirst()), name: rest, at: place)
            return
        }
        switch section {
        case .none: readFormat(word, rest, at: place)
        case .other: break
        case .filter:
            if word == "label" {
                endLabel()
                collector.beginRule()
                label = Label(text: rest, place: place)
            } else {
                readMember(line, word: word, rest: rest, at: place)
            }
        }
    }

    private mutating func readFormat(_ word: String, _ rest: String, at place: FilePlace) {
        guard word == "format" else {
            collector.find(.error, .syntax, at: place, "expected FORMAT or a section (%filter)")
            return
        }
        guard rest.lowercased() == "dicom" else {
            collector.find(.error, .wrongValue, at: place, "expected FORMAT dicom")
            return
        }
    }

    private mutating func open(_ word: String, name: String, at place: FilePlace) {
        switch word {
        case "filter":
            if name.isEmpty {
                collector.find(.error, .syntax, at: place, "expected a name behind %filter")
            }
            section = .filter(name: name)
        case "header", "labels", "values", "fields":
            section = .other
            collector.find(
                .note, .ignoredField, at: place,
                "%\(word) is for elements of the header, not for pixels: it is not used")
        default:
            section = .other
            collector.find(
                .error, .syntax, at: place,
                "expected %filter, %header, %labels, %values or %fields")
        }
    }

    private mutating func readMember(
        _ line: Substring, word: String, rest: String, at place: FilePlace
    ) {
        guard var label else {
            collector.find(.error, .syntax, at: place, "expected LABEL")
            return
        }
        if let form = DeidCoordinates.Form(rawValue: word) {
            do throws(DeidCoordinates.Failure) {
                label.areas.append(try DeidCoordinates.area(form, rest))
            } catch {
                label.isBroken = true
                collector.find(.error, error.code, at: place, error.detail)
            }
        } else if !label.criterion.add(line, at: place, collector: &collector) {
            label.isBroken = true
        }
        self.label = label
    }

    private mutating func endLabel() {
        guard let label, case .filter(let group) = section else { return }
        self.label = nil
        guard !label.isBroken else { return }
        guard !label.criterion.isEmpty || !label.areas.isEmpty else {
            collector.find(
                .error, .syntax, at: label.place, "expected criteria or coordinates behind LABEL")
            return
        }
        let isWhitelist = group.lowercased() == "whitelist"
        var action = MaskRule.Action.mask
        if label.areas.isEmpty { action = isWhitelist ? .pass : .hold }
        guard tellJoins(of: label, passes: action == .pass) else { return }
        switch action {
        case .pass:
            collector.find(
                .note, .notExpressible, at: label.place,
                "images of \(group) pass: where other rules answer too, these are followed")
        case .hold:
            collector.find(
                .note, .notExpressible, at: label.place,
                "images of \(group) are flagged without coordinates: they are held")
        case .mask, .reject: break
        }
        collector.add(
            label.text, note: label.text.isEmpty ? nil : label.text, action: action,
            criterion: label.criterion.value, areas: label.areas, at: label.place)
    }

    /// `false`: the rule is not to be used.
    private mutating func tellJoins(of label: Label, passes: Bool) -> Bool {
        if let place = label.criterion.places.ignoredJoin {
            collector.find(
                .note, .joinIgnoredByTool, at: place,
                "|| at the start of a line is an OR, as documented; deid 0.4 takes it for AND")
        }
        guard let place = label.criterion.places.missingJoin else { return true }
        // Documentation and engine disagree: what is painted or held more often is safe, what passes more
        // often is not.
        collector.find(
            passes ? .error : .warning, .joinMissing, at: place,
            passes
                ? "expected + or ||: without it this line may pass images by itself"
                : "a line without + or || is a check of its own, as documented; deid 0.4 takes it for AND"
        )
        return !passes
    }
}
