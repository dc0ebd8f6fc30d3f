import KnownMasks
import MaskFiles
import Testing

@Suite struct CriterionLintTests {
    private static func when(
        _ criterion: String, _ severity: MaskFinding.Severity, _ code: MaskFinding.Code,
        _ detail: String
    ) -> LintCase {
        LintCase("when: [{StationName: {equals: A}}, \(criterion)]", severity, code, detail)
    }

    @Test(arguments: [
        when(
            "{Modality: {equals: MRI}}", .warning, .impossibleValue,
            "Modality: MRI is no defined term: did you mean MR?"),
        when(
            "{Modality: {contains: PET/CT}}", .warning, .impossibleValue,
            "Modality: PET/CT is no defined term: did you mean PT or CT?"),
        when(
            "{Modality: {contains: Other}}", .warning, .impossibleValue,
            "Modality: OTHER is no defined term: did you mean OT?"),
        when(
            "{Modality: {starts_with: RTX}}", .warning, .impossibleValue,
            "Modality: RTX is no defined term"),
        when(
            "{Modality: {equals: ct, case: exact}}", .warning, .impossibleValue,
            "Modality: ct has small letters, and its values have none"),
        when(
            "{BurnedInAnnotation: {equals: Y}}", .warning, .impossibleValue,
            "BurnedInAnnotation: Y is no defined term"),
        when(
            "{ImageType: {contains: DERIVED+SAVE}}", .warning, .impossibleValue,
            "ImageType: DERIVED+SAVE has a +, and its values have none"),
        when(
            "{Rows: {equals: 600|768}}", .warning, .impossibleValue,
            "Rows: 600|768 is no number, and its values are"),
        when(
            "{SOPClassUID: {equals: 1.2.x}}", .warning, .impossibleValue,
            "SOPClassUID: 1.2.x has other signs than digits and points, and its values have none"),
        when(
            "{ProtocolName: {equals: 'A '}}", .warning, .impossibleValue,
            "ProtocolName: values have no spaces at their ends"),
        when(
            "{PatientSex: {equals: ABCDEFGHIJKLMNOPQ}}", .warning, .impossibleValue,
            "PatientSex: ABCDEFGHIJKLMNOPQ is longer than the 16 characters of a value"),
        when(
            "{ManufacturerModelName: {contains: CXD1}}", .note, .impossibleValue,
            "CXD1: did you mean CXDI?"),
        when(
            "{Rows: {contains: 512}}", .warning, .numberAsText,
            "Rows is a number, of which 512 is looked for as a part of its text: ask for the number"
        ),
        when(
            "{WindowWidth: {equals: 1}}", .note, .numberAsText,
            "WindowWidth is a number in text: 1 may be written in other ways"),
        when(
            "{'(1018,1018)': {present: true}}", .warning, .suspectTag,
            "(1018,1018) is no element of PS3.6: did you mean "
                + "(0018,1018) SecondaryCaptureDeviceManufacturerModelName or (1010,1018) ZonalMap?"
        ),
        when(
            "{'(0019,1201)': {present: true}}", .note, .suspectTag,
            "(0019,1201) is private: its block may be another one, name its creator as in "
                + "(0019,\"CREATOR\",xx01)"),
        when(
            "{CodeMeaning: {contains: Phantom}}", .warning, .tagInsideSequence,
            "CodeMeaning stands in items of sequences only (PS3.3): name the way to it, "
                + "as SEQUENCE.CodeMeaning"),
        when(
            "{ProtocolName: {matches: 'Definition AS+'}}", .warning, .patternSign,
            "ProtocolName: + repeats the letter before it: write \\+ for the sign"),
        when(
            "{ProtocolName: {matches: 'A+B'}}", .warning, .patternSign,
            "ProtocolName: + repeats the letter before it: write \\+ for the sign"),
        when(
            "{ProtocolName: {matches: 'V1.0'}}", .note, .patternSign,
            "ProtocolName: . stands for any letter: write \\. for the sign"),
    ])
    func findsWhatNoValuePasses(_ lintCase: LintCase) throws { try lintCase.check() }

