import ConfigurationFiles
import DICOMCore
import KnownMasks
import Raster

struct CSVReader {
    private typealias Column = CSVFormat.Column

    /// Rows of one id, which are one rule.
    private struct Draft {
        var rule: MaskRule
        var place: FilePlace
        /// The areas of each size, in the order of the rows.
        var areas: [(size: ImageSize?, areas: [MaskArea])] = []
    }

    private static let mostSizes = 1000

    var reading: FormatReading
    private var drafts: [Draft] = []
    private var index: [String: Int] = [:]

    init(_ reading: FormatReading) { self.reading = reading }

    mutating func read(_ content: [UInt8]) {
        guard let text = reading.text(content, atMost: FormatReading.largestTable) else { return }
        var rows = CommaSeparatedRows(text)
        guard let header = reading.row(&rows), let columns = columns(of: header) else { return }
        while let row = reading.row(&rows) {
            guard row.fields.count == header.fields.count else {
                reading.refuse(
                    .wrongValue, at: row.place,
                    "expected \(header.fields.count) fields as in the first row, found "
                        + "\(row.fields.count)")
                continue
            }
            read(row, columns)
        }
        for draft in drafts { add(draft) }
    }

    private mutating func columns(of header: CommaSeparatedRows.Row) -> [Column: Int]? {
        var columns: [Column: Int] = [:]
        for (position, field) in header.fields.enumerated() {
            guard let column = Column(rawValue: field.text) else {
                reading.refuse(
                    .unknownKey, at: field.place,
                    "unknown column \(field.text): expected one of "
                        + Column.allCases.map(\.rawValue).joined(separator: ", "))
                continue
            }
            if columns.updateValue(position, forKey: column) != nil {
                reading.refuse(.wrongValue, at: field.place, "the column stands there twice")
            }
        }
        for column in Column.allCases where column.isRequired && columns[column] == nil {
            reading.refuse(.syntax, at: header.place, "expected a column \(column.rawValue)")
        }
        return reading.isSound ? columns : nil
    }

    private mutating func read(_ row: CommaSeparatedRows.Row, _ columns: [Column: Int]) {
        func cell(_ column: Column) -> CommaSeparatedRows.Field? {
            columns[column].map { row.fields[$0] }.flatMap { $0.text.isEmpty ? nil : $0 }
        }
        guard let id = cell(.id), MaskRuleReader.isID(id.text) else {
            reading.refuse(
                .wrongValue, at: row.place, "expected an id of letters, digits, - _ . and /")
            return
        }
        var tests: [Criterion] = []
        for column in Column.allCases {
            guard let tag = column.tag, let field = cell(column) else { continue }
            guard let criterion = CSVWords.criterion(field.text, HeaderPath(tag)) else {
                reading.refuse(
                    .wrongValue, at: field.place,
                    "expected a word, with * at its ends or not, or several with | between")
                return
            }
            tests.append(criterion)
        }
        for field in row.fields
        where field.text.unicodeScalars.contains(where: { $0.value < 0x20 })
            || field.text.unicodeScalars.count > MaskRuleReader.noteLength
        {
            reading.refuse(
                .wrongValue, at: field.place,
                "expected text of one line, of at most \(MaskRuleReader.noteLength) characters")
            return
        }
        var action = MaskRule.Action.mask
        if let field = cell(.action) {
            guard let word = MaskRule.Action(rawValue: field.text) else {
                reading.refuse(.wrongValue, at: field.place, "expected mask, pass, hold or reject")
                return
            }
            action = word
        }
        let lengths = Coordinate.sizes
        let rowCount = cell(.rows).flatMap { number($0, in: lengths, "rows") }
        let columnCount = cell(.columns).flatMap { number($0, in: lengths, "columns") }
        let size =
            rowCount == nil && columnCount == nil
            ? nil : ImageSize(rows: rowCount, columns: columnCount)
        let frames = cell(.frames).map { selection($0) } ?? .all
        let rule = MaskRule(
            id: id.text, action: action, criterion: .all(tests), frames: frames,
            note: cell(.note)?.text)
        var areas: [MaskArea] = []
        if action == .mask {
            guard let area = area(row, cell(.x), cell(.y), cell(.width), cell(.height), cell(.clip))
            else { return }
            areas = [area]
        } else if let field = [Column.x, .y, .width, .height].compactMap(cell).first {
            reading.refuse(
                .wrongValue, at: field.place, "expected no rectangle: the action is not mask")
            return
        }
        add(rule, size, areas, at: row.place)
    }

