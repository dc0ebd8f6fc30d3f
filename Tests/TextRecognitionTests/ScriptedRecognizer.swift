import Raster
import TextRecognition

/// Reads what a test says, and remembers what it was shown.
final class ScriptedRecognizer: LineRecognizer {
    private(set) var crops: [GrayImage] = []
    private let reading: (GrayImage) throws(TextRecognitionError) -> RecognizedLine

    init(
        reading: @escaping (GrayImage) throws(TextRecognitionError) -> RecognizedLine = { _ in
            .sure("TEXT")
        }
    ) {
        self.reading = reading
    }

    func read(_ crop: GrayImage) throws(TextRecognitionError) -> RecognizedLine {
        crops.append(crop)
        return try reading(crop)
    }
}

extension RecognizedLine {
    /// A word that was read beyond doubt.
    static func sure(_ text: String) -> RecognizedLine {
        RecognizedLine(words: [RecognizedWord(text: text, confidence: 0.98)])
    }

    static func unsure(_ text: String, _ confidence: Double = 0.2) -> RecognizedLine {
        RecognizedLine(words: [RecognizedWord(text: text, confidence: confidence)])
    }

    /// A word with its characters.
    static func letters(_ text: String, _ confidence: Double) -> RecognizedLine {
        let characters = text.map { RecognizedCharacter([.init(String($0), confidence)]) }
        return RecognizedLine(words: [
            RecognizedWord(text: text, confidence: confidence, characters: characters)
        ])
    }
}
