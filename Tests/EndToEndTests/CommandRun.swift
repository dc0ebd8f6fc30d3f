import BatchProcessing
import Foundation
import RedactionReport
import Testing

/// One folder for the built executables, `pixredact` with its own worker, to work in.
final class CommandRun {
    struct Result {
        var status: Int32
        var output: String
        var messages: String
    }

    let folder: URL

    init(_ files: [String: [UInt8]]) throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("pixredact-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, content) in files { try write(name, content) }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    func write(_ name: String, _ content: [UInt8]) throws {
        let file = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(content).write(to: file)
    }

    func setMode(_ mode: Int, of name: String) throws {
        let path = folder.appendingPathComponent(name).path
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    /// A file that ends with so many zeros, which take no room.
    func write(_ name: String, _ content: [UInt8], zeros: Int) throws {
        try write(name, content)
        let file = try FileHandle(forWritingTo: folder.appendingPathComponent(name))
        try file.truncate(atOffset: UInt64(content.count + zeros))
        try file.close()
    }

    /// Where the build puts executables: beside that of the tests.
    private static let products = URL(fileURLWithPath: WorkerExecutable.locate().description)
        .deletingLastPathComponent()

    /// The process, not yet started.
    func process(_ line: String) -> Process {
        let process = Process()
        process.executableURL = Self.products.appendingPathComponent("pixredact")
        process.arguments = line.split(separator: " ").map(String.init)
        process.currentDirectoryURL = folder
        var environment = ProcessInfo.processInfo.environment
        environment["PIXREDACT_WORKER"] = nil
        process.environment = environment
        return process
    }

    @discardableResult
    func callAsFunction(_ line: String) throws -> Result {
        let process = process(line)
        // Files, not pipes: nobody need read while the process writes.
        let names = ["stdout", "stderr"].map { folder.path + "." + $0 }
        defer { names.forEach { try? FileManager.default.removeItem(atPath: $0) } }
        for name in names { _ = FileManager.default.createFile(atPath: name, contents: nil) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: names[0])
        process.standardError = FileHandle(forWritingAtPath: names[1])
        try process.run()
        process.waitUntilExit()
        let texts = names.map {
            String(decoding: FileManager.default.contents(atPath: $0) ?? Data(), as: UTF8.self)
        }
        return Result(status: process.terminationStatus, output: texts[0], messages: texts[1])
    }

    func bytes(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: folder.appendingPathComponent(name)))
    }

    /// The lines of a report, sorted by path.
    func lines(_ name: String) throws -> [InstanceReport] {
        try bytes(name).split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(InstanceReport.self, from: Data($0))
        }.sorted { $0.path < $1.path }
    }

    /// The names below a folder, those of folders too, sorted; none where there is no folder.
    func names(_ name: String = "") -> [String] {
        let path = folder.appendingPathComponent(name).path
        return (FileManager.default.subpaths(atPath: path) ?? []).sorted()
    }

    func mode(_ name: String) throws -> Int? {
        let path = folder.appendingPathComponent(name).path
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }
}
