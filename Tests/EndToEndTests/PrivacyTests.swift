import DICOMCore
import Foundation
import Testing

/// What a run leaves behind says nothing of the patient, and shows it to nobody else.
@Suite struct PrivacyTests {
    /// One input for each way an instance can end.
    private static func inputs() throws -> [String: [UInt8]] {
        let text = try TestImage.file()
        return try [
            "in/text": text, "in/none": TestImage.file(text: nil, instance: 2),
            "in/held": TestImage.file(instance: 3, .jpegLSLossless),
            "in/cut": text.dropLast(100), "in/cut-in-header": Array(text.prefix(420)),
            "in/coded": TestImage.file(instance: 4, .jpegBaseline8Bit),
            "in/wild": mutated(text),
        ]
    }

    /// Declares more rows than there are.
    private static func mutated(_ file: [UInt8]) -> [UInt8] {
        var file = file
        let rows: [UInt8] = [0x28, 0, 0x10, 0, 0x55, 0x53, 2, 0]
        for start in file.indices.dropLast(10) where Array(file[start..<start + 8]) == rows {
            file[start + 8] = 0xFF
            file[start + 9] = 0xFF
        }
        return file
    }

    private func expectNoCanary(_ text: String) {
        for canary in TestImage.canaries { #expect(!text.contains(canary)) }
    }

    @Test(arguments: [
        "scan in --report report --preview pictures --log-level trace",
        "scan in --json --policy none",
        "scan in --json --heatmap pictures --threshold 0.2 --per-frame",
        "clean in -o out --report report --preview pictures --quarantine held --log-level trace",
        "clean in -o out --digests --json --boxes boxes --verify fast",
        "clean in -o out --json --timeout 0.000001",
        "clean in -o out --json --memory-limit 1K",
        "verify in/text in/cut", "verify in/text in/none --json", "info in/text",
        "info in/cut-in-header --json",
    ])
    func valuesOfAFileStayInIt(_ line: String) throws {
        let run = try CommandRun(Self.inputs())
        let box = #"{"path":"in/text","boxes":[{"x":9999,"y":0,"width":1,"height":1}]}"#
        try run.write("boxes", Array(box.utf8))
        let result = try run(line)
        expectNoCanary(result.output + result.messages)
        if run.names().contains("report") {
            let report = try run.bytes("report")
            expectNoCanary(String(decoding: report, as: UTF8.self))
        }
        expectNoCanary(run.names().joined(separator: "\n"))
    }

    @Test func temporaryNamesSayNothing() throws {
        let run = try CommandRun(Self.inputs())
        let process = run.process(
            "clean --files-from - -o out --preview pictures --json --jobs 1")
        let list = Pipe()
        let output = Pipe()
        process.standardInput = list
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        try list.fileHandleForWriting.write(contentsOf: Data("in/none\nin/text\n".utf8))
        // Blocks until the first line is there. Killed like this, a run cannot tidy up.
        #expect(!output.fileHandleForReading.availableData.isEmpty)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try list.fileHandleForWriting.close()
        let names = run.names()
        #expect(names.contains { $0.hasPrefix("out/.pixredact-") })
        expectNoCanary(names.joined(separator: "\n"))
    }

    @Test func whatShowsPatientsIsForTheOwnerOnly() throws {
        let run = try CommandRun(Self.inputs())
        try run("clean in -o out --report report --preview pictures --quarantine held")
        #expect(try run.mode("report") == 0o600)
        for folder in ["pictures", "held"] {
            #expect(try run.mode(folder) == 0o700)
            let names = run.names(folder)
            #expect(!names.isEmpty)
            for name in names { #expect(try run.mode("\(folder)/\(name)") == 0o600) }
        }
    }
}
