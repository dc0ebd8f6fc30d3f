import Raster

/// Ways to take a component of cells apart into boxes that hold little else. Each is given the runs
/// of its rows, from the top, and holds all of them.
enum TextStrips {
    /// Bands from the left to the right end of what they hold, with the least area of all; a band
    /// more costs `TextPieces.boxCost`.
    ///
    /// - Complexity: O(runs + rows x `highestBand`).
    static func bands(of runs: ArraySlice<InkComponents.Run>) -> [PixelBox] {
        guard let top = runs.first?.y else { return [] }
        var rows: [(left: Int, right: Int)] = []
        for run in runs {
            let row = Int(run.y - top)
            if row == rows.count {
                rows.append((Int(run.start), Int(run.end)))
            } else {
                rows[row].right = Int(run.end)
            }
        }
        // Least cost of the rows above each row, and where the last band of these begins.
        var costs = [0]
        var starts = [0]
        for end in 1...rows.count {
            var left = Int.max
            var right = 0
            var least = Int.max
            var best = end - 1
            for start in stride(from: end - 1, through: max(0, end - highestBand), by: -1) {
                left = min(left, rows[start].left)
                right = max(right, rows[start].right)
                let cost = costs[start] + (right - left) * (end - start) + TextPieces.boxCost
                if cost < least {
                    least = cost
                    best = start
                }
            }
            costs.append(least)
            starts.append(best)
        }
        var bands: [PixelBox] = []
        var end = rows.count
        while end > 0 {
            let start = starts[end]
            let left = rows[start..<end].reduce(Int.max) { min($0, $1.left) }
            let right = rows[start..<end].reduce(0) { max($0, $1.right) }
            bands.append(
                PixelBox(x: left, y: Int(top) + start, maxX: right, maxY: Int(top) + end))
            end = start
        }
        return bands.reversed()
    }

    /// Cells: what is higher is cut.
    private static let highestBand = 48

    /// Boxes that follow the runs from row to row, each filled by them to three quarters: a ring or a
    /// fork becomes its arms.
    static func chains(of runs: ArraySlice<InkComponents.Run>) -> [PixelBox] {
        var boxes: [PixelBox] = []
        var open: [OpenBox] = []
        var index = runs.startIndex
        while index < runs.endIndex {
            let row = runs[index].y
            var next: [OpenBox] = []
            // The boxes that end above the row, and the runs of it, both from left to right.
            var first = 0
            while index < runs.endIndex && runs[index].y == row {
                let run = runs[index]
                while first < open.count && open[first].last.end < run.start { first += 1 }
                var candidate = first
                var grown: OpenBox?
                while grown == nil, candidate < open.count, open[candidate].last.start <= run.end {
                    if !open[candidate].isContinued { grown = open[candidate].adding(run) }
                    if grown != nil { open[candidate].isContinued = true }
                    candidate += 1
                }
                next.append(grown ?? OpenBox(run))
                index += 1
            }
            boxes += open.filter { !$0.isContinued }.map(\.box)
            open = next
        }
        return boxes + open.map(\.box)
    }

    /// A box that the next row may add to.
    private struct OpenBox {
        var box: PixelBox
        /// Cells of runs in it.
        var count: Int
        var last: InkComponents.Run
        var isContinued = false

        init(_ run: InkComponents.Run) {
            box = PixelBox(
                x: Int(run.start), y: Int(run.y), width: Int(run.end - run.start), height: 1)
            count = box.width
            last = run
        }

        /// The box with a run of the next row, if that leaves it filled.
        func adding(_ run: InkComponents.Run) -> OpenBox? {
            var grown = OpenBox(run)
            grown.box = box.union(grown.box)
            grown.count += count
            return 4 * grown.count >= 3 * grown.box.area ? grown : nil
        }
    }
}
