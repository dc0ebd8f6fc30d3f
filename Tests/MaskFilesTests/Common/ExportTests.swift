import KnownMasks
import MaskFiles
import Raster
import Testing

/// What formats say of rules, and what they cannot.
@Suite struct ExportTests {
    private static let modality = HeaderPath(group: 0x0008, element: 0x0060)
    private static let box = MaskArea(
        .blank, .rectangle(MaskRectangle(x: 1, y: 2, width: .pixels(3), height: .pixels(4))))

    private static func rule(
        _ operation: ValueTest.Operation = .equals("US"), exactly: Bool = false,
        path: HeaderPath = modality, action: MaskRule.Action = .mask, sizes: [ImageSize] = [],
        areas: [MaskArea]? = nil
    ) -> MaskRule {
        MaskRule(
            id: "a", action: action,
            criterion: .test(ValueTest(path, operation, isCaseSensitive: exactly)), sizes: sizes,
            areas: areas ?? (action == .mask ? [box] : []))
    }

    private static func format(_ name: MaskFormatName) -> any MaskFormat {
        switch name {
        case .ctp: CTPFormat()
        case .midom: MIDOMFormat()
        case .dicomDRE: DicomDREFormat()
        default: DeidFormat()
        }
    }

    /// The start of what is wrong; `nil` where it is written.
    private static func problem(_ rules: [MaskRule], _ format: MaskFormatName) -> String? {
        do throws(MaskExportError) {
            _ = try self.format(format).write(MaskRuleSet(rules))
            return nil
        } catch {
            return error.problems.first.map { String($0.detail.prefix { $0 != ":" }) }
        }
    }

    private static func edge(_ x: Int = 0) -> [MaskArea] {
        [
            MaskArea(
                .blank,
                .rectangle(MaskRectangle(x: x, y: 0, width: .toEdge, height: .pixels(5))))
        ]
    }

    private static let size = [ImageSize(rows: 8, columns: 10)]
    private static let nested = HeaderPath([
        .element(group: 0x0018, element: 0x6011), .element(group: 0x0018, element: 0x6014),
    ])
    private static let creator = HeaderPath([
        .privateElement(group: 0x0019, creator: "STAR", element: 0x10)
    ])

