import DICOMCore
import KnownMasks
import Raster
import RedactionReport
import TestSupport
import Testing

/// What rules say together, see `MaskRule`.
@Suite struct MaskMatcherTests {
    private static func answer(
        _ rules: [MaskRule], rows: Int = 50, columns: Int = 100, frames: Int = 1
    ) throws -> MaskAnswer {
        MaskMatcher(MaskRuleSet(rules)).answer(
            for: try HeaderFixture.ultrasound(), rows: rows, columns: columns, frames: frames)
    }

    private static func mask(
        _ id: String, _ areas: [MaskArea] = [.blank(0, 0, 100, 5)], priority: Int = 0,
        group: MaskRule.Group? = nil, sizes: [ImageSize] = [], isComplete: Bool = false,
        frames: FrameSelection = .all
    ) -> MaskRule {
        MaskRule(
            id: id, criterion: .acme, sizes: sizes, areas: areas, frames: frames,
            isComplete: isComplete, priority: priority, group: group)
    }

    private static func rule(
        _ id: String, _ action: MaskRule.Action, priority: Int = 0, group: MaskRule.Group? = nil,
        isComplete: Bool = false
    ) -> MaskRule {
        MaskRule(
            id: id, action: action, criterion: .acme, isComplete: isComplete, priority: priority,
            group: group)
    }

    /// To Swift the two spellings are equal, to a header they are other bytes.
    @Test(arguments: ["Caf\u{E9}", "Cafe\u{301}"])
    func bothSpellingsOfAnAccentAreAskedFor(_ name: String) throws {
        let path = HeaderPath(group: 0x0008, element: 0x0080)
        let rule = MaskRule(
            id: "a", action: .reject,
            criterion: .any([
                .test(ValueTest(path, .contains("Caf\u{E9}"))),
                .test(ValueTest(path, .contains("Cafe\u{301}"))),
            ]))
        let header = try HeaderFixture.scope([
            HeaderFixture.element(.specificCharacterSet, .cs, "ISO_IR 192"),
            HeaderFixture.element(Tag(0x0008, 0x0080), .lo, name),
        ])
        let answer = MaskMatcher(MaskRuleSet([rule])).answer(
            for: header, rows: 50, columns: 100, frames: 1)
        #expect(answer.verdict == .reject(["a"]))
    }

    private static let other = MaskRule(
        id: "other", action: .reject, criterion: .equals(.modality, "CT"))
    private static let first = MaskRule.Group(name: "f", kind: .first)
    private static let layered = MaskRule.Group(name: "l", kind: .layered)

    struct Case: Sendable {
        var rules: [MaskRule]
        var verdict: MaskAnswer.Verdict
    }

    static let verdicts: [Case] = [
        Case(rules: [], verdict: .unknown),
        Case(rules: [other], verdict: .unknown),
        Case(rules: [mask("a")], verdict: .mask),
        Case(rules: [rule("a", .pass)], verdict: .pass),
        Case(rules: [rule("a", .pass), mask("b"), other], verdict: .mask),
        Case(rules: [mask("a"), rule("b", .hold), rule("c", .hold)], verdict: .hold(["b", "c"])),
        Case(rules: [rule("a", .hold), rule("b", .reject)], verdict: .reject(["b"])),
        // A reject counts whatever the priorities, a hold does not.
        Case(rules: [mask("a", priority: 9), rule("b", .reject)], verdict: .reject(["b"])),
        Case(rules: [mask("a", priority: 9), rule("b", .hold)], verdict: .mask),
        Case(rules: [rule("a", .pass, priority: 1), mask("b")], verdict: .pass),
        Case(rules: [mask("a", priority: -1), rule("b", .pass)], verdict: .pass),
        // Behind the first of its group a rule is no answer, not even one that rejects.
        Case(
            rules: [rule("a", .pass, group: first), rule("b", .reject, group: first)],
            verdict: .pass),
        Case(
            rules: [rule("a", .reject, group: first), rule("b", .pass, group: first)],
            verdict: .reject(["a"])),
        Case(
            rules: [rule("a", .pass, group: first), rule("b", .hold)], verdict: .hold(["b"])),
        // A rule that paints nothing of this image is no answer.
        Case(rules: [mask("a", [.blank(0, 0, 9, 9), .keep(0, 0, 9, 9)])], verdict: .unknown),
        Case(rules: [mask("a", [.keep(0, 0, 9, 9)])], verdict: .unknown),
    ]

