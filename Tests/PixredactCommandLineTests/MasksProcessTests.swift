import DICOMCore
import Foundation
import TestSupport
import Testing

/// `pixredact masks` as a person meets it.
@Suite struct MasksProcessTests {
    private static let own = """
        schema: pixredact.masks/1
        rules:
          - id: acme-1
            when:
              - ManufacturerModelName: {equals: Acme 1}
            size: {rows: 60, columns: 80}
            blank:
              - {x: 0, y: 0, width: edge, height: 6}
          - id: station-2
            note: the second room
            when:
              - StationName: {contains: ROOM2, case: exact}
            action: hold

        """

    private static let files = [
        "own.yaml": own,
        "bad.yaml":
            "schema: pixredact.masks/1\nrules:\n  - id: a\n    blank: all\n    colour: red\n",
        "table.csv": "id,model,x,y,width,height\na,Acme 1,0,0,edge,6\n",
        "every.csv": "id,x,y,width,height\na,0,0,edge,6\n",
        "bad.csv": "id,x,y,width,height\na,0,0,none,6\n",
        "boxes.json": #"[{"left": 1, "top": 2, "width": 3, "height": 4}]"#,
        "truth.json": #"{"a.dcm": [{"left": 35, "top": 45, "width": 3, "height": 4}]}"#,
        "smi.csv": "filename,left,top,right,bottom\na.dcm,1,2,3,4\n",
        "text.txt": "no DICOM",
    ]

    /// The files, and image.dcm.
    static func run() throws -> ProcessRun {
        let run = try ProcessRun(files)
        var image = DICOMBuilder.image(rows: 60, columns: 80)
        image.set(.manufacturer, .lo, .text(["ACME"]))
        image.set(.manufacturerModelName, .lo, .text(["Acme 1"]))
        image.set(.pixelData, .ob, .bytes([UInt8](repeating: 0, count: 60 * 80)))
        try run.write("image.dcm", image.build())
        return run
    }

    @Test(
        arguments: [
            ("list --masks own.yaml", 0), ("list --masks own.yaml --no-masks", 0),
            ("list --no-masks", 64), ("list --masks bad.yaml", 64), ("list --masks gone.yaml", 64),
            ("list --set nobody-has-this", 64), ("list --masks own.yaml --masks own.yaml", 64),
            ("show acme-1 --masks own.yaml", 0), ("show acme-9 --masks own.yaml", 64),
            ("lint own.yaml", 0), ("lint bad.yaml", 1), ("lint gone.yaml", 64),
            ("lint table.csv --format csv", 0), ("lint bad.csv --format csv", 1),
            ("lint table.csv --format excel", 64),
            ("import csv table.csv", 0), ("import csv bad.csv", 64), ("import csv every.csv", 64),
            ("import csv every.csv --for-all-images", 0),
            ("import csv every.csv --like image.dcm", 0),
            ("import csv every.csv --like text.txt", 64),
            ("import csv every.csv --like gone", 64),
            ("import csv every.csv --like image.dcm --for-all-images", 64),
            ("import csv table.csv --as boxes", 64),
            ("import csv table.csv -o own.yaml", 74),
            ("import csv table.csv -o gone/new.yaml", 74),
            ("import presidio boxes.json", 64), ("import presidio truth.json --as boxes", 0),
            ("import presidio boxes.json --as boxes", 64),
            ("import presidio boxes.json --as boxes --like image.dcm", 0),
            ("import smi smi.csv --as boxes", 0), ("import smi smi.csv --like image.dcm", 0),
            ("export csv --no-masks --masks own.yaml acme-1", 0),
            ("export csv --no-masks --masks own.yaml", 64),
            ("export csv --no-masks --masks own.yaml --skip-inexpressible", 1),
            ("export karnak --no-masks --masks own.yaml --skip-inexpressible", 64),
            ("export csv --no-masks --masks own.yaml nobody", 64),
        ] as [(String, Int32)])
    func exitStatus(_ line: String, _ status: Int32) throws {
        let result = try Self.run()("masks " + line)
        #expect(result.status == status, "\(result.messages)")
    }

