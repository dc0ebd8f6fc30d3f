import Raster

/// A row of text, turned upright, as the views of its frame show it.
struct ShownLine {
    /// With some of what surrounds the row; the clearest view first.
    let crops: [GrayImage]
    /// The row, in pixels of the crops.
    let core: PixelBox
    /// The row in the clearest view.
    let crop: LineCrop

    /// - Parameters:
    ///   - row: in pixels of `views`, of which there is one at least.
    ///   - turn: what makes the row upright.
    /// - Returns: nothing where there is no ink.
    init?(_ row: PixelBox, of views: [GrayImage], _ turn: Turn) {
        guard let first = views.first else { return nil }
        // Boxes of detectors may cut a few pixels off.
        let area = row.expanded(by: max(2, min(row.width, row.height) / 8))
            .clipped(toWidth: first.width, height: first.height)
        let place = PixelBox(
            x: row.x - area.x, y: row.y - area.y, width: row.width, height: row.height)
        core = place.turned(turn, inWidth: area.width, height: area.height)
        crops = views.map { $0.cropped(to: area).turned(turn) }
        guard let crop = LineCrop(InkImage(standingOutFromBorderOf: crops[0]), core: core) else {
            return nil
        }
        self.crop = crop
    }
}
