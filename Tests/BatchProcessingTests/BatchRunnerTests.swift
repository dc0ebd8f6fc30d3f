import RedactionReport
import Testing

@testable import BatchProcessing

@Suite struct BatchRunnerTests {
    struct Outcome: Sendable, CustomTestStringConvertible {
        var content: String
        var status: InstanceStatus
        var code: ReasonCode?
        var testDescription: String { content }
    }

    @Test(arguments: [
        Outcome(content: "text", status: .flagged),
        Outcome(content: "none", status: .noText),
        Outcome(content: "held", status: .held, code: .nestedPixelData),
        Outcome(content: "broken", status: .failed, code: .malformedDataSet),
        Outcome(content: "picture", status: .skipped, code: .notDICOM),
        Outcome(content: "crash", status: .failed, code: .workerCrashed),
        Outcome(content: "exit", status: .failed, code: .workerCrashed),
        Outcome(content: "garbage", status: .failed, code: .workerCrashed),
        Outcome(content: "kept", status: .failed, code: .internalError),
    ])
    func scanReportsOneLine(_ outcome: Outcome) throws {
        let fixture = try BatchFixture(["in/a": outcome.content])
        try fixture.run(fixture.scan())
        let lines = try fixture.lines()
        #expect(lines.map(\.status) == [outcome.status])
        #expect(lines.map(\.reason?.code) == [outcome.code])
    }

    @Test(arguments: [
        Outcome(content: "text", status: .redacted),
        Outcome(content: "none", status: .noText),
        Outcome(content: "kept", status: .kept),
        Outcome(content: "held", status: .held, code: .nestedPixelData),
        Outcome(content: "document", status: .skipped, code: .noPixelData),
        Outcome(content: "unwritten", status: .failed, code: .internalError),
        Outcome(content: "flagged", status: .failed, code: .internalError),
        Outcome(content: "crash", status: .failed, code: .workerCrashed),
    ])
    func cleanWritesOnlyWhatIsSafe(_ outcome: Outcome) throws {
        let fixture = try BatchFixture(["in/sub/a": outcome.content])
        try fixture.run(fixture.clean())
        let line = try #require(try fixture.line())
        #expect(line.status == outcome.status)
        #expect(line.reason?.code == outcome.code)
        let isWritten = [.redacted, .noText, .kept].contains(outcome.status)
        #expect((line.output != nil) == isWritten)
        let expected = outcome.status == .redacted ? "painted" : outcome.content
        #expect(fixture.workplace.text("out/sub/a") == (isWritten ? expected : nil))
        #expect(try fixture.workplace.entries(in: "out") == (isWritten ? ["sub"] : []))
    }

    @Test func workerThatHangsIsKilled() throws {
        let fixture = try BatchFixture(["in/a": "hang", "in/b": "none"])
        var plan = fixture.scan()
        plan.configuration.limits.secondsPerInstance = 0.01
        try fixture.run(plan)
        let lines = try fixture.lines()
        #expect(lines.first?.reason?.code == .timedOut)
        #expect(lines.count == 2)
    }

    @Test func batchGoesOnAfterCrashes() throws {
        var files: [String: String] = [:]
        for number in 0..<20 {
            files["in/\(number)"] = number.isMultiple(of: 3) ? "crash" : "text"
        }
        let fixture = try BatchFixture(files)
        var plan = fixture.scan()
        plan.jobs = 4
        let summary = try fixture.run(plan)
        #expect(summary.counts == [.failed: 7, .flagged: 13])
        #expect(try fixture.lines().count == 20)
    }

    @Test func workerThatEndsAtItsStartFailsEachInstance() throws {
        let fixture = try BatchFixture(["in/a": "text", "in/b": "text"])
        var plan = fixture.scan()
        plan.workerExecutable = "/bin/true"
        try fixture.run(plan)
        #expect(try fixture.lines().map(\.reason?.code) == [.workerCrashed, .workerCrashed])
    }

    @Test func missingWorkerIsRefusedBeforeAnythingIsMade() throws {
        let fixture = try BatchFixture(["in/a": "text"])
        var plan = fixture.clean()
        plan.workerExecutable = fixture.workplace["no-worker"]
        #expect(throws: BatchError.self) { try fixture.run(plan) }
        #expect(try fixture.workplace.entries(in: "") == ["in"])
    }

