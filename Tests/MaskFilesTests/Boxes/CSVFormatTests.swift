import DICOMCore
import KnownMasks
import MaskFiles
import Raster
import Testing

@Suite struct CSVFormatTests {
    private let format = CSVFormat()

    @Test func rowsOfOneIDAreOneRule() {
        let document = format.read(
            """
            id,manufacturer,model,modality,rows,columns,x,y,width,height
            acme-1,ACME,"Scan, 2",US,600,800,0,0,edge,40
            acme-1,ACME,"Scan, 2",US,600,800,-200,-40,200,40
            """)
        let rule = MaskRule(
            id: "acme-1",
            criterion: .all([
                .equals(.manufacturer, "ACME"), .equals(.manufacturerModelName, "Scan, 2"),
                .equals(.modality, "US"),
            ]), sizes: [ImageSize(rows: 600, columns: 800)],
            areas: [
                MaskArea(
                    .blank,
                    .rectangle(MaskRectangle(x: 0, y: 0, width: .toEdge, height: .pixels(40)))),
                .blank(-200, -40, 200, 40),
            ])
        #expect(document.set.rules.map(\.withoutSources) == [rule])
        #expect(document.findings.isEmpty)
    }

    @Test func rulesNameTheLineThatTheyComeFrom() {
        let document = format.read("id,model,x,y,width,height\n\nA,m,0,0,1,1\n")
        #expect(document.places["A"]?.line == 3)
        #expect(
            document.set.rules.first?.sources
                == [MaskRule.Source(set: "csv", place: "site.txt line 3")])
    }

    @Test(
        arguments: [
            ("id,x,y,width\na,0,0,1", ["1:1 error syntax"]),
            ("id,x,y,width,height,colour\na,0,0,1,1,red", ["1:21 error unknown_key"]),
            ("id,x,y,width,height,x\na,0,0,1,1,2", ["1:21 error wrong_value"]),
            ("id,model,x,y,width,height\na,m,0,0,1\nb,m,0,0,1,1", ["2:1 error wrong_value"]),
            ("id,model,x,y,width,height\na,*,0,0,1,1", ["2:3 error wrong_value"]),
            ("id,model,x,y,width,height\na,A||B,0,0,1,1", ["2:3 error wrong_value"]),
            ("id,model,x,y,width,height\na,A*B,0,0,1,1", ["2:3 error wrong_value"]),
            ("id,model,x,y,width,height\na b,m,0,0,1,1", ["2:1 error wrong_value"]),
            ("id,model,x,y,width,height\na,m,0,0,0,1", ["2:9 error wrong_value"]),
            ("id,model,x,y,width,height\na,m,0,left,5,1", ["2:7 error wrong_value"]),
            ("id,model,x,y,width,height\na,m,,0,5,1", ["2:1 error malformed_region"]),
            ("id,model,x,y,width,height\na,m,0,0,5,\"1", ["2:11 error syntax"]),
            ("id,model,x,y,width,height\na,m,0,0,5\"\",1", ["2:10 error syntax"]),
            ("id,model,x,y,width,height,frames\na,m,0,0,5,1,9-3", ["2:13 error wrong_value"]),
            ("id,model,x,y,width,height,clip\na,m,0,0,5,1,maybe", ["2:13 error wrong_value"]),
            ("id,model,x,y,width,height,action\na,m,0,0,5,1,pass", ["2:5 error wrong_value"]),
            ("id,model,x,y,width,height,action\na,m,,,,,paint", ["2:9 error wrong_value"]),
            (
                "id,model,x,y,width,height\na,m,0,0,5,1\na,n,0,0,5,1",
                ["3:1 error conflict"]
            ),
            (
                "id,model,rows,x,y,width,height\na,m,1,0,0,5,1\na,m,2,0,0,6,1",
                ["2:1 error conflict"]
            ),
            ("id,x,y,width,height\na,0,0,1,1", ["2:1 warning always_matches"]),
            ("", ["error syntax"]),
            ("id,x,y,width,height", ["error syntax"]),
        ] as [(String, [String])])
    func whatCannotBeReadIsSaidWithItsPlace(_ text: String, _ complaints: [String]) {
        #expect(format.read(text).complaints == complaints)
    }

    @Test(arguments: [
        MaskRule(
            id: "a", criterion: .all([.equals(.softwareVersions, "V 1,2")]),
            sizes: [ImageSize(rows: 5, columns: 6), ImageSize(rows: nil, columns: 7)],
            areas: [.blank(0, 0, 5, 4, clip: true), .blank(-1, -2, 3, 4)]),
        MaskRule(
            id: "b", criterion: .all([.equals(.stationName, "us \"1\"")]),
            areas: [.blank(0, 0, 5, 4)], frames: FrameSelection([0...9, 12...12]),
            note: "header, band"),
        MaskRule(id: "c", action: .hold, criterion: .all([.equals(.modality, "OT")])),
        MaskRule(
            id: "d",
            criterion: .all([
                .any([
                    .test(ValueTest(manufacturer, .startsWith("GE"))),
                    .test(ValueTest(manufacturer, .contains("G.E."))),
                ]), .test(ValueTest(model, .endsWith("9"))),
            ]), areas: [.blank(0, 0, 5, 4)]),
    ])
    func whatIsWrittenIsReadAgain(_ rule: MaskRule) throws {
        #expect(try format.roundTrip([rule]) == [rule])
    }

    private static let manufacturer = HeaderPath(group: 0x0008, element: 0x0070)
    private static let model = HeaderPath(group: 0x0008, element: 0x1090)

    @Test(arguments: [
        MaskRule(
            id: "a", criterion: .equals(.manufacturer, "A|B"), areas: [.blank(0, 0, 1, 1)]),
        MaskRule(id: "a", criterion: .equals(.manufacturer, "A*"), areas: [.blank(0, 0, 1, 1)]),
        MaskRule(
            id: "a",
            criterion: .any([.equals(.manufacturer, "A"), .equals(.manufacturerModelName, "B")]),
            areas: [.blank(0, 0, 1, 1)]),
        MaskRule(id: "a", criterion: .any([]), areas: [.blank(0, 0, 1, 1)]),
        MaskRule(
            id: "a", criterion: .equals(.manufacturer, "x", exact: true),
            areas: [.blank(0, 0, 1, 1)]),
        MaskRule(id: "a", criterion: .equals(.patientID, "x"), areas: [.blank(0, 0, 1, 1)]),
        MaskRule(id: "a", criterion: .all([]), areas: [MaskArea(.keep, .all)]),
        MaskRule(id: "a", criterion: .all([]), areas: [.blank(0, 0, 1, 1)], isComplete: true),
        MaskRule(id: "a", criterion: .all([]), areas: [.blank(0, 0, 1, 1)], priority: 1),
        MaskRule(
            id: "a", criterion: .all([]), areas: [.blank(0, 0, 1, 1)],
            group: MaskRule.Group(name: "g", kind: .first)),
    ])
    func whatATableCannotSayIsRefused(_ rule: MaskRule) {
        #expect(throws: MaskExportError.self) { try format.text([rule]) }
    }
}
