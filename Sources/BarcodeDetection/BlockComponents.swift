import Raster

/// Blocks of a picture that touch one another.
struct BlockComponent {
    /// In blocks.
    var box: PixelBox
    var count: Int

    /// The share of the box that is filled.
    var density: Double { Double(count) / Double(max(box.area, 1)) }

    /// In pixels; those at the edges of the picture may lie beyond it.
    var pixels: PixelBox {
        let side = GrayLevels.side
        return PixelBox(
            x: box.x * side, y: box.y * side, width: box.width * side, height: box.height * side)
    }

    /// What of `mask` is linked with the block at a point, in pixels, and lies in its reach.
    static func around(
        x: Double, y: Double, reach: Double, _ mask: [Bool], _ levels: GrayLevels
    ) -> BlockComponent? {
        let side = Double(GrayLevels.side)
        let window = PixelBox(
            x: Int((x - reach) / side), y: Int((y - reach) / side),
            maxX: Int((x + reach) / side) + 1, maxY: Int((y + reach) / side) + 1
        ).clipped(toWidth: levels.columns, height: levels.rows)
        let (column, row) = (Int(x / side) - window.x, Int(y / side) - window.y)
        guard column >= 0, row >= 0, column < window.width, row < window.height else {
            return nil
        }
        var part: [Bool] = []
        part.reserveCapacity(window.area)
        for y in window.y..<window.maxY {
            part += mask[y * levels.columns + window.x..<y * levels.columns + window.maxX]
        }
        let start = row * window.width + column
        guard part[start] else { return nil }
        var found = component(at: start, &part, window.width)
        found.box.x += window.x
        found.box.y += window.y
        return found
    }

    /// All components of the blocks that are set, those at a corner included.
    static func all(of mask: [Bool], columns: Int) -> [BlockComponent] {
        var mask = mask
        return mask.indices.compactMap { index in
            mask[index] ? component(at: index, &mask, columns) : nil
        }
    }

    /// The blocks that are linked with one of them, which are taken from `mask`.
    static func component(at index: Int, _ mask: inout [Bool], _ columns: Int) -> BlockComponent {
        let rows = mask.count / columns
        var (left, top, right, bottom) = (Int.max, Int.max, 0, 0)
        var count = 0
        var open = [index]
        mask[index] = false
        while let next = open.popLast() {
            let (column, row) = (next % columns, next / columns)
            (left, right) = (min(left, column), max(right, column))
            (top, bottom) = (min(top, row), max(bottom, row))
            count += 1
            for y in max(0, row - 1)...min(rows - 1, row + 1) {
                for x in max(0, column - 1)...min(columns - 1, column + 1)
                where mask[y * columns + x] {
                    mask[y * columns + x] = false
                    open.append(y * columns + x)
                }
            }
        }
        return BlockComponent(
            box: PixelBox(x: left, y: top, maxX: right + 1, maxY: bottom + 1), count: count)
    }
}
