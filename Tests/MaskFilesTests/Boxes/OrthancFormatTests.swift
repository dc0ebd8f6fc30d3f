import DICOMCore
import KnownMasks
import MaskFiles
import Testing

@Suite struct OrthancFormatTests {
    private let format = OrthancFormat()

    private func document(_ region: String) -> MaskDocument {
        format.read("{\"MaskPixelData\": {\"Regions\": [{\(region)}]}}")
    }

    private static let plain =
        #""MaskType": "Fill", "RegionType": "2D", "Origin": [10, 20], "End": [40, 30]"#

    @Test func theEndLiesOutside() {
        let document = document(Self.plain)
        #expect(document.set.rules.map(\.areas) == [[.blank(10, 20, 30, 10)]])
        #expect(document.complaints == ["1:32 warning always_matches"])
    }

    @Test func aMeanFilterIsPaintedOver() {
        let document = document(
            Self.plain.replacing("Fill", with: "MeanFilter") + #", "FilterWidth": 20"#)
        #expect(document.set.rules.count == 1)
        #expect(document.findings.first?.summary == "1:32 note ignored_field")
    }

    @Test func uidsAreWhatTheyName() {
        let document = document(Self.plain + #", "TargetSeries": ["1.2.3"], "TargetInstances": []"#)
        #expect(
            document.set.rules.map(\.criterion) == [
                .all([.any([.equals(.seriesInstanceUID, "1.2.3")])])
            ])
        #expect(document.complaints.isEmpty)
    }

    @Test(arguments: [
        (
            #""MaskType": "Fill", "RegionType": "3D", "Origin": [1, 2, 3], "End": [4, 5, 6]"#,
            "1:32 error not_expressible"
        ),
        (Self.plain + #", "TargetSeries": ["cd589a09-6e705e06"]"#, "1:127 error not_expressible"),
        (Self.plain + #", "Colour": 1"#, "1:110 error unknown_key"),
        (Self.plain.replacing("2D", with: "4D"), "1:32 error wrong_value"),
        (Self.plain.replacing("Fill", with: "Blur"), "1:32 error wrong_value"),
        (Self.plain.replacing("[40, 30]", with: "[5, 30]"), "1:32 error malformed_region"),
        (Self.plain.replacing("[40, 30]", with: "[40]"), "1:32 error wrong_value"),
        (Self.plain.replacing("[40, 30]", with: "[40.5, 30]"), "1:101 error wrong_value"),
    ])
    func whatCannotBeSaidIsAnError(_ region: String, _ complaint: String) {
        let document = document(region)
        #expect(!document.isSound)
        #expect(document.complaints.contains { $0 == complaint }, "\(document.complaints)")
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        let rule = MaskRule(
            id: "site-1", criterion: .all([]), areas: [.blank(1, 2, 3, 4)])
        #expect(try format.roundTrip([rule]) == [rule])
    }

    @Test func devicesAreRefused() {
        let rule = MaskRule(
            id: "a", criterion: .equals(.modality, "US"), areas: [.blank(1, 2, 3, 4)])
        #expect(throws: MaskExportError.self) { try format.text([rule]) }
    }
}
