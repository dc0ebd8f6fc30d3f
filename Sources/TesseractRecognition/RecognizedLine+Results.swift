import CTesseract
import TextRecognition

extension RecognizedLine {
    /// The words of the line that `handle` has recognised, with their characters.
    ///
    /// - Precondition: `handle` is of a living engine.
    @unsafe init(resultsOf handle: OpaquePointer) {
        self.init()
        // No iterator means that there was nothing to read.
        guard let iterator = unsafe TessBaseAPIGetIterator(handle) else { return }
        defer { unsafe TessResultIteratorDelete(iterator) }
        // A view of the result iterator, which owns it.
        guard let page = unsafe TessResultIteratorGetPageIterator(iterator) else { return }
        var word: RecognizedWord?
        repeat {
            if unsafe TessPageIteratorIsAtBeginningOf(page, RIL_WORD) != 0 {
                if let word { words.append(word) }
                word = RecognizedWord(
                    text: unsafe Self.text(of: iterator, RIL_WORD)
                        .filter { !$0.isWhitespace },
                    confidence: unsafe Self.confidence(of: iterator, RIL_WORD))
            }
            if let character = unsafe Self.character(at: iterator) {
                word?.characters.append(character)
            }
        } while unsafe TessResultIteratorNext(iterator, RIL_SYMBOL) != 0
        if let word { words.append(word) }
        words = words.filter { !$0.text.isEmpty }.map { $0.withSlashedZeros() }
    }

    /// Readings of one character that are kept.
    private static let mostAlternatives = 5

    private static func character(at iterator: OpaquePointer) -> RecognizedCharacter? {
        let read = unsafe text(of: iterator, RIL_SYMBOL)
        guard !read.isEmpty else { return nil }
        var alternatives = [
            RecognizedCharacter.Alternative(read, unsafe confidence(of: iterator, RIL_SYMBOL))
        ]
        if let choices = unsafe TessResultIteratorGetChoiceIterator(iterator) {
            defer { unsafe TessChoiceIteratorDelete(choices) }
            repeat {
                // The choice owns its text.
                guard let text = unsafe TessChoiceIteratorGetUTF8Text(choices) else { continue }
                let other = unsafe String(cString: text)
                let isNew = !other.isEmpty && !alternatives.contains { $0.text == other }
                guard isNew else { continue }
                let confidence = unsafe Double(TessChoiceIteratorConfidence(choices)) / 100
                alternatives.append(.init(other, min(max(confidence, 0), 1)))
            } while unsafe TessChoiceIteratorNext(choices) != 0
        }
        let others = alternatives.dropFirst().sorted { $0.confidence > $1.confidence }
        return RecognizedCharacter(
            Array(([alternatives[0]] + others).prefix(mostAlternatives)))
    }

    private static func confidence(
        of iterator: OpaquePointer, _ level: TessPageIteratorLevel
    ) -> Double {
        let confidence = unsafe Double(TessResultIteratorConfidence(iterator, level)) / 100
        return min(max(confidence, 0), 1)
    }

    private static func text(
        of iterator: OpaquePointer, _ level: TessPageIteratorLevel
    ) -> String {
        guard let text = unsafe TessResultIteratorGetUTF8Text(iterator, level) else { return "" }
        defer { unsafe TessDeleteText(text) }
        return unsafe String(cString: text)
    }
}
