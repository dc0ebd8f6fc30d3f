import KnownMasks
import MaskFiles
import Testing

@Suite struct DeidReaderTests {
    private static func recipe(_ lines: String, group: String = "graylist") -> String {
        "FORMAT dicom\n\n%filter \(group)\n\n" + lines
    }

    @Test(arguments: [
        ("contains Modality US", "Modality has US"),
        ("CONTAINS Modality US", "Modality has US"),
        ("notcontains Modality US", "!Modality has US"),
        ("equals Modality US", "Modality = US"),
        ("notEquals Modality US", "!Modality = US"),
        ("missing Modality", "Modality missing"),
        ("present Modality", "Modality present"),
        ("empty Modality", "Modality empty"),
        ("contains 0x00190010 Maker", "(0019,0010) has Maker"),
        ("contains Modality CT|MR", "Modality ~ CT|MR"),
        ("contains SoftwareVersions V1.0", "SoftwareVersions ~ V1.0"),
        ("contains ManufacturerModelName Scan Star 3", "ManufacturerModelName has Scan Star 3"),
        ("equals Modality CT|MR", "Modality = CT | Modality = MR"),
        ("notequals Modality CT|MR", "!(Modality = CT | Modality = MR)"),
        ("contains Modality US # a comment", "Modality has US"),
        ("contains ManufacturerModelName A#1", "ManufacturerModelName has A#1"),
    ])
    func readsATest(_ line: String, _ criterion: String) {
        let text = Self.recipe("LABEL a\n  \(line)\n  coordinates 0,0,5,5\n")
        #expect(DeidFormat().rules(text) == ["mask \(criterion): blank 0,0 5x5"])
    }

