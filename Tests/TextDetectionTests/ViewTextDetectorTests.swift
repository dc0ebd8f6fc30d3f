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

    @Test func allViewsOfAllPartsAreExamined() throws {
        let detector = RecordingDetector()
        let views = [
            GrayImage(width: 20, height: 10), GrayImage(width: 20, height: 10, filledWith: 9),
        ]
        let tiles = TileSet(width: 20, height: 10, side: 16, filled: true)
        let parts = [32, 64].map { x in
            Picture.Part(
                area: PixelBox(x: x, y: 16, width: 20, height: 10), views: views, tiles: tiles)
        }
        let picture = Picture(width: 300, height: 200, parts: parts, isContinuation: true)
        let found = try detector.session(TextSearch()).regions(in: picture)
        #expect(detector.views == views + views)
        #expect(found.map(\.box.x) == [32, 32, 64, 64])
        #expect(found.allSatisfy { $0.box.y == 16 && $0.finders == .tesseract })
    }

    /// It does not remember what stood outside of a part.
    @Test(arguments: [true, false])
    func framesOfTheirOwnAreExaminedWhole(isPerFrame: Bool) {
        let session = RecordingDetector().session(TextSearch(isPerFrame: isPerFrame))
        #expect(session.examinesParts == !isPerFrame)
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
