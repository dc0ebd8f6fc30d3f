import DICOMCore
import KnownMasks
import MaskFiles
import Testing

@Suite struct XNATFormatTests {
    private let format = XNATFormat()

    private static let pixels =
        #"alterPixels["rectangle", "l=10, t=20, r=40, b=30", "solid", "v=0"]"#
    private static let area = MaskArea.blank(10, 20, 30, 10, clip: true)

    @Test func rightAndBottomLieOutside() {
        let document = format.read("version \"6.3\"\n\(Self.pixels)\n")
        #expect(document.set.rules.map(\.areas) == [[Self.area]])
        #expect(document.complaints == ["2:1 warning always_matches"])
    }

    @Test(
        arguments: [
            (
                #"(0008,0070) = "ACME" ? PIXELS"#,
                Criterion.equals(.manufacturer, "ACME", exact: true)
            ),
            (
                #"(0008,0070) != "ACME" ? PIXELS"#,
                .not(.equals(.manufacturer, "ACME", exact: true))
            ),
            (
                #"(0008,0070) = "ACME" ? -(0010,0010) : PIXELS"#,
                .not(.equals(.manufacturer, "ACME", exact: true))
            ),
            (#"(0008,0070) ~ "(?i)a\\.b" ? PIXELS"#, .equals(.manufacturer, "a.b")),
            (
                #"(0008,0070) ~ "A.*|B" ? PIXELS"#,
                .test(
                    ValueTest(
                        HeaderPath(group: 0x0008, element: 0x0070), .matches("^(?:A.*|B)$"),
                        isCaseSensitive: true))
            ),
            (
                "if ((0008,0070) = \"A\") {\n PIXELS\n}",
                .equals(.manufacturer, "A", exact: true)
            ),
            (
                "if ((0008,0070) = \"A\") {\n} elseif ((0008,0060) = \"US\") {\nPIXELS\n}",
                .all([
                    .not(.equals(.manufacturer, "A", exact: true)),
                    .equals(.modality, "US", exact: true),
                ])
            ),
            (
                "if ((0008,0070) = \"A\")\n{\n}\nelse\n{\nPIXELS\n}",
                .not(.equals(.manufacturer, "A", exact: true))
            ),
            (
                #"(0018,6011)/(0018,6014) = "1" ? PIXELS"#,
                .test(
                    ValueTest(
                        HeaderPath([
                            .element(group: 0x0018, element: 0x6011),
                            .element(group: 0x0018, element: 0x6014),
                        ]), .equals("1"), isCaseSensitive: true))
            ),
            (
                #"(0019,{ACME 01}10) = "1" ? PIXELS"#,
                .test(
                    ValueTest(
                        HeaderPath([
                            .privateElement(group: 0x0019, creator: "ACME 01", element: 0x10)
                        ]), .equals("1"), isCaseSensitive: true))
            ),
        ] as [(String, Criterion)])
    func conditionsBecomeCriteria(_ script: String, _ criterion: Criterion) {
        let document = format.read(script.replacing("PIXELS", with: Self.pixels))
        #expect(document.set.rules.map(\.criterion) == [criterion])
        #expect(document.complaints.isEmpty)
    }

    @Test func aSizeThatIsAskedForIsTheRules() {
        let script = """
            if ((0028,0010) = "480") {
                if ((0028,0011) = "640") {
                    \(Self.pixels)
                }
            }
            """
        let rule = format.read(script).set.rules.first
        #expect(rule?.sizes == [ImageSize(rows: 480, columns: 640)])
        #expect(rule?.criterion == .all([]))
    }

    @Test func statementsOfOneConditionAreOneRule() {
        let rules = format.read("\(Self.pixels)\n\(Self.pixels)\n").set.rules
        #expect(rules.map(\.areas) == [[Self.area, Self.area]])
    }

    @Test func whatRejectsIsARuleToo() {
        let document = format.read(#"(0008,0060) = "SR" ? reject[]"#)
        #expect(document.set.rules.map(\.action) == [.reject])
    }

    @Test func otherStatementsAreTold() {
        let document = format.read("(0010,0010) := \"x\" // name\n\(Self.pixels)\n")
        #expect(
            document.findings.map(\.summary) == [
                "1:1 note ignored_field", "2:61 note ignored_field", "2:1 warning always_matches",
            ])
    }

    @Test(arguments: [
        ("a = \"1\" ? PIXELS", "1:11 error not_expressible"),
        ("(0010,0010) = a ? PIXELS", "1:19 error not_expressible"),
        ("(0010,XX10) = \"1\" ? PIXELS", "1:21 error not_expressible"),
        ("(0010,0010) = \"\" ? PIXELS", "1:20 error not_expressible"),
        ("(0010,0010) ~ \"a(?=b)\" ? PIXELS", "1:26 error not_expressible"),
        ("(0008,1111)[0]/(0008,0060) = \"1\" ? PIXELS", "1:36 error not_expressible"),
        ("isPresent[(0010,0010)] ? PIXELS", "1:26 error not_expressible"),
        (
            "(0008,0060) := \"OT\"\n(0008,0060) = \"US\" ? PIXELS",
            "2:22 error not_expressible"
        ),
        ("-(0008,006X)\n(0008,0060) = \"US\" ? PIXELS", "2:22 error not_expressible"),
        ("blankValues[\"US\"]\n(0008,0060) = \"US\" ? PIXELS", "2:22 error not_expressible"),
        ("x := PIXELS", "1:6 error not_expressible"),
        (
            #"alterPixels["oval", "l=1, t=1, r=2, b=2", "solid", "v=0"]"#,
            "1:1 error not_expressible"
        ),
        (
            #"alterPixels["rectangle", "l=1, t=1, r=1, b=2", "solid", "v=0"]"#,
            "1:26 error malformed_region"
        ),
        (
            #"alterPixels["rectangle", "l=1, t=1, r=9", "solid", "v=0"]"#,
            "1:26 error malformed_region"
        ),
        (#"alterPixels["rectangle"]"#, "1:1 error syntax"),
        ("if ((0008,0060) = \"US\") {\nPIXELS\n", "2:67 error syntax"),
        ("PIXELS }", "1:68 error syntax"),
        ("\"text", "1:1 error syntax"),
        ("(0010,0010) := \"x\"", "error syntax"),
    ])
    func whatCannotBeSaidIsAnError(_ script: String, _ complaint: String) {
        let document = format.read(script.replacing("PIXELS", with: Self.pixels))
        #expect(!document.isSound)
        #expect(document.complaints.first == complaint)
    }

    @Test(arguments: [
        Criterion.all([.equals(.manufacturer, "A (\"1\")", exact: true), .equals(.modality, "us")]),
        .test(
            ValueTest(HeaderPath(group: 0x0008, element: 0x1090), .startsWith("LOGIQ [E"))),
        .test(ValueTest(HeaderPath(group: 0x0008, element: 0x1090), .endsWith("\\9"))),
        .not(.test(ValueTest(HeaderPath(group: 0x0008, element: 0x1090), .contains("a.b*")))),
    ])
    func whatIsWrittenIsReadAgain(_ criterion: Criterion) throws {
        let rule = MaskRule(
            id: "site-1", criterion: criterion, sizes: [ImageSize(rows: 480, columns: 640)],
            areas: [Self.area])
        #expect(try format.roundTrip([rule]) == [rule])
    }

    @Test func anEdgeIsBeyondEveryImage() throws {
        let rule = MaskRule(
            id: "a", criterion: .equals(.modality, "US"),
            areas: [
                MaskArea(
                    .blank,
                    .rectangle(MaskRectangle(x: 5, y: 0, width: .toEdge, height: .pixels(9))))
            ])
        #expect(try format.text([rule]).contains(#""l=5, t=0, r=65535, b=9""#))
    }

    @Test func aRuleThatPaintsNothingIsRefused() {
        let rule = MaskRule(
            id: "a", criterion: .equals(.modality, "US"),
            sizes: [ImageSize(rows: 5, columns: 5)], areas: [MaskArea(.keep, .all)])
        #expect(throws: MaskExportError.self) { try format.text([rule]) }
    }

    @Test func oneOfManyWaysIsABlockEach() throws {
        let rule = MaskRule(
            id: "a", criterion: .any([.equals(.modality, "US"), .equals(.modality, "OT")]),
            areas: [Self.area])
        #expect(
            try format.roundTrip([rule]).map(\.criterion)
                == [.equals(.modality, "US"), .equals(.modality, "OT")])
    }

    @Test(arguments: [
        Criterion.test(ValueTest(HeaderPath(group: 0x0008, element: 0x0060), .present)),
        .test(ValueTest(HeaderPath(group: 0x0018, element: 0x6011), .matches("^a"))),
        .test(ValueTest(HeaderPath(group: 0x0028, element: 0x0010), .number(.less, 5))),
        .all((0..<7).map { _ in .any([.equals(.modality, "a"), .equals(.modality, "b")]) }),
    ])
    func whatDicomEditCannotSayIsRefused(_ criterion: Criterion) {
        let rule = MaskRule(id: "a", criterion: criterion, areas: [Self.area])
        #expect(throws: MaskExportError.self) { try format.text([rule]) }
    }
}
