package import DICOMCore

/// What one rule says of an instance, and why no more.
package struct MaskExplanation: Hashable, Sendable {
    package enum Verdict: Hashable, Sendable {
        /// It is part of the answer.
        case answers
        /// Another rule, by this id, came first in a group of which only the first answers.
        case isBehind(String)
        /// Rules of a higher priority answer.
        case hasLowerPriority
        /// These rules reject or hold the instance.
        case isOverruled([String])
        /// All that it blanks lies outside the image or is kept.
        case paintsNothing
        /// Its criterion holds, and it is for other sizes.
        case isForOtherSize
        case criterionFails
    }

    /// Something that would have to be otherwise for the criterion to hold.
    package struct Failure: Hashable, Sendable {
        /// One of these would have to pass, or where it ``isNegated`` not to pass; of none: nothing can be
        /// done.
        package var tests: [ValueTest]
        package var isNegated: Bool
        /// What stands at the path of the first: from the header, so only where the caller asked for it.
        package var values: [String]?
    }

    package var ruleID: String
    package var verdict: Verdict
    package var isForThisSize: Bool
    /// Empty unless the criterion fails.
    package var failures: [Failure]
    /// Of the criterion, besides the failures.
    package var passedTests: Int
    package var misfits: [Misfit.Kind]
}

extension MaskMatcher {
    /// Why rules answer or not: those that do first, then near misses.
    ///
    /// - Parameters:
    ///   - ids: of the rules; `nil` is all.
    ///   - includesValues: whether failures show what the header has: that may be PHI.
    /// - Complexity: O(n) in all rules, unlike ``answer(for:meta:rows:columns:frames:)``.
    package func explanations(
        of ids: Set<String>? = nil, for header: DataSetScope, meta: DataSet? = nil, rows: Int,
        columns: Int, frames: Int, includesValues: Bool = false
    ) -> [MaskExplanation] {
        let answer = answer(for: header, meta: meta, rows: rows, columns: columns, frames: frames)
        var explainer = Explainer(
            index, RuleEvaluation(index, header: header, meta: meta), includesValues)
        var explanations: [Int: MaskExplanation] = [:]
        for place in index.classes.indices {
            let fitting = Set(index.rules(ofClass: place, rows: rows, columns: columns))
            var criterion: Explainer.Outcome?
            for rule in Set(index.members[index.classes[place].members].map { Int($0.rule) }) {
                let isForThisSize = fitting.contains(rule)
                let holds = explainer.holds(ofClass: place)
                let isWanted = ids.map { $0.contains(rules[rule].id) } ?? true
                guard isWanted || (holds && isForThisSize) else { continue }
                let outcome = criterion ?? explainer.outcome(ofClass: place)
                criterion = outcome
                explanations[rule] = MaskExplanation(
                    ruleID: rules[rule].id,
                    verdict: !holds
                        ? .criterionFails : isForThisSize ? .paintsNothing : .isForOtherSize,
                    isForThisSize: isForThisSize, failures: holds ? [] : outcome.failures,
                    passedTests: outcome.passed,
                    misfits: answer.misfits.filter { $0.ruleID == rules[rule].id }.map(\.kind))
            }
        }
        settle(&explanations, answer)
        return explanations.filter { ids?.contains($0.value.ruleID) ?? true }
            .sorted { ($0.value.distance, $0.key) < ($1.value.distance, $1.key) }
            .map(\.value)
    }

