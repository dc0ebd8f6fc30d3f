import Raster

/// The components of text cells, taken apart where their bounding boxes would hold much else.
///
/// A slanted or curved line becomes a chain of boxes, a block with a ragged edge one box for the long
/// and one for the short rows.
struct TextPieces {
    /// By their components, in the order of their topmost leftmost cells.
    private(set) var pieces: [TextPiece] = []

    /// What a box more costs, in cells: a line in one piece is worth some area.
    static let boxCost = 8

    /// - Complexity: O(cells).
    init(of cells: TextCells, in map: HeatMap) {
        let image = GrayImage(width: cells.columns, height: cells.rows, pixels: cells.mask)
        let found = InkComponents(of: image, above: 0)
        let runs = RunsByComponent(found)
        var upright: UprightRuns?
        for (number, component) in found.components.enumerated() {
            let whole = Self.piece(component.box, runs[number], in: map)
            // With a fifth of the box to gain at least, and the box that costs.
            let limit = component.box.area - max(component.box.area / 5, Self.boxCost)
            guard component.count < limit else {
                pieces.append(whole)
                continue
            }
            let turned = upright ?? UprightRuns(of: cells, found)
            upright = turned
            let candidates = [
                TextStrips.bands(of: runs[number]),
                TextStrips.bands(of: turned[number]).map(\.transposed),
                TextStrips.chains(of: runs[number]),
                TextStrips.chains(of: turned[number]).map(\.transposed),
            ]
            var best = [component.box]
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

    private static func piece(
        _ box: PixelBox, _ runs: ArraySlice<InkComponents.Run>, in map: HeatMap
    ) -> TextPiece {
        var piece = TextPiece(box: box, sum: 0, squares: 0)
        for run in runs {
            let row = Int(run.y) * map.columns
            for index in row + Int(run.start)..<row + Int(run.end) {
                let value = Int(map.cells[index])
                piece.sum += value
                piece.squares += value * value
            }
        }
        return piece
    }
}

/// The runs of each component, from the top.
private struct RunsByComponent {
    private var starts: [Int]
    private var runs: [InkComponents.Run]

    init(_ found: InkComponents) {
        self.init(found.runs, count: found.components.count)
    }

    /// - Parameter runs: sorted from the top; each with its component, below `count`.
    init(_ unsorted: [InkComponents.Run], count: Int) {
        starts = [Int](repeating: 0, count: count + 1)
        for run in unsorted { starts[Int(run.component) + 1] += 1 }
        for index in 0..<count { starts[index + 1] += starts[index] }
        var ends = starts
        runs = unsorted
        for run in unsorted {
            let component = Int(run.component)
            runs[ends[component]] = run
            ends[component] += 1
        }
    }

    subscript(component: Int) -> ArraySlice<InkComponents.Run> {
        runs[starts[component]..<starts[component + 1]]
    }
}

/// The runs of each component down the columns, as rows of the transposed mask.
private struct UprightRuns {
    private var runs: RunsByComponent

    init(of cells: TextCells, _ found: InkComponents) {
        var mask = [UInt8](repeating: 0, count: cells.mask.count)
        var numbers = [Int32](repeating: -1, count: cells.mask.count)
        for run in found.runs {
            for column in Int(run.start)..<Int(run.end) {
                mask[column * cells.rows + Int(run.y)] = 1
                numbers[column * cells.rows + Int(run.y)] = run.component
            }
        }
        let turned = InkComponents(
            of: GrayImage(width: cells.rows, height: cells.columns, pixels: mask), above: 0)
        // The same components, numbered in another order.
        let renumbered = turned.runs.map { run in
            var run = run
            run.component = numbers[Int(run.y) * cells.rows + Int(run.start)]
            return run
        }
        runs = RunsByComponent(renumbered, count: found.components.count)
    }

    subscript(component: Int) -> ArraySlice<InkComponents.Run> { runs[component] }
}
