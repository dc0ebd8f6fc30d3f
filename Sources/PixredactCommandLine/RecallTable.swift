import RedactionReport

/// The sums of a measurement, for people.
struct RecallTable {
    private let summary: RecallSummary

    init(_ summary: RecallSummary) { self.summary = summary }

    private static let titles: [(group: RecallSummary.Group, title: String)] = [
        (.contrast, "contrast"), (.capHeight, "height of capitals, pixels"),
        (.rotation, "rotation, degrees"), (.font, "font"), (.rendering, "rendering"),
        (.edge, "round the letters"), (.textKind, "what it says"), (.device, "device"),
    ]

    var text: String {
        var blocks = [pictures]
        if summary.all.lines + summary.markers.lines > 0 { blocks.append(rates) }
        if summary.untouched.pictures > 0 { blocks.append(untouched) }
        if !summary.ladder.isEmpty { blocks.append(ladder) }
        return blocks.joined(separator: "\n")
    }

    private var pictures: String {
        func count(_ status: RecallStatus) -> Int { summary.pictures[status] ?? 0 }
        var text = "pictures: \(count(.measured)) measured"
        if count(.textFound) > 0 { text += ", \(count(.textFound)) left out for their text" }
        if count(.skipped) > 0 { text += ", \(count(.skipped)) skipped" }
        if count(.failed) > 0 { text += ", \(count(.failed)) failed" }
        text += "\n"
        if summary.unplaced > 0 {
            text += "lines that found no place: \(summary.unplaced)\n"
        }
        if summary.invisible > 0 {
            text += "lines that cannot be seen, not counted: \(summary.invisible)\n"
        }
        return text
    }

    private var rates: String {
        var rows = [["", "lines", "found", "recall", "95 % interval"]]
        rows.append(Self.row("all lines", summary.all))
        if summary.markers.lines > 0 { rows.append(Self.row("side markers", summary.markers)) }
        for (group, title) in Self.titles {
            let rates = summary.rates(by: group)
            // One device says what all lines say.
            if group == .device, rates.count < 2 { continue }
            guard !rates.isEmpty else { continue }
            rows.append([title])
            rows += rates.map { Self.row("  " + $0.name, $0.rate) }
        }
        return Self.aligned(rows)
    }

    private var untouched: String {
        let sum = summary.untouched
        return "false boxes in \(sum.pictures) untouched pictures: \(sum.boxes), "
            + "\(Self.decimal(sum.boxesPerPicture ?? 0, places: 2)) a picture, "
            + "\(Self.percent(sum.meanArea ?? 0, places: 3)) of its area\n"
    }

    private var ladder: String {
        var rows = [["threshold", "recall", "95 % interval", "false boxes", "false area"]]
        rows += summary.ladder.map { step in
            [
                Self.decimal(step.threshold, places: 2),
                step.rate.recall.map { Self.percent($0, places: 1) } ?? "-",
                Self.interval(step.rate),
                Self.decimal(step.untouched.boxesPerPicture ?? 0, places: 2),
                Self.percent(step.untouched.meanArea ?? 0, places: 3),
            ]
        }
        return Self.aligned(rows)
    }

    private static func row(_ name: String, _ rate: RecallRate) -> [String] {
        [
            name, "\(rate.lines)", "\(rate.covered)",
            rate.recall.map { percent($0, places: 1) } ?? "-", interval(rate),
        ]
    }

    private static func interval(_ rate: RecallRate) -> String {
        guard let interval = rate.interval else { return "-" }
        return percent(interval.lowerBound, places: 1) + " to "
            + percent(interval.upperBound, places: 1)
    }

    /// Columns side by side, the first to the left, the others to the right; a row of one cell is
    /// a title.
    private static func aligned(_ rows: [[String]]) -> String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.filter { $0.count == columns }.map { $0[column].count }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let blanks = String(repeating: " ", count: max(0, widths[column] - cell.count))
                return column == 0 ? (row.count == 1 ? cell : cell + blanks) : blanks + cell
            }
            return cells.joined(separator: "  ") + "\n"
        }.joined()
    }

    static func percent(_ share: Double, places: Int) -> String {
        decimal(100 * share, places: places) + " %"
    }

    /// A number that is not below 0, with so many digits behind the point.
    static func decimal(_ number: Double, places: Int) -> String {
        let factor = (0..<places).reduce(1) { factor, _ in factor * 10 }
        let whole = Int((number * Double(factor)).rounded())
        let fraction = String(whole % factor)
        let zeros = String(repeating: "0", count: max(0, places - fraction.count))
        return places == 0 ? "\(whole)" : "\(whole / factor)." + zeros + fraction
    }
}
