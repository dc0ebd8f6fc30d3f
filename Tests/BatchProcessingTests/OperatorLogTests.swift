import Logging
import RedactionReport
import Synchronization
import Testing

@testable import BatchProcessing

/// Keeps what is logged, but the numbers of processes.
private final class Recorder: Sendable {
    private let lines = Mutex<[String]>([])

    var recorded: [String] { lines.withLock { $0 } }

    var log: OperatorLog {
        OperatorLog(Logger(label: "test") { _ in Handler(recorder: self) })
    }

    private struct Handler: LogHandler {
        let recorder: Recorder
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { _, later in later }
            let words = all.filter { $0.key != "process" }.sorted { $0.key < $1.key }
                .map { " \($0.key)=\($0.value)" }.joined()
            recorder.lines.withLock { $0.append("\(event.level): \(event.message)\(words)") }
        }
    }
}

@Suite struct OperatorLogTests {
    private func recorded(
        _ files: [String: String], interrupt: Interrupt = Interrupt(),
        _ change: (inout BatchPlan, Workplace) throws -> Void = { _, _ in }
    ) throws -> [String] {
        let fixture = try BatchFixture(files)
        var plan = fixture.clean()
        try change(&plan, fixture.workplace)
        let recorder = Recorder()
        try fixture.run(plan, interrupt: interrupt, log: recorder.log)
        return recorder.recorded
    }

    @Test func noWorkerStartsWhereNoneIsNeeded() throws {
        let fixture = try BatchFixture(["in/a": "text"])
        let recorder = Recorder()
        try fixture.run(fixture.clean(), nativeCleaner: EchoCleaner(), log: recorder.log)
        #expect(recorder.recorded.isEmpty)
    }

    @Test func aWorkerStartsAndEnds() throws {
        #expect(
            try recorded(["in/a": "text", "in/b": "none"]) == [
                "debug: worker started job=1", "debug: worker ended job=1",
            ])
    }

    @Test(arguments: [
        ("crash", "warning: worker ended early code=crashed job=1 signal=6"),
        ("exit", "warning: worker ended early code=crashed job=1 status=3"),
        ("garbage", "warning: worker killed code=not_understood job=1"),
    ])
    func aLostWorkerIsReplaced(content: String, line: String) throws {
        #expect(
            try recorded(["in/a": content, "in/b": "none"]) == [
                "debug: worker started job=1", line, "notice: worker replaced earlier=1 job=1",
                "debug: worker ended job=1",
            ])
    }

    @Test func aWorkerThatHangsIsKilled() throws {
        let lines = try recorded(["in/a": "hang"]) { plan, _ in
            plan.configuration.limits.secondsPerInstance = 0.01
        }
        #expect(lines.last == "warning: worker killed code=timed_out job=1")
    }

    @Test func aWorkerThatSaysNothingWasNotStarted() throws {
        let lines = try recorded(["in/a": "text"]) { plan, _ in
            plan.workerExecutable = "/bin/true"
        }
        #expect(lines == ["error: worker not started code=not_started job=1"])
    }

    @Test func interruptsAreTold() throws {
        #expect(
            try Signals.raised(.stop) { try recorded(["in/a": "text"], interrupt: $0) } == [
                "notice: interrupted"
            ])
    }

    @Test func sweptFoldersAreCounted() throws {
        let lines = try recorded(["in/a": "text"]) { _, workplace in
            try workplace.write([
                "out/.pixredact-dead/lock": "", "out/.pixredact-dead/0": "half",
                "out/.pixredact-gone/lock": "",
            ])
        }
        #expect(lines.first == "notice: temporary folders swept count=2")
    }
}
