internal import KnownMasks

/// Looks for rules that do hardly what their author meant: whatever form they were written in, what they say
/// is judged, not how. Spelling and syntax are for the readers of the forms.
package enum MaskLinter {
    /// In the order of the rules, without what the reader of the document has found of a rule already.
    package static func findings(for document: MaskDocument) -> [MaskFinding] {
        // Readers to which ids are given by their files tell of two that are alike by themselves.
        let hasDuplicates = document.findings.contains { $0.code == .duplicateID }
        let told = FindingsOfRules(document)
        return findings(for: document.set).compactMap { finding in
            if finding.code == .duplicateID, hasDuplicates { return nil }
            guard let id = finding.ruleID, !told.contains(finding.code, of: id) else { return nil }
            var finding = finding
            finding.place = document.places[id]
            return finding
        }
    }

    /// - Complexity: O(n) in the rules, O(n²) within groups of which the first rule answers.
    static func findings(for set: MaskRuleSet) -> [MaskFinding] {
        var found = set.rules.map { rule in
            let sizes = SizeLint.sizes(of: rule)
            return CriterionLint(rule, models: .library).findings
                + SizeLint(rule, sizes: sizes).findings + AreaLint(rule, sizes: sizes).findings
        }
        for (index, finding) in RuleSetLint(set.rules).findings { found[index].append(finding) }
        return found.flatMap { $0 }
    }
}

/// What the reader of a document has found, by rule.
private struct FindingsOfRules {
    private var codes: [String: Set<MaskFinding.Code>] = [:]

    init(_ document: MaskDocument) {
        let starts = document.places.sorted { $0.value < $1.value }
        for finding in document.findings {
            // One without an id is of the rule that begins before it.
            let before = finding.place.flatMap { place in starts.last { $0.value <= place }?.key }
            guard let id = finding.ruleID ?? before else { continue }
            codes[id, default: []].insert(finding.code)
        }
    }

    func contains(_ code: MaskFinding.Code, of id: String) -> Bool {
        codes[id]?.contains(code) ?? false
    }
}

extension MaskFinding {
    /// A finding about a rule, whose place is not known here.
    init(_ severity: Severity, _ code: Code, _ rule: MaskRule, _ detail: String) {
        self.init(severity, code, rule: rule.id, detail)
    }
}
