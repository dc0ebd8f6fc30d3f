import Raster

/// The cells of a heat map that are text.
///
/// Components of cells that reach the threshold and have a convincing best cell, and what is next to
/// them and nearly reaches it. A lower threshold only adds cells.
package struct TextCells: Sendable {
    let columns: Int
    let rows: Int
    /// 1 where there is text, else 0; row by row.
    package private(set) var mask: [UInt8]
    /// Whether there is any.
    package private(set) var hasText = false

    /// How far text reaches into cells below the threshold, in cells. Further than that, what
    /// surrounds text is a textured background more often than its blurred end.
    static let reach = 2

    /// - Parameter threshold: as of `TextLineFinder`.
    package init(in map: HeatMap, threshold: Double, look: TextLineFinder.Look) {
        let evidence = TextEvidence(threshold: threshold, look: look)
        columns = map.columns
        rows = map.rows
        mask = [UInt8](repeating: 0, count: map.cells.count)
        let image = GrayImage(width: map.columns, height: map.rows, pixels: map.cells)
        let body = InkComponents(of: image, above: evidence.body - 1)
        let isText = body.components.map { evidence.isText($0) }
        var edge: [PixelBox] = []
        for run in body.runs where isText[Int(run.component)] {
            let run = PixelBox(
                x: Int(run.start), y: Int(run.y), width: Int(run.end - run.start), height: 1)
            for column in run.x..<run.maxX { mask[run.y * columns + column] = 1 }
            edge.append(run)
        }
        hasText = !edge.isEmpty
        for _ in 0..<Self.reach where evidence.extent < evidence.body {
            edge = grow(from: edge, into: map, atLeast: evidence.extent)
        }
    }

    /// Adds the neighbours of `edge`, boxes of cells that are text, and gives what was added.
    private mutating func grow(
        from edge: [PixelBox], into map: HeatMap, atLeast level: UInt8
    ) -> [PixelBox] {
        var added: [PixelBox] = []
        let probabilities = map.cells.span
        for run in edge {
            let left = max(0, run.x - 1)
            let right = min(columns, run.maxX + 1)
            for row in max(0, run.y - 1)..<min(rows, run.y + 2) {
                for index in row * columns + left..<row * columns + right
                where mask[index] == 0 && probabilities[index] >= level {
                    mask[index] = 1
                    added.append(
                        PixelBox(x: index - row * columns, y: row, width: 1, height: 1))
                }
            }
        }
        return added
    }
}