    @Test func failFastBeginsNothingAfterAFailure() throws {
        let fixture = try BatchFixture(["in/a": "none", "in/b": "broken", "in/c": "none"])
        var plan = fixture.scan()
        plan.failsFast = true
        try fixture.run(plan)
        #expect(try fixture.lines().map(\.status) == [.noText, .failed])
    }

    @Test func missingFileIsAFailure() throws {
        let fixture = try BatchFixture([:])
        try fixture.run(fixture.scan(["gone"]))
        #expect(try fixture.line()?.reason?.code == .unreadable)
    }

    @Test func namedFileThatIsNotDICOMIsAFailure() throws {
        let fixture = try BatchFixture(["a": "picture"])
        try fixture.run(fixture.scan(["a"]))
        #expect(try fixture.line()?.status == .failed)
    }

    @Test func dryRunWritesNothingButTheReport() throws {
        let fixture = try BatchFixture(["in/a": "text", "in/b": "none", "in/c": "held"])
        var plan = fixture.clean()
        plan.isDryRun = true
        plan.quarantine = fixture.workplace["quarantine"]
        try fixture.run(plan)
        #expect(try fixture.lines().map(\.status) == [.redacted, .noText, .held])
        #expect(try fixture.lines().map(\.output) == [nil, nil, nil])
        #expect(try fixture.workplace.entries(in: "") == ["in", "report"])
    }

    @Test func quarantineReceivesWhatWasHeldOrFailed() throws {
        let fixture = try BatchFixture([
            "in/a": "held", "in/b": "crash", "in/c": "none", "in/d/e": "broken",
        ])
        var plan = fixture.clean()
        plan.quarantine = fixture.workplace["quarantine"]
        try fixture.run(plan)
        #expect(fixture.workplace.files(in: "quarantine") == ["a", "b", "d/e"])
        #expect(try fixture.workplace.mode("quarantine") == 0o700)
        #expect(try fixture.workplace.mode("quarantine/a") == 0o600)
    }

    @Test(arguments: ["out", "out/quarantine", "out/a/../b/c", "in"])
    func quarantineAmongResultsOrInputsIsRefused(_ name: String) throws {
        let fixture = try BatchFixture(["in/a": "held"])
        var plan = fixture.clean()
        plan.quarantine = fixture.workplace[name]
        #expect(throws: BatchError.self) { try fixture.run(plan) }
        #expect(fixture.workplace.files(in: "out").isEmpty)
        #expect(fixture.workplace.files(in: "in") == ["a"])
    }

    @Test func previewsAmongResultsAreRefused() throws {
        let fixture = try BatchFixture(["in/a": "text"])
        var plan = fixture.clean()
        plan.preview = fixture.workplace["out/preview"]
        #expect(throws: BatchError.self) { try fixture.run(plan) }
        #expect(fixture.workplace.files(in: "out").isEmpty)
    }

    @Test func quarantineKeepsWhatItHas() throws {
        let fixture = try BatchFixture(["in/a": "held", "quarantine/a": "earlier"])
        var plan = fixture.clean()
        plan.quarantine = fixture.workplace["quarantine"]
        try fixture.run(plan)
        #expect(fixture.workplace.text("quarantine/a") == "earlier")
        #expect(fixture.workplace.text("quarantine/a.1") == "held")
    }

    @Test func instancesWithoutPixelsAreCopiedWhenAllowed() throws {
        let fixture = try BatchFixture(["in/a": "document", "in/b": "picture"])
        var plan = fixture.clean()
        plan.configuration.allowsNonPixel = true
        try fixture.run(plan)
        #expect(fixture.workplace.files(in: "out") == ["a"])
        #expect(try fixture.lines().map(\.status) == [.skipped, .skipped])
    }