    @Test func problemsHaveFileLineAndColumn() throws {
        let result = try Self.run()("masks list --masks bad.yaml")
        #expect(result.messages.hasPrefix("pixredact: bad.yaml:5:5: "))
        #expect(result.output.isEmpty)
    }

    @Test func twoRulesOfOneIDAreAProblem() throws {
        let result = try Self.run()("masks list --masks own.yaml --masks ./own.yaml")
        #expect(
            result.messages.hasPrefix(
                "pixredact: ./own.yaml:3:5: acme-1 is the id of a rule of own.yaml, too\n"))
    }

    @Test func aListHasOneLineARule() throws {
        let result = try Self.run()("masks list --no-masks --masks own.yaml")
        #expect(
            result.output == """
                acme-1     mask  80x60  blank 0,0 edgex6  Acme 1
                station-2  hold  -      -                 ROOM2

                """)
        #expect(result.messages == "2 rules\n")
    }

    @Test(arguments: [("ROOM2", ["station-2"]), ("second hold", ["station-2"]), ("Acme room", [])])
    func aListIsOfRulesWithAllWords(_ words: String, _ ids: [String]) throws {
        let result = try Self.run()("masks list \(words) --no-masks --masks own.yaml")
        let found = result.output.split(separator: "\n").map { $0.prefix { $0 != " " } }
        #expect(found.map(String.init) == ids)
    }

    @Test func aListCanBeRead() throws {
        let result = try Self.run()("masks list acme-1 --json --no-masks --masks own.yaml")
        #expect(
            result.output == #"{"action":"mask","areas":["blank 0,0 edgex6"],"complete":false,"#
                + #""id":"acme-1","priority":0,"schema":"pixredact.mask_rule/1","#
                + #""sizes":[{"columns":80,"rows":60}],"sources":[],"words":["Acme 1"]}"# + "\n")
    }

    @Test func whatIsShownCanBeUsed() throws {
        let run = try Self.run()
        let shown = try run("masks show acme-1 --no-masks --masks own.yaml").output
        try run.write("again.yaml", Array(shown.utf8))
        #expect(try run("masks show acme-1 --no-masks --masks again.yaml").output == shown)
    }

    @Test func lintWritesWhatEditorsJumpTo() throws {
        let result = try Self.run()("masks lint bad.csv --format csv")
        #expect(
            result.output == "bad.csv:2:7: error: wrong_value: expected width above 0 or edge, a "
                + "whole number\n")
    }

    @Test func anImageBindsRulesThatNameNoDevice() throws {
        let result = try Self.run()("masks import csv every.csv --like image.dcm")
        #expect(result.output.contains("- Manufacturer: {equals: ACME}"))
        #expect(result.output.contains("- ManufacturerModelName: {equals: Acme 1}"))
        #expect(result.output.contains("- Modality: {equals: OT}"))
        #expect(result.output.contains("size: {rows: 60, columns: 80}"))
    }

    @Test func aRuleThatAsksForAnotherDeviceIsTold() throws {
        let run = try Self.run()
        try run.write(
            "other.csv",
            Array("filename,manufacturer,left,top,right,bottom\na.dcm,Other 9,1,2,3,4\n".utf8))
        let result = try run("masks import smi other.csv --like image.dcm")
        #expect(result.messages.contains("other-1: does not answer for image.dcm: "))
    }

    @Test func rulesForEveryImageAreRefusedUnlessMeant() throws {
        let result = try Self.run()("masks import csv every.csv -o new.yaml")
        #expect(result.messages.contains("--like"))
        #expect(result.output.isEmpty)
    }

    @Test func boxesOfFilesBecomeAList() throws {
        let result = try Self.run()("masks import presidio truth.json --as boxes")
        #expect(
            result.output == #"{"boxes":[{"decision":"redact","frames":null,"height":4,"#
                + #""info_type":null,"mask_id":null,"plane":"pixel_data","score":null,"#
                + #""sources":["boxes"],"width":3,"x":10,"y":20}],"path":"a.dcm","#
                + #""schema":"pixredact.instance/1"}"# + "\n")
    }

    @Test func whatIsLeftOutIsNamed() throws {
        let result = try Self.run()(
            "masks export csv --no-masks --masks own.yaml --skip-inexpressible")
        #expect(result.output.contains("acme-1,"))
        #expect(result.messages.hasPrefix("pixredact: station-2: "))
        #expect(result.messages.hasSuffix("1 rules written, 1 left out\n"))
    }
}

