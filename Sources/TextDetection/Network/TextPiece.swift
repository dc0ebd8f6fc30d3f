import Raster

/// A box of cells: a word, a row of text or a part of one.
struct TextPiece: Hashable, Sendable {
    /// Counts cells.
    var box: PixelBox
    /// Sum of the probabilities, in 1/255, of the text cells that gave the box.
    var sum: Int
    /// Sum of their squares.
    var squares: Int

    /// The mean of the probabilities, each weighted by itself; 0...1.
    var score: Double {
        sum == 0 ? 0 : Double(squares) / Double(sum) / 255
    }

    func union(_ other: TextPiece) -> TextPiece {
        TextPiece(
            box: box.union(other.box), sum: sum + other.sum, squares: squares + other.squares)
    }

    func replacingBox(with box: PixelBox) -> TextPiece {
        TextPiece(box: box, sum: sum, squares: squares)
    }

    var transposed: TextPiece { replacingBox(with: box.transposed) }
}

extension PixelBox {
    /// Mirrored at the diagonal through the origin.
    var transposed: PixelBox { PixelBox(x: y, y: x, width: height, height: width) }
}

extension TextPiece {
    /// The rows of text that the piece shows, from the top, or from the left where it is turned by
    /// 90 degrees; the piece itself where it shows none. Rows whose cells touch are told apart by
    /// their probabilities, which fall between them.
    func rows(in map: HeatMap) -> [TextPiece] {
        // Rows are wider than high: what falls along a single line is the space between its words.
        for isTurned in [false, true] {
            let extent = isTurned ? box.transposed : box
            guard extent.height >= 2 * Self.leastRowHeight else { continue }
            let cuts = Self.cuts(profile(in: map, isTurned: isTurned), width: extent.width)
            if cuts.isEmpty { continue }
            return zip([0] + cuts, cuts + [extent.height]).map { top, bottom in
                let row = PixelBox(
                    x: extent.x, y: extent.y + top, width: extent.width, height: bottom - top)
                return replacingBox(with: isTurned ? row.transposed : row)
            }
        }
        return [self]
    }

    /// Cells: 5-pixel characters touch two.
    private static let leastRowHeight = 2

    /// A row of cells, or a column.
    private struct Row {
        /// Of its probabilities, in 1/255.
        var sum = 0
        /// Cells that are about as probable as the piece is in all.
        var certain = 0
    }

    private func profile(in map: HeatMap, isTurned: Bool) -> [Row] {
        var profile = [Row](repeating: Row(), count: isTurned ? box.width : box.height)
        let cells = map.cells.span
        let certain = Int(score * 255 * 0.8)
        for row in 0..<box.height {
            let start = (box.y + row) * map.columns + box.x
            for column in 0..<box.width {
                let value = Int(cells[start + column])
                let index = isTurned ? column : row
                profile[index].sum += value
                if value >= certain { profile[index].certain += 1 }
            }
        }
        return profile
    }

    /// Where to cut: at rows whose sums are below 0.7 of the highest on both sides, up to the next
    /// cut, and that have few certain cells: the inside of a large letter lies between its strokes.
    /// None if what lies between cuts would not be clearly wider than high.
    private static func cuts(_ profile: [Row], width: Int) -> [Int] {
        var cuts: [Int] = []
        // The highest row since the last cut, and the lowest one since that.
        var peak = 0
        var valley = 0
        for (row, value) in profile.enumerated() {
            if isGap(profile[valley], between: profile[peak], value, width: width), valley > peak {
                // What the lowest row holds is more likely of its stronger neighbour.
                let cut = profile[valley - 1].sum >= profile[valley + 1].sum ? valley + 1 : valley
                if cut - (cuts.last ?? 0) >= leastRowHeight, profile.count - cut >= leastRowHeight {
                    cuts.append(cut)
                    peak = row
                    valley = row
                }
            }
            if value.sum >= profile[peak].sum {
                peak = row
                valley = row
            } else if value.sum < profile[valley].sum {
                valley = row
            }
        }
        let heights = zip([0] + cuts, cuts + [profile.count]).map { $1 - $0 }
        return heights.allSatisfy { 3 * $0 <= 2 * width } ? cuts : []
    }

    private static func isGap(_ row: Row, between above: Row, _ below: Row, width: Int) -> Bool {
        10 * row.sum <= 7 * min(above.sum, below.sum) && 4 * row.certain <= width
    }
}
