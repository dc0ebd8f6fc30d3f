import ConfigurationFiles
import KnownMasks
import MaskFiles
import Raster
import Testing

@Suite struct PixredactMaskFormatTests {
    /// The rules of a text that has to be sound.
    static func rules(_ text: String) throws -> [MaskRule] {
        let document = PixredactMaskFormat().read(Array(text.utf8), name: "rules")
        try #require(document.findings.isEmpty)
        return document.set.rules
    }

    /// The keys of one rule, behind an id and before an area.
    static func rule(_ keys: String, areas: String = "blank: all") throws -> MaskRule {
        let lines = (keys + "\n" + areas).split(separator: "\n").map { "    \($0)\n" }.joined()
        let text = "schema: pixredact.masks/1\nrules:\n  - id: a\n" + lines
        return try #require(try rules(text).first)
    }

    private static let manufacturer = HeaderPath(group: 0x0008, element: 0x0070)

    private static func test(
        _ operation: ValueTest.Operation, exact: Bool = false
    ) -> Criterion { .test(ValueTest(manufacturer, operation, isCaseSensitive: exact)) }

    @Test(arguments: [
        ("when: {Manufacturer: {equals: GE}}", test(.equals("GE"))),
        ("when: {Manufacturer: {equals: 600}}", test(.equals("600"))),
        ("when: {\"(0008,0070)\": {contains: ' GE'}}", test(.contains(" GE"))),
        (
            "when: {Manufacturer: {starts_with: [GE, G.E.]}}",
            .any([test(.startsWith("GE")), test(.startsWith("G.E."))])
        ),
        ("when: {Manufacturer: {ends_with: [GE]}}", test(.endsWith("GE"))),
        ("when: {Manufacturer: {matches: '^G.?E'}}", test(.matches("^G.?E"))),
        ("when: {Manufacturer: {equals: GE, case: exact}}", test(.equals("GE"), exact: true)),
        ("when: {Manufacturer: {number: 2.5}}", test(.number(.equal, 2.5))),
        (
            "when: {Manufacturer: {number: {less: 5, at_least: -1}}}",
            .all([test(.number(.less, 5)), test(.number(.atLeast, -1))])
        ),
        ("when: {Manufacturer: {present: true}}", test(.present)),
        ("when: {Manufacturer: {present: false}}", test(.missing)),
        ("when: {Manufacturer: {state: empty}}", test(.empty)),
        ("when: {Manufacturer: {state: empty_or_missing}}", test(.emptyOrMissing)),
        ("when: [{Manufacturer: {present: true}}]", .all([test(.present)])),
        ("when: {not: {any: []}}", .not(.any([]))),
        (
            "when: {all: [{Manufacturer: {present: true}}, {not: [{Manufacturer: {state: empty}}]}]}",
            .all([test(.present), .not(.all([test(.empty)]))])
        ),
        ("", .all([])),
    ])
    func readsCriteria(_ keys: String, _ criterion: Criterion) throws {
        #expect(try Self.rule(keys).criterion == criterion)
    }

    private static func box(
        _ x: Int, _ y: Int, _ width: MaskRectangle.Length, _ height: MaskRectangle.Length,
        clipped: Bool = false
    ) -> MaskArea.Region {
        .rectangle(MaskRectangle(x: x, y: y, width: width, height: height, isClipped: clipped))
    }

    @Test(arguments: [
        ("blank: all", [MaskArea(.blank, .all)]),
        (
            "blank: {x: 0, y: -56, width: edge, height: 56, clip: true}",
            [MaskArea(.blank, box(0, -56, .toEdge, .pixels(56), clipped: true))]
        ),
        (
            "keep: ultrasound_regions",
            [MaskArea(.blank, .all), MaskArea(.keep, .ultrasoundRegions)]
        ),
        (
            "keep: [{x: 1, y: 2, width: 3, height: 4}]\nblank: [{x: 5, y: 6, width: 7, height: 8}]",
            [
                MaskArea(.blank, box(5, 6, .pixels(7), .pixels(8))),
                MaskArea(.keep, box(1, 2, .pixels(3), .pixels(4))),
            ]
        ),
        (
            "areas: [{keep: all}, {blank: ultrasound_regions}, {keep: all}]",
            [MaskArea(.keep, .all), MaskArea(.blank, .ultrasoundRegions), MaskArea(.keep, .all)]
        ),
    ])
    func readsAreas(_ areas: String, _ expected: [MaskArea]) throws {
        #expect(try Self.rule("", areas: areas).areas == expected)
    }

    @Test func readsAllElse() throws {
        let rule = try Self.rule(
            """
            note: header band
            size: [{rows: 649, columns: 852}, {rows: 600}]
            frames: [[4, 9], [0, 0]]
            complete: true
            priority: -2
            group: {name: x, kind: layered}
            sources: ['ctp: DicomPixelAnonymizer.script line 583', own scans]
            """)
        #expect(rule.note == "header band")
        #expect(
            rule.sizes == [ImageSize(rows: 649, columns: 852), ImageSize(rows: 600, columns: nil)])
        #expect(rule.frames == FrameSelection([0...0, 4...9]))
        #expect(rule.isComplete)
        #expect(rule.priority == -2)
        #expect(rule.group == MaskRule.Group(name: "x", kind: .layered))
        #expect(
            rule.sources == [
                MaskRule.Source(set: "ctp", place: "DicomPixelAnonymizer.script line 583"),
                MaskRule.Source(set: "own scans"),
            ])
    }

    @Test(arguments: [MaskRule.Action.pass, .hold, .reject])
    func readsActionsWithoutAreas(_ action: MaskRule.Action) throws {
        let rule = try Self.rule("action: \(action.rawValue)", areas: "")
        #expect(rule.action == action)
        #expect(rule.areas.isEmpty)
    }

    @Test func readsJSON() throws {
        let text = """
            {"schema": "pixredact.masks/1", "rules": [
            \t{"id": "a", "blank": [{"x": 0, "y": 0, "width": 640, "height": 40}]}]}
            """
        #expect(try Self.rules(text).map(\.id) == ["a"])
    }

    @Test func knowsWhereRulesBegin() {
        let text =
            "schema: pixredact.masks/1\nrules:\n  - id: a\n    blank: all\n  - {id: b, blank: all}\n"
        let document = PixredactMaskFormat().read(Array(text.utf8), name: "rules")
        #expect(
            document.places == [
                "a": FilePlace(line: 3, column: 5), "b": FilePlace(line: 5, column: 5),
            ])
    }
}
