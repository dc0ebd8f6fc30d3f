package import Raster

extension TileSet {
    /// More boxes than this are worth no search for the best of them.
    private static let limit = 192

    /// Boxes of whole tiles that hold all members, joined where looking at one large box costs no
    /// more than looking at two small ones.
    ///
    /// - Parameter margin: pixels round each box that have to be looked at as well.
    package func rectangles(margin: Int) -> [PixelBox] {
        var boxes = rows(from: self)
        var coarse = self
        while boxes.count > Self.limit {
            coarse = coarse.coarser()
            boxes = rows(from: coarse)
        }
        let bounds = PixelBox(x: 0, y: 0, width: width, height: height)
        func cost(_ box: PixelBox) -> Int {
            box.expanded(by: margin).intersection(bounds).area
        }
        var isSettled = false
        while !isSettled {
            isSettled = true
            var index = 0
            while index < boxes.count {
                var other = index + 1
                while other < boxes.count {
                    let union = boxes[index].union(boxes[other])
                    if cost(union) <= cost(boxes[index]) + cost(boxes[other]) {
                        boxes[index] = union
                        boxes.remove(at: other)
                        isSettled = false
                    } else {
                        other += 1
                    }
                }
                index += 1
            }
        }
        let hull = boxes.reduce(PixelBox(x: 0, y: 0, width: 0, height: 0)) { $0.union($1) }
        let total = boxes.reduce(0) { $0 + cost($1) }
        return boxes.count > 1 && cost(hull) <= total ? [hull] : boxes
    }

    /// Runs of members in each row, joined with equal ones above.
    private func rows(from set: TileSet) -> [PixelBox] {
        var finished: [PixelBox] = []
        var open: [PixelBox] = []
        for row in 0..<set.rows {
            var runs: [PixelBox] = []
            var start: Int?
            for column in 0...set.columns {
                let isMember = column < set.columns && set[column, row]
                if isMember, start == nil { start = column }
                if !isMember, let first = start {
                    runs.append(
                        set.box(column: first, row: row)
                            .union(set.box(column: column - 1, row: row)))
                    start = nil
                }
            }
            var grown: [PixelBox] = []
            for run in runs {
                if let above = open.firstIndex(where: { $0.x == run.x && $0.width == run.width }) {
                    grown.append(open.remove(at: above).union(run))
                } else {
                    grown.append(run)
                }
            }
            finished += open
            open = grown
        }
        return finished + open
    }

    /// Tiles of twice the side that hold a member.
    private func coarser() -> TileSet {
        var set = TileSet(width: width, height: height, side: 2 * side)
        for tile in tiles { set[tile.column / 2, tile.row / 2] = true }
        return set
    }
}
