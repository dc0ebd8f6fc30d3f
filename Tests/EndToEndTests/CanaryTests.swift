import Foundation
import RedactionReport
import Testing

/// Invented words that stand in headers and pixels come out nowhere, however a run goes.
@Suite struct CanaryTests {
    /// Folders that hold instances and pictures, which show what they show.
    private static let shown = ["in/", "lists/", "out/", "held/", "pictures/", "made/files/"]

    /// Runs a line and looks at all that it said and left.
    @discardableResult
    private func expectSilence(
        _ line: String, _ run: CommandRun, except report: String? = nil
    ) throws -> CommandRun.Result {
        let result = try run(line)
        let said = CanaryImage.words(in: Array((result.output + result.messages).utf8))
        #expect(said.isEmpty)
        let names = run.names()
        #expect(CanaryImage.words(in: Array(names.joined(separator: "\n").utf8)).isEmpty)
        for name in names where name != report {
            guard try !Self.shown.contains(where: { name.hasPrefix($0) }) && isFile(name, run)
            else { continue }
            let words = CanaryImage.words(in: try run.bytes(name))
            #expect(words.isEmpty, "in a file")
        }
        return result
    }

    private func isFile(_ name: String, _ run: CommandRun) throws -> Bool {
        let path = run.folder.appendingPathComponent(name).path
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return attributes[.type] as? FileAttributeType == .typeRegular
    }

    @Test(arguments: [
        "scan in --report report --info-types --preview pictures",
        "scan in --report report --policy keep-technical --preview pictures",
        "scan in --json --policy phi-only --per-frame --min-confidence 0.2",
        "scan in --json --policy none --info-types --heatmap pictures",
        "clean in -o out --report report --policy all-text --info-types --quarantine held",
        "clean in -o out --report report --policy keep-technical --preview pictures",
        "clean in -o out --json --policy phi-only --unreadable review --quarantine held",
        "clean in -o out --json --policy phi-only --verify fast --digests",
        "clean in -o out --json --policy keep-technical --timeout 0.000001",
        "clean in -o out --json --policy keep-technical --memory-limit 1K",
        "scan in --json --policy keep-technical --language nolanguage",
        "scan in --json --policy phi-only --identifiers lists/values",
        "clean in -o out --json --policy phi-only --identifiers lists/broken",
        "verify in/text in/none --json --policy keep-technical",
        "verify in/text in/text --policy phi-only --identifiers lists/values",
        "verify in/text in/text --policy keep-technical --identifiers lists/broken",
        "verify in/text in/cut --policy phi-only",
        "synth in --count 2 --report report -o made", "info in/text", "info in/cyrillic --json",
    ])
    func nothingIsSaid(_ line: String) throws {
        let run = try CommandRun(CanaryImage.inputs())
        let logs = ["scan", "clean", "verify", "synth"].contains { line.hasPrefix($0) }
        let result = try expectSilence(logs ? line + " --log-level trace" : line, run)
        // A list that nobody can read is an error of usage; no other line is one.
        #expect((result.status == 64) == line.contains("broken"))
        #expect(!result.output.contains("\"text\":"))
        // The text that a synth reports is its own, and invented.
        if run.names().contains("report"), !line.hasPrefix("synth") {
            #expect(!String(decoding: try run.bytes("report"), as: UTF8.self).contains("\"text\":"))
        }
    }

    /// A worker that has read text and dies of want of memory leaves no word of it, wherever it was.
    @Test func nothingIsSaidByACrash() throws {
        var crashes = 0
        for megabytes in stride(from: 96, through: 288, by: 16) where crashes < 2 {
            let run = try CommandRun(["in/a": CanaryImage.file()])
            let result = try expectSilence(
                "scan in --json --policy keep-technical --log-level trace --memory-limit "
                    + "\(megabytes)M", run)
            if result.output.contains("worker_crashed") { crashes += 1 }
        }
        #expect(crashes > 0)
    }

    /// The files that a run wrote are verified under its policy.
    @Test(arguments: ["all-text", "keep-technical", "phi-only"])
    func whatWasCleanedIsProven(_ policy: String) throws {
        let run = try CommandRun(["in/a": CanaryImage.file()])
        try expectSilence("clean in -o out --report report --policy \(policy)", run)
        let line = try #require(try run.lines("report").first)
        #expect(line.status == .redacted)
        let result = try expectSilence("verify in/a out/a --policy \(policy)", run)
        #expect(result.output.hasPrefix("out/a: proven\n"))
    }

    @Test(arguments: ["all-text", "keep-technical", "phi-only", "none"])
    func textIsOnlyWhereItWasAskedFor(_ policy: String) throws {
        let run = try CommandRun(CanaryImage.inputs())
        let result = try expectSilence(
            "scan in --report report --include-text --policy \(policy)", run, except: "report")
        #expect(result.messages.contains("--include-text"))
        var lines = try run.lines("report")
        #expect(lines.flatMap(\.boxes).contains { $0.text != nil })
        for index in lines.indices {
            for box in lines[index].boxes.indices { lines[index].boxes[box].text = nil }
        }
        let rest = Array(try JSONEncoder().encode(lines))
        #expect(CanaryImage.words(in: rest).isEmpty)
        #expect(try run.mode("report") == 0o600)
    }
}
