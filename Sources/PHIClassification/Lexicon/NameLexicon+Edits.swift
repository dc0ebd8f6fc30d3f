extension NameLexicon {
    /// A name that a word may have been before it was misread.
    struct Misreading: Hashable {
        var entry: Entry
        /// Whether the letters that differ look alike.
        var isLookAlike: Bool
    }

    /// Words shorter than this are too near to each other to be taken for one another.
    static let minimumMisreadLength = 5

    /// The strongest name within one edit of a word, of equals the one that looks alike: a letter too many, missing or other,
    /// or two that stand for one. The first letter is believed.
    ///
    /// - Complexity: O(letters²) at most; some microseconds for a name.
    func misreading(of letters: [UInt8]) -> Misreading? {
        guard letters.count >= Self.minimumMisreadLength,
            letters.count <= NameToken.maximumLength, let first = letters.first,
            var prefix = edge(first, from: root)
        else { return nil }
        var best: Misreading?
        func consider(_ edge: Edge?, isLookAlike: Bool) {
            guard let entry = edge?.entry, entry.strongest > .word else { return }
            if let found = best,
                (found.entry.strongest.rawValue, found.isLookAlike ? 1 : 0)
                    >= (entry.strongest.rawValue, isLookAlike ? 1 : 0)
            {
                return
            }
            best = Misreading(entry: entry, isLookAlike: isLookAlike)
        }

        for index in 1...letters.count {
            let rest = letters[index...]
            if let read = rest.first {
                consider(end(rest.dropFirst(), after: prefix), isLookAlike: false)
                for pair in MisreadLetters.pairs where rest.starts(with: pair.shown) {
                    let after = end(pair.meant, after: prefix)
                    consider(
                        after.flatMap { end(rest.dropFirst(pair.shown.count), after: $0) },
                        isLookAlike: true)
                }
                forEachEdge(of: prefix) { other in
                    if other.letter != read {
                        consider(
                            end(rest.dropFirst(), after: other),
                            isLookAlike: MisreadLetters.areAlike(read, other.letter))
                    }
                }
            }
            forEachEdge(of: prefix) { consider(end(rest, after: $0), isLookAlike: false) }
            guard let read = rest.first, let next = edge(read, from: prefix.child) else { break }
            prefix = next
        }
        return best
    }

    private func forEachEdge(of parent: Edge, _ body: (Edge) -> Void) {
        guard parent.child > 0 else { return }
        for edge in edges[parent.child...] {
            body(edge)
            if edge.isLast { return }
        }
    }
}

/// Letters that recognisers of text take for one another.
enum MisreadLetters {
    struct Pair {
        var shown: [UInt8]
        var meant: [UInt8]
    }

    static let pairs: [Pair] = [
        ("RN", "M"), ("M", "RN"), ("CL", "D"), ("D", "CL"), ("VV", "W"), ("W", "VV"), ("II", "U"),
        ("LI", "U"), ("IN", "M"), ("NI", "M"), ("II", "N"), ("LL", "U"),
    ].map { Pair(shown: NameFolding.letters(of: $0.0), meant: NameFolding.letters(of: $0.1)) }

    /// For each letter, one bit for each that looks like it.
    private static let alike: [UInt32] = {
        var table = [UInt32](repeating: 0, count: 26)
        for group in [
            "ILJT", "OQDCGU", "CEG", "EF", "UVY", "VW", "MNH", "HKX", "BRP", "PF", "SB", "ZS", "AR",
            "NR", "XY",
        ] {
            let letters = NameFolding.letters(of: group)
            for first in letters {
                for second in letters where first != second { table[Int(first)] |= 1 << second }
            }
        }
        return table
    }()

    static func areAlike(_ first: UInt8, _ second: UInt8) -> Bool {
        alike[Int(first)] & 1 << second != 0
    }
}
