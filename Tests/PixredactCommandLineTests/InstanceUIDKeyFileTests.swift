import BatchProcessing
import Foundation
import RedactionPolicy
import Testing

@testable import PixredactCommandLine

/// The secret of `--uid derive`.
@Suite struct InstanceUIDKeyFileTests {
    private func read(_ key: String, mode: Int) throws -> InstanceUIDKey {
        let run = try ProcessRun(["key": key])
        let path = run.folder.appendingPathComponent("key").path
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return try InstanceUIDKeyFile.read(BytePath(path))
    }

    @Test(arguments: [16, 17, 4096])
    func everyByteCounts(_ count: Int) throws {
        let text = String(repeating: "k", count: count - 1) + "\n"
        #expect(try read(text, mode: 0o600) == InstanceUIDKey(Array(text.utf8)))
        #expect(try read(text, mode: 0o400) == InstanceUIDKey(Array(text.utf8)))
    }

    @Test(arguments: [0, 15, 4097])
    func aKeyIsNeitherShortNorLong(_ count: Int) {
        #expect(throws: (any Error).self) {
            try read(String(repeating: "k", count: count), mode: 0o600)
        }
    }

    @Test(arguments: [0o640, 0o604, 0o620, 0o602, 0o610])
    func nobodyElseMayUseIt(_ mode: Int) {
        #expect(throws: (any Error).self) {
            try read(String(repeating: "k", count: 16), mode: mode)
        }
    }

    @Test(arguments: ["/dev/zero", "/nonexistent/key", "/"])
    func itIsARegularFile(_ path: String) {
        #expect(throws: (any Error).self) { try InstanceUIDKeyFile.read(BytePath(path)) }
    }

    @Test func aBadKeyIsAUsageError() throws {
        let run = try ProcessRun(["in/a": "text", "key": "short"])
        let result = try run("clean in -o out --uid derive --uid-key key")
        #expect(result.status == 64)
        #expect(result.messages.contains("--uid-key") && !result.messages.contains("short"))
        #expect(run.text("out/a") == nil)
    }
}
