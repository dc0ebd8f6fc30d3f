import KnownMasks
import Raster

struct CSVWriter {
    private typealias Column = CSVFormat.Column

    private var problems = ExportProblems()
    private var lines = [CommaSeparatedRows.line(CSVFormat.Column.allCases.map(\.rawValue))]

    init(_ set: MaskRuleSet) {
        for rule in set.rules { add(rule) }
    }

    func bytes() throws(MaskExportError) -> [UInt8] {
        try problems.throwIfAny()
        return Array(lines.joined().utf8)
    }

    private mutating func add(_ rule: MaskRule) {
        if rule.isComplete { problems.add(rule, "a table cannot say that a rule is complete") }
        if rule.priority != 0 { problems.add(rule, "a table knows no priorities") }
        if rule.group != nil {
            problems.add(rule, "a table cannot say that a rule is one of a group")
        }
        guard let values = values(of: rule.criterion) else {
            problems.add(
                rule,
                "a table asks for words of manufacturer, model, modality, software versions and "
                    + "station, each once and whatever the case")
            return
        }
        var cells = values
        cells[.id] = rule.id
        cells[.action] = rule.action == .mask ? "" : rule.action.rawValue
        cells[.note] = rule.note ?? ""
        cells[.frames] = frames(rule.frames)
        for size in rule.sizes.isEmpty ? [nil] : rule.sizes.map(Optional.some) {
            cells[.rows] = size?.rows.map(String.init) ?? ""
            cells[.columns] = size?.columns.map(String.init) ?? ""
            if rule.areas.isEmpty { add(cells) }
            for area in rule.areas {
                guard area.kind == .blank, let rectangle = rectangle(area.region) else {
                    problems.add(rule, "a table has no kept areas and no ultrasound regions")
                    return
                }
                add(rectangle, to: cells)
            }
        }
    }

    private func rectangle(_ region: MaskArea.Region) -> MaskRectangle? {
        switch region {
        case .all: MaskRectangle(x: 0, y: 0, width: .toEdge, height: .toEdge)
        case .rectangle(let rectangle): rectangle
        case .ultrasoundRegions: nil
        }
    }

    private mutating func add(_ rectangle: MaskRectangle, to cells: [Column: String]) {
        var cells = cells
        cells[.x] = String(rectangle.x)
        cells[.y] = String(rectangle.y)
        cells[.width] = word(rectangle.width)
        cells[.height] = word(rectangle.height)
        cells[.clip] = rectangle.isClipped ? "yes" : ""
        add(cells)
    }

    private mutating func add(_ cells: [Column: String]) {
        lines.append(CommaSeparatedRows.line(Column.allCases.map { cells[$0] ?? "" }))
    }

    private func word(_ length: MaskRectangle.Length) -> String {
        switch length {
        case .toEdge: CSVFormat.edge
        case .pixels(let count): String(count)
        }
    }

    private func frames(_ selection: FrameSelection) -> String {
        (selection.ranges ?? []).map { range in
            range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
        }.joined(separator: " ")
    }

    /// The cells of a criterion; `nil` where it says what no cell can.
    private func values(of criterion: Criterion) -> [Column: String]? {
        var values: [Column: String] = [:]
        for part in criterion.parts {
            guard let (path, words) = CSVWords.cell(part),
                let column = Column.allCases.first(where: {
                    $0.tag.map { HeaderPath($0) } == path
                }),
                values.updateValue(words, forKey: column) == nil
            else { return nil }
        }
        return values
    }
}

extension Criterion {
    /// What has to hold, all of it.
    fileprivate var parts: [Criterion] {
        guard case .all(let parts) = self else { return [self] }
        return parts.flatMap(\.parts)
    }
}