    @Test func digestsOfACopyAreEqual() throws {
        let fixture = try BatchFixture(["in/a": "none"])
        var plan = fixture.clean()
        plan.configuration.computesDigests = true
        try fixture.run(plan)
        let digests = try #require(try fixture.line()?.digests)
        // sha256sum of the four letters.
        #expect(
            digests.input == "140bedbf9c3f6d56a9846d2ba7088798683f4da0c248231336e6a05679e4fdfe")
        #expect(digests.output == digests.input)
    }

    @Test func previewsAreForTheOwnerOnly() throws {
        let fixture = try BatchFixture(["in/a": "text"])
        var plan = fixture.scan()
        plan.preview = fixture.workplace["preview"]
        try fixture.run(plan)
        #expect(fixture.workplace.files(in: "preview") == ["a.after.png", "a.before.png"])
        #expect(try fixture.workplace.mode("preview/a.before.png") == 0o600)
    }

    @Test func heatMapsAreForTheOwnerOnly() throws {
        let fixture = try BatchFixture(["in/x/a": "text", "heat/x/a.frame-0.heatmap.png": "old"])
        var plan = fixture.scan()
        plan.heatMaps = fixture.workplace["heat"]
        try fixture.run(plan)
        // What a worker calls a plane leads nowhere, and what has a name keeps it.
        #expect(
            fixture.workplace.files(in: "heat") == [
                "x/a.frame-0.heatmap.png", "x/a.frame-0_.heatmap.png",
                "x/a.nested--------0088-0200-.frame--1.heatmap.png",
            ])
        #expect(try fixture.workplace.mode("heat/x/a.frame-0.heatmap.png") == 0o600)
        #expect(fixture.workplace.text("heat/x/a.frame-0.heatmap.png") == "heat")
        #expect(fixture.observer.messages.isEmpty)
    }

    @Test func anExaminedInstanceWithoutHeatMapIsNoted() throws {
        let fixture = try BatchFixture(["in/a": "none", "in/b": "broken", "in/c": "held"])
        var plan = fixture.scan()
        plan.heatMaps = fixture.workplace["heat"]
        try fixture.run(plan)
        #expect(fixture.workplace.files(in: "heat").isEmpty)
        #expect(fixture.observer.messages == ["no heat map could be made"])
    }

    @Test func heatMapsAreNotWalked() throws {
        let fixture = try BatchFixture(["in/a": "text"])
        var plan = fixture.scan()
        plan.heatMaps = fixture.workplace["in/heat"]
        for _ in 0..<2 { try fixture.run(plan) }
        #expect(try fixture.lines().map(\.path) == [fixture.workplace["in/a"].description])
    }

    @Test func stoppedBatchBeginsNothing() throws {
        let fixture = try BatchFixture(["in/a": "none"])
        let summary = try Signals.raised(.stop) {
            try fixture.run(fixture.scan(), interrupt: $0)
        }
        #expect(summary.wasInterrupted)
        #expect(try fixture.lines().isEmpty)
    }

    @Test func abortedBatchReportsNothingUnfinished() throws {
        let fixture = try BatchFixture(["in/a": "hang"])
        let summary = try Signals.raised(.abort) {
            try fixture.run(fixture.clean(), interrupt: $0)
        }
        #expect(summary.counts.isEmpty)
        #expect(try fixture.workplace.entries(in: "out").isEmpty)
    }

    @Test func nativeCleanerNeedsNoWorker() throws {
        let fixture = try BatchFixture(["in/a": "crash", "boxes": #"{"path":"a","boxes":[]}"#])
        try fixture.workplace.write([
            "boxes": """
            {"path":"\(fixture.workplace["in/a"])","boxes":[{"x":0,"y":0,"width":1,"height":1}]}
            """
        ])
        var plan = fixture.clean()
        plan.boxes = fixture.workplace["boxes"]
        try fixture.run(plan, nativeCleaner: EchoCleaner())
        #expect(try fixture.line()?.status == .redacted)
        #expect(fixture.workplace.text("out/a") == "native")
    }

    /// The worker of these would crash: it is not asked.
    @Test(arguments: [
        (InstanceStatus.redacted, "native" as String?), (.kept, "crash"), (.held, nil),
        (.failed, nil),
    ])
    func anInstanceOfAKnownDeviceNeedsNoWorker(
        _ status: InstanceStatus, _ output: String?
    ) throws {
        let fixture = try BatchFixture(["in/a": "crash"])
        try fixture.run(fixture.clean(), nativeCleaner: EchoCleaner(status: status))
        #expect(try fixture.line()?.status == status)
        #expect(fixture.workplace.text("out/a") == output)
    }

    @Test func whatTheCleanerLeavesGoesToAWorker() throws {
        let fixture = try BatchFixture(["in/a": "text"])
        try fixture.run(fixture.clean(), nativeCleaner: EchoCleaner(status: nil))
        #expect(fixture.workplace.text("out/a") == "painted")
    }

    @Test func aScanAsksNoCleaner() throws {
        let fixture = try BatchFixture(["in/a": "text"])
        try fixture.run(fixture.scan(), nativeCleaner: EchoCleaner())
        #expect(try fixture.line()?.status == .flagged)
    }
}
