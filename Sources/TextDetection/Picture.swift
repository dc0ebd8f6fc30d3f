package import Raster

/// One frame as detectors see it, and what of it is new.
package struct Picture: Sendable {
    /// Ways to show the frame, all of one size; the one that displays do show first.
    package let views: [GrayImage]
    /// The tiles that were not shown like this in the picture before; `nil` where there is none to
    /// compare with.
    package var changes: TileSet?
    /// Boxes that are painted whatever the picture shows: nothing has to be found inside them.
    package var known: [PixelBox]

    /// - Precondition: there is a view, and all are of one size.
    package init(views: [GrayImage], changes: TileSet? = nil, known: [PixelBox] = []) {
        precondition(!views.isEmpty)
        precondition(views.allSatisfy { $0.width == views[0].width })
        precondition(views.allSatisfy { $0.height == views[0].height })
        self.views = views
        self.changes = changes
        self.known = known
    }

    package var width: Int { views[0].width }
    package var height: Int { views[0].height }

    /// The whole of it, in pixels.
    package var bounds: PixelBox { PixelBox(x: 0, y: 0, width: width, height: height) }
}
