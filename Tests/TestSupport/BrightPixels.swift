package import Raster
package import TextDetection

#if canImport(Glibc)
    import Glibc
#endif

/// Stands in for the text network: white pixels are text. Counts what it is asked to look at.
package final class BrightPixels: HeatMapSource {
    /// The value of a white pixel.
    package static let ink: UInt8 = 255

    /// Pixels that were looked at, surroundings included.
    package private(set) var cost = 0
    /// Boxes that were looked at, with their surroundings.
    package private(set) var looks: [PixelBox] = []

    /// Pixels round a cell without which the network is not sure.
    private let neededContext: Int
    private let doubt: UInt8
    private let isNervous: Bool
    private let doubtOfText: UInt8

    /// - Parameters:
    ///   - neededContext: pixels round a cell without which it gets no more than `doubt`.
    ///   - isNervous: whether cells that are not white get it as well.
    ///   - doubtOfText: what a white cell gets then; `nil` for somewhat more than others.
    package init(
        neededContext: Int = 0, doubt: UInt8 = 40, isNervous: Bool = false,
        doubtOfText: UInt8? = nil
    ) {
        self.doubtOfText = doubtOfText ?? (isNervous ? min(doubt, 215) + 40 : doubt)
        self.neededContext = neededContext
        self.doubt = doubt
        self.isNervous = isNervous
    }

    package func heatMap(of view: GrayImage, cells: PixelBox, context: Int) -> HeatMap {
        let side = HeatMap.cellSide
        func clipped(_ box: PixelBox) -> PixelBox {
            box.clipped(toWidth: view.width, height: view.height)
        }
        let area = clipped(
            PixelBox(
                x: cells.x * side, y: cells.y * side, width: cells.width * side,
                height: cells.height * side))
        // The network looks at multiples of 16 pixels.
        let seen = clipped(
            clipped(area.expanded(by: context)).aligned(toCellWidth: 16, cellHeight: 16))
        cost += seen.area
        looks.append(seen)
        var map = HeatMap(columns: cells.width, rows: cells.height)
        if isNervous {
            for row in 0..<cells.height {
                for column in 0..<cells.width {
                    let cell = PixelBox(
                        x: (cells.x + column) * side, y: (cells.y + row) * side, width: side,
                        height: side)
                    if !seen.contains(clipped(cell.expanded(by: neededContext))) {
                        map[column, row] = doubt
                    }
                }
            }
        }
        for (x, y) in whitePixels(of: view, in: area) {
            let (column, row) = (x / side - cells.x, y / side - cells.y)
            if map[column, row] > doubt { continue }
            let cell = PixelBox(x: x / side * side, y: y / side * side, width: side, height: side)
            let isSure = seen.contains(clipped(cell.expanded(by: neededContext)))
            map[column, row] = isSure ? 255 : doubtOfText
        }
        return map
    }

    /// One white pixel of each cell, at least.
    private func whitePixels(of view: GrayImage, in area: PixelBox) -> [(x: Int, y: Int)] {
        var found: [(x: Int, y: Int)] = []
        // Each row of the area lies in the view.
        unsafe view.pixels.withUnsafeBytes { pixels in
            guard let base = pixels.baseAddress else { return }
            for y in area.y..<area.maxY {
                let row = unsafe base + y * view.width
                var x = area.x
                while x < area.maxX,
                    let next = unsafe memchr(row + x, Int32(Self.ink), area.maxX - x)
                {
                    let white = unsafe row.distance(to: UnsafeRawPointer(next))
                    found.append((white, y))
                    x = (white / HeatMap.cellSide + 1) * HeatMap.cellSide
                }
            }
        }
        return found
    }
}
