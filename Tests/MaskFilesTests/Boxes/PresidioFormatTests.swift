import KnownMasks
import MaskFiles
import Raster
import Testing

@Suite struct PresidioFormatTests {
    private let format = PresidioFormat()

    @Test func aListIsTheBoxesOfOneImage() {
        let document = format.read(
            #"[{"left": 3, "top": 4, "width": 50, "height": 6, "entity_type": "PERSON"}]"#)
        #expect(document.set.rules.map(\.areas) == [[.blank(3, 4, 50, 6, clip: true)]])
        #expect(document.set.rules.map(\.criterion) == [.all([])])
        #expect(document.complaints == ["1:1 warning always_matches"])
    }

    @Test func theGroundTruthIsMeasuredInAPaddedImage() {
        let list = format.readBoxes(
            Array(
                #"{"a.dcm": [{"label": "x", "left": 20, "top": 35, "width": 50, "height": 6}]}"#
                    .utf8), name: "truth.json")
        #expect(list.entries.map(\.path) == ["a.dcm"])
        #expect(
            list.entries.first?.boxes.map(\.box) == [PixelBox(x: 0, y: 10, width: 45, height: 6)])
    }

    @Test func sidesBetweenPixelsGrowOutward() {
        let list = format.readBoxes(
            Array(#"[{"left": 1.5, "top": 2.5, "width": 1, "height": 1}]"#.utf8), name: "x")
        #expect(list.entries.first?.boxes.map(\.box) == [PixelBox(x: 1, y: 2, width: 2, height: 2)])
    }

    @Test func labelsAreNeverTold() {
        let text = #"[{"left": 1, "top": 1, "width": 1, "height": 1, "label": "DOE", "DOE": 1}]"#
        for finding in format.read(text).findings { #expect(!finding.detail.contains("DOE")) }
    }

    @Test(
        arguments: [
            ("5", ["1:1 error wrong_value"]),
            ("[5]", ["1:2 error wrong_value"]),
            (#"[{"left": 1, "top": 1, "width": 1}]"#, ["1:2 error malformed_region"]),
            (
                #"[{"left": 1, "top": 1, "width": 0, "height": 5}]"#,
                ["1:2 error malformed_region"]
            ),
            (
                #"[{"left": "1", "top": 1, "width": 1, "height": 5}]"#,
                ["1:11 error malformed_region"]
            ),
            (
                #"[{"left": 1e99, "top": 1, "width": 1, "height": 5}]"#,
                ["1:11 error malformed_region"]
            ),
            (
                #"{"a": [{"left": 1, "top": 1, "width": 5, "height": 5}]}"#,
                ["1:8 error malformed_region"]
            ),
            ("[]", ["error syntax"]),
            ("[{", ["2:1 error syntax"]),
        ] as [(String, [String])])
    func whatCannotBeReadIsSaidWithItsPlace(_ text: String, _ complaints: [String]) {
        #expect(format.read(text).complaints.filter { !$0.contains("warning") } == complaints)
    }

    @Test func aListSaysNothingOfDevices() throws {
        let plain = MaskRule(id: "a", criterion: .all([]), areas: [.blank(1, 2, 3, 4)])
        #expect(try format.roundTrip([plain]).map(\.areas) == [[.blank(1, 2, 3, 4, clip: true)]])
        var sized = plain
        sized.sizes = [ImageSize(rows: 5, columns: 5)]
        let error = #expect(throws: MaskExportError.self) { try format.text([sized]) }
        #expect(error?.problems.map(\.ruleID) == ["a"])
    }
}