    private mutating func number(
        _ field: CommaSeparatedRows.Field, in range: ClosedRange<Int>, _ words: String
    ) -> Int? {
        if let number = Coordinate.integer(field.text, in: range) { return number }
        reading.refuse(.wrongValue, at: field.place, "expected \(words), a whole number")
        return nil
    }

    private mutating func area(
        _ row: CommaSeparatedRows.Row, _ x: CommaSeparatedRows.Field?,
        _ y: CommaSeparatedRows.Field?, _ width: CommaSeparatedRows.Field?,
        _ height: CommaSeparatedRows.Field?, _ clip: CommaSeparatedRows.Field?
    ) -> MaskArea? {
        guard let x, let y, let width, let height else {
            reading.refuse(.malformedRegion, at: row.place, "expected x, y, width and height")
            return nil
        }
        if let clip, !["yes", "no"].contains(clip.text) {
            reading.refuse(.wrongValue, at: clip.place, "expected yes or no")
            return nil
        }
        guard let left = number(x, in: Coordinate.range, "x"),
            let top = number(y, in: Coordinate.range, "y"), let across = length(width, "width"),
            let down = length(height, "height")
        else { return nil }
        return MaskArea(
            .blank,
            .rectangle(
                MaskRectangle(
                    x: left, y: top, width: across, height: down, isClipped: clip?.text == "yes")))
    }

    private mutating func length(
        _ field: CommaSeparatedRows.Field, _ words: String
    ) -> MaskRectangle.Length? {
        if field.text == CSVFormat.edge { return .toEdge }
        return number(field, in: Coordinate.lengths, "\(words) above 0 or \(CSVFormat.edge)")
            .map { .pixels($0) }
    }

    /// `0-9 12`.
    private mutating func selection(_ field: CommaSeparatedRows.Field) -> FrameSelection {
        var ranges: [ClosedRange<Int>] = []
        for word in field.text.split(separator: " ") {
            let ends = word.split(separator: "-", omittingEmptySubsequences: false)
            guard (1...2).contains(ends.count),
                let first = Coordinate.integer(ends[0], in: Coordinate.frames),
                let last = Coordinate.integer(ends[ends.count - 1], in: Coordinate.frames),
                first <= last
            else {
                reading.refuse(
                    .wrongValue, at: field.place, "expected frames as 0-9 12, counted from 0")
                return .all
            }
            ranges.append(first...last)
        }
        return FrameSelection(ranges)
    }

    private mutating func add(
        _ rule: MaskRule, _ size: ImageSize?, _ areas: [MaskArea], at place: FilePlace
    ) {
        guard let position = index[rule.id] else {
            index[rule.id] = drafts.count
            drafts.append(Draft(rule: rule, place: place, areas: [(size, areas)]))
            return
        }
        guard drafts[position].rule == rule else {
            reading.refuse(
                .conflict, at: place, rule: rule.id,
                "expected the same as in line \(drafts[position].place.line), which has the same id, "
                    + "but for the rectangle and the size")
            return
        }
        if let same = drafts[position].areas.firstIndex(where: { $0.size == size }) {
            drafts[position].areas[same].areas += areas
        } else if drafts[position].areas.count < Self.mostSizes {
            drafts[position].areas.append((size, areas))
        } else {
            reading.refuse(
                .wrongValue, at: place, rule: rule.id,
                "expected at most \(Self.mostSizes) sizes of one rule")
        }
    }

    private mutating func add(_ draft: Draft) {
        guard let first = draft.areas.first else { return }
        var rule = draft.rule
        rule.areas = first.areas
        rule.sizes = draft.areas.compactMap(\.size)
        let isUniform =
            draft.areas.allSatisfy { $0.areas == first.areas }
            && (draft.areas.count == 1 || rule.sizes.count == draft.areas.count)
        guard isUniform else {
            reading.refuse(
                .conflict, at: draft.place, rule: rule.id,
                "expected the same rectangles for each size: give other ones an id of their own")
            return
        }
        if rule.criterion == .all([]), rule.sizes.isEmpty {
            reading.find(
                .warning, .alwaysMatches, at: draft.place, rule: rule.id,
                "the rule answers for every image")
        }
        reading.add(rule, at: draft.place)
    }
}
