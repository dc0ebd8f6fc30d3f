import Raster
import TestSupport
import Testing
import TextDetection

@testable import TesseractRecognition

@Suite struct TesseractEngineTests {
    private static func page(_ text: String) -> GrayImage {
        var image = GrayImage(width: 400, height: 80, filledWith: 255)
        TextPainter(scale: 4, level: 0).draw(text, x: 30, y: 25, in: &image)
        return image
    }

    @Test func unknownLanguageIsUnavailable() {
        let error = #expect(throws: TextDetectionError.self) {
            _ = try TesseractTextDetector(language: "no-such-language")
        }
        #expect(error?.code == .unavailable)
    }

    @Test func readsAWordInItsPlace() throws {
        var engine = try TesseractEngine()
        let words = try engine.words(in: Self.page("HELLO"))
        let box = TextPainter(scale: 4).box(of: "HELLO", x: 30, y: 25)
        #expect(words.contains { $0.box.intersection(box).area * 10 > box.area * 8 })
    }

    @Test func whitePageHasNoWords() throws {
        var engine = try TesseractEngine()
        let page = GrayImage(width: 200, height: 100, filledWith: 255)
        #expect(try engine.words(in: page).isEmpty)
    }

    @Test func earlierImagesChangeNothing() throws {
        var engine = try TesseractEngine()
        let first = try engine.words(in: Self.page("12-03-1987"))
        _ = try engine.words(in: Self.page("SOMETHING"))
        #expect(try engine.words(in: Self.page("12-03-1987")) == first)
    }

    @Test(arguments: [(0, 10), (10, 0), (40_000, 1)])
    func impossibleSizesAreRefused(_ width: Int, _ height: Int) {
        let error = #expect(throws: TextDetectionError.self) {
            var engine = try TesseractEngine()
            _ = try engine.words(in: GrayImage(width: width, height: height))
        }
        #expect(error?.code == .failed)
    }
}
