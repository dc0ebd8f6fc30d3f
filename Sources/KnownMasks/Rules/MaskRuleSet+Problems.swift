internal import LinearPatterns
internal import Raster

extension MaskRuleSet {
    /// Why rules cannot be used.
    public struct Problem: Hashable, Sendable {
        public enum Kind: Hashable, Sendable {
            case tooManyRules(limit: Int)
            /// Empty, longer than 128 characters, or with a character that ids do not have.
            case malformedID
            case repeatedID
            /// A rule that masks without areas, or another one with some.
            case missingAreas, needlessAreas
            case tooManyAreas(limit: Int)
            case tooManySizes(limit: Int)
            case tooManyFrameRanges(limit: Int)
            /// Tests and what joins them.
            case tooManyCriteria(limit: Int)
            case criteriaTooDeep(limit: Int)
            case unreadablePattern(String, reason: String)
            /// A text of spaces alone: every value has it, or none.
            case emptyText
            case textTooLong(limit: Int)
            case notANumber
            case emptyPath
            /// A width or height that is not above zero.
            case lengthNotPositive
            /// Rows or columns that are not within 1...65535.
            case impossibleSize
            /// None, or below zero.
            case impossibleFrames
            case priorityOutOfRange(limit: Int)
            case groupWithoutName
            /// The same name in another rule with the other kind.
            case groupOfTwoKinds
        }

        /// Of the rule in ``MaskRuleSet/rules``.
        public var place: Int
        public var ruleID: String
        public var kind: Kind
    }

    static let mostRules = 100_000
    package static let mostAreas = 256
    static let mostSizes = 1024
    static let mostFrameRanges = 256
    static let mostCriteria = 8192
    static let longestText = 1024
    static let highestPriority = 1_000_000

    /// What is wrong with the rules: they are to be used only where that is nothing.
    ///
    /// Rules that a person wrote are checked when they are read; nothing else has to check them again.
    public func problems() -> [Problem] {
        if rules.count > Self.mostRules {
            return [
                Problem(place: 0, ruleID: "", kind: .tooManyRules(limit: Self.mostRules))
            ]
        }
        var ids: Set<String> = []
        var groups: [String: MaskRule.Group.Kind] = [:]
        var patterns: [ValueTest: String?] = [:]
        return rules.enumerated().flatMap { place, rule in
            var kinds = rule.problems() + rule.criterion.problems(&patterns)
            if !ids.insert(rule.id).inserted { kinds.append(.repeatedID) }
            if let group = rule.group {
                if group.name.isEmpty { kinds.append(.groupWithoutName) }
                if groups[group.name, default: group.kind] != group.kind {
                    kinds.append(.groupOfTwoKinds)
                }
                groups[group.name] = group.kind
            }
            return kinds.map { Problem(place: place, ruleID: rule.id, kind: $0) }
        }
    }
}

extension MaskRule {
    fileprivate typealias Problem = MaskRuleSet.Problem.Kind

    fileprivate func problems() -> [Problem] {
        var problems: [Problem] = []
        func check(_ isRight: Bool, _ problem: Problem) {
            if !isRight { problems.append(problem) }
        }
        check((1...128).contains(id.utf8.count) && id.utf8.allSatisfy(Self.isOfIDs), .malformedID)
        check(action != .mask || !areas.isEmpty, .missingAreas)
        check(action == .mask || areas.isEmpty, .needlessAreas)
        check(areas.count <= MaskRuleSet.mostAreas, .tooManyAreas(limit: MaskRuleSet.mostAreas))
        check(sizes.count <= MaskRuleSet.mostSizes, .tooManySizes(limit: MaskRuleSet.mostSizes))
        check(
            areas.allSatisfy { area in
                guard case .rectangle(let rectangle) = area.region else { return true }
                return rectangle.width.isPositive && rectangle.height.isPositive
            }, .lengthNotPositive)
        // PS3.5 6.2: both are US.
        let lengths = sizes.flatMap { [$0.rows, $0.columns] }.compactMap(\.self)
        check(lengths.allSatisfy { (1...65535).contains($0) }, .impossibleSize)
        if let ranges = frames.ranges {
            let most = MaskRuleSet.mostFrameRanges
            check(ranges.count <= most, .tooManyFrameRanges(limit: most))
            check(!ranges.isEmpty && ranges.allSatisfy { $0.lowerBound >= 0 }, .impossibleFrames)
        }
        let limit = MaskRuleSet.highestPriority
        check((-limit...limit).contains(priority), .priorityOutOfRange(limit: limit))
        return problems
    }

