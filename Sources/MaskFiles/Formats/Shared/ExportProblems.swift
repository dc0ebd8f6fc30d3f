import KnownMasks

/// What a format cannot say of rules, collected rule by rule.
struct ExportProblems {
    private(set) var problems: [MaskExportError.Problem] = []

    var isEmpty: Bool { problems.isEmpty }

    mutating func add(_ rule: MaskRule, _ detail: String) {
        problems.append(MaskExportError.Problem(ruleID: rule.id, detail))
    }

    /// Whether a rule is one that paints, and nothing besides; else says what it is.
    mutating func isPlainMask(
        _ rule: MaskRule, format: String, frames: Bool = false, group: Bool = false
    ) -> Bool {
        let before = problems.count
        if rule.action != .mask {
            add(rule, "\(format) knows no action but painting, and the rule's is \(rule.action)")
        }
        // That a rule is complete need not be said: the tools look for nothing else.
        if rule.priority != 0 { add(rule, "\(format) knows no priorities") }
        if !group, let kind = rule.group?.kind {
            add(rule, "\(format) cannot say that the rule is one of a group (\(kind))")
        }
        if !frames, rule.frames != .all { add(rule, "\(format) cannot name frames") }
        return problems.count == before
    }

    /// Whether a rule answers for every image, which is all that a list of boxes says.
    mutating func isForAllImages(_ rule: MaskRule, format: String) -> Bool {
        let before = problems.count
        if rule.criterion != .all([]) {
            add(rule, "\(format) has no place for what a header has to say")
        }
        if !rule.sizes.isEmpty { add(rule, "\(format) has no place for the size of an image") }
        return problems.count == before
    }

    func throwIfAny() throws(MaskExportError) {
        if !problems.isEmpty { throw MaskExportError(problems: problems) }
    }
}

extension Criterion {
    /// The tests that all have to pass; `nil` where there is an `any` or a `not` in it.
    var conjunction: [ValueTest]? {
        switch self {
        case .test(let test): return [test]
        case .all(let parts):
            var tests: [ValueTest] = []
            for part in parts {
                guard let more = part.conjunction else { return nil }
                tests += more
            }
            return tests
        case .any, .not: return nil
        }
    }
}