    @Test(arguments: [
        "{Modality: {equals: [CT, MR, pt]}}", "{Modality: {contains: US}}",
        "{BurnedInAnnotation: {contains: 'No'}}", "{ImageType: {contains: 'DERIVED\\PRIMARY'}}",
        "{ImageType: {equals: 'CT_SOM5 MIP'}}", "{Rows: {equals: 512}}", "{Rows: {number: 512}}",
        "{SOPClassUID: {starts_with: 1.2.840}}",
        "{CTDIPhantomTypeCodeSequence.CodeMeaning: {equals: A}}",
        "{'(0019,\"CREATOR\",xx01)': {present: true}}", "{'(0019,0010)': {equals: CREATOR}}",
        "{ProtocolName: {matches: '^A+$'}}", "{ProtocolName: {matches: 'V1\\.0|\\d+|[A-Z]+ .*'}}",
        "{ProtocolName: {contains: ' A'}}", "{PixelSpacing: {matches: '^.+$'}}",
    ])
    func leavesTheRestAlone(_ criterion: String) throws {
        #expect(
            try Linting.findings(of: "when: [{StationName: {equals: A}}, \(criterion)]") == [])
    }

    @Test func guardsMayAskForWhatShouldNotBe() throws {
        let findings = try Linting.findings(
            of: "when: {Modality: {equals: MRI}}\naction: hold", areas: "")
        #expect(findings.map(\.severity) == [.note])
    }

    @Test(arguments: [
        LintCase("", .warning, .alwaysMatches, "it answers for every image"),
        LintCase(
            "when: {any: [{all: []}, {Rows: {number: 100}}]}", .warning, .alwaysMatches,
            "it answers for every image"),
        LintCase(
            "when: {Modality: {equals: US}}", .note, .alwaysMatches,
            "it answers for images of any device"),
        LintCase(
            "when: {not: {Manufacturer: {equals: A}}}", .note, .alwaysMatches,
            "it answers for images of any device"),
        LintCase("when: {any: []}", .warning, .deadRule, "a choice of nothing never holds"),
    ])
    func findsRulesForAllOrNothing(_ lintCase: LintCase) throws { try lintCase.check() }

    @Test(arguments: [
        ("Manufacturer", "[{Manufacturer: {equals: A}}, {Manufacturer: {equals: B}}]"),
        ("Manufacturer", "[{Manufacturer: {equals: AB}}, {Manufacturer: {contains: C}}]"),
        ("Manufacturer", "[{Manufacturer: {starts_with: AB}}, {Manufacturer: {starts_with: AC}}]"),
        ("Manufacturer", "[{Manufacturer: {ends_with: AB}}, {Manufacturer: {equals: AC}}]"),
        ("Manufacturer", "[{Manufacturer: {contains: AB}}, {not: {Manufacturer: {contains: B}}}]"),
        ("Manufacturer", "[{Manufacturer: {state: missing}}, {Manufacturer: {contains: B}}]"),
        ("Manufacturer", "[{Manufacturer: {state: empty}}, {Manufacturer: {contains: B}}]"),
        (
            "Manufacturer",
            "[{Manufacturer: {contains: B}}, {not: {Manufacturer: {state: present}}}]"
        ),
        ("SliceThickness", "{SliceThickness: {number: {at_least: 5, less: 5}}}"),
        ("SeriesNumber", "[{SeriesNumber: {number: 5}}, {SeriesNumber: {number: 6}}]"),
        (
            "Manufacturer",
            "[{Manufacturer: {equals: A}}, {any: [{Manufacturer: {equals: [B, C]}}, {any: []}]}]"
        ),
    ])
    func findsDemandsThatExcludeEachOther(_ element: String, _ criterion: String) throws {
        let findings = try Linting.findings(of: "when: \(criterion)")
        #expect(findings.contains { $0.code == .deadRule && $0.detail.contains(element) })
    }

    @Test(arguments: [
        "[{Manufacturer: {equals: AB}}, {Manufacturer: {contains: b}}]",
        "[{Manufacturer: {equals: AB, case: exact}}, {Manufacturer: {equals: ab}}]",
        "[{Manufacturer: {starts_with: AB}}, {Manufacturer: {starts_with: ABC}}]",
        "[{Manufacturer: {starts_with: A}}, {not: {Manufacturer: {starts_with: AB}}}]",
        "[{ImageType: {equals: A}}, {ImageType: {equals: B}}, {StationName: {equals: A}}]",
        "[{SoftwareVersions: {starts_with: A}}, {SoftwareVersions: {starts_with: B}}]",
        "{any: [{all: [{Manufacturer: {equals: A}}, {Manufacturer: {equals: B}}]}, "
            + "{StationName: {equals: A}}]}",
        "[{SeriesNumber: {number: {at_least: 5}}}, {SeriesNumber: {number: 5}}]",
    ])
    func findsNoneWhereAllCanHold(_ criterion: String) throws {
        #expect(try Linting.findings(of: "when: \(criterion)") == [])
    }

    @Test func findsSizesThatTheCriterionExcludes() throws {
        try LintCase(
            "when: [{StationName: {equals: A}}, {Rows: {number: 600}}]\nsize: {rows: 768}",
            .warning,
            .deadRule, "it never holds: its demands on Rows or Columns exclude its sizes"
        ).check()
    }
}
