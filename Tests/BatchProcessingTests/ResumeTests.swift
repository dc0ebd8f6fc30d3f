import RedactionReport
import Testing

@testable import BatchProcessing

@Suite struct ResumeTests {
    private func resume(
        _ files: [String: String], between: (BatchFixture) throws -> Void = { _ in }
    ) throws -> (fixture: BatchFixture, summary: BatchSummary) {
        let fixture = try BatchFixture(files)
        var plan = fixture.clean()
        try fixture.run(plan)
        try between(fixture)
        plan.resumes = true
        return (fixture, try fixture.run(plan))
    }

    private static let files = ["in/a": "text", "in/b": "none", "in/c": "held", "in/d": "crash"]

    @Test func finishedInputsArePassedOver() throws {
        let (fixture, summary) = try resume(Self.files)
        #expect(summary.resumed == 4)
        #expect(summary.total == 0)
        #expect(try fixture.lines().count == 4)
    }

    @Test func newInputsAreAppended() throws {
        let (fixture, summary) = try resume(Self.files) { fixture in
            try fixture.workplace.write(["in/e": "text"])
        }
        #expect(summary.total == 1)
        #expect(
            try fixture.lines().map(\.status) == [.redacted, .noText, .held, .failed, .redacted])
    }

    @Test func missingOutputIsDoneAgain() throws {
        let (fixture, summary) = try resume(Self.files) { fixture in
            try fixture.workplace.remove("out/b")
        }
        #expect(summary.counts == [.noText: 1])
        #expect(try fixture.lines().count == 4)
        #expect(fixture.workplace.text("out/b") == "none")
    }

    @Test func halfALineIsReplacedByAWholeOne() throws {
        let (fixture, summary) = try resume(Self.files) { fixture in
            let report = try #require(fixture.workplace.text("report"))
            try fixture.workplace.write(["report": String(report.dropLast(20))])
        }
        #expect(summary.total == 1)
        #expect(try fixture.lines().count == 4)
        #expect(try fixture.workplace.mode("report") == 0o600)
    }

    @Test func outputWithoutALineIsAcceptedWhenItIsEqual() throws {
        let (fixture, summary) = try resume(["in/a": "text"]) { fixture in
            try fixture.workplace.write(["report": ""])
        }
        #expect(summary.counts == [.redacted: 1])
        #expect(fixture.workplace.text("out/a") == "painted")
    }

    @Test func outputWithoutALineStaysWhenItIsNot() throws {
        let (fixture, summary) = try resume(["in/a": "text"]) { fixture in
            try fixture.workplace.write(["report": "", "out/a": "somebody's"])
        }
        #expect(summary.counts == [.failed: 1])
        #expect(try fixture.line()?.reason?.code == .outputExists)
        #expect(fixture.workplace.text("out/a") == "somebody's")
    }

    @Test func anotherConfigurationIsRefused() throws {
        let fixture = try BatchFixture(["in/a": "text"])
        var plan = fixture.clean()
        try fixture.run(plan)
        let report = fixture.workplace.text("report")
        plan.resumes = true
        plan.configuration.padding = 9
        let error = #expect(throws: BatchError.self) { try fixture.run(plan) }
        #expect(error?.code == .reportOfOtherConfiguration && error?.line == 1)
        #expect(fixture.workplace.text("report") == report)
    }

    @Test func linesThatNameNoConfigurationAreRefused() throws {
        let fixture = try BatchFixture(["in/a": "held"])
        var plan = fixture.clean()
        try fixture.run(plan)
        let report = try #require(fixture.workplace.text("report"))
        let key = #""configuration":"\#(plan.configuration.digest)","#
        #expect(report.contains(key))
        try fixture.workplace.write(["report": report.replacing(key, with: "")])
        plan.resumes = true
        #expect(throws: BatchError.self) { try fixture.run(plan) }
    }

    @Test func otherLimitsAreTheSameConfiguration() throws {
        let fixture = try BatchFixture(["in/a": "text"])
        var plan = fixture.clean()
        try fixture.run(plan)
        plan.resumes = true
        plan.configuration.limits.secondsPerInstance += 1
        #expect(try fixture.run(plan).resumed == 1)
    }

    @Test func reportOfAScanFinishesNoClean() throws {
        let fixture = try BatchFixture(["in/a": "text", "in/b": "none"])
        try fixture.run(fixture.scan())
        var plan = fixture.clean()
        plan.resumes = true
        let summary = try fixture.run(plan)
        #expect(summary.counts == [.redacted: 1, .noText: 1])
        #expect(try fixture.lines().count == 2)
    }

    @Test(arguments: [
        "not a report\n", "{}\n", #"{"schema":"x","path":"a","status":"kept"}"# + "\n",
    ])
    func foreignFileIsRefused(_ content: String) throws {
        let fixture = try BatchFixture(["in/a": "text", "report": content])
        var plan = fixture.clean()
        plan.resumes = true
        #expect(throws: BatchError.self) { try fixture.run(plan) }
        #expect(fixture.workplace.text("report") == content)
    }
}
