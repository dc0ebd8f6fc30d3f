import KnownMasks
import MaskFiles
import Raster
import Testing

@Suite struct MaskRuleWriterTests {
    private static let manufacturer = HeaderPath(group: 0x0008, element: 0x0070)
    private static let rows = HeaderPath(group: 0x0028, element: 0x0010)

    private static func test(
        _ path: HeaderPath, _ operation: ValueTest.Operation, exact: Bool = false
    ) -> Criterion { .test(ValueTest(path, operation, isCaseSensitive: exact)) }

    private static func written(_ rules: [MaskRule]) throws -> String {
        String(decoding: try PixredactMaskFormat().write(MaskRuleSet(rules)), as: UTF8.self)
    }

    private static func read(_ text: String) throws -> [MaskRule] {
        let document = PixredactMaskFormat().read(Array(text.utf8), name: "rules")
        #expect(document.findings.isEmpty)
        return document.set.rules
    }

    @Test func writesForAReader() throws {
        let rule = MaskRule(
            id: "ge-logiqe9-649x852",
            criterion: .all([
                .any([
                    Self.test(Self.manufacturer, .startsWith("GE")),
                    Self.test(Self.manufacturer, .startsWith("G.E.")),
                ]),
                .not(Self.test(HeaderPath(group: 0x0019, element: 0x1201), .equals("2"))),
            ]),
            sizes: [ImageSize(rows: 649, columns: 852)],
            areas: [
                MaskArea(
                    .blank,
                    .rectangle(
                        MaskRectangle(
                            x: 0, y: 0, width: .toEdge, height: .pixels(56), isClipped: true)))
            ], sources: [MaskRule.Source(set: "ctp", place: "script line 583")],
            note: "header: band")
        #expect(
            try Self.written([rule, MaskRule(id: "b", action: .hold, criterion: .all([]))]) == """
                schema: pixredact.masks/1
                rules:
                  - id: ge-logiqe9-649x852
                    note: 'header: band'
                    when:
                      - Manufacturer: {starts_with: [GE, G.E.]}
                      - not:
                          '(0019,1201)': {equals: '2'}
                    size: {rows: 649, columns: 852}
                    areas:
                      - blank: {x: 0, y: 0, width: edge, height: 56, clip: true}
                    sources:
                      - 'ctp: script line 583'

                  - id: b
                    action: hold

                """)
    }

    static let criteria: [Criterion] = [
        .all([]), .any([]), .not(.all([])), .not(.any([.all([])])),
        .all([.all([]), .any([test(manufacturer, .present)])]),
        .any([test(manufacturer, .equals("null")), test(manufacturer, .equals("it's: [a] # b"))]),
        .any([test(manufacturer, .equals("a")), test(manufacturer, .contains("a"))]),
        .any([test(manufacturer, .equals("a")), test(rows, .equals("a"))]),
        .any([test(manufacturer, .equals("a")), test(manufacturer, .equals("a"), exact: true)]),
        .any(
            (0..<40).map { test(manufacturer, .startsWith("words and words \($0)"), exact: true) }),
        .any([test(manufacturer, .empty), test(manufacturer, .missing)]),
        test(manufacturer, .matches("^(GE|G\\.E\\.)\\s*'x\"$"), exact: true),
        test(rows, .number(.greater, -0.5)), test(rows, .number(.equal, 1e300)),
        .all([test(rows, .number(.less, 5)), test(rows, .number(.atMost, 1e18))]),
        test(manufacturer, .emptyOrMissing), test(manufacturer, .endsWith("Ä 国")),
        .not(.not(.all([.not(test(manufacturer, .equals("  spaces  ")))]))),
        test(
            HeaderPath([
                .privateElement(group: 0x0019, creator: "A.B, \"C\"", element: 0x0F),
                .element(group: 0x6002, element: 0x0022),
            ]), .present),
    ]

    @Test(arguments: criteria)
    func criteriaAreReadAsTheyWere(_ criterion: Criterion) throws {
        let rule = MaskRule(id: "a", action: .pass, criterion: criterion)
        #expect(try Self.read(try Self.written([rule])) == [rule])
    }

    private static func box(_ x: Int, _ length: MaskRectangle.Length) -> MaskArea.Region {
        .rectangle(MaskRectangle(x: x, y: -x, width: length, height: .toEdge, isClipped: x > 0))
    }

    static let rules: [MaskRule] = [
        MaskRule(
            id: "A/b_c.d-1", criterion: .all([]), sizes: [ImageSize(rows: nil, columns: 65535)],
            areas: [MaskArea(.keep, .all), MaskArea(.blank, .ultrasoundRegions)]),
        MaskRule(
            id: "true", criterion: .all([]),
            sizes: [ImageSize(rows: 1, columns: nil), ImageSize(rows: 5, columns: 6)],
            areas: [
                MaskArea(.blank, box(-7, .pixels(1))), MaskArea(.keep, box(8, .toEdge)),
                MaskArea(.blank, .all),
            ], frames: FrameSelection([0...0, 3...8]), isComplete: true, priority: -3,
            group: MaskRule.Group(name: "no", kind: .first),
            sources: [MaskRule.Source(set: "a", place: "b: c"), MaskRule.Source(set: "'")],
            note: "- x"),
        MaskRule(id: "1", action: .reject, criterion: .all([]), priority: 9),
    ]

    @Test func rulesAreReadAsTheyWere() throws {
        #expect(try Self.read(try Self.written(Self.rules)) == Self.rules)
        #expect(try Self.read(try Self.written([])) == [])
    }

    @Test func whatIsReadIsWrittenAlike() throws {
        let text = try Self.written(Self.rules)
        #expect(try Self.written(try Self.read(text)) == text)
    }

    @Test(arguments: [
        MaskRule(id: "a b", action: .pass, criterion: .all([])),
        MaskRule(id: "a", criterion: .all([])),
        MaskRule(id: "a", action: .hold, criterion: .all([]), areas: [MaskArea(.blank, .all)]),
        MaskRule(id: "a", action: .pass, criterion: test(manufacturer, .equals(" "))),
        MaskRule(id: "a", action: .pass, criterion: test(manufacturer, .equals("a\nb"))),
        MaskRule(id: "a", action: .pass, criterion: test(manufacturer, .number(.equal, .infinity))),
        MaskRule(id: "a", action: .pass, criterion: test(manufacturer, .matches("("))),
        MaskRule(id: "a", action: .pass, criterion: test(HeaderPath([]), .present)),
        MaskRule(
            id: "a", action: .pass, criterion: .all([]), sizes: [ImageSize(rows: nil, columns: nil)]
        ),
        MaskRule(
            id: "a", action: .pass, criterion: .all([]), sizes: [ImageSize(rows: 0, columns: 1)]),
        MaskRule(id: "a", action: .pass, criterion: .all([]), frames: FrameSelection([])),
        MaskRule(id: "a", action: .pass, criterion: .all([]), priority: 5000),
        MaskRule(id: "a", action: .pass, criterion: .all([]), note: ""),
        MaskRule(
            id: "a", criterion: .all([]),
            areas: [
                MaskArea(
                    .blank, .rectangle(MaskRectangle(PixelBox(x: 0, y: 0, width: 0, height: 1))))
            ]),
    ])
    func refusesWhatCannotBeReadBack(_ rule: MaskRule) {
        #expect(throws: MaskExportError.self) {
            try PixredactMaskFormat().write(MaskRuleSet([rule]))
        }
    }

    @Test func refusesOneIDTwice() {
        let rule = MaskRule(id: "a", action: .pass, criterion: .all([]))
        #expect(throws: MaskExportError.self) {
            try PixredactMaskFormat().write(MaskRuleSet([rule, rule]))
        }
    }
}
