internal import RedactionReport

/// Labels: what stands after one on its line is what the label says. A label alone counts too, since
/// its value may not have been read.
enum LabelRules {
    /// A label with what follows it, up to the next label.
    struct Labelled: Sendable {
        var match: RuleMatch
        /// Pieces of the value; empty where the label ends the line.
        var value: Range<Int>
    }

    static func matches(in input: RuleInput) -> [Labelled] {
        var found: [(label: LabelTable.Label, pieces: Range<Int>)] = []
        var index = 0
        while index < input.count {
            if let label = longest(input, index) {
                found.append((label, index..<index + label.words.count))
                index += label.words.count
            } else {
                index += 1
            }
        }
        return found.enumerated().map { position, each in
            let end =
                position + 1 < found.count ? found[position + 1].pieces.lowerBound : input.count
            return Labelled(
                match: RuleMatch(
                    each.label.infoType, "label", each.pieces.lowerBound..<end),
                value: each.pieces.upperBound..<end)
        }
    }

    private static func longest(_ input: RuleInput, _ index: Int) -> LabelTable.Label? {
        let exact = (LabelTable.byFirstWord[input.pieces[index].skeleton] ?? [])
            .map { LabelTable.labels[$0] }.filter { fits($0, input, index, exactly: true) }
        if let best = exact.max(by: { $0.words.count < $1.words.count }) { return best }
        // A word that is known is not another one misread.
        let piece = input.pieces[index]
        guard piece.text.count >= 4, piece.trueDigits * 2 < piece.text.count, !input.isKnown[index],
            !InstitutionRules.isWord(piece)
        else { return nil }
        return LabelTable.long.lazy.map { LabelTable.labels[$0] }
            .filter { fits($0, input, index, exactly: false) }
            .max { $0.words.count < $1.words.count }
    }

    private static func fits(
        _ label: LabelTable.Label, _ input: RuleInput, _ index: Int, exactly: Bool
    ) -> Bool {
        guard index + label.words.count <= input.count else { return false }
        for (offset, word) in label.words.enumerated() {
            let piece = input.pieces[index + offset]
            if offset > 0 {
                if let joint = label.joint, piece.gap != joint { return false }
                guard piece.mark.count <= 2, piece.gap.count <= 3 else { return false }
            }
            if piece.skeleton == word {
                // 1D is no ID, and CM is no CRN.
                let length = label.letters[offset].count
                if length <= 2, piece.trueDigits > 0 || piece.trueDigits > 1 { return false }
                if length <= 4, piece.text.count != length { return false }
                continue
            }
            if exactly { return false }
            let length = label.letters[offset].count
            let limit = length >= 8 ? 2 : length >= 5 ? 1 : 0
            guard limit > 0,
                isWithin(
                    limit, edits: Array(piece.skeleton.unicodeScalars), Array(word.unicodeScalars))
            else { return false }
        }
        return !label.needsMark
            || input.text.isFollowed(
                index + label.words.count - 1, byAnyOf: LabelTable.marks)
    }
}
