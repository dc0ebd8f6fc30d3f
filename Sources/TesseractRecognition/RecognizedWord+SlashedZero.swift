import TextRecognition

extension RecognizedWord {
    /// The word with zeros for signs at its digits: scanner fonts strike their zero through, which
    /// was never taught to the library as a zero and reads as "@". Both stay possible.
    func withSlashedZeros() -> RecognizedWord {
        let texts = characters.map { $0.alternatives[0].text }
        guard texts.contains("@"), texts.joined() == text else { return self }
        var result = self
        for (index, sign) in texts.enumerated() where sign == "@" {
            let neighbours =
                [index - 1, index + 1].filter(texts.indices.contains).map { texts[$0] }
            // In an address letters stand on both sides.
            guard neighbours.contains(where: Self.isNumeric),
                !neighbours.contains(where: { $0.first?.isLetter == true })
            else { continue }
            let confidence = characters[index].alternatives[0].confidence
            let others = characters[index].alternatives.filter { $0.text != "0" }
            result.characters[index] = RecognizedCharacter(
                [RecognizedCharacter.Alternative("0", confidence)] + others)
        }
        result.text = result.characters.map { $0.alternatives[0].text }.joined()
        return result
    }

    private static func isNumeric(_ text: String) -> Bool {
        text.first.map { $0.isNumber || ":/.-@".contains($0) } ?? false
    }
}
