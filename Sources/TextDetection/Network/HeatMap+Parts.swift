internal import Raster

extension HeatMap {
    /// A map of a view of this size, without text.
    package init(width: Int, height: Int) {
        let cells = Self.cells(touching: PixelBox(x: 0, y: 0, width: width, height: height))
        self.init(columns: cells.width, rows: cells.height)
    }

    /// Whether a cell of `part` has at least this value.
    func reaches(_ value: UInt8, in part: PixelBox) -> Bool {
        (part.y..<part.maxY).contains { row in
            cells[row * columns + part.x..<row * columns + part.maxX].contains { $0 >= value }
        }
    }

    /// The greatest value of the cells in `part` that lie in none of `known`, boxes of pixels.
    func greatest(in part: PixelBox, outside known: [PixelBox]) -> UInt8 {
        var greatest: UInt8 = 0
        for row in part.y..<part.maxY {
            for column in part.x..<part.maxX where self[column, row] > greatest {
                let cell = PixelBox(
                    x: column * Self.cellSide, y: row * Self.cellSide, width: Self.cellSide,
                    height: Self.cellSide)
                if !known.contains(where: { $0.contains(cell) }) { greatest = self[column, row] }
            }
        }
        return greatest
    }

    /// Forgets the cells of `part`.
    mutating func clear(_ part: PixelBox) {
        for row in part.y..<part.maxY {
            for column in part.x..<part.maxX { self[column, row] = 0 }
        }
    }

    /// Takes the higher value of each cell in `part` and of the same cell of `map`, whose first one
    /// is the cell at `origin`.
    mutating func formMaximum(with map: HeatMap, at origin: PixelBox, in part: PixelBox) {
        precondition(map.columns == origin.width && map.rows == origin.height)
        let part = part.intersection(origin)
        for row in part.y..<part.maxY {
            for column in part.x..<part.maxX {
                let value = map[column - origin.x, row - origin.y]
                if value > self[column, row] { self[column, row] = value }
            }
        }
    }
}
