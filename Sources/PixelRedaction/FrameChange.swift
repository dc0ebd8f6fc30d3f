import Raster

/// What of a frame has to be looked at, given the frame before and the boxes that are known.
///
/// Compared in tiles: one that shows what it showed a frame ago was examined then, and one that
/// lies in a box which is painted on every frame is painted whatever it shows.
struct FrameChange {
    static let tileSize = 16
    /// Pixels round the changed tiles that a detector sees as well: text is judged by its
    /// surroundings, and a line may begin outside them.
    static let margin = 64

    /// Where `frame` differs from `previous` outside `known`, with the margin; empty when nowhere.
    static func area(
        of frame: SampleBuffer, since previous: SampleBuffer, outside known: [PixelBox]
    ) -> PixelBox {
        var area = PixelBox(x: 0, y: 0, width: 0, height: 0)
        for y in stride(from: 0, to: frame.height, by: tileSize) {
            for x in stride(from: 0, to: frame.width, by: tileSize) {
                let tile = PixelBox(x: x, y: y, width: tileSize, height: tileSize)
                    .clipped(toWidth: frame.width, height: frame.height)
                if area.contains(tile) || known.contains(where: { $0.contains(tile) }) { continue }
                if differs(tile, frame, previous) { area = area.union(tile) }
            }
        }
        guard !area.isEmpty else { return area }
        // Letters that a frame adds to a known line are no larger than those that it has.
        let tallest = known.map { min($0.width, $0.height) }.max() ?? 0
        return area.expanded(by: max(margin, 2 * tallest)).clipped(
            toWidth: frame.width, height: frame.height)
    }

    private static func differs(
        _ tile: PixelBox, _ frame: SampleBuffer, _ previous: SampleBuffer
    ) -> Bool {
        (tile.y..<tile.maxY).contains { y in
            let start = y * frame.bytesPerRow + tile.x * frame.bytesPerPixel
            let range = start..<start + tile.width * frame.bytesPerPixel
            return frame.bytes[range] != previous.bytes[range]
        }
    }
}
