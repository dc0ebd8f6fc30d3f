import DICOMCore
import RedactionReport
import Testing

@Suite struct CleanTests {
    @Test func paintsAndVerifies() throws {
        let run = try CommandRun(["in/a": TestImage.file()])
        #expect(try run("clean in -o out --report report").status == 0)
        let line = try #require(try run.lines("report").first)
        #expect(line.status == .redacted)
        #expect(!line.painted.isEmpty)
        #expect(line.verification?.outsideIdentical == true)
        #expect(line.verification?.boxesOpaque == true)
        #expect(line.verification?.residualText == 0)
    }

    @Test func copiesWhatHasNoText() throws {
        let file = try TestImage.file(text: nil)
        let run = try CommandRun(["in/a": file])
        #expect(try run("clean in -o out").status == 0)
        #expect(try run.bytes("out/a") == file)
    }

    @Test func aDerivedUIDDependsOnTheKey() throws {
        let run = try CommandRun([
            "a": TestImage.file(), "key": Array("sixteen or more1".utf8),
            "other": Array("sixteen or more2".utf8),
        ])
        func uid(_ output: String, _ options: String) throws -> String? {
            for name in ["key", "other"] { try run.setMode(0o600, of: name) }
            #expect(try run("clean a -o \(output) --verify fast \(options)").status == 0)
            return try DICOMFile(ByteSource(run.bytes("\(output)/a"))).dataSet
                .string(.sopInstanceUID)
        }
        let kept = try uid("1", "")
        let derived = try uid("2", "--uid derive --uid-key key")
        let again = try uid("3", "--uid derive --uid-key key")
        let other = try uid("4", "--uid derive --uid-key other")
        let bare = try uid("5", "--uid derive")
        #expect(derived == again)
        #expect(Set([kept, derived, other, bare]).count == 4)
    }

    struct Proof: Sendable, CustomTestStringConvertible {
        var change: String
        var status: Int32
        var outcome: String
        var testDescription: String { change }
    }

    @Test(arguments: [
        Proof(change: "nothing", status: 0, outcome: "proven"),
        Proof(change: "a sample", status: 1, outcome: "refuted"),
        Proof(change: "the end", status: 2, outcome: "unchecked"),
    ])
    func verificationProvesTheOutput(_ proof: Proof) throws {
        let run = try CommandRun(["a": TestImage.file()])
        #expect(try run("clean a -o out").status == 0)
        let cleaned = try run.bytes("out/a")
        switch proof.change {
        case "a sample": try run.write("out/a", TestImage.tampered(cleaned))
        case "the end": try run.write("out/a", cleaned.dropLast(1_000))
        default: break
        }
        let result = try run("verify a out/a")
        #expect(result.status == proof.status)
        #expect(result.output.hasPrefix("out/a: \(proof.outcome)\n"))
    }

    @Test func heldInstanceLeavesOnlyTheQuarantinedOriginal() throws {
        let file = try TestImage.file(TransferSyntax(uid: "1.2.840.10008.1.2.4.110"))
        let run = try CommandRun(["in/a": file])
        #expect(try run("clean in -o out --quarantine held --report report").status == 1)
        let line = try #require(try run.lines("report").first)
        #expect(line.reason?.code == .unsupportedTransferSyntax)
        #expect(run.names("out").isEmpty)
        #expect(try run.bytes("held/a") == file)
    }

    @Test func reportDoesNotDependOnTheNumberOfJobs() throws {
        let files = try [
            "in/a": TestImage.file(), "in/b": TestImage.file(text: nil, instance: 2),
            "in/c": TestImage.file(instance: 3, TransferSyntax(uid: "1.2.840.10008.1.2.4.110")),
            "in/d": [1, 2, 3],
            "in/e": TestImage.file(text: "HUGO 77", instance: 4),
        ]
        let run = try CommandRun(files)
        let reports = try [1, 2].map { jobs in
            try run("clean in -o out --overwrite --jobs \(jobs) --report report")
            return try run.lines("report").map { line in
                var line = line
                line.milliseconds = nil
                return line
            }
        }
        #expect(reports[0] == reports[1])
        #expect(reports[0].count == files.count)
    }

    @Test(arguments: ["full", "fast"])
    func boxesOfAScanPaintTheSame(_ level: String) throws {
        let run = try CommandRun(["in/a": TestImage.file()])
        try run("clean in -o detected --report detected.report")
        try run("scan in --report scan.report")
        let line = "clean in -o given --boxes scan.report --verify \(level) --report given.report"
        #expect(try run(line).status == 0)
        let painted = try ["detected.report", "given.report"].map {
            try run.lines($0).map(\.painted)
        }
        #expect(painted[0] == painted[1])
        #expect(try run("verify in/a given/a").status == 0)
    }
}
