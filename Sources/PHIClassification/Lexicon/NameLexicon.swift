internal import CNameLexicon

/// Which words are names of persons, and how common they are: census and locale lists, folded to
/// A...Z (`models/MODELS.md`). Immutable; one serves all threads.
package struct NameLexicon: Sendable {
    /// How surely a word is a name, judged by itself.
    package enum Strength: UInt8, Comparable, Sendable {
        case none
        /// A name, but a word of daily language, of anatomy or of a device first.
        case word
        case rare
        case common

        package static func < (first: Strength, second: Strength) -> Bool {
            first.rawValue < second.rawValue
        }
    }

    /// What the lexicon says of one word.
    package struct Entry: Hashable, Sendable {
        package var surname: Strength
        package var given: Strength

        package var strongest: Strength { max(surname, given) }
    }

    /// Edges of an automaton that shares the ends of words; `models/lexicon/dawg.py` has the format.
    let edges: [Edge]
    /// Index of the first edge that leaves the root.
    let root: Int

    struct Edge: Sendable {
        let bits: UInt32

        /// 0 = A.
        var letter: UInt8 { UInt8(truncatingIfNeeded: bits & 31) }
        var isLast: Bool { bits & 1 << 5 != 0 }
        var child: Int { Int(bits >> 11) }
        var entry: Entry? {
            guard bits & 1 << 6 != 0 else { return nil }
            return Entry(
                surname: Strength(rawValue: UInt8(bits >> 7 & 3)) ?? .none,
                given: Strength(rawValue: UInt8(bits >> 9 & 3)) ?? .none)
        }
    }

    static let magic = Array("PXNAMES1".utf8)
    static let headerLength = 16

    /// Reads a file of `models/lexicon/build.py`; `nil` unless it is whole.
    package init?(_ file: Span<UInt8>) {
        func word(_ offset: Int) -> UInt32 {
            (0..<4).reduce(0) { $0 | UInt32(file[offset + $1]) << (8 * $1) }
        }
        guard file.count >= Self.headerLength,
            Self.magic.indices.allSatisfy({ file[$0] == Self.magic[$0] })
        else { return nil }
        let count = Int(word(8))
        root = Int(word(12))
        guard count > 0, root < count, file.count - Self.headerLength == 4 * count else {
            return nil
        }
        edges = (0..<count).map { Edge(bits: word(Self.headerLength + 4 * $0)) }
        // No walk along the edges of a node leaves the table, and every edge leads into it.
        guard let last = edges.last, last.isLast,
            edges.allSatisfy({ $0.child < count && $0.letter < 26 })
        else { return nil }
    }

    /// The lexicon that the program was built with.
    package static let shared: NameLexicon = {
        var count = 0
        // A constant of the program, `count` bytes long.
        let start = unsafe pixredact_names_file(&count)
        let file = unsafe UnsafeBufferPointer(start: start, count: count)
        guard let lexicon = unsafe NameLexicon(file.span) else {
            preconditionFailure("the lexicon that the program was built with is damaged")
        }
        return lexicon
    }()

    /// What is known of a word of letters, 0 = A; `nil` if the lexicon lacks it.
    package func entry(of letters: some Collection<UInt8>) -> Entry? {
        guard let first = letters.first, let edge = edge(first, from: root) else { return nil }
        return end(letters.dropFirst(), after: edge)?.entry
    }

    /// What is known of a word, folded to A...Z.
    package func entry(of word: String) -> Entry? {
        entry(of: NameFolding.letters(of: word))
    }

    /// The edge with a letter among those that begin at an index.
    func edge(_ letter: UInt8, from first: Int) -> Edge? {
        guard first > 0 else { return nil }
        for edge in edges[first...] {
            if edge.letter == letter { return edge }
            if edge.isLast { return nil }
        }
        return nil
    }

    /// The last edge of a walk along `letters` that goes on from `edge`.
    func end(_ letters: some Collection<UInt8>, after edge: Edge) -> Edge? {
        var edge = edge
        for letter in letters {
            guard let next = self.edge(letter, from: edge.child) else { return nil }
            edge = next
        }
        return edge
    }
}
