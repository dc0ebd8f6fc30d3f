import DICOMCore
import KnownMasks
import TestSupport
import Testing

/// What tests say of values; each in a rule of its own that answers where it passes.
@Suite struct ValueTestTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var element: HeaderFixture.Element?
        var operation: ValueTest.Operation
        var passes: Bool
        var isCaseSensitive = false
        var path: HeaderPath?

        var testDescription: String { "\(operation) \(passes)" }
    }

    private static func passes(_ test: ValueTest, _ header: DataSetScope) -> Bool {
        let rule = MaskRule(id: "r", action: .pass, criterion: .test(test))
        let answer = MaskMatcher(MaskRuleSet([rule]))
            .answer(for: header, rows: 10, columns: 10, frames: 1)
        return answer.verdict == .pass
    }

    private static func check(_ expected: Case, _ syntax: TransferSyntax) throws {
        let header = try HeaderFixture.scope(expected.element.map { [$0] } ?? [], syntax)
        let path =
            expected.path ?? expected.element.map {
                HeaderPath(group: $0.tag.group, element: $0.tag.element)
            } ?? .model
        let test = ValueTest(path, expected.operation, isCaseSensitive: expected.isCaseSensitive)
        #expect(passes(test, header) == expected.passes)
    }

    private static func model(_ values: String...) -> HeaderFixture.Element {
        HeaderFixture.Element(.manufacturerModelName, .lo, .text(values))
    }

    private static let sono = model("  Sono LX 9 ")
    private static let types = HeaderFixture.element(
        .imageType, .cs, "DERIVED", "SECONDARY ", "", "PART10")

    static let texts: [Case] = [
        Case(element: sono, operation: .equals("sono lx 9"), passes: true),
        Case(element: sono, operation: .equals(" Sono LX 9  "), passes: true),
        Case(element: sono, operation: .equals("sono lx"), passes: false),
        Case(element: sono, operation: .equals("sono lx 90"), passes: false),
        Case(element: sono, operation: .equals(""), passes: false),
        Case(element: sono, operation: .contains("LX"), passes: true),
        Case(element: sono, operation: .contains("lx 9"), passes: true),
        Case(element: sono, operation: .contains("x  9"), passes: false),
        Case(element: sono, operation: .contains("9 "), passes: false),
        Case(element: sono, operation: .contains(""), passes: true),
        Case(element: sono, operation: .startsWith("SONO"), passes: true),
        Case(element: sono, operation: .startsWith(" sono "), passes: true),
        Case(element: sono, operation: .startsWith("lx"), passes: false),
        Case(element: sono, operation: .endsWith("x 9"), passes: true),
        Case(element: sono, operation: .endsWith("lx"), passes: false),
        Case(element: sono, operation: .matches("^sono.*[0-9]$"), passes: true),
        Case(element: sono, operation: .matches("lx|none"), passes: true),
        Case(element: sono, operation: .matches("^lx"), passes: false),
        // Letter by letter.
        Case(element: sono, operation: .equals("Sono LX 9"), passes: true, isCaseSensitive: true),
        Case(element: sono, operation: .equals("sono lx 9"), passes: false, isCaseSensitive: true),
        Case(element: sono, operation: .contains("LX"), passes: true, isCaseSensitive: true),
        Case(element: sono, operation: .contains("lx"), passes: false, isCaseSensitive: true),
        Case(element: sono, operation: .startsWith("So"), passes: true, isCaseSensitive: true),
        Case(element: sono, operation: .startsWith("so"), passes: false, isCaseSensitive: true),
        Case(element: sono, operation: .endsWith("LX 9"), passes: true, isCaseSensitive: true),
        Case(element: sono, operation: .endsWith("lx 9"), passes: false, isCaseSensitive: true),
        Case(element: sono, operation: .matches("sono"), passes: false, isCaseSensitive: true),
        // One of several values, or all of them as one text.
        Case(element: types, operation: .equals("secondary"), passes: true),
        Case(element: types, operation: .startsWith("part"), passes: true),
        Case(element: types, operation: .contains("derived\\second"), passes: true),
        Case(element: types, operation: .equals(#"derived\secondary\\part10"#), passes: true),
        Case(element: types, operation: .endsWith("derived"), passes: true),
        Case(element: types, operation: .equals("derived\\part10"), passes: false),
        Case(element: types, operation: .matches("^part"), passes: true),
    ]

    static let presence: [Case] = [
        Case(element: sono, operation: .present, passes: true),
        Case(element: sono, operation: .empty, passes: false),
        Case(element: sono, operation: .missing, passes: false),
        Case(element: sono, operation: .emptyOrMissing, passes: false),
        Case(element: model(""), operation: .present, passes: true),
        Case(element: model(""), operation: .empty, passes: true),
        Case(element: model("   "), operation: .empty, passes: true),
        Case(element: model(""), operation: .missing, passes: false),
        Case(element: model(""), operation: .emptyOrMissing, passes: true),
        Case(element: nil, operation: .present, passes: false),
        Case(element: nil, operation: .empty, passes: false),
        Case(element: nil, operation: .missing, passes: true),
        Case(element: nil, operation: .emptyOrMissing, passes: true),
        // No text passes where there is none.
        Case(element: model(""), operation: .contains(""), passes: false),
        Case(element: model(""), operation: .equals(""), passes: false),
        Case(element: model(""), operation: .matches(""), passes: false),
        Case(element: nil, operation: .startsWith(""), passes: false),
        Case(element: nil, operation: .matches(".*"), passes: false),
        Case(element: nil, operation: .number(.less, 5), passes: false),
    ]

    private static func number(
        _ vr: VR, _ value: DICOMBuilder.Value, _ operation: ValueTest.Operation, _ passes: Bool
    ) -> Case {
        Case(
            // Of the element of UN no VR is known.
            element: .init(DICOMCore.Tag(0x0028, vr == .un ? 0x9FFF : 0x1051), vr, value),
            operation: operation, passes: passes)
    }

    static let numbers: [Case] = [
        number(.ds, .text([" 100.0"]), .number(.equal, 100), true),
        number(.ds, .text(["100.0"]), .equals("100"), false),
        number(.ds, .text(["1", "40"]), .number(.greater, 39), true),
        number(.ds, .text(["1", "40"]), .number(.greater, 40), false),
        number(.ds, .text(["1", "40"]), .number(.atLeast, 40), true),
        number(.ds, .text(["-1e2"]), .number(.atMost, -100), true),
        number(.ds, .text(["nan"]), .number(.atLeast, 0), false),
        number(.lo, .text(["12 mm"]), .number(.equal, 12), false),
        number(.lo, .text(["12 mm", "12"]), .number(.equal, 12), true),
        number(.us, .numbers([700]), .number(.equal, 700), true),
        number(.us, .numbers([700]), .equals("700"), true),
        number(.us, .numbers([700]), .startsWith("70"), true),
        number(.us, .numbers([1, 2]), .equals("1\\2"), true),
        number(.ss, .numbers([-3]), .number(.less, 0), true),
        number(.ul, .numbers([70_000]), .equals("70000"), true),
        number(.fd, .decimals([2.5]), .number(.equal, 2.5), true),
        number(.fd, .decimals([2.5]), .equals("2.5"), true),
        number(.fd, .decimals([2]), .equals("2"), true),
        number(.ob, .bytes([1, 2]), .present, true),
        number(.ob, .bytes([1, 2]), .empty, false),
        number(.ob, .bytes([0x31, 0x32]), .equals("12"), false),
        number(.un, .bytes([0x31, 0x32]), .equals("12"), true),
        number(.un, .bytes([1, 0]), .number(.equal, 1), true),
        number(.un, .bytes([0, 0]), .number(.equal, 0), true),
        number(.un, .bytes([0, 0]), .empty, false),
    ]

    @Test(arguments: texts + presence + numbers)
    func passesAsItSays(_ expected: Case) throws {
        try Self.check(expected, .explicitVRLittleEndian)
    }

    @Test(arguments: texts + presence) func passesInImplicitFiles(_ expected: Case) throws {
        try Self.check(expected, .implicitVRLittleEndian)
    }

    @Test func readsTextsByTheirCharacterSet() throws {
        let test = ValueTest(.model, .startsWith("\u{c9}CHO"))
        let latin = HeaderFixture.Element(
            .manufacturerModelName, .lo, .bytes([0xE9] + Array("cho".utf8)))
        let unicode = HeaderFixture.element(.manufacturerModelName, .lo, "\u{e9}cho 1")
        let sets = [("ISO_IR 100", latin), ("ISO_IR 192", unicode)]
        for (set, element) in sets {
            let header = try HeaderFixture.scope([
                HeaderFixture.element(.specificCharacterSet, .cs, set), element,
            ])
            #expect(Self.passes(test, header), "\(set)")
        }
    }
}

@Suite struct HeaderPathTests {
    private static func passes(_ test: ValueTest, _ header: DataSetScope, meta: DataSet? = nil)
        -> Bool
    {
        let rule = MaskRule(id: "r", action: .pass, criterion: .test(test))
        return MaskMatcher(MaskRuleSet([rule]))
            .answer(for: header, meta: meta, rows: 10, columns: 10, frames: 1).verdict == .pass
    }

    private static func item(_ text: String?) -> DICOMBuilder.Item {
        DICOMBuilder.Item(text.map { [HeaderFixture.element(.codeMeaning, .lo, $0)] } ?? [])
    }

    private static let meaning = HeaderPath([
        .element(group: 0x0008, element: 0x2112), .element(group: 0x0008, element: 0x0104),
    ])

    private static func header(_ items: [DICOMBuilder.Item]) throws -> DataSetScope {
        try HeaderFixture.scope([
            .init(.sourceImageSequence, .sq, .sequence(items, .undefined))
        ])
    }

    @Test func takesAnyItem() throws {
        let header = try Self.header([Self.item("Head"), Self.item(nil), Self.item("Phantom")])
        #expect(Self.passes(ValueTest(Self.meaning, .equals("phantom")), header))
        #expect(Self.passes(ValueTest(Self.meaning, .equals("head")), header))
        #expect(!Self.passes(ValueTest(Self.meaning, .contains("head\\")), header))
    }

    @Test func seesWhetherASequenceHasItems() throws {
        let path = HeaderPath(group: 0x0008, element: 0x2112)
        let empty = try Self.header([])
        let full = try Self.header([Self.item(nil)])
        #expect(Self.passes(ValueTest(path, .present), empty))
        #expect(Self.passes(ValueTest(path, .empty), empty))
        #expect(Self.passes(ValueTest(path, .present), full))
        #expect(!Self.passes(ValueTest(path, .empty), full))
        #expect(Self.passes(ValueTest(Self.meaning, .missing), full))
    }

    @Test func findsPrivateElementsInTheBlockOfTheirCreator() throws {
        let header = try HeaderFixture.scope([
            HeaderFixture.element(Tag(0x0019, 0x0010), .lo, "OTHER"),
            HeaderFixture.element(Tag(0x0019, 0x0011), .lo, "ACME_01 "),
            HeaderFixture.element(Tag(0x0019, 0x1005), .lo, "theirs"),
            HeaderFixture.element(Tag(0x0019, 0x1105), .lo, "ours"),
        ])
        let path = HeaderPath([.privateElement(group: 0x0019, creator: "ACME_01", element: 5)])
        #expect(Self.passes(ValueTest(path, .equals("ours")), header))
        #expect(!Self.passes(ValueTest(path, .equals("theirs")), header))
        let none = HeaderPath([.privateElement(group: 0x0019, creator: "NONE", element: 5)])
        #expect(Self.passes(ValueTest(none, .missing), header))
    }

    @Test func findsFileMetaInformation() throws {
        let file = try HeaderFixture.file([])
        let test = ValueTest(HeaderPath(group: 0x0002, element: 0x0013), .startsWith("acme"))
        let header = DataSetScope(file.dataSet)
        #expect(Self.passes(test, header, meta: file.metaInformation))
        #expect(!Self.passes(test, header))
    }

    @Test func findsNothingAtAPathOfNoSteps() throws {
        #expect(Self.passes(ValueTest(HeaderPath([]), .missing), try HeaderFixture.scope([])))
    }
}
