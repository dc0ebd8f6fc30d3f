import KnownMasks
import Raster
import Testing

@Suite struct MaskRuleSetProblemTests {
    typealias Kind = MaskRuleSet.Problem.Kind

    struct Case: Sendable {
        var kind: Kind
        var change: @Sendable (inout MaskRule) -> Void

        init(_ kind: Kind, _ change: @escaping @Sendable (inout MaskRule) -> Void) {
            self.kind = kind
            self.change = change
        }
    }

    private static let rule = MaskRule(
        id: "acme/sono-9_a.1", criterion: .acme, sizes: [ImageSize(rows: 480, columns: nil)],
        areas: [.blank(-9, 0, 9, 9)], frames: FrameSelection([0...3]), priority: -4,
        group: MaskRule.Group(name: "g", kind: .first))

    private static func test(_ operation: ValueTest.Operation) -> Criterion {
        .not(.any([.test(ValueTest(.model, operation))]))
    }

    private static func nested(_ depth: Int) -> Criterion {
        (0..<depth).reduce(Criterion.always) { inner, _ in .not(inner) }
    }

    static let cases: [Case] = [
        Case(.malformedID) { $0.id = "" },
        Case(.malformedID) { $0.id = "a b" },
        Case(.malformedID) { $0.id = "s\u{f6}no" },
        Case(.malformedID) { $0.id = String(repeating: "a", count: 129) },
        Case(.missingAreas) { $0.areas = [] },
        Case(.needlessAreas) { $0.action = .hold },
        Case(.tooManyAreas(limit: 256)) {
            $0.areas = Array(repeating: .blank(0, 0, 1, 1), count: 257)
        },
        Case(.tooManySizes(limit: 1024)) {
            $0.sizes = Array(repeating: ImageSize(rows: 1, columns: 1), count: 1025)
        },
        Case(.tooManyFrameRanges(limit: 256)) {
            $0.frames = FrameSelection((0...256).map { 2 * $0...2 * $0 })
        },
        Case(.tooManyCriteria(limit: 8192)) {
            $0.criterion = .all(Array(repeating: .always, count: 8192))
        },
        Case(.criteriaTooDeep(limit: 64)) { $0.criterion = nested(65) },
        Case(.unreadablePattern("a**(", reason: "a group without an end")) {
            $0.criterion = test(.matches("a**("))
        },
        Case(.emptyText) { $0.criterion = test(.equals("")) },
        Case(.emptyText) { $0.criterion = test(.contains("  ")) },
        Case(.textTooLong(limit: 1024)) {
            $0.criterion = test(.startsWith(String(repeating: "a", count: 1025)))
        },
        Case(.notANumber) { $0.criterion = test(.number(.less, .nan)) },
        Case(.notANumber) { $0.criterion = test(.number(.less, .infinity)) },
        Case(.emptyPath) { $0.criterion = .test(ValueTest(HeaderPath([]), .present)) },
        Case(.lengthNotPositive) { $0.areas = [.keep(0, 0, 0, 1)] },
        Case(.lengthNotPositive) { $0.areas = [.blank(0, 0, 1, -1)] },
        Case(.impossibleSize) { $0.sizes = [ImageSize(rows: 0, columns: nil)] },
        Case(.impossibleSize) { $0.sizes = [ImageSize(rows: nil, columns: 65536)] },
        Case(.impossibleFrames) { $0.frames = FrameSelection([]) },
        Case(.impossibleFrames) { $0.frames = FrameSelection([-1...4]) },
        Case(.priorityOutOfRange(limit: 1_000_000)) { $0.priority = 1_000_001 },
        Case(.priorityOutOfRange(limit: 1_000_000)) { $0.priority = .min },
        Case(.groupWithoutName) { $0.group?.name = "" },
    ]

    @Test(arguments: cases) func namesWhatIsWrong(_ expected: Case) {
        var rule = Self.rule
        expected.change(&rule)
        #expect(MaskRuleSet([rule]).problems().map(\.kind) == [expected.kind])
    }

    @Test func findsNothingInRulesThatAreRight() {
        var other = Self.rule
        other.id = "other"
        other.criterion = Self.nested(64)
        #expect(MaskRuleSet([Self.rule, other]).problems().isEmpty)
    }

    @Test func comparesRulesWithEachOther() {
        var other = Self.rule
        other.group?.kind = .layered
        let problems = MaskRuleSet([Self.rule, other]).problems()
        #expect(problems.map(\.kind) == [.repeatedID, .groupOfTwoKinds])
        #expect(problems.allSatisfy { $0.place == 1 && $0.ruleID == "acme/sono-9_a.1" })
    }

    @Test func boundsTheNumberOfRules() {
        let rules = Array(repeating: Self.rule, count: 100_001)
        #expect(MaskRuleSet(rules).problems().map(\.kind) == [.tooManyRules(limit: 100_000)])
    }

    @Test func readsAsASentence() {
        var rule = Self.rule
        rule.areas = []
        #expect(
            MaskRuleSet([rule]).problems().map(\.description)
                == ["rule acme/sono-9_a.1: a rule that masks needs areas"])
    }
}
