internal import KnownMasks

/// Looks for rules that do hardly what their author meant: whatever form they were written in, what they say
/// is judged, not how. Spelling and syntax are for the readers of the forms.
package enum MaskLinter {
    /// In the order of the rules.
    package static func findings(for document: MaskDocument) -> [MaskFinding] {
        // Readers to which ids are given by their files tell of two that are alike by themselves.
        let hasDuplicates = document.findings.contains { $0.code == .duplicateID }
        // What a reader has told of a rule by its line is not told again.
        let told = Dictionary(
            document.findings.map { (Told(code: $0.code, ruleID: $0.ruleID), $0.severity) },
            uniquingKeysWith: max)
        return findings(for: document.set).compactMap { finding in
            if finding.code == .duplicateID, hasDuplicates { return nil }
            let before = told[Told(code: finding.code, ruleID: finding.ruleID)]
            if let before, before >= finding.severity { return nil }
            var finding = finding
            finding.place = finding.ruleID.flatMap { document.places[$0] }
            return finding
        }
    }

    private struct Told: Hashable {
        var code: MaskFinding.Code
        var ruleID: String?
    }

    /// - Complexity: O(n) in the rules, O(n²) within groups of which the first rule answers.
    static func findings(for set: MaskRuleSet) -> [MaskFinding] {
        let models = ModelNames(MaskLibrary.devices())
        var found = set.rules.map { rule in
            let sizes = SizeLint.sizes(of: rule)
            return CriterionLint(rule, models: models).findings
                + SizeLint(rule, sizes: sizes).findings + AreaLint(rule, sizes: sizes).findings
        }
        for (index, finding) in RuleSetLint(set.rules).findings { found[index].append(finding) }
        return found.flatMap { $0 }
    }
}

extension MaskFinding {
    /// A finding about a rule, whose place is not known here.
    init(_ severity: Severity, _ code: Code, _ rule: MaskRule, _ detail: String) {
        self.init(severity, code, rule: rule.id, detail)
    }
}
