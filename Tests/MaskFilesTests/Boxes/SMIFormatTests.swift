import DICOMCore
import KnownMasks
import MaskFiles
import Raster
import RedactionReport
import Testing

@Suite struct SMIFormatTests {
    private let format = SMIFormat()

    private static let header =
        "filename,frame,overlay,imagetype,manufacturer,burnedinannotation,ocr_engine,left,top,right,"
        + "bottom,ocr_text,ner_engine,is_sensitive\n"

    private func boxes(_ rows: String) -> BoxList {
        format.readBoxes(Array((Self.header + rows).utf8), name: "smi.csv")
    }

    @Test func rightAndBottomAreInside() {
        let list = boxes("a.dcm,0,-1,ORIGINAL/PRIMARY,M1,YES,tesseract,10,20,29,24,X,spacy,1")
        #expect(
            list.entries.first?.boxes.map(\.box) == [PixelBox(x: 10, y: 20, width: 20, height: 5)])
        #expect(list.entries.first?.boxes.map(\.frames) == [FrameSelection(frame: 0)])
    }

    @Test func overlaysAreCountedFromTheFirstGroup() {
        let list = boxes("a.dcm,-1,2,,,,tesseract,1,2,3,4,X,,-1")
        #expect(list.entries.first?.boxes.map(\.plane) == [.overlay(group: 0x6004)])
        #expect(list.entries.first?.boxes.map(\.frames) == [.all])
    }

    /// dicompixelanon paints what a model for names calls harmless; only its list of allowed texts counts.
    @Test(arguments: [
        ("spacy", "0", 1), ("spacy", "1", 1), ("NONER", "-1", 1), ("ocr_allowlist", "0", 0),
        ("ocr_allowlist", "1", 1), ("ocr_whitelist", "0", 0),
    ])
    func onlyAllowedTextsAreNoMasks(_ engine: String, _ sensitivity: String, _ count: Int) {
        let list = boxes("a.dcm,0,-1,,,,t,1,2,3,4,X,\(engine),\(sensitivity)")
        #expect(list.entries.map(\.boxes.count) == [count])
    }

    @Test func textWithoutAPlaceIsNoAnswer() {
        let list = boxes("a.dcm,0,-1,,,,t,-1,-1,-1,-1,SOME TEXT,spacy,1")
        #expect(list.entries.isEmpty)
        #expect(list.findings.map(\.summary) == ["2:1 warning empty_mask"])
    }

    /// A rectangle of another frame, or one without text, does not say where the text of this frame is.
    @Test(arguments: [
        ("a.dcm,0,-1,,,,t,1,2,3,4,X,spacy,1\na.dcm,1,-1,,,,t,-1,-1,-1,-1,SOME TEXT,spacy,1", 0),
        ("a.dcm,0,-1,,,,t,1,2,3,4,,spacy,1\na.dcm,0,-1,,,,t,-1,-1,-1,-1,SOME TEXT,spacy,1", 0),
        ("a.dcm,0,-1,,,,t,1,2,3,4,X,spacy,1\na.dcm,0,-1,,,,t,-1,-1,-1,-1,SOME TEXT,spacy,1", 1),
    ])
    func textIsPlacedInItsOwnFrame(_ rows: String, _ entries: Int) {
        let list = boxes(rows)
        #expect(list.entries.count == entries)
        #expect(list.findings.map(\.code) == (entries == 0 ? [.emptyMask] : []))
    }

    @Test func aFrameWithoutTextIsOne() {
        #expect(boxes("a.dcm,0,-1,,,,t,-1,-1,-1,-1,,spacy,-1").entries.map(\.boxes) == [[]])
    }

    @Test func rulesAskForModelAndImageType() {
        let document = format.read(
            Self.header + "a.dcm,-1,-1,ORIGINAL/PRIMARY,M1,,t,1,2,3,4,X,,1\n")
        #expect(
            document.set.rules.map(\.criterion) == [
                .all([
                    .any([
                        .equals(.manufacturerModelName, "M1"),
                        .equals(.secondaryCaptureDeviceManufacturerModelName, "M1"),
                    ]), .equals(.imageType, "ORIGINAL\\PRIMARY"),
                ])
            ])
        #expect(document.complaints == ["2:1 warning always_matches"])
    }

    @Test(arguments: [
        ("10,20,29,24", [MaskArea.blank(10, 20, 20, 5, clip: true)]),
        ("10,20,+29,+24", [.blank(10, 20, 29, 24, clip: true)]),
        (
            "(0,0,9,9); 5,5,+1,+1",
            [.blank(0, 0, 10, 10, clip: true), .blank(5, 5, 1, 1, clip: true)]
        ),
    ])
    func rectangleStringsAreReadToo(_ text: String, _ areas: [MaskArea]) {
        #expect(format.read(text).set.rules.map(\.areas) == [areas])
    }

    @Test(
        arguments: [
            ("1,2,3\n", ["1:1 error malformed_region"]),
            ("5,5,4,9\n", ["1:1 error malformed_region"]),
            ("1,2,+3,+0\n", ["1:1 error malformed_region"]),
            ("0,0,1,1,0,16\n", ["1:1 error malformed_region"]),
            ("filename,left\n", ["1:1 error syntax", "1:1 error syntax", "1:1 error syntax"]),
            ("filename,left,top,right,bottom,who\n", ["1:32 error unknown_key"]),
        ] as [(String, [String])])
    func whatCannotBeReadIsSaidWithItsPlace(_ text: String, _ complaints: [String]) {
        #expect(format.read(text).complaints == complaints)
    }

    @Test(arguments: [
        "a.dcm,0,-1,,,,t,1,2,3", "a.dcm,0,-1,,,,t,1,2,0,4,X,,1", "a.dcm,0,-1,,,,t,1,x,3,4,X,,1",
        ",0,-1,,,,t,1,2,3,4,X,,1", "a.dcm,0,16,,,,t,1,2,3,4,X,,1", "a.dcm,0,-1,,,,t,-1,2,3,4,X,,1",
    ])
    func aRowThatCannotBeReadIsAnError(_ row: String) {
        let list = boxes(row)
        #expect(!list.isSound)
        #expect(list.findings.first?.place?.line == 2)
    }

    @Test func stringsSayFramesAndNothingElse() throws {
        let rule = MaskRule(
            id: "a", criterion: .all([]), areas: [.blank(1, 2, 3, 4)],
            frames: FrameSelection([0...1]))
        #expect(try format.text([rule]) == "1,2,+3,+4,0,-1;1,2,+3,+4,1,-1\n")
    }

    @Test func devicesAreRefused() {
        let rule = MaskRule(
            id: "a", criterion: .equals(.modality, "US"), areas: [.blank(1, 2, 3, 4)])
        #expect(throws: MaskExportError.self) { try format.text([rule]) }
    }
}
