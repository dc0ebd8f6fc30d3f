internal import DICOMCore
internal import Raster
internal import RedactionReport

/// Makes one answer of the rules whose criteria hold of an instance, as ``MaskRule`` says.
struct AnswerBuilder {
    /// A rule whose criterion holds, or whose criterion nobody can tell: see ``action``.
    struct Match {
        var place: Int
        /// The rule's own; ``MaskRule/Action/hold`` where a pattern of it cannot be read and all else holds:
        /// what it is for has to be seen by a person.
        var action: MaskRule.Action
    }

    /// Misfits that are named in an answer.
    static let mostMisfits = 32

    let rules: [MaskRule]
    let header: DataSetScope
    let rows: Int
    let columns: Int
    let frames: Int

    /// - Parameters:
    ///   - matches: rules that are for this size too, in their order.
    ///   - otherSize: finds the first of the rules that are for other sizes and pass a test, in their order.
    func answer(
        _ matches: [Match], otherSize: (_ isMeant: (Int) -> Bool) -> [Int]
    ) -> MaskAnswer {
        let matches = withoutSilenced(matches)
        let rejecting = ids(of: matches, .reject)
        if !rejecting.isEmpty {
            return MaskAnswer(verdict: .reject(rejecting), ruleIDs: rejecting)
        }
        let priority = matches.map { rules[$0.place].priority }.max()
        let speaking = matches.filter { rules[$0.place].priority == priority }
        let holding = ids(of: speaking, .hold)
        if !holding.isEmpty { return MaskAnswer(verdict: .hold(holding), ruleIDs: holding) }

        var painting = MaskPainting(rows: rows, columns: columns, frames: frames)
        var regions: UltrasoundRegions??
        for match in speaking where match.action == .mask {
            let rule = rules[match.place]
            let placed = PlacedRule(rule.areas, rows: rows, columns: columns) {
                if let regions { return regions }
                let found = UltrasoundRegions(of: header, rows: rows, columns: columns)
                regions = .some(found)
                return found
            }
            painting.add(rule, at: match.place, placed)
        }
        painting.paint(rules)

        var answer = MaskAnswer(boxes: painting.boxes)
        // A rule that paints nothing here, as all is kept, is no answer.
        let passing = speaking.filter { $0.action == .pass }.map(\.place)
        let answering = (passing + painting.places).sorted()
        answer.ruleIDs = answering.map { rules[$0].id }
        if !answer.boxes.isEmpty {
            answer.verdict = .mask
        } else if !passing.isEmpty {
            answer.verdict = .pass
        }
        let others = misfits(besides: speaking, priority: priority, otherSize)
        answer.misfits = Array((painting.misfits + others).prefix(Self.mostMisfits))
        answer.isComplete =
            answer.misfits.isEmpty && answering.contains { rules[$0].isComplete }
        return answer
    }

    private func ids(of matches: [Match], _ action: MaskRule.Action) -> [String] {
        matches.filter { $0.action == action }.map { rules[$0.place].id }
    }

    /// The rules without those behind the first of a group in which only the first speaks: the group says
    /// that they are no answer, whatever their action.
    private func withoutSilenced(_ matches: [Match]) -> [Match] {
        var answered: Set<String> = []
        return matches.filter { match in
            guard let group = rules[match.place].group, group.kind == .first else { return true }
            return answered.insert(group.name).inserted
        }
    }

    /// Rules for other sizes, unless what answers knows of sizes too: then the device's rules are one for
    /// each size, or their group has a rule for the rest.
    private func misfits(
        besides speaking: [Match], priority: Int?,
        _ otherSize: (_ isMeant: (Int) -> Bool) -> [Int]
    ) -> [Misfit] {
        if speaking.contains(where: { !rules[$0.place].sizes.isEmpty }) { return [] }
        let groups = Set(speaking.compactMap { rules[$0.place].group })
        let others = otherSize { place in
            let rule = rules[place]
            let isInGroup = rule.group.map { groups.contains($0) } ?? false
            return (rule.action == .mask || rule.action == .pass) && !isInGroup
                && rule.priority >= priority ?? .min
        }
        return others.map { Misfit(ruleID: rules[$0].id, kind: .otherSize) }
    }
}
