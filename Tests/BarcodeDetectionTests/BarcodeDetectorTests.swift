import BarcodeDetection
import Raster
import TestSupport
import TextDetection
import Testing

/// Finds the same line in every picture.
private struct OneLine: TextDetector {
    static let line = TextRegion(
        box: PixelBox(x: 1, y: 2, width: 30, height: 8), finders: .network)

    func session(_ search: TextSearch) -> any TextSession { Session() }

    private final class Session: TextSession {
        var examinesParts: Bool { true }
        func regions(in picture: Picture) -> [TextRegion] { [OneLine.line] }
    }
}

@Suite struct BarcodeDetectorTests {
    private let width = 320
    private let height = 160
    private let detector = BarcodeDetector(with: OneLine())

    /// The QR code stands on the right.
    private var image: GrayImage {
        var image = GrayImage(width: width, height: height, filledWith: 10)
        CodePainter().draw(.qrCode, x: 230, y: 80, in: &image)
        return image
    }

    private func part(_ area: PixelBox, showing image: GrayImage, tiles: PixelBox) -> Picture {
        var view = GrayImage(width: area.width, height: area.height)
        for y in 0..<area.height {
            for x in 0..<area.width { view[x, y] = image[area.x + x, area.y + y] }
        }
        var set = TileSet(width: area.width, height: area.height, side: TileSet.changeSide)
        set.insert(tiles)
        return Picture(
            width: width, height: height,
            parts: [Picture.Part(area: area, views: [view], tiles: set)], isContinuation: true)
    }

    private func codes(_ regions: [TextRegion]) -> [PixelBox] {
        regions.filter { $0.finders == .barcode }.map(\.box)
    }

    @Test(arguments: [TextSearch.Look.first, .remaining])
    func givesLinesAndCodes(_ look: TextSearch.Look) throws {
        let found = try detector.session(TextSearch(look: look))
            .regions(in: Picture(views: [image]))
        #expect(found.contains(OneLine.line))
        #expect(codes(found).count == 1)
    }

    @Test func findsCodesInAnyView() throws {
        let blank = GrayImage(width: width, height: height)
        let found = try detector.session(TextSearch())
            .regions(in: Picture(views: [blank, image]))
        #expect(codes(found).count == 1)
    }

    @Test func boxesOfPartsLieInTheFrame() throws {
        let session = try detector.session(TextSearch())
        let whole = codes(try session.regions(in: Picture(views: [image])))
        let area = PixelBox(x: 160, y: 16, width: 160, height: 144)
        let found = codes(
            try session.regions(
                in: part(area, showing: image, tiles: PixelBox(x: 32, y: 32, width: 64, height: 64))
            ))
        let place = try #require(found.first)
        let before = try #require(whole.first)
        #expect(10 * place.intersection(before).area >= 9 * place.union(before).area)
    }

    @Test func codesThatDidNotChangeAreNotSaidAgain() throws {
        let session = try detector.session(TextSearch())
        let found = try session.regions(
            in: part(
                PixelBox(x: 0, y: 0, width: 320, height: 160), showing: image,
                tiles: PixelBox(x: 0, y: 0, width: 16, height: 16)))
        #expect(codes(found).isEmpty)
    }

    @Test func inFramesThatCountByThemselvesUnchangedCodesStay() throws {
        let session = try detector.session(TextSearch(isPerFrame: true))
        let whole = codes(try session.regions(in: Picture(views: [image])))
        let found = codes(
            try session.regions(
                in: part(
                    PixelBox(x: 0, y: 0, width: 96, height: 96), showing: image,
                    tiles: PixelBox(x: 0, y: 0, width: 32, height: 32))))
        #expect(found == whole)
    }

    @Test func inFramesThatCountByThemselvesVanishedCodesGo() throws {
        let session = try detector.session(TextSearch(isPerFrame: true))
        _ = try session.regions(in: Picture(views: [image]))
        let blank = GrayImage(width: width, height: height, filledWith: 10)
        let found = try session.regions(
            in: part(
                PixelBox(x: 128, y: 0, width: 192, height: 160), showing: blank,
                tiles: PixelBox(x: 48, y: 32, width: 96, height: 96)))
        #expect(codes(found).isEmpty)
    }

    @Test func stopsWhenCancelled() throws {
        let session = try detector.session(TextSearch(isCancelled: { true }))
        #expect(throws: TextDetectionError.self) {
            try session.regions(in: Picture(views: [image]))
        }
    }
}
