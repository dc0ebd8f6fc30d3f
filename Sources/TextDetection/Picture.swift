package import Raster

/// One frame as detectors see it: all its views, and what of it is new.
package struct Picture: Sendable {
    /// A part of the frame, rendered in several ways.
    package struct Part: Sendable {
        /// What the views show; its corner has multiples of `TileSet.changeSide`.
        package let area: PixelBox
        /// Ways to show it, all of the size of `area`; the one that displays do show first.
        package let views: [GrayImage]
        /// The tiles to examine, in pixels of `area`: the rest is surroundings.
        package let tiles: TileSet

        /// - Precondition: there is a view, and all are of the size of `area`.
        package init(area: PixelBox, views: [GrayImage], tiles: TileSet) {
            precondition(!views.isEmpty)
            precondition(
                views.allSatisfy { $0.width == area.width && $0.height == area.height })
            precondition(tiles.width == area.width && tiles.height == area.height)
            precondition(tiles.side == TileSet.changeSide)
            precondition(
                area.x % TileSet.changeSide == 0 && area.y % TileSet.changeSide == 0)
            self.area = area
            self.views = views
            self.tiles = tiles
        }
    }

    /// Of the frame, in pixels.
    package let width: Int
    package let height: Int
    /// Parts that hold all that is to be examined, each tile of it once.
    package let parts: [Part]
    /// Whether the frame continues the one before: what is not to be examined shows what it did
    /// then, or lies in a known box.
    package let isContinuation: Bool
    /// Boxes that are painted whatever the picture shows: nothing has to be found inside them.
    package let known: [PixelBox]

    package init(
        width: Int, height: Int, parts: [Part], isContinuation: Bool, known: [PixelBox] = []
    ) {
        self.width = width
        self.height = height
        self.parts = parts
        self.isContinuation = isContinuation
        self.known = known
    }

    /// A whole frame that follows no other.
    package init(views: [GrayImage]) {
        let width = views.first?.width ?? 0
        let height = views.first?.height ?? 0
        let part = Part(
            area: PixelBox(x: 0, y: 0, width: width, height: height), views: views,
            tiles: TileSet(width: width, height: height, side: TileSet.changeSide, filled: true))
        self.init(width: width, height: height, parts: [part], isContinuation: false)
    }
}
