import Foundation
import Testing

@testable import BatchProcessing

@Suite struct InputSourceTests {
    private let workplace: Workplace

    init() throws {
        workplace = try Workplace()
    }

    private func inputs(
        _ selection: InputSelection, output: BytePath? = nil
    ) throws -> [BatchInput] {
        let outputs = Set([output].compactMap { $0.flatMap { FileStatus($0)?.identity } })
        var source = try InputSource(selection, outputs: outputs, excluded: outputs)
        var inputs: [BatchInput] = []
        while let input = source.next() { inputs.append(input) }
        return inputs
    }

    private func walked() throws -> [String] {
        try inputs(InputSelection(paths: [workplace["in"]]), output: workplace["in/out"])
            .map { $0.relativePath?.path.description ?? "none" }
    }

    @Test func walksInTheOrderOfNames() throws {
        try workplace.write(["in/b": "", "in/a/2": "", "in/a/1": "", "in/c/x/y": "", "in/B": ""])
        #expect(try walked() == ["B", "a/1", "a/2", "b", "c/x/y"])
    }

    @Test func passesOverItsOwnFolders() throws {
        try workplace.write(["in/a": "", "in/out/b": "", "in/.pixredact-x/1": "", "in/.hidden": ""])
        #expect(try walked() == [".hidden", "a"])
    }

    @Test func followsLinksToFilesOnly() throws {
        try workplace.write(["in/a": "", "elsewhere/b": ""])
        try workplace.link("in/file", to: workplace["elsewhere/b"].description)
        try workplace.link("in/folder", to: workplace["elsewhere"].description)
        try workplace.link("in/loop", to: workplace["in"].description)
        try workplace.link("in/nowhere", to: "/nonexistent")
        #expect(try walked() == ["a", "file", "nowhere"])
    }

    @Test func namesNeedNotBeUTF8() throws {
        try workplace.makeFolder("in")
        let name: [UInt8] = [0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72]
        let path = workplace["in"].appending(name)
        let file = unsafe open(path.cString, O_WRONLY | O_CREAT, 0o600)
        try #require(file >= 0)
        close(file)
        let input = try #require(try inputs(InputSelection(paths: [workplace["in"]])).first)
        #expect(input.path == path)
        #expect(input.relativePath?.components == [name])
    }

    @Test func namedFilesGoToTheirBasename() throws {
        try workplace.write(["x/a": ""])
        let input = try #require(try inputs(InputSelection(paths: [workplace["x/a"]])).first)
        #expect(input.isNamed)
        #expect(input.relativePath?.path.description == "a")
    }

    @Test func listedFilesKeepTheirPathsWithoutTheSlash() throws {
        try workplace.write(["list": "\(workplace["in/a"])\n\nb/../c\n../d"])
        let listed = try inputs(InputSelection(paths: [], filesFrom: workplace["list"]))
        let relative = listed.map { $0.relativePath?.path.description }
        #expect(relative == [String("\(workplace["in/a"])".dropFirst()), "c", nil])
    }

    @Test func listedFilesAreRelativeToTheRoot() throws {
        try workplace.write(["in/a/b": "", "other/c": "", "in/w/2": "", "in/w/1": ""])
        try workplace.write([
            "list": "\(workplace["in/a/b"])\n\(workplace["other/c"])\n\(workplace["in/w"])\n"
        ])
        let listed = try inputs(
            InputSelection(paths: [], filesFrom: workplace["list"], root: workplace["in"]))
        let relative = listed.map { $0.relativePath?.path.description }
        #expect(relative == ["a/b", nil, "w/1", "w/2"])
    }

    @Test func missingListIsRefused() {
        #expect(throws: BatchError.self) {
            try inputs(InputSelection(paths: [], filesFrom: workplace["gone"]))
        }
    }

    @Test(arguments: ["out", "out/sub", "out/sub/.."])
    func folderInTheOutputIsRefused(_ name: String) throws {
        try workplace.makeFolder("out/sub")
        #expect(throws: BatchError.self) {
            try inputs(InputSelection(paths: [workplace[name]]), output: workplace["out"])
        }
    }

    @Test func linkToTheOutputIsRefused() throws {
        try workplace.makeFolder("out")
        try workplace.link("in", to: workplace["out"].description)
        #expect(throws: BatchError.self) {
            try inputs(InputSelection(paths: [workplace["in"]]), output: workplace["out"])
        }
    }

    @Test func unreadableFolderIsAnInputThatFailed() throws {
        try workplace.write(["in/a/b": ""])
        var walker = FolderWalker(workplace["in/a/b"])
        guard case .unusable(let reason) = walker.next()?.content else {
            Issue.record("the folder passed for read")
            return
        }
        #expect(reason.code == .unreadable)
    }
}

@Suite struct LineReaderTests {
    private func lines(_ text: String) throws -> (lines: [String], isWhole: Bool) {
        let workplace = try Workplace()
        try workplace.write(["a": text])
        var reader = LineReader(try DescriptorOwner(opening: workplace["a"], O_RDONLY))
        var lines: [String] = []
        while let line = try reader.next() { lines.append(String(decoding: line, as: UTF8.self)) }
        return (lines, reader.lastLineIsWhole)
    }

    @Test(arguments: [
        ("", [String]()), ("a", ["a"]), ("a\n", ["a"]), ("\na\n\nb", ["", "a", "", "b"]),
        ("a\r\n", ["a\r"]),
    ])
    func linesEndWithANewline(_ text: String, _ expected: [String]) throws {
        #expect(try lines(text).lines == expected)
    }

    @Test func linesMayBeLongerThanWhatIsReadAtOnce() throws {
        let long = String(repeating: "x", count: 200_000)
        #expect(try lines("a\n\(long)\nb\n").lines == ["a", long, "b"])
    }
}
