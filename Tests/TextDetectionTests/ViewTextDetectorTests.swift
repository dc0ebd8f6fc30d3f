import Raster
import Testing

@testable import TextDetection

/// Keeps the views that it is shown, and finds their first pixel.
private final class RecordingDetector: ViewTextDetector {
    let finders = TextFinders.tesseract
    private(set) var views: [GrayImage] = []
    private(set) var looks: [TextSearch.Look] = []

    func regions(in view: GrayImage) -> [TextRegion] {
        views.append(view)
        looks.append(.first)
        return [TextRegion(box: PixelBox(x: 0, y: 0, width: 1, height: 1))]
    }

    func remainingRegions(in view: GrayImage) -> [TextRegion] {
        looks.append(.remaining)
        return []
    }
}

@Suite struct ViewTextDetectorTests {
    private let view = GrayImage(width: 300, height: 200)

    /// What is looked at of a frame that changed at `changed`, after one that was examined whole.
    private func examine(
        changedAt changed: PixelBox, known: [PixelBox] = [], isPerFrame: Bool = false
    ) throws -> (view: GrayImage, region: PixelBox) {
        let detector = RecordingDetector()
        let session = detector.session(TextSearch(isPerFrame: isPerFrame))
        _ = try session.regions(in: Picture(views: [view]))
        var changes = TileSet(width: 300, height: 200, side: 16)
        changes.insert(changed)
        let regions = try session.regions(
            in: Picture(views: [view], changes: changes, known: known))
        return (try #require(detector.views.last), try #require(regions.first).box)
    }

    @Test(arguments: [
        (
            PixelBox(x: 160, y: 96, width: 1, height: 1),
            PixelBox(x: 96, y: 32, width: 144, height: 144)
        ),
        (PixelBox(x: 0, y: 0, width: 1, height: 1), PixelBox(x: 0, y: 0, width: 80, height: 80)),
    ])
    func aChangeIsExaminedWithItsSurroundings(changed: PixelBox, area: PixelBox) throws {
        let (view, region) = try examine(changedAt: changed)
        #expect(view.width == area.width && view.height == area.height)
        #expect(region == PixelBox(x: area.x, y: area.y, width: 1, height: 1))
    }

    @Test func theMarginGrowsWithTheText() throws {
        let tall = PixelBox(x: 0, y: 0, width: 200, height: 60)
        let (view, _) = try examine(
            changedAt: PixelBox(x: 160, y: 96, width: 1, height: 1), known: [tall])
        #expect(view.width == 16 + 2 * 120)
    }

    @Test func framesOfTheirOwnAreExaminedWhole() throws {
        let (view, _) = try examine(
            changedAt: PixelBox(x: 160, y: 96, width: 1, height: 1), isPerFrame: true)
        #expect(view == self.view)
    }

    @Test func allViewsAreExamined() throws {
        let detector = RecordingDetector()
        let views = [view, GrayImage(width: 300, height: 200, filledWith: 9)]
        let found = try detector.session(TextSearch()).regions(in: Picture(views: views))
        #expect(detector.views == views && found.map(\.finders) == [.tesseract, .tesseract])
    }

    @Test func aPaintedPictureIsLookedAtOtherwise() throws {
        let detector = RecordingDetector()
        _ = try detector.session(TextSearch(look: .remaining)).regions(in: Picture(views: [view]))
        #expect(detector.looks == [.remaining])
    }

    @Test func aCancelledSearchEnds() {
        let session = RecordingDetector().session(TextSearch(isCancelled: { true }))
        #expect(throws: TextDetectionError.self) {
            try session.regions(in: Picture(views: [view]))
        }
    }

    @Test func eitherDetectorCounts() throws {
        let both = BothDetectors(RecordingDetector(), RecordingDetector())
        #expect(
            try both.session(TextSearch()).regions(in: Picture(views: [view])).count == 2)
    }
}