/// `pixredact masks match`.
@Suite struct MasksMatchProcessTests {
    private static let rules = """
        schema: pixredact.masks/1
        rules:
          - id: acme-1
            when:
              - ManufacturerModelName: {equals: ACME 1}
            size: {rows: 60, columns: 80}
            blank:
              - {x: 0, y: 0, width: edge, height: 6}
          - id: acme-large
            when:
              - ManufacturerModelName: {equals: Acme 1}
            size: {rows: 600, columns: 800}
            blank: all
          - id: other
            when:
              - Manufacturer: {equals: ACME}
              - StationName: {contains: [ROOM2, ROOM3]}
            action: hold

        """

    private static func run() throws -> ProcessRun {
        let run = try MasksProcessTests.run()
        try run.write("rules.yaml", Array(rules.utf8))
        return run
    }

    @Test func tellsWhatIsPaintedAndWhyNotMore() throws {
        let result = try Self.run()("masks match image.dcm --no-masks --masks rules.yaml")
        #expect(
            result.output == """
                image.dcm: 80x60, 1 frame: painted are
                  0,0 80x6  all frames  acme-1
                acme-1: answers
                acme-large: matches, but is for images of another size
                other: does not match; it would need
                    StationName with "ROOM2" in it or with "ROOM3" in it

                """)
        #expect(result.status == 0)
    }

    @Test func valuesAreShownWhereTheyAreAskedFor() throws {
        let line = "masks match image.dcm other --no-masks --masks rules.yaml"
        let run = try Self.run()
        #expect(try run(line + " --include-values").output.contains("; StationName is missing\n"))
        #expect(try !run(line).output.contains("missing"))
    }

    @Test func whatPipelinesRead() throws {
        let result = try Self.run()(
            "masks match image.dcm acme-1 --json --no-masks --masks rules.yaml")
        #expect(
            result.output == #"{"boxes":[{"decision":"redact","frames":null,"height":6,"#
                + #""info_type":null,"mask_id":"acme-1","plane":"pixel_data","score":null,"#
                + #""sources":["mask"],"width":80,"x":0,"y":0}],"columns":80,"complete":false,"#
                + #""frames":1,"path":"image.dcm","rows":60,"rules":[{"id":"acme-1","misfits":[],"#
                + #""missing":[],"verdict":"answers"}],"schema":"pixredact.mask_match/1","#
                + #""verdict":"mask"}"# + "\n")
    }

    @Test(
        arguments: [
            ("image.dcm --no-masks --masks rules.yaml", 0),
            ("image.dcm --no-masks --masks own.yaml", 0),
            ("image.dcm other --no-masks --masks rules.yaml", 0),
            ("image.dcm nobody --no-masks --masks rules.yaml", 64),
            ("image.dcm", 1), ("text.txt", 2), ("gone.dcm", 2), ("image.dcm --masks bad.yaml", 64),
        ] as [(String, Int32)])
    func exitStatus(_ line: String, _ status: Int32) throws {
        #expect(try Self.run()("masks match " + line).status == status)
    }
}

/// `pixredact masks learn`.
@Suite struct MasksLearnProcessTests {
    /// Images of so many patients with a name in the same place, and the report of a scan of them.
    private static func run(patients: Int) throws -> ProcessRun {
        let run = try ProcessRun([:])
        var report = ""
        for number in 0..<patients {
            var image = DICOMBuilder.image(rows: 60, columns: 80)
            image.set(.sopInstanceUID, .ui, .text(["2.25.\(number + 1)"]))
            image.set(.manufacturer, .lo, .text(["ACME"]))
            image.set(.patientID, .lo, .text(["P\(number)"]))
            try run.write("\(number).dcm", image.build())
            report +=
                #"{"schema":"pixredact.instance/1","path":"\#(number).dcm","status":"flagged","#
            report += #""image":{"sop_instance_uid":"2.25.\#(number + 1)","manufacturer":"ACME","#
            report += #""rows":60,"columns":80},"boxes":[{"x":20,"y":12,"width":\#(16 + number),"#
            report += #""height":8,"sources":["detector"]}]}"# + "\n"
        }
        try run.write("report.jsonl", Array(report.utf8))
        return run
    }

