import KnownMasks
import MaskFiles
import Testing

@Suite struct AreaLintTests {
    private static let device = "when: {StationName: {equals: A}}\n"

    private static func check(_ size: String, _ areas: String, _ lintCase: LintCase) throws {
        var lintCase = lintCase
        lintCase.keys = device + (size.isEmpty ? "" : "size: \(size)")
        try lintCase.check(areas: areas)
    }

    @Test(arguments: [
        (
            "{rows: 60, columns: 80}", "{x: 0, y: 0, width: 81, height: 9}",
            LintCase("", .warning, .outsideImage, "the box 0,0 81x9 leaves the image")
        ),
        (
            "{rows: 60, columns: 80}", "{x: 0, y: 55, width: 80, height: 9, clip: true}",
            LintCase("", .note, .outsideImage, "the box 0,55 80x9 leaves the image")
        ),
        (
            "{rows: 60}", "{x: 0, y: 60, width: 1, height: 9, clip: true}",
            LintCase("", .warning, .outsideImage, "the box 0,60 1x9 lies outside of the image")
        ),
        (
            "{columns: 80}", "{x: -81, y: 0, width: 1, height: edge}",
            LintCase("", .warning, .outsideImage, "the box -81,0 1xedge lies outside of the image")
        ),
        (
            "{rows: 60, columns: 80}", "{x: 40, y: 5, width: 80, height: 9}",
            LintCase(
                "", .warning, .outsideImage,
                "the box 40,5 80x9 leaves the image: is it two corners?")
        ),
        (
            "[{rows: 100, columns: 100}, {rows: 60, columns: 80}]",
            "{x: 0, y: 0, width: 90, height: 9}",
            LintCase("", .warning, .outsideImage, "the box 0,0 90x9 leaves the image")
        ),
    ])
    func findsBoxesThatLeaveTheImage(_ size: String, _ box: String, _ lintCase: LintCase) throws {
        try Self.check(size, "blank: \(box)", lintCase)
    }

    @Test(arguments: [
        ("", "{x: 0, y: 0, width: 9999, height: 9999}"),
        ("{rows: 60}", "{x: 0, y: 0, width: 9999, height: 60}"),
        ("{rows: 60, columns: 80}", "{x: 0, y: -9, width: edge, height: 9}"),
        ("{rows: 60, columns: 80}", "{x: 0, y: 0, width: 10000, height: 60}"),
        ("{rows: 60, columns: 80}", "{x: 0, y: 0, width: 81, height: 61, clip: true}"),
    ])
    func leavesBoxesInsideAlone(_ size: String, _ box: String) throws {
        let keys = Self.device + (size.isEmpty ? "" : "size: \(size)")
        #expect(try Linting.findings(of: keys, areas: "blank: \(box)") == [])
    }

    @Test func takesSizesFromTheCriterion() throws {
        let keys = """
            when: [{StationName: {equals: A}}, {Rows: {number: 60}}, {Columns: {equals: 80}}]
            """
        let findings = try Linting.findings(
            of: keys, areas: "blank: {x: 0, y: 0, width: 81, height: 9}")
        #expect(findings.map(\.code) == [.outsideImage])
    }

    @Test(arguments: [
        ("areas: [{keep: all}]", MaskFinding.Code.emptyMask),
        ("areas: [{keep: {x: 0, y: 0, width: 1, height: 1}}]", .emptyMask),
        ("areas: [{blank: all}, {keep: all}]", .wideKeepArea),
        ("areas: [{blank: all}, {keep: {x: 0, y: 0, width: 80, height: 58}}]", .wideKeepArea),
        ("areas: [{blank: {x: 80, y: 0, width: 1, height: 58, clip: true}}]", .emptyMask),
    ])
    func findsMasksThatPaintNothing(_ areas: String, _ code: MaskFinding.Code) throws {
        let findings = try Linting.findings(
            of: Self.device + "size: {rows: 60, columns: 80}", areas: areas)
        #expect(findings.contains { $0.code == code && $0.severity == .warning })
    }

    @Test(arguments: [
        "areas: [{keep: all}, {blank: {x: 0, y: 0, width: 1, height: 1}}]",
        "keep: {x: 0, y: 0, width: 80, height: 56}", "keep: ultrasound_regions",
    ])
    func leavesMasksThatPaintAlone(_ areas: String) throws {
        let findings = try Linting.findings(
            of: Self.device + "size: {rows: 60, columns: 80}", areas: areas)
        #expect(!findings.contains { $0.code == .emptyMask })
        #expect(!findings.contains { $0.code == .wideKeepArea && !$0.detail.hasPrefix("all of") })
    }

    @Test(arguments: [
        ("{rows: 786}", "786 rows: did you mean 768?"),
        ("{columns: 8}", "8 columns: hardly an image has as few"),
        ("{rows: 60, columns: 300}", "60 rows and 300 columns: hardly an image is as long"),
        ("[{rows: 60}, {rows: 60}]", "a size stands there twice"),
    ])
    func findsSizesThatNeverOccur(_ size: String, _ detail: String) throws {
        try Self.check(size, "blank: all", LintCase("", .note, .unlikelySize, detail))
    }

    @Test func findsSizesThatNoImageHas() throws {
        let rule = MaskRule(
            id: "a", action: .pass,
            criterion: .test(ValueTest(HeaderPath(group: 0x0008, element: 0x1010), .equals("A"))),
            sizes: [ImageSize(rows: 65_536, columns: 70_000)])
        let findings = MaskLinter.findings(for: MaskDocument(set: MaskRuleSet([rule])))
        #expect(findings.map(\.code) == [.unlikelySize])
        #expect(findings.map(\.severity) == [.warning])
    }
}
