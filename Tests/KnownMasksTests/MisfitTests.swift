import DICOMCore
import KnownMasks
import Raster
import RedactionReport
import TestSupport
import Testing

@Suite struct MisfitTests {
    private static func answer(
        _ rules: [MaskRule], frames: Int = 4, _ elements: HeaderFixture.Element...
    ) throws -> MaskAnswer {
        let header = try HeaderFixture.scope(
            elements + [HeaderFixture.element(.manufacturer, .lo, "Acme")])
        return MaskMatcher(MaskRuleSet(rules))
            .answer(for: header, rows: 50, columns: 100, frames: frames)
    }

    private static func mask(
        _ id: String, _ sizes: [ImageSize] = [], _ areas: [MaskArea] = [.blank(0, 0, 9, 9)],
        action: MaskRule.Action = .mask, frames: FrameSelection = .all, priority: Int = 0,
        group: MaskRule.Group? = nil
    ) -> MaskRule {
        MaskRule(
            id: id, action: action, criterion: .acme, sizes: sizes,
            areas: action == .mask ? areas : [], frames: frames, priority: priority, group: group)
    }

    private static let here = [ImageSize(rows: 50, columns: 100)]
    private static let there = [
        ImageSize(rows: 51, columns: 100), ImageSize(rows: nil, columns: 9),
    ]
    private static let layered = MaskRule.Group(name: "g", kind: .layered)

    struct Case: Sendable {
        var rules: [MaskRule]
        var verdict: MaskAnswer.Verdict
        var misfits: [String]
    }

    static let sizes: [Case] = [
        Case(rules: [mask("a", there)], verdict: .unknown, misfits: ["a"]),
        Case(
            rules: [mask("a", there), mask("b", there, action: .pass)], verdict: .unknown,
            misfits: ["a", "b"]),
        // The device's rules are one for each size.
        Case(rules: [mask("a", there), mask("b", here)], verdict: .mask, misfits: []),
        Case(rules: [mask("a", there + here)], verdict: .mask, misfits: []),
        Case(
            rules: [mask("a", [ImageSize(rows: nil, columns: 100)])], verdict: .mask, misfits: []),
        // A rule for any size knows nothing of this one.
        Case(rules: [mask("a", there), mask("b")], verdict: .mask, misfits: ["a"]),
        // But in one group it is the rule for the rest.
        Case(
            rules: [mask("a", there, group: layered), mask("b", group: layered)], verdict: .mask,
            misfits: []),
        // Who is silent is no misfit; nor who would hold or reject another size.
        Case(rules: [mask("a", there), mask("b", priority: 1)], verdict: .mask, misfits: []),
        Case(
            rules: [mask("a", there, priority: 2), mask("b", priority: 1)], verdict: .mask,
            misfits: ["a"]),
        Case(
            rules: [mask("a", there, action: .hold), mask("b", there, action: .reject)],
            verdict: .unknown, misfits: []),
    ]

    @Test(arguments: sizes) func areRulesForAnotherSize(_ expected: Case) throws {
        let answer = try Self.answer(expected.rules)
        #expect(answer.verdict == expected.verdict)
        #expect(answer.misfits.map(\.ruleID) == expected.misfits)
        #expect(answer.misfits.allSatisfy { $0.kind == .otherSize })
    }

    @Test func areNamedUpToABound() throws {
        let rules = (0..<100).map { Self.mask("r\($0)", Self.there) }
        #expect(try Self.answer(rules).misfits.count == 32)
    }

    @Test func areRectanglesThatLeaveTheImage() throws {
        let answer = try Self.answer([Self.mask("a", [], [.blank(95, 0, 10, 5)])])
        #expect(answer.misfits == [Misfit(ruleID: "a", kind: .outsideImage)])
        #expect(answer.boxes.map(\.box) == [PixelBox(x: 95, y: 0, width: 5, height: 5)])
    }

    @Test func areNotRectanglesThatMayBeCut() throws {
        let answer = try Self.answer([Self.mask("a", [], [.blank(95, 0, 10, 5, isClipped: true)])])
        #expect(answer.misfits.isEmpty)
        #expect(answer.boxes.map(\.box) == [PixelBox(x: 95, y: 0, width: 5, height: 5)])
    }

    @Test func areRectanglesOfWhichNothingIsLeft() throws {
        let answer = try Self.answer([Self.mask("a", [], [.blank(0, 60, 10, 5, isClipped: true)])])
        #expect(answer.misfits == [Misfit(ruleID: "a", kind: .outsideImage)])
        #expect(answer.verdict == .unknown)
    }

