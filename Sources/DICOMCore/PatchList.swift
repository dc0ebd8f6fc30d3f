/// Replacements of byte ranges, from which the pieces of an output are made.
struct PatchList {
    private struct Patch {
        var range: Range<Int>
        var bytes: [UInt8]
        var tag: Tag
        var depth: Int

        /// Where several stand at one place, the innermost comes first: what is added at the end
        /// of an item belongs before what is added behind its sequence.
        static func < (left: Patch, right: Patch) -> Bool {
            (left.range.lowerBound, left.range.upperBound, -left.depth, left.tag)
                < (right.range.lowerBound, right.range.upperBound, -right.depth, right.tag)
        }
    }

    private var patches: [Patch] = []

    var isEmpty: Bool { patches.isEmpty }

    /// Bytes in the place of a range. `depth`, that of the element, and `tag` order what is
    /// inserted at one place.
    mutating func replace(_ range: Range<Int>, with bytes: [UInt8], tag: Tag, depth: Int = 0) {
        patches.append(Patch(range: range, bytes: bytes, tag: tag, depth: depth))
    }

    /// The pieces that make `range` of the source with its patches.
    ///
    /// Patches that reach beyond the range, or lie in another patch, are left out.
    func pieces(over range: Range<Int>) -> [OutputPiece] {
        let inside = patches.filter {
            $0.range.lowerBound >= range.lowerBound && $0.range.upperBound <= range.upperBound
        }
        let sorted = inside.sorted(by: <)
        var pieces: [OutputPiece] = []
        var position = range.lowerBound
        for patch in sorted where patch.range.lowerBound >= position {
            if patch.range.lowerBound > position {
                pieces.append(.source(position..<patch.range.lowerBound))
            }
            if !patch.bytes.isEmpty { pieces.append(.bytes(patch.bytes)) }
            position = patch.range.upperBound
        }
        if position < range.upperBound { pieces.append(.source(position..<range.upperBound)) }
        return pieces
    }
}
