import Raster

/// The parts of the text cells, taken apart where their bounding boxes would hold much else.
///
/// A slanted or curved line becomes a chain of boxes, a block with a ragged edge one box for the long
/// and one for the short rows.
struct TextPieces {
    /// By their parts.
    private(set) var pieces: [TextPiece] = []

    /// What a box more costs, in cells: a line in one piece is worth some area.
    static let boxCost = 8

    /// - Complexity: O(cells).
    init(of cells: TextCells, in map: HeatMap) {
        let runs = cells.runs()
        let level = RunsByPart(runs, count: cells.partCount)
        var transposed: RunsByPart?
        for part in 0..<cells.partCount {
            let whole = Self.piece(of: level[part], in: map)
            let area = whole.box.area
            let count = level[part].reduce(0) { $0 + Int($1.end - $1.start) }
            // There must be an eighth of the box to gain, and what a box more costs.
            let limit = area - max(area / 8, Self.boxCost)
            guard count < limit else {
                pieces.append(whole)
                continue
            }
            let turned = transposed ?? RunsByPart(cells.transposed(runs), count: cells.partCount)
            transposed = turned
            let candidates = [
                TextStrips.bands(of: level[part]),
                TextStrips.bands(of: turned[part]).map(\.transposed),
                TextStrips.chains(of: level[part]),
                TextStrips.chains(of: turned[part]).map(\.transposed),
            ]
            var best = [whole.box]
            var leastCost = Self.cost(best, area: limit)
            for boxes in candidates {
                let cost = Self.cost(boxes, area: boxes.reduce(0) { $0 + $1.area })
                if cost < leastCost {
                    leastCost = cost
                    best = boxes
                }
            }
            pieces += best.map { whole.replacingBox(with: $0) }
        }
    }

    /// The longer the boxes, the better, if all else is equal: lines of text are long.
    private static func cost(_ boxes: [PixelBox], area: Int) -> (Int, Int) {
        (area + boxCost * boxes.count, -boxes.reduce(0) { $0 + max($1.width, $1.height) })
    }

    private static func piece(of runs: ArraySlice<TextCells.Run>, in map: HeatMap) -> TextPiece {
        var piece = TextPiece(box: PixelBox(x: 0, y: 0, width: 0, height: 0), sum: 0, squares: 0)
        let cells = map.cells.span
        for run in runs {
            let row = Int(run.y) * map.columns
            for index in row + Int(run.start)..<row + Int(run.end) {
                let value = Int(cells[index])
                piece.sum += value
                piece.squares += value * value
            }
            piece.box = piece.box.union(
                PixelBox(
                    x: Int(run.start), y: Int(run.y), width: Int(run.end - run.start), height: 1))
        }
        return piece
    }
}

/// The runs of each part, from the top.
private struct RunsByPart {
    private var starts: [Int]
    private var runs: [TextCells.Run]

    init(_ unsorted: [TextCells.Run], count: Int) {
        starts = [Int](repeating: 0, count: count + 1)
        for run in unsorted { starts[Int(run.component) + 1] += 1 }
        for part in 0..<count { starts[part + 1] += starts[part] }
        var ends = starts
        runs = unsorted
        for run in unsorted {
            let part = Int(run.component)
            runs[ends[part]] = run
            ends[part] += 1
        }
    }

    subscript(part: Int) -> ArraySlice<TextCells.Run> { runs[starts[part]..<starts[part + 1]] }
}