    @Test func rulesAreProposed() throws {
        let result = try Self.run(patients: 6)("masks learn report.jsonl")
        #expect(
            result.output == """
                schema: pixredact.masks/1
                rules:
                  - id: learned/acme-80x60
                    note: 'learned from 6 patients (6 images): no text outside of it, so in at most 50.0 % of patients (95 %)'
                    when:
                      - Manufacturer: {equals: ACME}
                      - ManufacturerModelName: {state: empty_or_missing}
                      - Modality: {state: empty_or_missing}
                    size: {rows: 60, columns: 80}
                    areas:
                      - blank: {x: 20, y: 12, width: 24, height: 8}
                    sources:
                      - 'learned: 6 images in 1 report'

                """)
        #expect(result.messages == "1 rule\n")
    }

    @Test func whatIsProposedCanBeUsed() throws {
        let run = try Self.run(patients: 6)
        let rules = try run("masks learn report.jsonl").output
        try run.write("rules.yaml", Array(rules.utf8))
        #expect(try run("masks lint rules.yaml").status == 0)
    }

    @Test func patientsAreNeverTold() throws {
        let result = try Self.run(patients: 6)("masks learn report.jsonl")
        #expect(!(result.output + result.messages).contains("P1"))
    }

    @Test func filesThatAreGoneAreCountedAsImages() throws {
        let result = try Self.run(patients: 6)("masks learn report.jsonl --root gone")
        #expect(result.output.contains("learned from 6 images: "))
        #expect(result.output.contains("patients could not be told apart"))
        #expect(result.messages.hasPrefix("6 files cannot be read: their patients are not known\n"))
    }

    @Test func aListOfOneArrayIsReadToo() throws {
        let run = try Self.run(patients: 6)
        let lines = try #require(run.text("report.jsonl")).split(separator: "\n")
        try run.write("list.json", Array(("[" + lines.joined(separator: ",") + "]").utf8))
        #expect(try run("masks learn list.json").output == run("masks learn report.jsonl").output)
    }

    @Test func boxesWithoutAnImageAreOfTheirFile() throws {
        let run = try Self.run(patients: 6)
        let boxes = #""boxes":[{"x":20,"y":12,"width":16,"height":8}]"#
        let lines = (0..<6).map { #"{"path":"\#($0).dcm",\#(boxes)}"# }
        try run.write("boxes.jsonl", Array(lines.joined(separator: "\n").utf8))
        let result = try run("masks learn boxes.jsonl")
        #expect(result.output.contains("- blank: {x: 20, y: 12, width: 16, height: 8}"))
    }

    @Test func anInstanceTeachesOnce() throws {
        let result = try Self.run(patients: 4)("masks learn report.jsonl report.jsonl")
        #expect(result.messages.hasPrefix("4 entries left out: instances met before\n"))
        #expect(result.status == 1)
    }

    @Test func theLibraryIsCompared() throws {
        let run = try Self.run(patients: 6)
        let rules = try run("masks learn report.jsonl").output
        try run.write("rules.yaml", Array(rules.utf8))
        let result = try run("masks learn report.jsonl --masks rules.yaml")
        #expect(result.output.contains("; already painted by learned/acme-80x60"))
    }

    @Test(
        arguments: [
            ("report.jsonl", 0), ("report.jsonl --min-patients 7", 1),
            ("report.jsonl --min-share 2", 64),
            ("gone.jsonl", 64), ("0.dcm", 64), ("report.jsonl -o 0.dcm", 74), ("", 64),
        ] as [(String, Int32)])
    func exitStatus(_ line: String, _ status: Int32) throws {
        #expect(try Self.run(patients: 6)("masks learn " + line).status == status)
    }
}
