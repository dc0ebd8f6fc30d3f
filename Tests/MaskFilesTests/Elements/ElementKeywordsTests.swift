import KnownMasks
import MaskFiles
import Testing

@Suite struct ElementKeywordsTests {
    static let model = HeaderPath(group: 0x0018, element: 0x1018)
    static let regionType = HeaderPath([
        .element(group: 0x0018, element: 0x6011), .element(group: 0x0018, element: 0x6014),
    ])
    static let privateElement = HeaderPath([
        .privateElement(group: 0x0019, creator: "GEMS_IDEN_01", element: 0x10)
    ])

    @Test(arguments: [
        ("Manufacturer", HeaderPath(group: 0x0008, element: 0x0070)),
        ("SecondaryCaptureDeviceManufacturerModelName", model),
        ("(0018,1018)", model), ("0018,1018", model), ("[0018,1018]", model),
        ("0x00181018", model), ("00181018", model),
        ("OverlayDescription", HeaderPath(group: 0x6000, element: 0x0022)),
        ("(0019,1201)", HeaderPath(group: 0x0019, element: 0x1201)),
        ("SequenceOfUltrasoundRegions.RegionDataType", regionType),
        ("(0018,6011).0018,6014", regionType),
        ("(0019,\"GEMS_IDEN_01\",xx10)", privateElement),
        ("(0019,\"GEMS_IDEN_01\",XX10)", privateElement),
        (
            "(0009,\"A.B, \"\"C\"\"\",xx0f).CodeMeaning",
            HeaderPath([
                .privateElement(group: 0x0009, creator: "A.B, \"C\"", element: 0x0F),
                .element(group: 0x0008, element: 0x0104),
            ])
        ),
    ])
    func readsAWayToAnElement(_ name: String, _ path: HeaderPath) {
        #expect(ElementKeywords.path(named: name) == path)
    }

    @Test(arguments: [
        "", ".", "Manfacturer", "manufacturer", "Manufacturer.", "Manufacturer.CodeMeaning",
        "0018,101", "(0018,1018", "(0018,1018]", "[0018,1018)", "0018:1018", "18,1018",
        "0x0018101", "+018,1018", "0018,1018,0000", "(0018,\"CREATOR\",xx10)",
        "(0019,\"CREATOR,xx10)", "(0019,\"\",xx10)", "(0019,\"A\"B\",xx10)",
        "(0019,\"CREATOR\",1010)", "(0019,\"CREATOR\",xx+1)",
        Array(repeating: "ContentSequence", count: 17).joined(separator: "."),
    ])
    func takesNothingElse(_ name: String) {
        #expect(ElementKeywords.path(named: name) == nil)
    }

    @Test(arguments: [
        "Manufacturer", "(0019,1201)", "(6002,0022)", "OverlayDescription", "(5999,0001)",
        "SequenceOfUltrasoundRegions.RegionDataType", "(0019,\"GEMS_IDEN_01\",xx10)",
        "(0009,\"A.B, \"\"C\"\"\",xx0F).CodeMeaning", "(0008,0001)",
    ])
    func namesAPathAsItIsRead(_ name: String) throws {
        let path = try #require(ElementKeywords.path(named: name))
        let written = ElementKeywords.name(of: path)
        #expect(ElementKeywords.path(named: written) == path)
        #expect(written == name || written == "LengthToEnd")
    }

    @Test(arguments: [
        ("Manfacturer", "Manufacturer"), ("Manufacture", "Manufacturer"),
        ("SoftwareVersion", "SoftwareVersions"), ("manufacturer", "Manufacturer"),
        ("SequenceOfUltrasoundRegion.RegionDataType", "SequenceOfUltrasoundRegions.RegionDataType"),
    ])
    func suggestsTheNearestKeyword(_ name: String, _ keyword: String) {
        #expect(ElementKeywords.suggestion(for: name) == keyword)
    }

    @Test(arguments: ["Manufacturer", "qqqqqqqqqqqq", "1018,1018", "", "Manufacturer.Rows"])
    func suggestsNothingWhereNoneIsNear(_ name: String) {
        #expect(ElementKeywords.suggestion(for: name) == nil)
    }
}