    /// For deid, CTP, MIDOM and dicom-dre.
    static let cases: [(MaskRule, [String?])] = [
        (rule(), [nil, nil, nil, nil]),
        (rule(.equals("US"), exactly: true), ["case", nil, "case", nil]),
        (rule(.equals("12"), exactly: true), [nil, nil, nil, nil]),
        (rule(.contains("U")), [nil, nil, nil, nil]),
        (rule(.startsWith("U")), [nil, nil, "part", nil]),
        (rule(.endsWith("U")), [nil, nil, "part", nil]),
        (rule(.matches("U.")), [nil, nil, "pattern", nil]),
        (rule(.matches(#"\D"#)), ["pattern", nil, "pattern", nil]),
        (rule(.matches("[[:alpha:]]")), ["pattern", "pattern", "pattern", "pattern"]),
        (rule(.number(.less, 5)), ["number", nil, "number", "number"]),
        (rule(.number(.equal, 5)), ["number", "number", "number", "number"]),
        (rule(.present), [nil, "state", nil, "state"]),
        (rule(.missing), [nil, "state", nil, "state"]),
        (rule(.empty), [nil, "state", nil, "state"]),
        (rule(.emptyOrMissing), [nil, nil, nil, nil]),
        (rule(.equals(#"a"b'"#)), [nil, "value", "value", nil]),
        (rule(.equals("a #b")), ["value", nil, nil, nil]),
        (rule(path: nested), ["element", nil, "element", "element"]),
        (rule(path: creator), ["element", nil, "element", "element"]),
        (
            rule(path: HeaderPath(group: 0x0019, element: 0x1010)),
            [nil, nil, "element", "element"]
        ),
        (rule(action: .pass), [nil, nil, "pass", nil]),
        (rule(action: .hold), [nil, "hold", nil, "hold"]),
        (rule(action: .reject), ["reject", "reject", "reject", nil]),
        (rule(areas: edge()), ["edge", nil, "edge", nil]),
        (rule(areas: edge(-4)), ["edge", nil, "edge", "edge"]),
        (rule(sizes: size, areas: edge(-4)), [nil, nil, nil, nil]),
        (rule(areas: [MaskArea(.blank, .all)]), [nil, nil, nil, nil]),
        (
            rule(areas: [MaskArea(.blank, .all), MaskArea(.keep, .ultrasoundRegions)]),
            [nil, "keep", "keep", "keep"]
        ),
        (
            rule(areas: [MaskArea(.blank, .ultrasoundRegions)]),
            [nil, "ultrasound_regions", "ultrasound_regions", "ultrasound_regions"]
        ),
    ]

    @Test(arguments: cases.indices)
    func saysWhatAFormatCannot(_ index: Int) {
        let (rule, expected) = Self.cases[index]
        let formats: [MaskFormatName] = [.deid, .ctp, .midom, .dicomDRE]
        #expect(formats.map { Self.problem([rule], $0) } == expected)
    }

    @Test(arguments: [MaskFormatName.deid, .ctp, .midom, .dicomDRE])
    func refusesFramesAndPriorities(_ format: MaskFormatName) {
        var frames = Self.rule()
        frames.frames = FrameSelection([0...3])
        #expect(Self.problem([frames], format) == "frames")
        var first = Self.rule()
        first.priority = 1
        #expect(Self.problem([first, Self.rule()], format) == "priority")
    }

    @Test func namesTheRule() {
        let error = #expect(throws: MaskExportError.self) {
            try CTPFormat().write(MaskRuleSet([Self.rule(action: .hold)]))
        }
        #expect(error?.problems.map(\.ruleID) == ["a"])
    }

    /// Rules that may both answer, for tools that stop at the first.
    @Test(arguments: [MaskFormatName.ctp, .dicomDRE])
    func refusesUnionsWhereTheFirstCounts(_ format: MaskFormatName) {
        var other = Self.rule(.contains("S"))
        #expect(Self.problem([Self.rule(), Self.rule()], format) == nil)
        other.areas = [MaskArea(.blank, .all)]
        #expect(Self.problem([Self.rule(), other], format) == nil)
        other.areas = [
            MaskArea(
                .blank,
                .rectangle(MaskRectangle(x: 5, y: 5, width: .pixels(3), height: .pixels(4))))
        ]
        #expect(Self.problem([Self.rule(), other], format) == "union")
        other.criterion = .test(ValueTest(Self.modality, .equals("CT")))
        #expect(Self.problem([Self.rule(), other], format) == nil)
        var sized = [Self.rule(.contains("U"), sizes: Self.size), Self.rule(.contains("S"))]
        sized[1].sizes = [ImageSize(rows: 10, columns: 8)]
        #expect(Self.problem(sized, format) == nil)
    }

    /// What one rule keeps takes back what others of a recipe blank.
    @Test func refusesToKeepBesideOtherRules() {
        var keeping = Self.rule()
        keeping.areas.append(MaskArea(.keep, .ultrasoundRegions))
        #expect(Self.problem([keeping], .deid) == nil)
        #expect(Self.problem([keeping, Self.rule()], .deid) == "keep")
        let group = MaskRule.Group(name: "g", kind: .layered)
        var layers = [keeping, Self.rule()]
        for index in layers.indices { layers[index].group = group }
        #expect(Self.problem(layers, .deid) == nil)
    }

    @Test func writesARecipe() throws {
        let criterion = Criterion.all([
            .test(ValueTest(Self.modality, .equals("US"))),
            .any([
                .test(ValueTest(Self.modality, .missing)),
                .test(ValueTest(HeaderPath(group: 0x0019, element: 0x1010), .contains("A+"))),
            ]),
        ])
        let rule = MaskRule(
            id: "set/a", criterion: criterion, sizes: Self.size, areas: [Self.box], note: "a note")
        let text = String(
            decoding: try DeidFormat().write(MaskRuleSet([rule])), as: UTF8.self)
        #expect(
            text == #"""
                FORMAT dicom

                %filter graylist

                LABEL set/a # a note
                  equals Modality US
                  + contains 0x00191010 A\x2b || missing Modality
                  + equals Rows 8
                  + equals Columns 10
                  coordinates 1,2,4,6

                """#)
    }

    @Test func writesAScript() throws {
        let text = String(
            decoding: try CTPFormat().write(MaskRuleSet([Self.rule(sizes: Self.size)])),
            as: UTF8.self)
        #expect(
            text == """
                a
                { [0008,0060].equalsIgnoreCase("US") *
                  [0028,0010].equalsIgnoreCase("8") *
                  [0028,0011].equalsIgnoreCase("10") }
                (1,2,2,3)


                """)
    }

    @Test func writesACatalog() throws {
        let text = String(
            decoding: try DicomDREFormat().write(
                MaskRuleSet([
                    Self.rule(sizes: Self.size), Self.rule(.equals("SR"), action: .reject),
                ])),
            as: UTF8.self)
        #expect(
            text.contains(
                """
                    device(
                        "a",
                        "scrub",
                        modality="=US",
                        rows=8,
                        cols=10,
                        scrub=[(1, 2, 3, 4)],
                    ),
                """))
        #expect(text.contains(#"default_action="deny""#))
    }
}
