package import Raster

extension HeatMap {
    /// The whole map, counted in cells.
    package var bounds: PixelBox { PixelBox(x: 0, y: 0, width: columns, height: rows) }

    /// A map of a view of this size, without text.
    package init(width: Int, height: Int) {
        let cells = Self.cells(touching: PixelBox(x: 0, y: 0, width: width, height: height))
        self.init(columns: cells.width, rows: cells.height)
    }

    /// Forgets a part, counted in cells.
    package mutating func clear(_ part: PixelBox) {
        for row in part.y..<part.maxY {
            for column in part.x..<part.maxX { self[column, row] = 0 }
        }
    }

    /// Takes the higher of each of its cells in `part` and of those of `map`, a map of that part.
    package mutating func formMaximum(with map: HeatMap, of part: PixelBox) {
        precondition(map.columns == part.width && map.rows == part.height)
        for row in 0..<map.rows {
            for column in 0..<map.columns {
                let value = map[column, row]
                if value > self[part.x + column, part.y + row] {
                    self[part.x + column, part.y + row] = value
                }
            }
        }
    }
}
