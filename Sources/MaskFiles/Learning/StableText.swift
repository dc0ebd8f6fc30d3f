import Raster

/// Where text is in most images of a device.
struct StableText {
    /// Pixels of a cell's side, unless the image is very large.
    private static let smallestCell = 4
    private static let mostCells = 1 << 20
    /// An edge of the image that is nearer than this, in cells, belongs to a rectangle.
    private static let edgeDistance = 2
    /// Of the height of what else touches a stable area: what is taller is something else that lies over it.
    private static let tallest = 2.5

    /// In the order of their places, not overlapping where that could be avoided.
    private(set) var rectangles: [PixelBox] = []

    private let bounds: PixelBox
    private let cell: Int
    private let columns: Int
    private let rows: Int

    /// - Parameter units: for each patient the boxes of each image.
    init(_ device: DeviceSignature, units: [[[PixelBox]]], minimumShare: Double) {
        bounds = PixelBox(x: 0, y: 0, width: device.columns, height: device.rows)
        var cell = Self.smallestCell
        while (device.columns / cell + 1) * (device.rows / cell + 1) > Self.mostCells { cell *= 2 }
        self.cell = cell
        columns = (device.columns + cell - 1) / cell
        rows = (device.rows + cell - 1) / cell

        let shares = shares(units)
        // Sums of fractions: a share that is met exactly may be a little less.
        let least = max(minimumShare, 0) * Double(units.count) - 1e-6
        var areas = AreaLabels(columns: columns, rows: rows) { shares[$0] >= max(least, 1e-6) }
        let all = units.flatMap { $0.flatMap { $0 } }.map { $0.clipped(to: bounds) }
            .filter { !$0.isEmpty }
        rectangles = joined(areas.take().map { grown(around: $0, all) })
    }

    /// For each cell the sum over patients of the share of their images with text there.
    private func shares(_ units: [[[PixelBox]]]) -> [Double] {
        var shares = [Double](repeating: 0, count: columns * rows)
        var lastImage = [Int](repeating: -1, count: columns * rows)
        var number = 0
        for unit in units {
            for image in unit {
                for box in image.map({ $0.clipped(to: bounds) }) where !box.isEmpty {
                    for index in cells(of: box) where lastImage[index] != number {
                        lastImage[index] = number
                        shares[index] += 1 / Double(unit.count)
                    }
                }
                number += 1
            }
        }
        return shares
    }

    private func cells(of box: PixelBox) -> [Int] {
        (box.y / cell...(box.maxY - 1) / cell).flatMap { row in
            (box.x / cell...(box.maxX - 1) / cell).map { row * columns + $0 }
        }
    }

    /// A rectangle that holds a stable area and all text that touches it.
    private func grown(around area: AreaLabels.Area, _ boxes: [PixelBox]) -> PixelBox {
        let frame = PixelBox(
            x: area.frame.x * cell, y: area.frame.y * cell, width: area.frame.width * cell,
            height: area.frame.height * cell)
        let touching = boxes.filter { box in
            box.intersects(frame)
                && cells(of: box.intersection(frame)).contains { area.cells.contains($0) }
        }
        let heights = touching.map(\.height).sorted()
        let usual = heights.isEmpty ? 0 : Double(heights[heights.count / 2])
        var result = frame
        for box in touching where Double(box.height) <= usual * Self.tallest {
            result = result.union(box)
        }
        return snapped(result)
    }

    private func snapped(_ box: PixelBox) -> PixelBox {
        func down(_ value: Int) -> Int {
            let value = max(value, 0) / cell * cell
            return value <= Self.edgeDistance * cell ? 0 : value
        }
        func up(_ value: Int, _ limit: Int) -> Int {
            let value = (value + cell - 1) / cell * cell
            return value >= limit - Self.edgeDistance * cell ? limit : value
        }
        return PixelBox(
            x: down(box.x), y: down(box.y), maxX: up(box.maxX, bounds.width),
            maxY: up(box.maxY, bounds.height))
    }

    /// Rectangles that overlap, or have little between them, become one.
    private func joined(_ boxes: [PixelBox]) -> [PixelBox] {
        var result = boxes
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            search: for first in result.indices {
                for second in result.indices where second > first {
                    let union = result[first].union(result[second])
                    let common = result[first].intersection(result[second]).area
                    let covered = result[first].area + result[second].area - common
                    // A quarter more than both: what lies between lines of a block.
                    guard union.area * 4 <= covered * 5 else { continue }
                    result[first] = union
                    result.remove(at: second)
                    hasChanged = true
                    break search
                }
            }
        }
        return result.sorted { ($0.y, $0.x) < ($1.y, $1.x) }
    }
}

extension PixelBox {
    fileprivate func clipped(to bounds: PixelBox) -> PixelBox { intersection(bounds) }
}

/// Areas of cells that hang together.
private struct AreaLabels {
    struct Area {
        /// In cells.
        var frame: PixelBox
        var cells: Set<Int>
    }

    private let columns: Int
    private let rows: Int
    private var isLeft: [Bool]

    init(columns: Int, rows: Int, _ isIn: (Int) -> Bool) {
        self.columns = columns
        self.rows = rows
        isLeft = (0..<columns * rows).map(isIn)
    }

    /// The areas, from the top; nothing is left then.
    mutating func take() -> [Area] {
        var areas: [Area] = []
        for start in isLeft.indices where isLeft[start] {
            var area = Area(
                frame: PixelBox(x: start % columns, y: start / columns, width: 1, height: 1),
                cells: [])
            var pending = [start]
            isLeft[start] = false
            while let cell = pending.popLast() {
                area.cells.insert(cell)
                let (x, y) = (cell % columns, cell / columns)
                area.frame = area.frame.union(PixelBox(x: x, y: y, width: 1, height: 1))
                for (nextX, nextY) in [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
                where (0..<columns).contains(nextX) && (0..<rows).contains(nextY) {
                    let next = nextY * columns + nextX
                    if isLeft[next] {
                        isLeft[next] = false
                        pending.append(next)
                    }
                }
            }
            areas.append(area)
        }
        return areas
    }
}
