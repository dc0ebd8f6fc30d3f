package import Raster

/// Some of the square tiles that a picture is divided into.
package struct TileSet: Hashable, Sendable {
    /// Pixels along a side of a tile; those at the right and the lower edge may be cut.
    package let side: Int
    package let width: Int
    package let height: Int
    package let columns: Int
    package let rows: Int
    var members: [Bool]

    /// - Parameters:
    ///   - width: of the picture, in pixels.
    ///   - height: of the picture, in pixels.
    package init(width: Int, height: Int, side: Int, filled: Bool = false) {
        precondition(side > 0 && width >= 0 && height >= 0)
        self.side = side
        self.width = width
        self.height = height
        columns = (width + side - 1) / side
        rows = (height + side - 1) / side
        members = [Bool](repeating: filled, count: columns * rows)
    }

    package subscript(column: Int, row: Int) -> Bool {
        get { members[row * columns + column] }
        set { members[row * columns + column] = newValue }
    }

    package var isEmpty: Bool { !members.contains(true) }
    package var count: Int { members.count { $0 } }

    /// The pixels of a tile.
    package func box(column: Int, row: Int) -> PixelBox {
        PixelBox(x: column * side, y: row * side, width: side, height: side)
            .clipped(toWidth: width, height: height)
    }

    /// The members, row by row.
    package var tiles: [(column: Int, row: Int)] {
        members.indices.filter { members[$0] }.map { ($0 % columns, $0 / columns) }
    }

    /// Adds the tiles that `pixels` touches.
    package mutating func insert(_ pixels: PixelBox) {
        forEachTile(touching: pixels) { members, index, _ in members[index] = true }
    }

    /// Takes away the tiles that lie wholly inside `pixels`.
    package mutating func subtract(_ pixels: PixelBox) {
        forEachTile(touching: pixels) { members, index, tile in
            if pixels.contains(tile) { members[index] = false }
        }
    }

    /// Whether all tiles that `pixels` touches are members.
    package func holdsAll(of pixels: PixelBox) -> Bool {
        var copy = TileSet(width: width, height: height, side: side)
        copy.insert(pixels)
        return zip(members, copy.members).allSatisfy { $0 || !$1 }
    }

    /// The members inside `pixels`, a box whose corner is one of a tile, as tiles of that box.
    package func cropped(to pixels: PixelBox) -> TileSet {
        precondition(pixels.x % side == 0 && pixels.y % side == 0)
        var set = TileSet(width: pixels.width, height: pixels.height, side: side)
        for row in 0..<set.rows {
            for column in 0..<set.columns {
                let (x, y) = (column + pixels.x / side, row + pixels.y / side)
                set[column, row] = x < columns && y < rows && self[x, y]
            }
        }
        return set
    }

    /// The members and all tiles that touch one of them.
    package var grown: TileSet {
        var set = self
        for tile in tiles {
            for row in max(0, tile.row - 1)...min(rows - 1, tile.row + 1) {
                for column in max(0, tile.column - 1)...min(columns - 1, tile.column + 1) {
                    set[column, row] = true
                }
            }
        }
        return set
    }

    private mutating func forEachTile(
        touching pixels: PixelBox, _ body: (inout [Bool], Int, PixelBox) -> Void
    ) {
        let pixels = pixels.clipped(toWidth: width, height: height)
        guard !pixels.isEmpty else { return }
        for row in pixels.y / side...(pixels.maxY - 1) / side {
            for column in pixels.x / side...(pixels.maxX - 1) / side {
                body(&members, row * columns + column, box(column: column, row: row))
            }
        }
    }
}

extension TileSet {
    /// The tiles that are in both sets of one picture.
    package func intersection(_ other: TileSet) -> TileSet {
        precondition(width == other.width && height == other.height && side == other.side)
        var set = self
        for index in members.indices { set.members[index] = members[index] && other.members[index] }
        return set
    }

    package mutating func formUnion(_ other: TileSet) {
        precondition(width == other.width && height == other.height && side == other.side)
        for index in members.indices where other.members[index] { members[index] = true }
    }
}

extension TileSet {
    /// The members that `isIncluded` says yes to.
    package func filtered(_ isIncluded: ((column: Int, row: Int)) -> Bool) -> TileSet {
        var set = self
        for tile in tiles where !isIncluded(tile) { set[tile.column, tile.row] = false }
        return set
    }
}
