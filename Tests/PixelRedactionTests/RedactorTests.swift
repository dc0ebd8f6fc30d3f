import DICOMCore
import Foundation
import PixelRedaction
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

/// A folder of a test, gone with it.
private final class Folder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(
            path: "pixredact-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func file(_ name: String, _ bytes: [UInt8]? = nil) throws -> URL {
        let file = url.appending(path: name)
        if let bytes { try Data(bytes).write(to: file) }
        return file
    }

    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
    }
}

/// The front door of the library, with a detector that it brings.
@Suite struct RedactorTests {
    private static let blank = DICOMBuilder.image(rows: 32, columns: 32)
        .setting(.pixelData, .ob, .bytes([UInt8](repeating: 0, count: 32 * 32)))
    /// Held: its header claims what its pixels do not show.
    private static let claiming = blank.setting(.burnedInAnnotation, .cs, .text(["YES"]))

    private func text() throws -> [UInt8] {
        var view = GrayImage.speckle(width: 320, height: 96, mean: 60, amplitude: 20, seed: 4)
        TextPainter(scale: 2).draw("DOE JOHN 1970", x: 20, y: 30, in: &view)
        return try DICOMBuilder.image(rows: 96, columns: 320)
            .setting(.pixelData, .ob, .bytes(view.pixels)).build()
    }

    private func redactor(
        _ change: (inout RedactionConfiguration) -> Void = { _ in }
    ) throws -> Redactor {
        var configuration = RedactionConfiguration()
        configuration.detector = .tesseract
        change(&configuration)
        return try Redactor(configuration: configuration)
    }

    // MARK: Files

    @Test func scansAFile() async throws {
        let folder = try Folder()
        let input = try folder.file("in.dcm", Self.blank.build())
        let report = try await redactor().scan(input)
        #expect(report.status == .noText && report.path == input.path && report.output == nil)
        #expect(try folder.names == ["in.dcm"])
    }

    @Test func copiesAFileWithoutText() async throws {
        let folder = try Folder()
        let source = try Self.blank.build()
        let output = try folder.file("out.dcm")
        let report = try await redactor().clean(folder.file("in.dcm", source), to: output)
        #expect(report.status == .noText && report.output == output.path)
        #expect(try [UInt8](Data(contentsOf: output)) == source)
        #expect(try folder.names == ["in.dcm", "out.dcm"])
    }

    @Test func paintsTheTextOfAFile() async throws {
        let folder = try Folder()
        let output = try folder.file("out.dcm")
        let report = try await redactor().clean(folder.file("in.dcm", text()), to: output)
        #expect(report.status == .redacted, "\(report.reason?.message ?? "")")
        #expect(report.verification?.residualText == 0)
        #expect(try await redactor().scan(output).status == .noText)
        #expect(try folder.names == ["in.dcm", "out.dcm"])
    }

    @Test(arguments: [
        claiming, blank.removing(.rows), blank.removing(.pixelData).removing(.rows),
    ])
    func leavesNothingOfAnInstanceThatMayNotGoOut(_ image: DICOMBuilder) async throws {
        let folder = try Folder()
        let report = try await redactor().clean(
            folder.file("in.dcm", image.build()), to: folder.file("out.dcm"))
        #expect([.held, .failed, .skipped].contains(report.status) && report.output == nil)
        #expect(try folder.names == ["in.dcm"])
    }

    @Test func doesNotReplaceAnOutput() async throws {
        let folder = try Folder()
        let output = try folder.file("out.dcm", [1, 2, 3])
        let report = try await redactor().clean(
            folder.file("in.dcm", Self.blank.build()), to: output)
        #expect(report.status == .failed && report.reason?.code == .outputExists)
        #expect(try [UInt8](Data(contentsOf: output)) == [1, 2, 3])
    }

    @Test func aFolderThatIsNotThereFails() async throws {
        let folder = try Folder()
        let report = try await redactor().clean(
            folder.file("in.dcm", Self.blank.build()), to: folder.file("none/out.dcm"))
        #expect(report.status == .failed && report.reason?.code == .outputNotWritable)
    }

    @Test func aFileThatIsNotThereFails() async throws {
        let folder = try Folder()
        let report = try await redactor().clean(
            folder.file("in.dcm"), to: folder.file("out.dcm"))
        #expect(report.status == .failed && report.reason?.code == .unreadable)
        #expect(try folder.names.isEmpty)
    }

    @Test func policyNoneCleansNothing() async throws {
        let folder = try Folder()
        let redactor = try redactor { $0.policy = .none }
        let report = try await redactor.clean(
            folder.file("in.dcm", text()), to: folder.file("out.dcm"))
        #expect(report.status == .failed)
        #expect(await redactor.clean(try text()).output == nil)
        #expect(try folder.names == ["in.dcm"])
    }

    // MARK: Bytes

    @Test func scansBytes() async throws {
        #expect(try await redactor().scan(text()).status == .flagged)
    }

    @Test func returnsBytesWithoutTextAsTheyAre() async throws {
        let source = try Self.blank.build()
        let (report, output) = try await redactor().clean(source)
        #expect(report.status == .noText && output == source)
    }

    @Test func returnsPaintedBytes() async throws {
        let (report, output) = try await redactor().clean(text())
        #expect(report.status == .redacted)
        #expect(try await redactor().scan(try #require(output)).status == .noText)
    }

    @Test func returnsNothingOfAHeldInstance() async throws {
        let (report, output) = try await redactor().clean(Self.claiming.build())
        #expect(report.status == .held && output == nil)
    }

    @Test func aDataSetWithoutAHeaderIsExamined() async throws {
        var image = Self.blank
        image.hasPreamble = false
        image.hasMetaInformation = false
        let report = try await redactor().scan(image.build())
        #expect(report.status == .noText && report.notes == [.transferSyntaxGuessed])
    }

    // MARK: Digests and cancellation

    @Test func digestsAreOfInputAndOutput() async throws {
        let folder = try Folder()
        let redactor = try redactor { $0.computesDigests = true }
        let input = try folder.file("in.dcm", Self.blank.build())
        let copied = try await redactor.clean(input, to: folder.file("copy.dcm"))
        #expect(copied.digests?.input?.count == 64)
        #expect(copied.digests?.input == copied.digests?.output)
        let painted = try await redactor.clean(text())
        let output = try #require(painted.output)
        let written = await redactor.scan(output)
        #expect(painted.report.digests?.output == written.digests?.input)
        #expect(written.digests?.output == nil)
    }

    @Test func aCancelledTaskLeavesNothing() async throws {
        let folder = try Folder()
        let redactor = try redactor()
        let input = try folder.file("in.dcm", text())
        let output = try folder.file("out.dcm")
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return await redactor.clean(input, to: output)
        }
        let report = await task.value
        #expect(report.status == .failed && report.reason?.code == .cancelled)
        #expect(try folder.names == ["in.dcm"])
    }
}
