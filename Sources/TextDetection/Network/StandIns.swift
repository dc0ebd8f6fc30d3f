import Raster

/// Boxes connected cells, until lines are made of them.
package struct TextLineFinder: Sendable {
    package enum Look: Sendable { case first, remaining }

    package static let defaultThreshold = 0.3
    package let threshold: Double

    package init(threshold: Double? = nil) {
        self.threshold = threshold ?? Self.defaultThreshold
    }

    package func lines(
        in map: HeatMap, width: Int, height: Int, look: Look = .first
    ) -> [TextRegion] {
        var seen = [Bool](repeating: false, count: map.cells.count)
        let least = UInt8((threshold * 255).rounded(.up))
        var regions: [TextRegion] = []
        for start in map.cells.indices where !seen[start] && map.cells[start] >= least {
            var stack = [start]
            seen[start] = true
            var box = PixelBox(x: 0, y: 0, width: 0, height: 0)
            var peak: UInt8 = 0
            while let cell = stack.popLast() {
                let (x, y) = (cell % map.columns, cell / map.columns)
                box = box.union(PixelBox(x: 4 * x, y: 4 * y, width: 4, height: 4))
                peak = max(peak, map.cells[cell])
                for row in max(0, y - 1)...min(map.rows - 1, y + 1) {
                    for column in max(0, x - 1)...min(map.columns - 1, x + 1) {
                        let next = row * map.columns + column
                        if !seen[next] && map.cells[next] >= least {
                            seen[next] = true
                            stack.append(next)
                        }
                    }
                }
            }
            regions.append(
                TextRegion(
                    box: box.clipped(toWidth: width, height: height), score: Double(peak) / 255))
        }
        return regions
    }
}
