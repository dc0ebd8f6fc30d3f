import KnownMasks
import MaskFiles
import Testing

@Suite struct MIDOMReaderTests {
    private static func location(
        _ criterion: String, areas: String = #"[{"x": 0, "y": 0, "width": 9, "height": 8}]"#
    ) -> String {
        #"{"pixel": [{"description": "Star", "criterion": {"content": "\#(criterion)"},"#
            + "\n\"areas\": \(areas)}]}"
    }

    @Test(arguments: [
        ("Modality.equals('US')", "Modality = US"),
        ("Modality.contains('U')", "Modality has U"),
        ("Modality.exists()", "Modality present"),
        ("Modality.equals('')", "Modality empty"),
        ("Modality.contains('')", "Modality present"),
        ("SeriesNumber.equals(512)", "SeriesNumber = 512"),
        ("ImageComments.contains('a (b)')", "ImageComments has a (b)"),
        (#"ImageComments.contains(\"it's\")"#, "ImageComments has it's"),
        ("not Modality.equals('US')", "!Modality = US"),
        ("not not Modality.exists()", "Modality present"),
        (
            "Modality.exists() and StationName.exists() or ImageType.exists()",
            "(Modality present & StationName present) | ImageType present"
        ),
        (
            "Modality.exists() and (StationName.exists() or ImageType.exists())",
            "Modality present & (StationName present | ImageType present)"
        ),
        (
            "not Modality.exists() and StationName.exists()",
            "!Modality present & StationName present"
        ),
        (
            "not (Modality.exists() or StationName.exists())",
            "!(Modality present | StationName present)"
        ),
    ])
    func readsAnExpression(_ expression: String, _ criterion: String) {
        #expect(
            MIDOMFormat().rules(Self.location(expression)) == ["mask \(criterion): blank 0,0 9x8"])
    }

    @Test(arguments: [
        (#"[{"x": 1, "y": 2, "width": 3, "height": 4}]"#, "blank 1,2 3x4"),
        (#"[{"area": [1, 2, 3, 4]}]"#, "blank 1,2 3x4"),
        (
            #"[{"area": [1, 2, 3, 4]}, {"x": 5, "y": 6, "width": 7, "height": 8}]"#,
            "blank 1,2 3x4; blank 5,6 7x8"
        ),
    ])
    func readsAreasOfBothSpellings(_ areas: String, _ words: String) {
        let text = Self.location("Modality.exists()", areas: areas)
        #expect(MIDOMFormat().rules(text) == ["mask Modality present: \(words)"])
    }

    @Test func takesSizesOutOfTheExpression() {
        let text = Self.location("Rows.equals('480') and Columns.equals('640')")
        #expect(MIDOMFormat().rules(text) == ["mask always @ 480x640: blank 0,0 9x8"])
    }

    @Test func holdsWhatFiltersName() {
        let text =
            #"{"filters": [{"criterion": {"content": "Modality.equals('SR')"}, "justification": "no image"}]}"#
        let document = MIDOMFormat().document(text)
        #expect(document.set.rules.map(Words.rule) == ["hold Modality = SR"])
        #expect(document.set.rules.first?.note == "no image")
    }

    @Test func namesRulesByTheirDescriptions() {
        let document = MIDOMFormat().document(Self.location("Modality.exists()"), name: "p.json")
        #expect(document.set.rules.map(\.id) == ["p.json/star"])
        #expect(document.places["p.json/star"]?.line == 1)
    }

    @Test(arguments: [
        ("{}", []),
        (#"{"tags": {}, "private": [], "filters": [], "pixel": []}"#, []),
        (#"{"tags": {"1.2.3": []}}"#, ["1 note ignored_field"]),
        ("{\"tags\": {},\n\"private\": [{}]}", ["2 note ignored_field"]),
        ("{", ["2 error syntax"]),
        ("[]", ["1 error wrong_value"]),
        (#"{"pixels": []}"#, ["1 error unknown_key"]),
        (#"{"pixel": {}}"#, ["1 error wrong_value"]),
        (#"{"pixel": [{"areas": []}]}"#, ["1 error wrong_value"]),
        (location("Modality.exists()", areas: "[]"), ["1 error empty_mask"]),
        (location("Modality.exists()", areas: #"[{"area": [1, 2, 3]}]"#), ["2 error wrong_value"]),
        (
            location("Modality.exists()", areas: #"[{"x": 1, "y": 1}]"#),
            [
                "2 error wrong_value", "2 error wrong_value",
            ]
        ),
        (
            location(
                "Modality.exists()", areas: #"[{"x": -1, "y": 0, "width": 1, "height": 0}]"#),
            ["2 error wrong_value", "2 error wrong_value"]
        ),
        (location("Modalety.exists()"), ["1 error misspelt_keyword"]),
        (location("Modality.matches('a')"), ["1 error syntax"]),
        (location("Modality.equals()"), ["1 error syntax"]),
        (location("Modality.exists('a')"), ["1 error syntax"]),
        (location("Modality.equals('a'"), ["1 error syntax"]),
        (location("Modality.equals('a)"), ["1 error syntax"]),
        (location("Modality"), ["1 error syntax"]),
        (location("Modality.exists() StationName.exists()"), ["1 error syntax"]),
        (location("Modality.exists() & StationName.exists()"), ["1 error syntax"]),
        (location("(Modality.exists()"), ["1 error syntax"]),
        (location("Modality.exists() and"), ["1 error syntax"]),
        (location(String(repeating: "(", count: 5000)), ["1 error syntax"]),
    ])
    func tellsByLine(_ text: String, _ findings: [String]) {
        #expect(MIDOMFormat().findings(text) == findings)
    }
}
