import Raster
import TextRecognition
import Testing

/// Which of several readings of a line is taken.
@Suite struct SeveralLanguagesRecognizerTests {
    private static let crop = GrayImage(width: 40, height: 36, filledWith: 255)

    private static func recognizer(_ text: String, _ confidence: Double) -> ScriptedRecognizer {
        ScriptedRecognizer { _ in line(text, confidence) }
    }

    private static func line(_ text: String, _ confidence: Double) -> RecognizedLine {
        RecognizedLine(words: [RecognizedWord(text: text, confidence: confidence)])
    }

    @Test(
        arguments: [
            ("well", 0.9, [("other", 0.95)], "well"), ("fairly", 0.6, [("other", 0.95)], "fairly"),
            ("badly", 0.3, [("other", 0.85)], "other"), ("badly", 0.3, [("unsure", 0.79)], "badly"),
            ("badly", 0.3, [("good", 0.85), ("better", 0.9), ("less", 0.86)], "better"),
            ("badly", 0.3, [], "badly"),
        ] as [(String, Double, [(String, Double)], String)])
    func takesTheBestWhereTheUsualReadsBadly(
        _ usual: String, _ confidence: Double, _ others: [(String, Double)], _ expected: String
    ) throws {
        let recognizer = SeveralLanguagesRecognizer(usual: Self.recognizer(usual, confidence)) {
            others.map { Self.recognizer($0.0, $0.1) }
        }
        #expect(try recognizer.read(Self.crop).text == expected)
    }

    @Test func loadsOthersOnceAndWhenTheyAreNeeded() throws {
        var loads = 0
        var confidence = 0.9
        let usual = ScriptedRecognizer { _ in Self.line("usual", confidence) }
        let recognizer = SeveralLanguagesRecognizer(usual: usual) {
            loads += 1
            return [Self.recognizer("other", 0.9)]
        }
        _ = try recognizer.read(Self.crop)
        #expect(loads == 0)
        confidence = 0.2
        for _ in 0..<2 { #expect(try recognizer.read(Self.crop).text == "other") }
        #expect(loads == 1)
    }

    @Test func oneThatCannotRunFailsTheLine() {
        let recognizer = SeveralLanguagesRecognizer(usual: Self.recognizer("badly", 0.1)) {
            () throws(TextRecognitionError) in
            throw TextRecognitionError(code: .unavailable, message: "no data")
        }
        #expect(throws: TextRecognitionError.self) { try recognizer.read(Self.crop) }
    }
}
