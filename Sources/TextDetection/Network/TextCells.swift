import Raster

/// The cells of a heat map that are text, and which of them belong together.
///
/// Text are components of cells that reach the threshold and have a convincing best cell, and what is
/// next to them and nearly reaches it. A lower threshold only adds cells. Where a component has
/// several parts that are certain, each of its cells belongs to the nearest of these: so rows and
/// words come apart whose blurred borders meet.
package struct TextCells: Sendable {
    typealias Run = InkComponents.Run

    let columns: Int
    let rows: Int
    /// The part that each cell belongs to, from 1; 0 where there is no text.
    private var parts: [Int32]
    private(set) var partCount = 0

    /// How far text reaches into cells below the threshold, in cells. Further than that, what
    /// surrounds text is a textured background more often than its blurred end.
    private static let reach = 1
    /// Cells of the smallest part that is told from others.
    private static let smallestPart = 3

    /// - Parameter threshold: as of `TextLineFinder`.
    /// - Complexity: nearly O(cells).
    package init(in map: HeatMap, threshold: Double, look: TextLineFinder.Look) {
        let evidence = TextEvidence(threshold: threshold, look: look)
        columns = map.columns
        rows = map.rows
        parts = [Int32](repeating: 0, count: map.cells.count)
        let image = GrayImage(width: map.columns, height: map.rows, pixels: map.cells)
        let body = InkComponents(of: image, above: evidence.body - 1)
        let isText = body.components.map { evidence.isText($0) }
        guard isText.contains(true) else { return }
        // Until its part is known, a cell holds the number of its component, from -1 downwards.
        let text = body.runs.filter { isText[Int($0.component)] }
        for run in text { assign(-1 - run.component, to: run) }
        var known = cores(of: image, evidence, text, componentCount: isText.count)
        var edge = known
        while !edge.isEmpty {
            edge = grow(from: edge, into: map, atLeast: nil)
            known += edge
        }
        guard evidence.extent < evidence.body else { return }
        for _ in 0..<Self.reach { known = grow(from: known, into: map, atLeast: evidence.extent) }
    }

    /// The cells of the parts, row by row.
    func runs() -> [Run] {
        let parts = parts.span
        var runs: [Run] = []
        for row in 0..<rows {
            let end = (row + 1) * columns
            var index = row * columns
            while index < end {
                let part = parts[index]
                let start = index
                index += 1
                guard part > 0 else { continue }
                while index < end, parts[index] == part { index += 1 }
                let left = Int32(start - row * columns)
                runs.append(
                    Run(
                        y: Int32(row), start: left, end: left + Int32(index - start),
                        component: part - 1))
            }
        }
        return runs
    }

    /// The cells of `runs`, which come row by row, column by column: `y` counts columns.
    func transposed(_ runs: [Run]) -> [Run] {
        var starts = [Int](repeating: 0, count: columns + 1)
        for run in runs {
            for column in run.start..<run.end { starts[Int(column) + 1] += 1 }
        }
        for column in 0..<columns { starts[column + 1] += starts[column] }
        // Single cells, those of each column from the top.
        var cells = [Run](
            repeating: Run(y: 0, start: 0, end: 0, component: 0), count: starts[columns])
        for run in runs {
            for column in run.start..<run.end {
                cells[starts[Int(column)]] = Run(
                    y: column, start: run.y, end: run.y + 1, component: run.component)
                starts[Int(column)] += 1
            }
        }
        var joined: [Run] = []
        for cell in cells {
            if let last = joined.last, last.y == cell.y, last.end == cell.start,
                last.component == cell.component
            {
                joined[joined.count - 1].end = cell.end
            } else {
                joined.append(cell)
            }
        }
        return joined
    }

    /// Starts the parts: what is certain in a component, or a component without such cells as a whole.
    private mutating func cores(
        of image: GrayImage, _ evidence: TextEvidence, _ text: [Run], componentCount: Int
    ) -> [Run] {
        var cores: [Run] = []
        var hasCore = [Bool](repeating: false, count: componentCount)
        let found = InkComponents(of: image, above: evidence.certain - 1)
        var numbers = [Int32](repeating: 0, count: found.components.count)
        for run in found.runs
        where found.components[Int(run.component)].count >= Self.smallestPart {
            let core = Int(run.component)
            if numbers[core] == 0 {
                // Where it lies in a component that is text: the evidence for that may be stronger.
                let component = parts[Int(run.y) * columns + Int(run.start)]
                guard component < 0 else { continue }
                hasCore[Int(-1 - component)] = true
                partCount += 1
                numbers[core] = Int32(partCount)
            }
            cores.append(assign(numbers[core], to: run))
        }
        numbers = [Int32](repeating: 0, count: componentCount)
        for run in text where !hasCore[Int(run.component)] {
            let component = Int(run.component)
            if numbers[component] == 0 {
                partCount += 1
                numbers[component] = Int32(partCount)
            }
            cores.append(assign(numbers[component], to: run))
        }
        return cores
    }

    @discardableResult
    private mutating func assign(_ part: Int32, to run: Run) -> Run {
        let row = Int(run.y) * columns
        for index in row + Int(run.start)..<row + Int(run.end) { parts[index] = part }
        return Run(y: run.y, start: run.start, end: run.end, component: part)
    }

    /// Adds the neighbours of `edge` to its parts, and gives what was added.
    ///
    /// - Parameter level: of cells that are no text yet; `nil` for text without a part.
    private mutating func grow(
        from edge: [Run], into map: HeatMap, atLeast level: UInt8?
    ) -> [Run] {
        var added: [Run] = []
        let probabilities = map.cells.span
        let (columns, rows) = (columns, rows)
        var parts = parts.mutableSpan
        for run in edge {
            let left = max(0, Int(run.start) - 1)
            let right = min(columns, Int(run.end) + 1)
            for row in max(0, Int(run.y) - 1)..<min(rows, Int(run.y) + 2) {
                // In its own row a run has neighbours at its ends only.
                let step = row == Int(run.y) ? max(1, right - left - 1) : 1
                for column in stride(from: left, to: right, by: step) {
                    let index = row * columns + column
                    guard parts[index] <= 0 else { continue }
                    if let level {
                        if probabilities[index] < level { continue }
                    } else if parts[index] == 0 {
                        continue
                    }
                    parts[index] = run.component
                    let cell = Int32(column)
                    added.append(
                        Run(y: Int32(row), start: cell, end: cell + 1, component: run.component))
                }
            }
        }
        return added
    }
}
