import KnownMasks

extension ExportProblems {
    /// What none of these formats can say: parts of a cine, and rules that outrank others. That a rectangle may
    /// leave the image, or that a rule is complete, need not be said: their tools cut off without a word, and look
    /// for nothing else.
    mutating func addCommon(of set: MaskRuleSet) {
        let priorities = Set(set.rules.map(\.priority))
        for rule in set.rules {
            if rule.frames != .all { add(rule, "frames: a rule is for all frames there") }
            if priorities.count > 1, rule.priority != 0 {
                add(rule, "priority: no rule outranks another one there")
            }
        }
    }
}

/// What a writer cannot say, before it is known of which rule.
struct NotWritable: Error {
    var detail: String

    init(_ detail: String) { self.detail = detail }
}

extension MaskRuleSet {
    /// The same with rules that each stand for themselves: of a group of which the first answers, the later ones
    /// say that the earlier ones do not match. Groups that lie over each other stay.
    var withoutFirstGroups: [MaskRule] {
        var earlier: [MaskRule.Group: [MaskRule]] = [:]
        return rules.map { rule in
            guard let group = rule.group, group.kind == .first else { return rule }
            let before = earlier[group] ?? []
            earlier[group] = before + [rule]
            var alone = rule
            alone.group = nil
            let others = before.filter { !$0.excludes(rule) }
            if !others.isEmpty {
                alone.criterion = .conjunction(
                    [rule.criterion] + others.map { .not($0.wholeCriterion) })
            }
            return alone
        }
    }
}

extension MaskRule {
    /// Whether it is seen that no image can be for both rules.
    func excludes(_ other: MaskRule) -> Bool {
        if !sizes.isEmpty, !other.sizes.isEmpty,
            !sizes.contains(where: { size in other.sizes.contains { size.isCompatible(with: $0) } })
        {
            return true
        }
        let mine = criterion.conjuncts
        let others = other.criterion.conjuncts
        return others.contains { part in
            if case .not(let inner) = part { mine.contains(inner) } else { false }
        }
            || mine.contains { part in
                if case .not(let inner) = part { others.contains(inner) } else { false }
            }
            || HeaderPath.singleValued.contains { path in
                guard let one = Self.choices(mine, path), let two = Self.choices(others, path)
                else {
                    return false
                }
                return one.allSatisfy { text in two.allSatisfy { text.excludes($0) } }
            }
    }

    /// What an element has to be, one of them.
    private static func choices(_ parts: [Criterion], _ path: HeaderPath) -> [TextChoice]? {
        for part in parts {
            let tests = if case .any(let tests) = part { tests } else { [part] }
            let choices = tests.compactMap { TextChoice($0, path) }
            if !choices.isEmpty, choices.count == tests.count { return choices }
        }
        return nil
    }
}

/// A test of the text of an element, its case left aside.
private enum TextChoice {
    case equal(String)
    case prefix(String)
    case part(String)

    init?(_ criterion: Criterion, _ path: HeaderPath) {
        guard case .test(let test) = criterion, test.path == path else { return nil }
        switch test.operation {
        case .equals(let text): self = .equal(text.lowercased())
        case .startsWith(let text): self = .prefix(text.lowercased())
        case .contains(let text): self = .part(text.lowercased())
        default: return nil
        }
    }

    func excludes(_ other: TextChoice) -> Bool {
        switch (self, other) {
        case (.equal(let one), .equal(let two)): one != two
        case (.equal(let whole), .prefix(let start)), (.prefix(let start), .equal(let whole)):
            !whole.hasPrefix(start)
        case (.equal(let whole), .part(let part)), (.part(let part), .equal(let whole)):
            !whole.contains(part)
        case (.prefix(let one), .prefix(let two)): !one.hasPrefix(two) && !two.hasPrefix(one)
        case (.part, .part), (.part, .prefix), (.prefix, .part): false
        }
    }
}

extension Criterion {
    fileprivate var conjuncts: [Criterion] {
        if case .all(let parts) = self { parts } else { [self] }
    }
}

extension HeaderPath {
    /// Of one value: an image that has one text there has no other. PS3.3 C.7.3.1 and C.7.5.1.
    fileprivate static let singleValued = [
        HeaderPath(group: 0x0008, element: 0x0016), HeaderPath(group: 0x0008, element: 0x0060),
        HeaderPath(group: 0x0008, element: 0x0070), HeaderPath(group: 0x0008, element: 0x1010),
        HeaderPath(group: 0x0008, element: 0x1090),
    ]
}

extension ImageSize {
    fileprivate func isCompatible(with other: ImageSize) -> Bool {
        (rows == nil || other.rows == nil || rows == other.rows)
            && (columns == nil || other.columns == nil || columns == other.columns)
    }
}
