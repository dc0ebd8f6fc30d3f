/// A word of a line that is, or may be, part of a person's name.
package struct NameMatch: Hashable, Sendable {
    package enum Kind: Sendable { case surname, given }

    package var kind: Kind
    /// 0...1: how surely this is a name, by the word itself, by how it was read and by what stands
    /// beside it.
    package var strength: Double
    /// Index of the word in its line.
    package var wordIndex: Int

    /// From here on a match is taken for a name. Chosen on generated lines (`models/MODELS.md`).
    package static let threshold = 0.5
}
