import Raster
import TestSupport
import Testing
import TextDetection

@testable import TesseractRecognition

@Suite struct TesseractTextDetectorTests {
    /// Text on a background: what a case is called, and what the picture is made of.
    struct Scene: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var background: GrayImage
        var level: UInt8
        var scale = 2
        var isTurned = false

        static let text = "DOE JOHN 12-03-1987"

        func picture() -> (image: GrayImage, text: PixelBox) {
            var image = background
            let painter = TextPainter(scale: scale, level: level)
            let box = painter.draw(Self.text, x: 24, y: 30, in: &image)
            guard isTurned else { return (image, box) }
            return (
                image.turnedClockwise(),
                PixelBox(
                    x: image.height - box.maxY, y: box.x, width: box.height, height: box.width)
            )
        }

        private static func flat(_ level: UInt8) -> GrayImage {
            GrayImage(width: 300, height: 120, filledWith: level)
        }
        private static let tissue = GrayImage.speckle(
            width: 300, height: 120, mean: 70, amplitude: 15, seed: 5)

        static let all = [
            Scene(testDescription: "bright on black", background: flat(0), level: 255),
            Scene(testDescription: "dark on white", background: flat(255), level: 0),
            Scene(testDescription: "low contrast", background: flat(60), level: 90),
            Scene(testDescription: "bright on tissue", background: tissue, level: 255),
            Scene(testDescription: "black on tissue", background: tissue, level: 0),
            Scene(testDescription: "tiny", background: flat(0), level: 200, scale: 1),
            Scene(
                testDescription: "turned", background: flat(0), level: 255, isTurned: true),
        ]
    }

    private func covered(_ box: PixelBox, by regions: [TextRegion]) -> Int {
        (box.y..<box.maxY).reduce(0) { sum, y in
            sum
                + (box.x..<box.maxX).count { x in
                    regions.contains {
                        $0.box.contains(PixelBox(x: x, y: y, width: 1, height: 1))
                    }
                }
        }
    }

    @Test(arguments: Scene.all)
    func findsText(_ scene: Scene) throws {
        let detector = try TesseractTextDetector()
        let (image, text) = scene.picture()
        let regions = try detector.regions(in: image)
        #expect(covered(text, by: regions) * 100 >= text.area * 95)
    }

    @Test(arguments: Scene.all)
    func findsLittleElse(_ scene: Scene) throws {
        let detector = try TesseractTextDetector()
        let (image, text) = scene.picture()
        let regions = try detector.regions(in: image)
        let around = text.expanded(by: 8)
        #expect(regions.allSatisfy { around.contains($0.box) })
    }

    /// Verification looks at the painted picture again.
    @Test(arguments: Scene.all)
    func findsNothingRoundPaintedText(_ scene: Scene) throws {
        let detector = try TesseractTextDetector()
        let (picture, text) = scene.picture()
        var image = picture
        TextPainter(level: 0).fill(text.expanded(by: 4), in: &image)
        #expect(try detector.regions(in: image).isEmpty)
    }

    /// Text that was missed must still be seen when the picture is verified.
    @Test(arguments: Scene.all.prefix(4))
    func secondLookSeesPlainText(_ scene: Scene) throws {
        let detector = try TesseractTextDetector()
        detector.thresholds = .secondLook
        #expect(try !detector.regions(in: scene.picture().image).isEmpty)
    }

    @Test func textInTheSecondTileIsFoundInItsPlace() throws {
        let detector = try TesseractTextDetector()
        var image = GrayImage(width: 4200, height: 60)
        let text = TextPainter(scale: 2).draw("DOE JOHN", x: 4090, y: 20, in: &image)
        let regions = try detector.regions(in: image)
        #expect(covered(text, by: regions) * 100 >= text.area * 95)
    }

    /// Text of 5 rows fills a strip that is 7 high but for a row at each edge.
    @Test(arguments: [false, true])
    func findsTextInAStrip(isTurned: Bool) throws {
        let detector = try TesseractTextDetector()
        var image = GrayImage(width: 180, height: 7)
        let text = TextPainter(scale: 1).draw("DOE JOHN 12-03-1987", x: 20, y: 0, in: &image)
        let strip = isTurned ? image.turnedClockwise() : image
        let regions = try detector.regions(in: strip)
        let box =
            isTurned
            ? PixelBox(x: 0, y: text.x, width: text.height, height: text.width) : text
        #expect(covered(box, by: regions) * 100 >= box.area * 80)
        let whole = PixelBox(x: 0, y: 0, width: strip.width, height: strip.height)
        #expect(regions.allSatisfy { whole.contains($0.box) })
    }

    @Test(arguments: [(1, 1), (7, 300), (300, 7), (64, 64)])
    func flatImagesHoldNothing(_ width: Int, _ height: Int) throws {
        let detector = try TesseractTextDetector()
        let image = GrayImage(width: width, height: height, filledWith: 128)
        #expect(try detector.regions(in: image).isEmpty)
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func tissueHoldsNothing(_ seed: UInt64) throws {
        let detector = try TesseractTextDetector()
        let image = GrayImage.speckle(width: 256, height: 256, mean: 90, amplitude: 60, seed: seed)
        #expect(try detector.regions(in: image).isEmpty)
    }

    @Test func sameImageGivesSameRegions() throws {
        let detector = try TesseractTextDetector()
        let image = Scene.all[3].picture().image
        let first = try detector.regions(in: image)
        _ = try detector.regions(in: Scene.all[1].picture().image)
        #expect(try detector.regions(in: image) == first)
    }

    @Test func cancellationIsAnError() throws {
        let detector = try TesseractTextDetector(isCancelled: { true })
        let error = #expect(throws: TextDetectionError.self) {
            try detector.regions(in: Scene.all[0].picture().image)
        }
        #expect(error?.code == .cancelled)
    }
}
