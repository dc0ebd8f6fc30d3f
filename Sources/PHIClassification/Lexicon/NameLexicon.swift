package import TextRecognition

/// A word of a line that is, or may be, part of a person's name.
package struct NameMatch: Hashable, Sendable {
    package enum Kind: Sendable { case surname, given }
    package var kind: Kind
    package var strength: Double
    package var wordIndex: Int
    package static let threshold = 0.5
}

/// Knows no name yet.
package struct NameLexicon: Sendable {
    package static let shared = NameLexicon()
    package func names(in line: RecognizedLine) -> [NameMatch] { [] }
}