    @Test func areFramesThatAreNotThere() throws {
        let rules = [Self.mask("a", frames: FrameSelection([1...1, 3...9]))]
        let answer = try Self.answer(rules)
        #expect(answer.misfits == [Misfit(ruleID: "a", kind: .outsideFrames)])
        #expect(answer.boxes.map(\.frames.ranges) == [[1...1, 3...3]])
        let short = try Self.answer(rules, frames: 1)
        #expect(short.verdict == .unknown)
        #expect(short.misfits == [Misfit(ruleID: "a", kind: .outsideFrames)])
    }
}

@Suite struct UltrasoundRegionsTests {
    private static let rule = MaskRule(
        id: "a", criterion: .always,
        areas: [MaskArea(.blank, .all), MaskArea(.keep, .ultrasoundRegions)])

    /// On an image of 100 columns and 50 rows.
    private static func answer(
        _ regions: [(type: Int?, corners: [Int])]?, _ rule: MaskRule = rule
    ) throws -> MaskAnswer {
        let header = try HeaderFixture.scope(regions.map { [HeaderFixture.regions($0)] } ?? [])
        return MaskMatcher(MaskRuleSet([rule]))
            .answer(for: header, rows: 50, columns: 100, frames: 1)
    }

    @Test func keepTheirLastColumnAndRow() throws {
        let answer = try Self.answer([(1, [10, 5, 99, 49])])
        #expect(
            answer.boxes.map(\.box) == [
                PixelBox(x: 0, y: 0, width: 100, height: 5),
                PixelBox(x: 0, y: 5, width: 10, height: 45),
            ])
        #expect(answer.boxes.allSatisfy { $0.sources == [.region] && $0.maskID == "a" })
        #expect(answer.verdict == .mask && answer.misfits.isEmpty)
    }

    @Test func areKeptTogether() throws {
        let answer = try Self.answer([
            (1, [0, 5, 59, 49]), (2, [50, 5, 99, 49]), (0, [0, 0, 99, 49]),
        ])
        #expect(answer.boxes.map(\.box) == [PixelBox(x: 0, y: 0, width: 100, height: 5)])
    }

    @Test func areKeptWithoutADataType() throws {
        let answer = try Self.answer([(nil, [0, 5, 99, 49])])
        #expect(answer.boxes.map(\.box) == [PixelBox(x: 0, y: 0, width: 100, height: 5)])
    }

    @Test func areCutAtTheEdges() throws {
        let answer = try Self.answer([(1, [0, 5, 4_000_000_000, 4_000_000_000])])
        #expect(answer.boxes.map(\.box) == [PixelBox(x: 0, y: 0, width: 100, height: 5)])
        #expect(answer.misfits.isEmpty)
    }

    @Test func areNoAnswerWhereTheyAreAllOfTheImage() throws {
        let answer = try Self.answer([(1, [0, 0, 99, 49])])
        #expect(answer.verdict == .unknown)
        #expect(answer.boxes.isEmpty && answer.misfits.isEmpty)
    }

    private static let unusable: [[(type: Int?, corners: [Int])]?] = [
        nil, [], [(1, [])], [(0, [0, 0, 50, 40])], [(1, [0, 0, 0, 0])], [(1, [50, 0, 10, 40])],
        [(1, [0, 40, 50, 10])], [(1, [100, 0, 200, 40])], [(1, [0, 50, 50, 90])],
        [(1, [5, 5, 50])], Array(repeating: (1, [5, 5, 50, 40]), count: 10_000),
    ]

    @Test(arguments: unusable.indices)
    func areAMisfitWhereNoneCanBeUsed(_ index: Int) throws {
        let answer = try Self.answer(Self.unusable[index])
        #expect(answer.misfits == [Misfit(ruleID: "a", kind: .noUltrasoundRegions)])
        #expect(answer.verdict == .unknown && answer.boxes.isEmpty)
    }

    @Test func leaveWhatIsBlankedOverThem() throws {
        var rule = Self.rule
        rule.areas.append(.blank(0, 5, 100, 3))
        let answer = try Self.answer([(1, [0, 5, 99, 49])], rule)
        #expect(
            answer.boxes.map(\.box) == [
                PixelBox(x: 0, y: 0, width: 100, height: 5),
                PixelBox(x: 0, y: 5, width: 100, height: 3),
            ])
        #expect(answer.boxes.map(\.sources) == [[.region], [.mask]])
    }

    @Test func areSurroundedByBoxesWithoutARule() throws {
        let header = try HeaderFixture.scope([HeaderFixture.regions([(1, [0, 5, 99, 49])])])
        let boxes = UltrasoundRegions(of: header, rows: 50, columns: 100)?.boxesOutside
        #expect(boxes?.map(\.box) == [PixelBox(x: 0, y: 0, width: 100, height: 5)])
        #expect(boxes?.map(\.sources) == [[.region]])
        #expect(UltrasoundRegions(of: try HeaderFixture.scope([]), rows: 5, columns: 5) == nil)
    }
}
