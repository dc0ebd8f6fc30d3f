import Raster
import TesseractRecognition
import TestSupport
import Testing
import TextRecognition

@Suite struct TesseractLineRecognizerTests {
    private static func rows(_ text: String, scale: Int = 3) throws -> [ReadRow] {
        let painter = TextPainter(scale: scale, level: 230)
        let box = painter.box(of: text, x: 24, y: 24)
        var view = GrayImage(width: box.width + 48, height: box.height + 48, filledWith: 20)
        painter.draw(text, x: 24, y: 24, in: &view)
        let reader = RegionReader(recognizer: try TesseractLineRecognizer())
        return try reader.rows(in: box, of: [view])
    }

    @Test(arguments: ["HELLO", "CHEST"])
    func readsALineOfABitmapFont(_ text: String) throws {
        #expect(try Self.rows(text).map(\.line.text) == [text])
    }

    @Test func charactersSpellTheirWord() throws {
        let words = try Self.rows("HELLO").flatMap(\.line.words)
        let spelled = words.map { word in
            word.characters.compactMap { $0.alternatives.first?.text }.joined()
        }
        #expect(spelled == words.map(\.text))
    }

    @Test func charactersHaveAlternatives() throws {
        let characters = try Self.rows("HELLO 0815").flatMap(\.line.words).flatMap(\.characters)
        #expect(characters.contains { $0.alternatives.count > 1 })
    }

    @Test func confidencesAreShares() throws {
        let words = try Self.rows("HELLO 0815").flatMap(\.line.words)
        let all =
            words.map(\.confidence)
            + words.flatMap(\.characters).flatMap(\.alternatives).map(\.confidence)
        #expect(all.allSatisfy { (0...1).contains($0) })
    }

    @Test func earlierLinesChangeNothing() throws {
        var first = GrayImage(width: 200, height: 48, filledWith: 255)
        TextPainter(scale: 3, level: 0).draw("12-03-1987", x: 10, y: 12, in: &first)
        var other = GrayImage(width: 200, height: 48, filledWith: 255)
        TextPainter(scale: 3, level: 0).draw("SOMETHING", x: 10, y: 12, in: &other)
        let recognizer = try TesseractLineRecognizer()
        let line = try recognizer.read(first)
        _ = try recognizer.read(other)
        #expect(try recognizer.read(first) == line)
    }

    @Test func aMissingLanguageIsNamed() {
        let error = #expect(throws: TextRecognitionError.self) {
            _ = try TesseractLineRecognizer(languages: ["eng", "zzz"])
        }
        #expect(error?.code == .unavailable && error?.message.contains("'zzz'") == true)
    }

    @Test(arguments: [[], [""], ["eng+zzz"], ["../eng"], ["~eng"]])
    func whatIsNoLanguageIsUnavailable(_ languages: [String]) {
        let error = #expect(throws: TextRecognitionError.self) {
            _ = try TesseractLineRecognizer(languages: languages)
        }
        #expect(error?.code == .unavailable)
    }

    /// Neither those that it reads already nor data that is of no language.
    @Test func otherLanguagesAreInstalledOnes() throws {
        let others = try TesseractLineRecognizer().otherInstalled(than: ["eng"])
        #expect(!others.contains("eng") && !others.contains("osd") && others.count <= 12)
    }
}
