package import DICOMCore

/// Finds the rules that answer for an instance, and what they say.
///
/// Made once for a run; what it asks of an instance depends little on how many rules there are, see
/// ``RuleIndex``.
package struct MaskMatcher: Sendable {
    package let rules: [MaskRule]
    let index: RuleIndex

    package init(_ set: MaskRuleSet) {
        rules = set.rules
        index = RuleIndex(set.rules)
    }

    /// - Parameters:
    ///   - meta: File Meta Information, for rules that ask for elements of group 0002.
    ///   - rows: of the image, as ``columns`` and `frames`: as the pixels are, not as the header claims.
    package func answer(
        for header: DataSetScope, meta: DataSet? = nil, rows: Int, columns: Int, frames: Int
    ) -> MaskAnswer {
        guard rows > 0, columns > 0, frames > 0 else { return MaskAnswer() }
        let (matches, otherSize) = matches(for: header, meta: meta, rows: rows, columns: columns)
        let builder = AnswerBuilder(
            rules: rules, header: header, rows: rows, columns: columns, frames: frames)
        return builder.answer(matches, otherSize: otherSize)
    }

    /// The rules whose criteria hold, those of this size and those of others.
    private func matches(
        for header: DataSetScope, meta: DataSet?, rows: Int, columns: Int
    ) -> (matches: [AnswerBuilder.Match], otherSize: [Int]) {
        var evaluation = RuleEvaluation(index, header: header, meta: meta)
        var matches: [AnswerBuilder.Match] = []
        var otherSize: [Int] = []
        for place in evaluation.possibleClasses() {
            let truth = evaluation.truth(ofClass: Int(place))
            guard truth == .yes || truth == .unreadable else { continue }
            for (rule, isOfSize) in index.sizes(
                ofClass: Int(place), rows: rows, columns: columns)
            {
                if isOfSize {
                    let action = truth == .yes ? rules[rule].action : .hold
                    matches.append(AnswerBuilder.Match(place: rule, action: action))
                } else {
                    otherSize.append(rule)
                }
            }
        }
        return (matches.sorted { $0.place < $1.place }, otherSize.sorted())
    }
}

extension RuleIndex {
    /// The rules of a class, and whether each is for an image of this size.
    func sizes(ofClass place: Int, rows: Int, columns: Int) -> [(rule: Int, isOfSize: Bool)] {
        var result: [(rule: Int, isOfSize: Bool)] = []
        for member in members[classes[place].members] {
            let isOfSize =
                (member.rows == -1 || Int(member.rows) == rows)
                && (member.columns == -1 || Int(member.columns) == columns)
            if let last = result.last, last.rule == Int(member.rule) {
                // One more size of the rule before.
                if isOfSize { result[result.count - 1].isOfSize = true }
            } else {
                result.append((Int(member.rule), isOfSize))
            }
        }
        return result
    }
}