    private static func isOfIDs(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "-_./".utf8.contains(byte)
        }
    }
}

extension MaskRectangle.Length {
    fileprivate var isPositive: Bool {
        switch self {
        case .pixels(let pixels): pixels > 0
        case .toEdge: true
        }
    }
}

extension Criterion {
    fileprivate typealias Problem = MaskRuleSet.Problem.Kind

    /// - Parameter patterns: what is wrong with those that were met before; `nil` is nothing.
    fileprivate func problems(_ patterns: inout [ValueTest: String?]) -> [Problem] {
        var problems: [Problem] = []
        var count = 0
        // A list in place of recursion: how deep criteria are is one of the questions.
        var rest: [(criterion: Criterion, depth: Int)] = [(self, 0)]
        while let (criterion, depth) = rest.popLast() {
            count += 1
            if count > MaskRuleSet.mostCriteria {
                return problems + [.tooManyCriteria(limit: MaskRuleSet.mostCriteria)]
            }
            if depth > MaskRuleCoding.deepestCriterion {
                return problems + [.criteriaTooDeep(limit: MaskRuleCoding.deepestCriterion)]
            }
            switch criterion {
            case .all(let parts), .any(let parts): rest += parts.reversed().map { ($0, depth + 1) }
            case .not(let part): rest.append((part, depth + 1))
            case .test(let test): problems += test.problems(&patterns)
            }
        }
        return problems
    }
}

extension ValueTest {
    fileprivate func problems(
        _ patterns: inout [ValueTest: String?]
    ) -> [MaskRuleSet.Problem.Kind] {
        var problems: [MaskRuleSet.Problem.Kind] = []
        if path.steps.isEmpty { problems.append(.emptyPath) }
        switch operation {
        case .equals(let text), .contains(let text), .startsWith(let text), .endsWith(let text):
            if text.allSatisfy({ $0 == " " }) { problems.append(.emptyText) }
            if text.utf8.count > MaskRuleSet.longestText {
                problems.append(.textTooLong(limit: MaskRuleSet.longestText))
            }
        case .matches(let pattern):
            let known = patterns[self] ?? PatternCell.fault(of: self)
            patterns[self] = known
            if let reason = known {
                problems.append(.unreadablePattern(pattern, reason: reason))
            }
        case .number(_, let number):
            if !number.isFinite { problems.append(.notANumber) }
        case .present, .empty, .missing, .emptyOrMissing: break
        }
        return problems
    }
}

extension MaskRuleSet.Problem: CustomStringConvertible {
    /// For a person: the rule, and what is wrong with it.
    public var description: String {
        ruleID.isEmpty ? kind.description : "rule \(ruleID): \(kind)"
    }
}

extension MaskRuleSet.Problem.Kind: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooManyRules(let limit): "more than \(limit) rules"
        case .malformedID: "an id has 1 to 128 letters, digits, '-', '_', '.' or '/'"
        case .repeatedID: "another rule has this id"
        case .missingAreas: "a rule that masks needs areas"
        case .needlessAreas: "only a rule that masks has areas"
        case .tooManyAreas(let limit): "more than \(limit) areas"
        case .tooManySizes(let limit): "more than \(limit) sizes"
        case .tooManyFrameRanges(let limit): "more than \(limit) ranges of frames"
        case .tooManyCriteria(let limit): "more than \(limit) criteria"
        case .criteriaTooDeep(let limit): "criteria more than \(limit) deep in each other"
        case .unreadablePattern(let pattern, let reason): "pattern '\(pattern)': \(reason)"
        case .emptyText: "a test of a text without one"
        case .textTooLong(let limit): "a text of more than \(limit) bytes"
        case .notANumber: "a test of a number without one"
        case .emptyPath: "a test without an element"
        case .lengthNotPositive: "a width or height that is not above 0"
        case .impossibleSize: "rows and columns lie within 1...65535"
        case .impossibleFrames: "frames are one or more ranges from 0 on"
        case .priorityOutOfRange(let limit): "a priority lies within -\(limit)...\(limit)"
        case .groupWithoutName: "a group without a name"
        case .groupOfTwoKinds: "another rule says that the group is of another kind"
        }
    }
}
