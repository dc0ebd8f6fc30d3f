import Raster
import TestSupport
import Testing

@testable import TextDetection

/// The look at pictures of half the size.
@Suite struct LargeTextLookTests {
    private static let width = 1500
    private static let height = 1100

    /// Sees bright pixels in pictures of half the size, and at full size nothing to the right of a column:
    /// what is too large.
    private final class HalfSizeOnly: HeatMapSource {
        let bright = BrightPixels()
        private let limit: Int

        init(seenUpTo limit: Int = 0) { self.limit = limit }

        func heatMap(
            of view: GrayImage, cells: PixelBox, context: Int
        ) throws(TextDetectionError) -> HeatMap {
            guard view.width <= LargeTextLookTests.width / 2 else {
                var map = bright.heatMap(of: view, cells: cells, context: context)
                let first = max(0, min(map.columns, limit / HeatMap.cellSide - cells.x))
                map.clear(
                    PixelBox(x: first, y: 0, width: map.columns - first, height: map.rows))
                return map
            }
            return bright.heatMap(of: view, cells: cells, context: context)
        }
    }

    private static func view(
        _ ink: PixelBox..., width: Int = width, height: Int = height
    ) -> GrayImage {
        var view = GrayImage.speckle(
            width: width, height: height, mean: 90, amplitude: 30, seed: 11)
        for box in ink {
            for y in box.y..<box.maxY {
                for x in box.x..<box.maxX { view[x, y] = BrightPixels.ink }
            }
        }
        return view
    }

    private static let line = PixelBox(x: 300, y: 400, width: 500, height: 80)

    private static func session(isPerFrame: Bool = false) -> any TextSession {
        NetworkTextDetector(source: HalfSizeOnly()).session(TextSearch(isPerFrame: isPerFrame))
    }

    @Test func whatIsTooLargeIsFoundInItsPlace() throws {
        let found = try Self.session().regions(in: Picture(views: [Self.view(Self.line)]))
        #expect(found.count == 1)
        #expect(found.allSatisfy { $0.box.contains(Self.line) && $0.finders == .network })
        #expect(found.allSatisfy { Self.line.expanded(by: 16).contains($0.box) })
    }

    /// They are lines that are seen at full size.
    @Test func lowLinesAreNotLookedFor() throws {
        let low = PixelBox(x: 300, y: 400, width: 500, height: 24)
        let found = try Self.session().regions(in: Picture(views: [Self.view(low)]))
        #expect(found.isEmpty)
    }

    /// Rows of small text look like a large line from afar.
    @Test(arguments: [(420, true), (700, false)])
    func whatIsSeenAtFullSizeIsNoLargeText(_ limit: Int, _ isFound: Bool) throws {
        let detector = NetworkTextDetector(source: HalfSizeOnly(seenUpTo: limit))
        let found = try detector.session(TextSearch())
            .regions(in: Picture(views: [Self.view(Self.line)]))
        #expect(found.contains { $0.box.contains(Self.line) } == isFound)
    }

    @Test func smallPicturesHaveNoSecondLook() throws {
        let view = Self.view(Self.line, width: 1200, height: 900)
        #expect(try Self.session().regions(in: Picture(views: [view])).isEmpty)
    }

    /// A part of a frame, of which everything is to be examined.
    private static func part(_ area: PixelBox, of view: GrayImage) -> Picture {
        let tiles = TileSet(
            width: area.width, height: area.height, side: TileSet.changeSide, filled: true)
        return Picture(
            width: width, height: height,
            parts: [Picture.Part(area: area, views: [view.cropped(to: area)], tiles: tiles)],
            isContinuation: true)
    }

    @Test func aPartIsLookedAtInItsPlace() throws {
        let session = Self.session()
        _ = try session.regions(in: Picture(views: [Self.view()]))
        let area = PixelBox(x: 160, y: 320, width: 800, height: 320)
        let found = try session.regions(in: Self.part(area, of: Self.view(Self.line)))
        #expect(found.contains { $0.box.contains(Self.line) })
    }

    @Test(arguments: [true, false])
    func perFrameWhatDoesNotChangeIsStillThere(_ changes: Bool) throws {
        let session = Self.session(isPerFrame: true)
        _ = try session.regions(in: Picture(views: [Self.view(Self.line)]))
        let area =
            changes
            ? PixelBox(x: 160, y: 320, width: 800, height: 320)
            : PixelBox(x: 960, y: 640, width: 320, height: 320)
        let found = try session.regions(in: Self.part(area, of: Self.view()))
        #expect(found.contains { $0.box.contains(Self.line) } == !changes)
    }
}
