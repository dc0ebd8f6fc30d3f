package import Raster

/// One character as it was read, with what else it may be.
package struct RecognizedCharacter: Hashable, Sendable {
    /// Readings, the likeliest first; never empty. A reading is one character, or a few that look like
    /// one ("rn").
    package var alternatives: [Alternative]

    package struct Alternative: Hashable, Sendable {
        package var text: String
        /// 0...1.
        package var confidence: Double

        package init(_ text: String, _ confidence: Double) {
            self.text = text
            self.confidence = confidence
        }
    }

    /// - Precondition: there is a reading.
    package init(_ alternatives: [Alternative]) {
        precondition(!alternatives.isEmpty)
        self.alternatives = alternatives
    }
}

/// A word of a line, without spaces.
package struct RecognizedWord: Hashable, Sendable {
    package var text: String
    /// 0...1.
    package var confidence: Double
    /// As many as `text` was read from; empty where a recogniser gives none.
    package var characters: [RecognizedCharacter]

    package init(text: String, confidence: Double, characters: [RecognizedCharacter] = []) {
        self.text = text
        self.confidence = confidence
        self.characters = characters
    }
}

/// What a line of text says. Never part of an error, a log or, unless asked for, a report.
package struct RecognizedLine: Hashable, Sendable {
    package var words: [RecognizedWord]

    package init(words: [RecognizedWord] = []) { self.words = words }

    package var text: String { words.map(\.text).joined(separator: " ") }
    /// Of the least certain word, 0...1; 0 where nothing was read.
    package var confidence: Double { words.map(\.confidence).min() ?? 0 }
}

extension RecognizedLine: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "line of \(words.count) words" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// A row of text in a region: where it stands and what it says.
package struct ReadRow: Hashable, Sendable {
    /// In pixels of the frame.
    package var box: PixelBox
    package var line: RecognizedLine

    package init(box: PixelBox, line: RecognizedLine) {
        self.box = box
        self.line = line
    }
}
