import Raster

/// Finds the lines of text in a heat map: boxes to paint, one for each line where it is straight
/// and level or upright, several along it where it is not.
///
/// Cells that are text (`TextCells`) -> components -> pieces that are filled by them (`TextPieces`)
/// -> rows (`TextPiece.rows`) -> words joined to lines (`TextLineJoining`). Each step only adds area:
/// every text cell lies in a box.
package struct TextLineFinder: Sendable {
    package typealias Look = TextSearch.Look

    /// Where recall of lines no longer grew, and painted area did: see `TextEvidence`.
    package static let defaultThreshold = 0.3
    /// More boxes than that are no page of text: they become one for each square of cells.
    static let maximumCount = 4096

    /// The probability from which on a cell counts as text.
    package let threshold: Double

    /// - Parameter threshold: above 0 and below 1, else the nearest value that a cell can have; `nil`,
    ///   and what is no number, take `defaultThreshold`. A higher one finds less text and paints less
    ///   of what is none.
    package init(threshold: Double? = nil) {
        guard let threshold, !threshold.isNaN else {
            self.threshold = Self.defaultThreshold
            return
        }
        self.threshold = min(max(threshold, 1 / 255), 254 / 255)
    }

    /// The lines in a view of `width` x `height` pixels, from the top, those of one row from the
    /// left; not padded. The score of a line is the mean probability of its cells, each weighted by
    /// itself: that of its clearer part.
    ///
    /// - Complexity: O(cells), and O(n log n) of the number n of boxes.
    package func lines(
        in map: HeatMap, width: Int, height: Int, look: Look = .first
    ) -> [TextRegion] {
        let cells = TextCells(in: map, threshold: threshold, look: look)
        guard cells.partCount > 0 else { return [] }
        var pieces = TextPieces(of: cells, in: map).pieces.flatMap { $0.rows(in: map) }
        pieces = TextLineJoining.lines(of: pieces, columns: map.columns, rows: map.rows)
        if pieces.count > Self.maximumCount { pieces = Self.squares(of: pieces, in: map) }
        return pieces.compactMap { piece in
            let box = piece.box.scaled(by: HeatMap.cellSide).clipped(toWidth: width, height: height)
            return box.isEmpty ? nil : TextRegion(box: box, score: piece.score)
        }.sorted { ($0.box.y, $0.box.x) < ($1.box.y, $1.box.x) }
    }

    /// Side of a square of cells whose boxes become one; larger in larger maps, so that there are
    /// never more than `maximumCount` squares.
    private static func squareSide(_ map: HeatMap) -> Int {
        var side = 32
        while (map.columns / side + 1) * (map.rows / side + 1) > maximumCount { side *= 2 }
        return side
    }

    /// One box for all pieces whose top left corners lie in one square.
    private static func squares(of pieces: [TextPiece], in map: HeatMap) -> [TextPiece] {
        let side = squareSide(map)
        let columns = map.columns / side + 1
        var squares = [TextPiece?](repeating: nil, count: columns * (map.rows / side + 1))
        for piece in pieces {
            let index = piece.box.y / side * columns + piece.box.x / side
            squares[index] = squares[index]?.union(piece) ?? piece
        }
        return squares.compactMap(\.self)
    }
}

extension PixelBox {
    fileprivate func scaled(by factor: Int) -> PixelBox {
        PixelBox(x: x * factor, y: y * factor, width: width * factor, height: height * factor)
    }
}