    /// Tells apart the rules whose criterion and size hold.
    private func settle(_ explanations: inout [Int: MaskExplanation], _ answer: MaskAnswer) {
        let answering = Set(answer.ruleIDs)
        let matching = explanations.filter { $0.value.verdict == .paintsNothing }.keys.sorted()
        var firsts: [String: String] = [:]
        var speaking: [Int] = []
        for place in matching {
            guard let group = rules[place].group, group.kind == .first else {
                speaking.append(place)
                continue
            }
            if let first = firsts[group.name] {
                explanations[place]?.verdict = .isBehind(first)
            } else {
                firsts[group.name] = rules[place].id
                speaking.append(place)
            }
        }
        let priority = speaking.map { rules[$0].priority }.max()
        for place in speaking {
            if answering.contains(rules[place].id) {
                explanations[place]?.verdict = .answers
                continue
            }
            switch answer.verdict {
            case .reject(let ids): explanations[place]?.verdict = .isOverruled(ids)
            case .hold, .mask, .pass, .unknown:
                if rules[place].priority != priority {
                    explanations[place]?.verdict = .hasLowerPriority
                } else if case .hold(let ids) = answer.verdict {
                    explanations[place]?.verdict = .isOverruled(ids)
                }
            }
        }
    }
}

extension MaskExplanation {
    /// From the answer: 0 is part of it, 3 and more fails; most parts of a near miss hold.
    fileprivate var distance: Double {
        switch verdict {
        case .answers: 0
        case .isBehind, .hasLowerPriority, .isOverruled, .paintsNothing: 1
        case .isForOtherSize: 2
        case .criterionFails:
            3 + Double(failures.count) / Double(failures.count + passedTests)
                + (isForThisSize ? 0 : 0.001)
        }
    }
}

/// Goes through a criterion and collects what fails.
private struct Explainer {
    struct Outcome {
        var failures: [MaskExplanation.Failure] = []
        var passed = 0
    }

    private let index: RuleIndex
    private var evaluation: RuleEvaluation
    private let includesValues: Bool

    init(_ index: RuleIndex, _ evaluation: RuleEvaluation, _ includesValues: Bool) {
        self.index = index
        self.evaluation = evaluation
        self.includesValues = includesValues
    }

    /// A pattern that cannot be read fails nothing: its rule holds.
    mutating func holds(ofClass place: Int) -> Bool {
        evaluation.truth(ofClass: place) != .no
    }

    mutating func outcome(ofClass place: Int) -> Outcome {
        outcome(of: index.classes[place].root, wanted: true)
    }

    private mutating func outcome(of place: Int, wanted: Bool) -> Outcome {
        let node = index.nodes[place]
        let isAsWanted = evaluation.truth(ofNode: place) != (wanted ? .no : .yes)
        switch node.kind {
        case .test:
            return isAsWanted ? Outcome(passed: 1) : Outcome(failures: [failure(node.test, wanted)])
        case .not:
            return outcome(of: Int(index.children[Int(node.range.lowerBound)]), wanted: !wanted)
        case .all, .any:
            let range = Int(node.range.lowerBound)..<Int(node.range.upperBound)
            let needsEach = (node.kind == .all) == wanted
            if isAsWanted, !needsEach { return Outcome(passed: 1) }
            let parts = index.children[range].map { outcome(of: Int($0), wanted: wanted) }
            if needsEach {
                return parts.reduce(into: Outcome()) {
                    $0.failures += $1.failures
                    $0.passed += $1.passed
                }
            }
            return alternatives(parts)
        }
    }

    /// One failure for a list of plain tests, else those of the part that is the nearest.
    private func alternatives(_ parts: [Outcome]) -> Outcome {
        guard let nearest = parts.min(by: { $0.failures.count < $1.failures.count }) else {
            return Outcome(failures: [MaskExplanation.Failure(tests: [], isNegated: false)])
        }
        let isPlain = parts.allSatisfy {
            $0.passed == 0 && $0.failures.count == 1
                && $0.failures[0].isNegated == nearest.failures.first?.isNegated
        }
        guard isPlain, var joined = nearest.failures.first else { return nearest }
        joined.tests = parts.flatMap { $0.failures[0].tests }
        return Outcome(failures: [joined])
    }

    private mutating func failure(_ test: Int, _ wanted: Bool) -> MaskExplanation.Failure {
        MaskExplanation.Failure(
            tests: [index.tests[test].source], isNegated: !wanted,
            values: includesValues ? evaluation.values(ofTest: test) : nil)
    }
}
