import Raster

/// Which tiles of each view of a part of a picture show what no other view shows.
///
/// The views of a frame mostly show the same with more or less contrast, and the network sees
/// contrast relative to that of the surroundings: of such copies the strongest is enough. A view is
/// worth looking at where it shows what others clip, and where they show it much fainter.
struct ViewTiles {
    /// The side of the squares that are compared.
    static let side = 32
    /// Pixels round a square that count as well.
    private static let margin = 4
    /// What has less contrast is not there: see `ViewRenderer.tolerance`.
    static let flatRange = 5
    /// Levels by which a copy may differ from a line through the original.
    private static let greatestError = 5.0
    /// A copy of more contrast than this is looked at too.
    private static let greatestSlope = 1.25

    /// The views to look at, and in which of the tiles; the strongest first.
    let choices: [(view: GrayImage, tiles: TileSet)]

    /// - Parameter wanted: the tiles that are looked at in some view, unless they are flat in all.
    init(_ views: [GrayImage], wanted: TileSet) {
        let squares = Self.squares(of: wanted)
        let ranges = views.map { view in
            squares.tiles.map {
                TileComparison.range(
                    of: Self.surroundings(squares.box(column: $0.column, row: $0.row), view),
                    in: view)
            }
        }
        let order = views.indices.sorted { one, other in
            let (left, right) = (ranges[one].reduce(0, +), ranges[other].reduce(0, +))
            return left != right ? left > right : one < other
        }
        var chosen = views.map { _ in
            TileSet(width: wanted.width, height: wanted.height, side: wanted.side)
        }
        for (index, square) in squares.tiles.enumerated() {
            let box = squares.box(column: square.column, row: square.row)
            var kept: [Int] = []
            for view in order where ranges[view][index] > Self.flatRange {
                let isCopy = kept.contains { Self.isCopy(views[view], of: views[$0], box) }
                if isCopy { continue }
                kept.append(view)
                chosen[view].insert(box)
            }
        }
        choices = order.compactMap { view in
            let tiles = chosen[view].intersection(wanted)
            return tiles.isEmpty ? nil : (views[view], tiles)
        }
    }

    private static func isCopy(_ view: GrayImage, of other: GrayImage, _ box: PixelBox) -> Bool {
        let line = TileComparison.line(from: other, to: view, in: surroundings(box, view))
        return line.slope > 0 && line.slope <= greatestSlope && line.error <= greatestError
    }

    private static func surroundings(_ box: PixelBox, _ view: GrayImage) -> PixelBox {
        box.expanded(by: margin).clipped(toWidth: view.width, height: view.height)
    }

    private static func squares(of wanted: TileSet) -> TileSet {
        var squares = TileSet(width: wanted.width, height: wanted.height, side: side)
        for tile in wanted.tiles {
            squares.insert(wanted.box(column: tile.column, row: tile.row))
        }
        return squares
    }
}
