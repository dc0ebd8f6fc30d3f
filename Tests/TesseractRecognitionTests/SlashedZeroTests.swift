import Testing
import TextRecognition

@testable import TesseractRecognition

@Suite struct SlashedZeroTests {
    private static func word(_ text: String) -> RecognizedWord {
        RecognizedWord(
            text: text, confidence: 0.9,
            characters: text.map { RecognizedCharacter([.init(String($0), 0.9)]) })
    }

    @Test(arguments: [
        ("@7:32", "07:32"), ("1@@4", "1004"), ("a@b.org", "a@b.org"), ("a1@2b.org", "a102b.org"),
        ("@home", "@home"), ("@", "@"),
    ])
    func signsAtDigitsAreZeros(_ read: String, _ meant: String) {
        #expect(Self.word(read).withSlashedZeros().text == meant)
    }

    @Test func theSignStaysPossible() {
        let characters = Self.word("1@4").withSlashedZeros().characters
        #expect(characters[1].alternatives.map(\.text) == ["0", "@"])
    }
}