    @Test(arguments: [
        ("present A\n+ present B", "A & B"),
        ("+ present A\n+ present B", "A & B"),
        ("present A\n|| present B", "A | B"),
        ("|| present A\n|| present B", "A | B"),
        ("present A\n+ present B || present C", "A & (B | C)"),
        ("present A\n|| present B + present C", "A | (B & C)"),
        ("present A || present B\n+ present C", "(A | B) & C"),
        ("present A\n+ present B\n|| present C", "(A & B) | C"),
        ("present A\n|| present B\n+ present C", "(A | B) & C"),
        ("present A || present B + present C", "(A | B) & C"),
        ("present A\n+ present B\npresent C", "(A & B) | C"),
    ])
    func joinsFromLeftToRightAndLinesFirst(_ lines: String, _ criterion: String) {
        let names = ["A": "PatientID", "B": "StudyID", "C": "Modality"]
        let label = names.reduce(lines) { $0.replacing(" \($1.key)", with: " \($1.value)") }
        #expect(
            DeidFormat().rules(Self.recipe("LABEL x\n\(label)\ncoordinates all\n")) == [
                "mask \(Self.withNames(criterion)): blank all"
            ])
    }

    private static func withNames(_ criterion: String) -> String {
        String(
            criterion.map { character in
                switch character {
                case "A": "PatientID present"
                case "B": "StudyID present"
                case "C": "Modality present"
                default: String(character)
                }
            }.joined())
    }

    @Test(arguments: [
        ("coordinates 0,0,512,121", "blank 0,0 512x121"),
        ("coordinates 450,0,672, 85", "blank 450,0 222x85"),
        ("coordinates all", "blank all"),
        ("coordinates from:SequenceOfUltrasoundRegions", "blank regions"),
        ("keepcoordinates 1,2,3,4", "keep 1,2 2x2"),
        ("keepcoordinates from:SequenceOfUltrasoundRegions", "keep regions"),
        ("ctpcoordinates 10,20,300,40", "blank 10,20 300x40"),
        ("ctpcoordinates all", "blank all"),
        ("ctpkeepcoordinates 10,20,300,40", "keep 10,20 300x40"),
        ("CTPCoordinates 10,20,300,40", "blank 10,20 300x40"),
        ("coordinates 0,0,9,9\ncoordinates 20,0,29,9", "blank 0,0 9x9; blank 20,0 9x9"),
    ])
    func readsCoordinates(_ lines: String, _ areas: String) {
        #expect(
            DeidFormat().rules(Self.recipe("LABEL a\n\(lines)\n")) == ["mask always: \(areas)"])
    }

    @Test(arguments: [
        "coordinates 0,0,10", "coordinates 0,0,10,10,10", "coordinates 0,0,ten,10", "coordinates",
        "coordinates 10,0,10,5", "coordinates 0,-1,10,5", "ctpcoordinates 0,0,0,5",
        "ctpcoordinates from:SequenceOfUltrasoundRegions", "coordinates 0 0 10 10",
        "coordinates 0,0,99999999999999999999,5", "coordinates 0,0,2000000,5",
    ])
    func refusesMalformedCoordinates(_ line: String) {
        #expect(
            DeidFormat().findings(Self.recipe("LABEL a\n\(line)\n")) == [
                "6 error malformed_region"
            ])
    }

    @Test(arguments: [
        ("whitelist", "pass"), ("Whitelist", "pass"), ("graylist", "hold"), ("blacklist", "hold"),
        ("ours", "hold"),
    ])
    func actsAsTheGroupSays(_ group: String, _ action: String) {
        let text = Self.recipe("LABEL a\npresent Modality\n", group: group)
        #expect(DeidFormat().rules(text) == ["\(action) Modality present"])
        #expect(DeidFormat().findings(text) == ["5 note not_expressible"])
    }

    @Test func takesSizesOutOfTheCriterion() {
        let text = Self.recipe(
            "LABEL a\ncontains Modality US\n+ equals Rows 600|768\n+ equals Columns 1024\n"
                + "coordinates 0,0,9,9\n")
        #expect(
            DeidFormat().rules(text) == ["mask Modality has US @ 600x1024 768x1024: blank 0,0 9x9"])
    }

    @Test func layersRulesOfWhichOneKeeps() {
        let text = Self.recipe(
            "LABEL all\ncoordinates all\nLABEL regions\npresent SequenceOfUltrasoundRegions\n"
                + "keepcoordinates from:SequenceOfUltrasoundRegions\n")
        let group = MaskRule.Group(name: "set", kind: .layered)
        #expect(DeidFormat().document(text).set.rules.map(\.group) == [group, group])
    }

    @Test func groupsNothingWhereNothingIsKept() {
        let text = Self.recipe("LABEL a\ncoordinates all\n")
        #expect(DeidFormat().document(text).set.rules.map(\.group) == [nil])
    }

    @Test func namesRulesByTheirLabels() {
        let text = Self.recipe(
            "LABEL CT Dose (Series) # by us\ncoordinates all\nLABEL CT dose series\n"
                + "coordinates all\nlabel\ncoordinates all\n")
        let document = DeidFormat().document(text, name: "deid.dicom")
        #expect(
            document.set.rules.map(\.id) == [
                "deid.dicom/ct-dose-series", "deid.dicom/ct-dose-series-2", "deid.dicom/rule",
            ])
        #expect(document.set.rules.first?.note == "CT Dose (Series)")
        #expect(document.places["deid.dicom/ct-dose-series-2"]?.line == 7)
        #expect(document.set.rules.first?.sources.first?.place == "deid.dicom line 5")
    }

    @Test(arguments: [
        ("%header\nREMOVE PatientName\n", ["1 note ignored_field"]),
        (
            "%labels\n%values x\n%fields y\n",
            [
                "1 note ignored_field", "2 note ignored_field", "3 note ignored_field",
            ]
        ),
        ("%filters x\n", ["1 error syntax"]),
        ("%filter\n", ["1 error syntax"]),
        ("FORMAT nifti\n", ["1 error wrong_value"]),
        ("LABEL a\n", ["1 error syntax"]),
        ("%filter x\ncontains Modality US\n", ["2 error syntax"]),
        ("%filter x\nLABEL a\n", ["2 error syntax"]),
        ("%filter x\nLABEL a\ncoordinates all\nstartswith Modality US\n", ["4 error syntax"]),
        ("%filter x\nLABEL a\ncoordinates all\ncontains Modality\n", ["4 error syntax"]),
        ("%filter x\nLABEL a\ncoordinates all\nmissing Modality US\n", ["4 error syntax"]),
        ("%filter x\nLABEL a\ncoordinates all\ncontains\n", ["4 error syntax"]),
        ("%filter x\nLABEL a\ncoordinates all\nequals Modality CT|\n", ["4 error wrong_value"]),
        ("%filter x\nLABEL a\ncoordinates all\ncontains Modality (US\n", ["4 error wrong_value"]),
        ("%filter x\nLABEL a\ncoordinates from:PixelSpacing\n", ["3 error not_expressible"]),
        (
            "%filter x\nLABEL a\ncoordinates all\ncontains Manfacturer A\n",
            [
                "4 error misspelt_keyword"
            ]
        ),
        (
            "%filter x\nLABEL a\ncoordinates all\ncontains ManufacturerModelName AS+\n",
            [
                "4 warning pattern_sign"
            ]
        ),
        (#"%filter x\#nLABEL a\#ncoordinates all\#ncontains ManufacturerModelName AS\+\#n"#, []),
        (
            "%filter x\nLABEL a\ncoordinates all\npresent Modality\npresent StudyID\n",
            [
                "5 warning join_missing"
            ]
        ),
        (
            "%filter whitelist\nLABEL a\npresent Modality\npresent StudyID\n",
            [
                "4 error join_missing"
            ]
        ),
        (
            "%filter x\nLABEL a\ncoordinates all\npresent Modality\n|| present StudyID\n",
            [
                "5 note join_ignored_by_tool"
            ]
        ),
        ("%filter x\nLABEL a\ncoordinates all\nequals Rows 5|6\n", ["4 note pattern_sign"]),
    ])
    func tellsByLine(_ text: String, _ findings: [String]) {
        #expect(DeidFormat().findings(text) == findings)
    }

    @Test func namesTheKeywordThatIsNear() {
        let text = "%filter x\nLABEL a\ncoordinates all\ncontains Manfacturer A\n"
        #expect(
            DeidFormat().document(text).findings.first?.detail
                == "no element is called Manfacturer: Manufacturer?")
    }

    @Test func doesNotReadOnAfterAThousandErrors() {
        let text = "%filter x\n" + String(repeating: "nonsense\n", count: 5000)
        #expect(DeidFormat().document(text).findings.count == 1002)
    }

    @Test func refusesJoinsThatChangeWithoutEnd() {
        let lines = String(repeating: "+ present Modality\n|| present StudyID\n", count: 100)
        let text = Self.recipe("LABEL a\npresent Modality\n" + lines)
        #expect(!DeidFormat().document(text).isSound)
    }

    @Test func refusesWhatIsNoText() {
        #expect(!DeidFormat().read([0xFF, 0xFE, 0x00], name: "set").isSound)
    }

    @Test func takesLineEndsOfOtherSystems() {
        let text = "FORMAT dicom\r\n%filter x\r\nLABEL a\r\npresent Modality\r\ncoordinates all\r\n"
        #expect(DeidFormat().rules(text) == ["mask Modality present: blank all"])
    }
}
