package import Raster
package import TextDetection

/// Stands in for the text network: what is bright is text. Counts what it is asked to look at.
package final class BrightPixels: HeatMapSource {
    /// Pixels that were looked at, surroundings included.
    package private(set) var cost = 0
    /// Boxes that were looked at, with their surroundings.
    package private(set) var looks: [PixelBox] = []
    package private(set) var views: [GrayImage] = []

    private let level: UInt8
    /// Pixels round a cell without which the network is not sure.
    private let neededContext: Int
    private let doubt: UInt8

    /// - Parameters:
    ///   - level: the least value of a bright pixel.
    ///   - neededContext: pixels round a cell without which it gets no more than `doubt`.
    package init(level: UInt8 = 200, neededContext: Int = 0, doubt: UInt8 = 40) {
        self.level = level
        self.neededContext = neededContext
        self.doubt = doubt
    }

    package func reset() {
        cost = 0
        looks = []
        views = []
    }

    package func heatMap(of view: GrayImage, cells: PixelBox, context: Int) -> HeatMap {
        let side = HeatMap.cellSide
        func clipped(_ box: PixelBox) -> PixelBox {
            box.clipped(toWidth: view.width, height: view.height)
        }
        func pixels(_ cells: PixelBox) -> PixelBox {
            PixelBox(
                x: cells.x * side, y: cells.y * side, width: cells.width * side,
                height: cells.height * side)
        }
        // The network looks at multiples of 16 pixels.
        let seen = clipped(
            pixels(cells).expanded(by: context)
                .clipped(toWidth: .max, height: .max).aligned(toCellWidth: 16, cellHeight: 16))
        cost += seen.area
        looks.append(seen)
        views.append(view)
        var map = HeatMap(columns: cells.width, rows: cells.height)
        for row in 0..<cells.height {
            for column in 0..<cells.width {
                let cell = clipped(
                    PixelBox(
                        x: (cells.x + column) * side, y: (cells.y + row) * side, width: side,
                        height: side))
                let isBright = (cell.y..<cell.maxY).contains { y in
                    (cell.x..<cell.maxX).contains { view[$0, y] >= level }
                }
                guard isBright else { continue }
                let isSure = seen.contains(clipped(cell.expanded(by: neededContext)))
                map[column, row] = isSure ? 255 : doubt
            }
        }
        return map
    }
}
