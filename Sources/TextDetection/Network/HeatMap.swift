package import Raster

/// How likely each cell of a view holds text: the output of the text network.
///
/// A cell is a square of `cellSide` pixels; the last column and row may reach beyond the view.
package struct HeatMap: Equatable, Sendable {
    /// Pixels of a view along a side of a cell.
    package static let cellSide = 4

    package let columns: Int
    package let rows: Int
    /// Probabilities in 1/255, row by row from the top.
    package var cells: [UInt8]

    /// - Precondition: `cells` has `columns` x `rows` values.
    package init(columns: Int, rows: Int, cells: [UInt8]) {
        precondition(cells.count == columns * rows)
        self.columns = columns
        self.rows = rows
        self.cells = cells
    }

    /// A map without text.
    package init(columns: Int, rows: Int) {
        self.init(
            columns: columns, rows: rows, cells: [UInt8](repeating: 0, count: columns * rows))
    }

    package subscript(column: Int, row: Int) -> UInt8 {
        get { cells[row * columns + column] }
        set { cells[row * columns + column] = newValue }
    }

    /// The cells that `pixels`, a box of the view, touches; a box that counts cells.
    package static func cells(touching pixels: PixelBox) -> PixelBox {
        PixelBox(
            x: pixels.x / cellSide, y: pixels.y / cellSide,
            maxX: (pixels.maxX + cellSide - 1) / cellSide,
            maxY: (pixels.maxY + cellSide - 1) / cellSide)
    }
}

/// What makes heat maps: the text network, or in tests a stand-in for it.
package protocol HeatMapSource {
    /// The heat map of a part of a view.
    ///
    /// - Parameters:
    ///   - cells: the part, counted in cells; inside the view.
    ///   - context: pixels round the part that are looked at as well, where the view has them; the
    ///     more, the nearer are the values at its edge to those of a map of the whole view.
    /// - Returns: a map of as many columns and rows as `cells` is wide and high.
    func heatMap(
        of view: GrayImage, cells: PixelBox, context: Int
    ) throws(TextDetectionError) -> HeatMap
}

extension HeatMapSource {
    /// The heat map of a whole view.
    package func heatMap(of view: GrayImage) throws(TextDetectionError) -> HeatMap {
        let whole = PixelBox(x: 0, y: 0, width: view.width, height: view.height)
        return try heatMap(of: view, cells: HeatMap.cells(touching: whole), context: 0)
    }
}
