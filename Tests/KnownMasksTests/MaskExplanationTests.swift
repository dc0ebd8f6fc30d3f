import DICOMCore
import TestSupport
import Testing

@testable import KnownMasks

@Suite struct MaskExplanationTests {
    private static func explain(
        _ rules: [MaskRule], ids: Set<String>? = nil, includesValues: Bool = false
    ) throws -> [MaskExplanation] {
        MaskMatcher(MaskRuleSet(rules)).explanations(
            of: ids, for: try HeaderFixture.ultrasound(), rows: 50, columns: 100, frames: 1,
            includesValues: includesValues)
    }

    private static func rule(
        _ id: String, _ action: MaskRule.Action = .pass, _ criterion: Criterion = .acme,
        sizes: [ImageSize] = [], areas: [MaskArea] = [], priority: Int = 0,
        group: MaskRule.Group? = nil
    ) -> MaskRule {
        MaskRule(
            id: id, action: action, criterion: criterion, sizes: sizes, areas: areas,
            priority: priority, group: group)
    }

    private static let first = MaskRule.Group(name: "f", kind: .first)
    private static let ct = Criterion.equals(.modality, "CT")

    struct Case: Sendable {
        var rules: [MaskRule]
        var verdicts: [String: MaskExplanation.Verdict]
    }

    static let cases: [Case] = [
        Case(
            rules: [rule("a"), rule("b", priority: -1), rule("c", .pass, ct)],
            verdicts: ["a": .answers, "b": .hasLowerPriority, "c": .criterionFails]),
        Case(
            rules: [rule("a", group: first), rule("b", group: first), rule("c")],
            verdicts: ["a": .answers, "b": .isBehind("a"), "c": .answers]),
        Case(
            rules: [rule("a", .reject), rule("b", priority: 3)],
            verdicts: ["a": .answers, "b": .isOverruled(["a"])]),
        Case(
            rules: [rule("a", .hold), rule("b"), rule("c", .hold, priority: -1)],
            verdicts: ["a": .answers, "b": .isOverruled(["a"]), "c": .hasLowerPriority]),
        Case(
            rules: [
                rule("a", .mask, areas: [.keep(0, 0, 1, 1)]),
                rule("b", sizes: [ImageSize(rows: 51, columns: nil)]),
            ],
            verdicts: ["a": .paintsNothing, "b": .isForOtherSize]),
    ]

    @Test(arguments: cases) func saysWhyARuleDoesNotAnswer(_ expected: Case) throws {
        let found = try Self.explain(expected.rules)
        let verdicts = Dictionary(uniqueKeysWithValues: found.map { ($0.ruleID, $0.verdict) })
        #expect(verdicts == expected.verdicts)
    }

    @Test func beginsWithTheNearest() throws {
        let model = Criterion.equals(.model, "Sono 8")
        let us = Criterion.equals(.modality, "US")
        let found = try Self.explain([
            Self.rule("far", .pass, .all([Self.ct, model])),
            Self.rule("near", .pass, .all([.acme, us, model])),
            Self.rule("size", sizes: [ImageSize(rows: 1, columns: 1)]), Self.rule("answer"),
            Self.rule("half", .pass, .all([us, model])),
        ])
        #expect(found.map(\.ruleID) == ["answer", "size", "near", "half", "far"])
    }

    private static let sono8 = ValueTest(.model, .equals("Sono 8"))
    private static let sono7 = ValueTest(.model, .equals("Sono 7"))
    private static let us = ValueTest(.modality, .equals("US"))

    struct FailureCase: Sendable {
        var criterion: Criterion
        var failures: [MaskExplanation.Failure]
        var passed: Int
    }

    private static func failure(_ tests: [ValueTest], negated: Bool = false)
        -> MaskExplanation.Failure
    {
        MaskExplanation.Failure(tests: tests, isNegated: negated)
    }

    static let failures: [FailureCase] = [
        FailureCase(criterion: .test(sono8), failures: [failure([sono8])], passed: 0),
        FailureCase(
            criterion: .all([.test(us), .test(sono8), .acme, .test(sono7)]),
            failures: [failure([sono8]), failure([sono7])], passed: 2),
        FailureCase(
            criterion: .any([.test(sono8), .test(sono7)]), failures: [failure([sono8, sono7])],
            passed: 0),
        FailureCase(
            criterion: .any([
                .all([.test(sono7), .test(sono8)]), .all([.acme, .test(sono8)]),
            ]), failures: [failure([sono8])], passed: 1),
        FailureCase(
            criterion: .not(.test(us)), failures: [failure([us], negated: true)], passed: 0),
        FailureCase(
            criterion: .not(.any([.test(sono8), .test(us)])),
            failures: [failure([us], negated: true)], passed: 1),
        FailureCase(criterion: .any([]), failures: [failure([])], passed: 0),
    ]

    @Test(arguments: failures) func namesTheTestsThatFail(_ expected: FailureCase) throws {
        let found = try Self.explain([Self.rule("a", .pass, expected.criterion)])
        #expect(found.first?.failures == expected.failures)
        #expect(found.first?.passedTests == expected.passed)
    }

    @Test func showsValuesOnlyToWhoAsks() throws {
        let rules = [Self.rule("a", .pass, .test(Self.sono8))]
        #expect(try Self.explain(rules).first?.failures.first?.values == nil)
        let asked = try Self.explain(rules, includesValues: true)
        #expect(asked.first?.failures.first?.values == ["Sono 9"])
    }

    @Test func isOfTheRulesThatAreAskedFor() throws {
        let rules = [Self.rule("a", group: Self.first), Self.rule("b", group: Self.first)]
        let found = try Self.explain(rules, ids: ["b"])
        #expect(found.map(\.ruleID) == ["b"])
        #expect(found.first?.verdict == .isBehind("a"))
    }
}
