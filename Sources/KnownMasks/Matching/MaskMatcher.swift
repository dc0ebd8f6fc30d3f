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
        var evaluation = RuleEvaluation(index, header: header, meta: meta)
        var matches: [AnswerBuilder.Match] = []
        var classes: [Int] = []
        for place in evaluation.possibleClasses().map(Int.init) {
            let truth = evaluation.truth(ofClass: place)
            guard truth == .yes || truth == .unreadable else { continue }
            classes.append(place)
            for rule in index.rules(ofClass: place, rows: rows, columns: columns) {
                let action = truth == .yes ? rules[rule].action : .hold
                matches.append(AnswerBuilder.Match(place: rule, action: action))
            }
        }
        matches.sort { $0.place < $1.place }
        let builder = AnswerBuilder(
            rules: rules, header: header, rows: rows, columns: columns, frames: frames)
        return builder.answer(matches) { isMeant in
            let others = classes.flatMap { place in
                index.rules(ofClass: place, notFor: (rows, columns), isMeant)
            }
            return others.sorted()
        }
    }
}

extension RuleIndex {
    /// The rules of a class that are for an image of this size.
    func rules(ofClass place: Int, rows: Int, columns: Int) -> [Int] {
        var rules: [Int] = []
        for member in members[classes[place].members] where member.holds(rows, columns) {
            // Two of its sizes may be this one.
            if rules.last != Int(member.rule) { rules.append(Int(member.rule)) }
        }
        return rules
    }

    /// Rules of a class that are for other sizes only, and meant: the first ones.
    func rules(
        ofClass place: Int, notFor size: (rows: Int, columns: Int), _ isMeant: (Int) -> Bool
    ) -> [Int] {
        var rules: [Int] = []
        var rest = members[classes[place].members]
        while let first = rest.first, rules.count < AnswerBuilder.mostMisfits {
            let sizes = rest.prefix { $0.rule == first.rule }
            rest = rest.dropFirst(sizes.count)
            let isOther = !sizes.contains { $0.holds(size.rows, size.columns) }
            if isOther, isMeant(Int(first.rule)) { rules.append(Int(first.rule)) }
        }
        return rules
    }
}

extension RuleIndex.Member {
    @inline(__always)
    func holds(_ rows: Int, _ columns: Int) -> Bool {
        (self.rows == -1 || Int(self.rows) == rows)
            && (self.columns == -1 || Int(self.columns) == columns)
    }
}
