import BatchProcessing
import Foundation
import Testing

@Suite struct InterruptTests {
    /// Starts a run whose list of inputs stays open, and waits for its first line.
    private func started(
        _ line: String, in run: ProcessRun, first: String
    ) throws -> (process: Process, list: Pipe) {
        let list = Pipe()
        let output = Pipe()
        let process = try run.process(line)
        process.standardInput = list
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        try list.fileHandleForWriting.write(contentsOf: Data((first + "\n").utf8))
        // Blocks until the line is there: from then on signals are watched.
        #expect(!output.fileHandleForReading.availableData.isEmpty)
        return (process, list)
    }

    @Test func interruptEndsTheRunInOrder() throws {
        let run = try ProcessRun(["in/a": "text"])
        let (process, list) = try started(
            "clean --files-from - --root in -o out --json", in: run, first: "in/a")
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 130)
        #expect(try run.entries("out") == ["a"])
        try list.fileHandleForWriting.close()
    }

    @Test func secondInterruptDropsWhatIsInFlight() throws {
        let run = try ProcessRun(["in/a": "text", "in/b": "hang"])
        let (process, list) = try started(
            "clean --files-from - --root in -o out --json --report report --jobs 1", in: run,
            first: "in/a")
        try list.fileHandleForWriting.write(contentsOf: Data("in/b\n".utf8))
        process.interrupt()
        process.terminate()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        #expect(try run.entries("out") == ["a"])
        #expect(run.text("report")?.filter { $0 == "\n" }.count == 1)
        try list.fileHandleForWriting.close()
    }

    @Test func killedRunIsSweptByTheNext() throws {
        let run = try ProcessRun(["in/a": "text"])
        let (process, list) = try started(
            "clean --files-from - --root in -o out --json --report report", in: run, first: "in/a")
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try list.fileHandleForWriting.close()
        #expect(try run.entries("out").count == 2)
        let result = try run("clean in -o out --report report --resume")
        #expect(result.status == 0)
        #expect(try run.entries("out") == ["a"])
    }
}
