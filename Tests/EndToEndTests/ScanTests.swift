import DICOMCore
import RedactionReport
import Testing

@Suite struct ScanTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var text: String?
        var exitStatus: Int32
        var status: InstanceStatus
        var testDescription: String { status.rawValue }
    }

    @Test(arguments: [
        Case(text: TestImage.burntIn, exitStatus: 1, status: .flagged),
        Case(text: nil, exitStatus: 0, status: .noText),
    ])
    func findsText(_ test: Case) throws {
        let run = try CommandRun(["in/a": TestImage.file(text: test.text)])
        #expect(try run("scan in --report report").status == test.exitStatus)
        let line = try #require(try run.lines("report").first)
        #expect(line.status == test.status)
        #expect(line.boxes.isEmpty == (test.text == nil))
    }

    @Test func heatMapsShowWhatWasExamined() throws {
        let run = try CommandRun([
            "in/a": TestImage.file(), "in/b": TestImage.file(text: nil, instance: 2),
            "in/c": [1, 2, 3],
        ])
        try run("scan in --report report --heatmap heat")
        #expect(run.names("heat") == ["a.frame-0.heatmap.png", "b.frame-0.heatmap.png"])
        #expect(try run.mode("heat") == 0o700)
        for name in run.names("heat") {
            #expect(try run.mode("heat/\(name)") == 0o600)
            #expect(try run.bytes("heat/\(name)").starts(with: [0x89, 0x50, 0x4E, 0x47]))
        }
    }

    @Test func aCrashedWorkerCostsItsInstance() throws {
        let run = try CommandRun(["in/b": TestImage.file()])
        try run.write("in/a", TestImage.hugeHeader(), zeros: TestImage.hugeLength)
        // One frame of the first takes eight times its file, more than that leaves room for.
        let result = try run("scan in --report report --jobs 1 --memory-limit 512M")
        #expect(result.status == 2)
        #expect(result.messages.contains("pixredact: warning: worker ended early code=crashed"))
        let lines = try run.lines("report")
        #expect(lines.map(\.status) == [.failed, .flagged])
        #expect(lines.first?.reason?.code == .workerCrashed)
    }

    @Test func instancesThatTakeTooLongEndNoBatch() throws {
        let run = try CommandRun(["in/b": [1, 2, 3]])
        // Hundreds of megabytes of samples: no machine examines them in time.
        try run.write("in/a", TestImage.hugeHeader(), zeros: TestImage.hugeLength)
        let result = try run("scan in --report report --jobs 1 --timeout 0.01")
        #expect(result.status == 2)
        let lines = try run.lines("report")
        #expect(lines.count == 2)
        #expect(lines.first?.reason?.code == .timedOut)
    }
}
