import BatchProcessing
import Foundation

/// One run of the built executable with the obedient test worker, in a folder of its own.
final class ProcessRun {
    struct Result {
        var status: Int32
        var output: String
        var messages: String
    }

    let folder: URL

    init(_ files: [String: String]) throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("pixredact-test-\(UUID().uuidString)")
        for (name, content) in files {
            let file = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(content.utf8).write(to: file)
        }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    private static let products: URL = {
        let worker = WorkerExecutable.locate().description
        return URL(fileURLWithPath: worker).deletingLastPathComponent()
    }()

    /// The process, not yet started.
    func process(_ line: String) throws -> Process {
        let process = Process()
        process.executableURL = Self.products.appendingPathComponent("pixredact")
        process.arguments = line.split(separator: " ").map(String.init)
        process.currentDirectoryURL = folder
        var environment = ProcessInfo.processInfo.environment
        environment["PIXREDACT_WORKER"] = Self.products.appendingPathComponent("TestWorker").path
        process.environment = environment
        return process
    }

    func callAsFunction(_ line: String, input: String? = nil) throws -> Result {
        let process = try process(line)
        // Files, not pipes: nobody need read while the process writes.
        let names = ["stdin", "stdout", "stderr"].map { folder.path + "." + $0 }
        defer { names.forEach { try? FileManager.default.removeItem(atPath: $0) } }
        for name in names { _ = FileManager.default.createFile(atPath: name, contents: nil) }
        try Data((input ?? "").utf8).write(to: URL(fileURLWithPath: names[0]))
        process.standardInput = FileHandle(forReadingAtPath: names[0])
        process.standardOutput = FileHandle(forWritingAtPath: names[1])
        process.standardError = FileHandle(forWritingAtPath: names[2])
        try process.run()
        process.waitUntilExit()
        let texts = names.map {
            String(decoding: FileManager.default.contents(atPath: $0) ?? Data(), as: UTF8.self)
        }
        return Result(status: process.terminationStatus, output: texts[1], messages: texts[2])
    }

    /// Adds a file, or replaces one.
    func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: folder.appendingPathComponent(name))
    }

    func text(_ name: String) -> String? {
        FileManager.default.contents(atPath: folder.appendingPathComponent(name).path)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    func entries(_ name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(
            atPath: folder.appendingPathComponent(name).path
        ).sorted()
    }
}
