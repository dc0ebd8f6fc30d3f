import KnownMasks
import MaskFiles
import Testing

@Suite struct MaskDocumentTests {
    /// Without a finding too, and the parts of a rule that became several.
    @Test func rulesForEveryImageAreUnbound() {
        let rules = ["a", "a.2", "b"].map { id in
            MaskRule(
                id: id, action: .pass,
                criterion: id == "b"
                    ? .all([]) : .test(ValueTest(HeaderPath(group: 8, element: 0x60), .present)))
        }
        let document = MaskDocument(
            set: MaskRuleSet(rules),
            findings: [MaskFinding(.warning, .alwaysMatches, rule: "a", "")])
        #expect(document.unboundRules == ["a", "a.2", "b"])
    }

    @Test func isNotUsedWithAnError() {
        #expect(MaskDocument(findings: [MaskFinding(.warning, .deadRule, "")]).isSound)
        #expect(!MaskDocument(findings: [MaskFinding(.error, .syntax, "")]).isSound)
    }
}
