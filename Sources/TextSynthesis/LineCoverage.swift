package import Raster

extension BurntLine {
    /// The part of the ink that lies inside `boxes`, 0...1.
    package func coverage(by boxes: [PixelBox]) -> Double {
        let near = boxes.filter { $0.intersects(box) }
        var all = 0
        var inside = 0
        for y in 0..<ink.height {
            for x in 0..<ink.width where ink[x, y] >= Self.leastCoverage {
                all += 1
                let pixel = PixelBox(x: box.x + x, y: box.y + y, width: 1, height: 1)
                if near.contains(where: { $0.contains(pixel) }) { inside += 1 }
            }
        }
        return all == 0 ? 0 : Double(inside) / Double(all)
    }

    /// How far the ink of the line stands out from the pixels round it in `view`, in grey levels:
    /// the difference of the two means.
    ///
    /// - Precondition: `view` has the size of the picture.
    package func contrast(in view: GrayImage) -> Double {
        let area = box.expanded(by: 2).clipped(toWidth: view.width, height: view.height)
        let near = ink.padded(by: 2).grown(by: 1)
        var (inkSum, inkCount, otherSum, otherCount) = (0, 0, 0, 0)
        for y in area.y..<area.maxY {
            for x in area.x..<area.maxX {
                let (column, row) = (x - box.x + 2, y - box.y + 2)
                let isInside = box.contains(PixelBox(x: x, y: y, width: 1, height: 1))
                if isInside, ink[x - box.x, y - box.y] >= Self.solidCoverage(of: self) {
                    inkSum += Int(view[x, y])
                    inkCount += 1
                } else if near[column, row] == 0 {
                    otherSum += Int(view[x, y])
                    otherCount += 1
                }
            }
        }
        guard inkCount > 0, otherCount > 0 else { return 0 }
        return abs(Double(inkSum) / Double(inkCount) - Double(otherSum) / Double(otherCount))
    }

    /// What the core of the strokes has; out of focus no pixel may be covered wholly.
    private static func solidCoverage(of line: BurntLine) -> UInt8 {
        let most = line.ink.values.max() ?? 0
        return max(leastCoverage, UInt8(Int(most) * 3 / 4))
    }
}

/// The area of boxes that may overlap.
package enum BoxArea {
    /// - Complexity: of the square of the number of boxes.
    package static func union(_ boxes: [PixelBox]) -> Int {
        let boxes = boxes.filter { !$0.isEmpty }
        let edges = Set(boxes.flatMap { [$0.y, $0.maxY] }).sorted()
        return zip(edges, edges.dropFirst()).reduce(0) { area, band in
            let spans = boxes.filter { $0.y <= band.0 && $0.maxY >= band.1 }.sorted { $0.x < $1.x }
            var covered = 0
            var end = Int.min
            for span in spans {
                covered += max(0, span.maxX - max(span.x, end))
                end = max(end, span.maxX)
            }
            return area + covered * (band.1 - band.0)
        }
    }
}
