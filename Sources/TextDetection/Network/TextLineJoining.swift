import Raster

/// Joins pieces that stand in a row: the words of a line, and what lies in their boxes.
enum TextLineJoining {
    /// The lines of `pieces` in a map of `columns` x `rows` cells. Pieces that are clearly higher
    /// than wide join what is above and below them, all others what is on their left and right.
    ///
    /// - Complexity: O(n log n) and the sum of the pieces' heights or widths.
    static func lines(of pieces: [TextPiece], columns: Int, rows: Int) -> [TextPiece] {
        var level = pieces.filter { !isUpright($0) }
        var lines: [TextPiece] = []
        let upright = pieces.filter { isUpright($0) }.map(\.transposed)
        for line in joined(upright, rows: columns).map(\.transposed) {
            // A single "I" may be a part of a level line.
            if line.box.height >= 3 * line.box.width {
                lines.append(line)
            } else {
                level.append(line)
            }
        }
        // What a line has grown round meanwhile, it takes the second time.
        return lines + joined(joined(level, rows: rows), rows: rows)
    }

    private static func isUpright(_ piece: TextPiece) -> Bool {
        piece.box.height >= 2 * piece.box.width && piece.box.height >= 4
    }

    /// Cells. The height of a block of several rows says nothing about the spaces between its words.
    private static let widestGap = 12

    /// A line that grows to the right.
    private struct Line {
        var piece: TextPiece
        /// Cells: the height of its highest piece.
        var tallest: Int

        /// Whether `next`, which starts no further left, is a part of the line.
        func takes(_ next: PixelBox) -> Bool {
            let box = piece.box
            if box.contains(next) { return true }
            let lower = min(tallest, next.height)
            let higher = max(tallest, next.height)
            let gap = next.x - box.maxX
            let overlap = min(box.maxY, next.maxY) - max(box.y, next.y)
            let union = box.union(next)
            // Slanted lines would otherwise become one large box word by word.
            guard union.height <= higher + max(1, higher / 4), 5 * overlap >= 3 * lower else {
                return false
            }
            // What touches is one word, or was taken apart for the area that it spares.
            if gap <= 0 { return 16 * (union.area - box.area - next.area) <= union.area }
            // Characters differ by their ascenders and descenders; dots and dashes are much lower.
            if higher <= 2 * lower { return gap <= min(5 * higher / 4, widestGap) }
            return higher <= 6 * lower && min(box.width, next.width) <= higher && gap <= 2 * lower
        }
    }

    /// - Parameter rows: of the map.
    private static func joined(_ pieces: [TextPiece], rows: Int) -> [TextPiece] {
        let order = pieces.sorted { ($0.box.x, $0.box.y) < ($1.box.x, $1.box.y) }
        var lines: [Line] = []
        // The line that reaches furthest to the right in each row.
        var furthest = [Int](repeating: -1, count: rows)
        for piece in order {
            let box = piece.box
            var best: Int?
            for row in box.y..<box.maxY where furthest[row] >= 0 && furthest[row] != best {
                let line = furthest[row]
                guard lines[line].takes(box) else { continue }
                if let other = best, lines[other].piece.box.maxX >= lines[line].piece.box.maxX {
                    continue
                }
                best = line
            }
            let number: Int
            if let best {
                let isInside = lines[best].piece.box.contains(box)
                lines[best].piece = lines[best].piece.union(piece)
                lines[best].tallest = max(lines[best].tallest, box.height)
                if isInside { continue }
                number = best
            } else {
                number = lines.count
                lines.append(Line(piece: piece, tallest: box.height))
            }
            let line = lines[number].piece.box
            for row in line.y..<line.maxY
            where furthest[row] < 0 || lines[furthest[row]].piece.box.maxX <= line.maxX {
                furthest[row] = number
            }
        }
        return lines.map(\.piece)
    }
}