    @Test(arguments: verdicts) func sayTogether(_ expected: Case) throws {
        #expect(try Self.answer(expected.rules).verdict == expected.verdict)
    }

    private static func boxes(_ answer: MaskAnswer) -> [String] {
        answer.boxes.map {
            "\($0.maskID ?? "") \($0.box.x),\($0.box.y),\($0.box.width),\($0.box.height)"
        }
    }

    @Test func paintTheUnionOfWhatEachBlanks() throws {
        // No keep of another rule takes anything back.
        let answer = try Self.answer([
            Self.mask("a", [.blank(0, 0, 20, 5)]),
            Self.mask("b", [.blank(50, 0, 20, 5), .keep(0, 0, 60, 5)]),
        ])
        #expect(Self.boxes(answer) == ["a 0,0,20,5", "b 60,0,10,5"])
        #expect(answer.ruleIDs == ["a", "b"])
        #expect(answer.boxes.allSatisfy { $0.sources == [.mask] && $0.decision == .redact })
        #expect(answer.boxes.allSatisfy { $0.frames == .all && $0.plane == .pixelData })
    }

    @Test func lieOverEachOtherInALayeredGroup() throws {
        let answer = try Self.answer([
            Self.mask("a", [.blank(0, 0, 100, 5)], group: Self.layered),
            Self.mask("b", [.keep(20, 0, 80, 5)], group: Self.layered),
            Self.mask("c", [.blank(90, 0, 10, 5)], group: Self.layered),
        ])
        #expect(Self.boxes(answer) == ["a 0,0,20,5", "c 90,0,10,5"])
    }

    @Test func areLayeredFrameByFrame() throws {
        let answer = try Self.answer(
            [
                Self.mask("a", [.blank(0, 0, 10, 5)], group: Self.layered),
                Self.mask(
                    "b", [.keep(0, 0, 5, 5)], group: Self.layered, frames: FrameSelection([2...3])),
            ], frames: 6)
        #expect(Self.boxes(answer) == ["a 0,0,10,5", "a 5,0,5,5"])
        #expect(answer.boxes.map(\.frames.ranges) == [[0...1, 4...5], [2...3]])
    }

    @Test func nameABoxOnceThatLiesInAnotherOne() throws {
        let answer = try Self.answer([
            Self.mask("a", [.blank(0, 0, 20, 5)]), Self.mask("b", [.blank(0, 0, 100, 5)]),
            Self.mask("c", [.blank(0, 0, 100, 5)]),
        ])
        #expect(Self.boxes(answer) == ["b 0,0,100,5"])
        #expect(answer.ruleIDs == ["a", "b", "c"])
    }

    @Test func areSilentBehindTheFirstOfAGroup() throws {
        let answer = try Self.answer([
            Self.mask("a", [.blank(0, 0, 9, 9)], group: Self.first),
            Self.mask("b", [.blank(50, 0, 9, 9)], group: Self.first),
            Self.mask("c", [.blank(70, 0, 9, 9)]),
        ])
        #expect(Self.boxes(answer) == ["a 0,0,9,9", "c 70,0,9,9"])
    }

    @Test func vouchWhereOneThatAnswersDoesAndAllFit() throws {
        let complete = Self.mask("a", isComplete: true)
        let beyond = Self.mask("b", [.blank(0, 0, 101, 5)])
        let nothing = Self.mask("c", [.keep(0, 0, 1, 1)], isComplete: true)
        #expect(try Self.answer([complete, Self.mask("b")]).isComplete)
        #expect(try Self.answer([Self.rule("a", .pass, isComplete: true)]).isComplete)
        #expect(try !Self.answer([Self.mask("b")]).isComplete)
        #expect(try !Self.answer([complete, beyond]).isComplete)
        #expect(try !Self.answer([nothing, Self.mask("b")]).isComplete)
        #expect(try !Self.answer([complete, Self.rule("b", .pass, priority: 1)]).isComplete)
    }

    @Test func holdWhereAPatternCannotBeRead() throws {
        let broken = Criterion.test(ValueTest(.model, .matches("(")))
        let rules = [
            MaskRule(id: "a", action: .pass, criterion: .all([.acme, broken])),
            MaskRule(id: "b", action: .pass, criterion: .all([.acme, .not(broken)])),
            MaskRule(id: "c", action: .pass, criterion: .all([.equals(.modality, "CT"), broken])),
            MaskRule(id: "d", action: .pass, criterion: .any([.acme, broken])),
        ]
        #expect(try Self.answer(rules).verdict == .hold(["a", "b"]))
    }
}
