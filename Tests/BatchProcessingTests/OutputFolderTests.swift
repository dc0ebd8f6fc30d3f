import Foundation
import Testing

@testable import BatchProcessing

@Suite struct OutputFolderTests {
    private let workplace: Workplace
    private let folder: OutputFolder
    private let noInput = FileIdentity(device: 0, inode: 0)

    init() throws {
        workplace = try Workplace()
        folder = try OutputFolder(workplace["out"])
    }

    private func file(_ text: String) throws -> TemporaryFile {
        let file = try folder.makeFile()
        try FileContent.write(Array(text.utf8), to: file.descriptor)
        return file
    }

    private func relative(_ path: BytePath) throws -> RelativePath {
        try #require(RelativePath(path))
    }

    @Test func placesWithTheFoldersAbove() throws {
        try folder.place(
            try file("new"), at: relative("a/b/c"), replacing: false, input: noInput)
        #expect(workplace.text("out/a/b/c") == "new")
    }

    @Test func resultsHaveNoNameBeforeTheyArePlaced() throws {
        let file = try file("new")
        let visible = try workplace.entries(in: "out").filter { !$0.hasPrefix(".pixredact-") }
        #expect(visible.isEmpty)
        withExtendedLifetime(file) {}
    }

    @Test func existingFileStays() throws {
        try workplace.write(["out/a": "old"])
        #expect(throws: PlacementError.exists) {
            try folder.place(try file("new"), at: relative("a"), replacing: false, input: noInput)
        }
        #expect(workplace.text("out/a") == "old")
    }

    @Test func existingFileGivesWayWhenAsked() throws {
        try workplace.write(["out/a": "old"])
        try folder.place(try file("new"), at: relative("a"), replacing: true, input: noInput)
        #expect(workplace.text("out/a") == "new")
    }

    @Test func existingFolderNeverGivesWay() throws {
        try workplace.makeFolder("out/a")
        #expect(throws: PlacementError.exists) {
            try folder.place(try file("new"), at: relative("a"), replacing: true, input: noInput)
        }
    }

    @Test(arguments: [true, false])
    func inputIsNeverReplaced(_ isLink: Bool) throws {
        try workplace.write([isLink ? "in" : "out/a": "original"])
        if isLink { try workplace.link("out/a", to: workplace["in"].description) }
        let input = try #require(FileStatus(workplace[isLink ? "in" : "out/a"]))
        #expect(throws: PlacementError.isInput) {
            try folder.place(
                try file("new"), at: relative("a"), replacing: true, input: input.identity)
        }
        #expect(workplace.text("out/a") == "original")
    }

    @Test(arguments: ["same", "other"])
    func equalFileCountsAsPlacedWhenResuming(_ content: String) throws {
        try workplace.write(["out/a": "same"])
        let place = {
            try folder.place(
                try file(content), at: relative("a"), replacing: false, acceptingEqual: true,
                input: noInput)
        }
        if content == "same" {
            try place()
        } else {
            #expect(throws: PlacementError.exists, performing: place)
        }
        #expect(workplace.text("out/a") == "same")
    }

    @Test func fileThatIsNotPlacedIsRemoved() throws {
        let run = try #require(try workplace.entries(in: "out").first)
        var file: TemporaryFile? = try file("new")
        #expect(try workplace.entries(in: "out/" + run).count == 2)
        withExtendedLifetime(file) {}
        file = nil
        #expect(try workplace.entries(in: "out/" + run) == ["lock"])
    }

    @Test func closedFolderHoldsResultsOnly() throws {
        try folder.place(try file("new"), at: relative("a"), replacing: false, input: noInput)
        let file = try file("unfinished")
        folder.close()
        #expect(try workplace.entries(in: "out") == ["a"])
        withExtendedLifetime(file) {}
    }

    @Test func foldersOfDeadRunsAreSwept() throws {
        try workplace.write([
            "out/.pixredact-dead/lock": "", "out/.pixredact-dead/1": "half an instance",
        ])
        try workplace.makeFolder("out/.pixredact-stillborn")
        let next = try OutputFolder(workplace["out"])
        let runs = try workplace.entries(in: "out")
        #expect(runs.count == 2)
        #expect(!runs.contains(".pixredact-dead"))
        withExtendedLifetime(next) {}
    }

    @Test func folderOfALivingRunStays() throws {
        let file = try file("in flight")
        _ = try OutputFolder(workplace["out"])
        try folder.place(file, at: relative("a"), replacing: false, input: noInput)
        #expect(workplace.text("out/a") == "in flight")
    }

    @Test func foldersOfRunsAreForTheOwnerOnly() throws {
        let run = try #require(try workplace.entries(in: "out").first)
        #expect(try workplace.mode("out/" + run) == 0o700)
    }

    @Test func folderThatIsAFileIsRefused() throws {
        try workplace.write(["file": ""])
        #expect(throws: SystemError(number: ENOTDIR)) {
            try OutputFolder(workplace["file"])
        }
    }
}
