import ConfigurationFiles
import KnownMasks

/// Writes a recipe: what passes as a whitelist, what is held as a blacklist, what is painted between them.
struct DeidWriter {
    func write(_ set: MaskRuleSet) throws(MaskExportError) -> [UInt8] {
        var problems = ExportProblems()
        problems.addCommon(of: set)
        addLayers(of: set, to: &problems)
        var sections: [MaskRule.Action: [String]] = [:]
        for rule in set.withoutFirstGroups {
            do throws(NotWritable) {
                sections[rule.action, default: []] += try labels(of: rule)
            } catch {
                problems.add(rule, error.detail)
            }
        }
        try problems.throwIfAny()
        var text = "FORMAT dicom\n"
        for (action, name) in [
            (MaskRule.Action.pass, "whitelist"), (.mask, "graylist"), (.hold, "blacklist"),
        ] {
            guard let labels = sections[action] else { continue }
            text += "\n%filter \(name)\n" + labels.map { "\n" + $0 }.joined()
        }
        return Array(text.utf8)
    }

    /// All labels of a recipe lie over each other: what one keeps takes back what any before it blanks.
    private func addLayers(of set: MaskRuleSet, to problems: inout ExportProblems) {
        let masks = set.rules.filter { $0.action == .mask }
        guard masks.count > 1 else { return }
        let group = masks[0].group
        if group?.kind == .layered, masks.allSatisfy({ $0.group == group }) { return }
        for rule in masks where rule.areas.contains(where: { $0.kind == .keep }) {
            problems.add(rule, "keep: deid would take back what other rules blank")
        }
    }

    private func labels(of rule: MaskRule) throws(NotWritable) -> [String] {
        guard rule.action != .reject else { throw NotWritable("reject: deid has no such list") }
        guard let plain = rule.withoutEdges else {
            throw NotWritable("edge: of an image whose size the rule does not name")
        }
        var coordinates: [[String]] = []
        for rule in plain { coordinates.append(try rule.areas.map(Self.coordinates)) }
        // A label for each size: they would multiply out in deid's lines.
        var labels: [String] = []
        for (rule, lines) in zip(plain, coordinates) {
            let sizes = rule.sizes.isEmpty ? [nil] : rule.sizes.map(Optional.some)
            for size in sizes {
                labels.append(try label(of: rule, size: size, coordinates: lines))
            }
        }
        return labels
    }

    private func label(
        of rule: MaskRule, size: ImageSize?, coordinates: [String]
    ) throws(NotWritable) -> String {
        let criterion = Criterion.conjunction(
            [rule.criterion] + (size.map { [$0.criterion] } ?? []))
        let clauses = try DeidClauses(criterion)
        var lines = clauses.lines.map { tests in
            // deid 0.4 takes the values of a line in their order, whichever tests need one.
            let ordered = tests.filter(Self.hasValue) + tests.filter { !Self.hasValue($0) }
            return ordered.joined(separator: " || ")
        }
        if clauses.lines.contains([]) {
            lines = ["present Rows", "missing Rows"]
        } else if lines.isEmpty, coordinates.isEmpty {
            lines = ["present Rows || missing Rows"]
        }
        try check(lines, say: clauses)
        var text = "LABEL \(rule.id)"
        if let note = rule.note {
            text += " # " + note.map { $0.isNewline ? " " : "\($0)" }.joined()
        }
        for (index, line) in lines.enumerated() { text += "\n  \(index == 0 ? "" : "+ ")\(line)" }
        return text + coordinates.map { "\n  " + $0 }.joined() + "\n"
    }

    private static func hasValue(_ test: String) -> Bool {
        test.split(maxSplits: 2) { $0 == " " }.count == 3
    }

    /// A value may have in it what a recipe takes for something else: what is written has to be read as it was.
    private func check(_ lines: [String], say clauses: DeidClauses) throws(NotWritable) {
        guard !clauses.lines.isEmpty, !clauses.lines.contains([]) else { return }
        var collector = RuleCollector(file: "", format: "")
        var criterion = DeidCriterion()
        for line in lines {
            let text = DeidReader.withoutComment(Substring("+ " + line))
            guard !line.contains(where: \.isNewline),
                criterion.add(
                    text, at: FilePlace(line: 1, column: 1), collector: &collector)
            else { throw NotWritable("value: deid would read \(line) otherwise") }
        }
        guard try DeidClauses(criterion.value).set == clauses.set else {
            throw NotWritable(
                "value: deid would read it otherwise, \(lines.joined(separator: "; "))")
        }
    }

    private static func coordinates(_ area: MaskArea) throws(NotWritable) -> String {
        let word = area.kind == .keep ? "keepcoordinates" : "coordinates"
        switch area.region {
        case .all: return "\(word) all"
        case .ultrasoundRegions: return "\(word) from:SequenceOfUltrasoundRegions"
        case .rectangle(let rectangle):
            guard let box = PlainRectangle(rectangle, in: ImageSize(rows: nil, columns: nil)) else {
                throw NotWritable("edge: of an image whose size the rule does not name")
            }
            return "\(word) \(box.x),\(box.y),\(box.x + box.width),\(box.y + box.height)"
        }
    }
}
