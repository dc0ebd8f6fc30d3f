import Foundation
import PixelRedaction
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

/// The example of the documentation's first page, as it stands there.
@Suite struct DocumentationExampleTests {
    private func example(original: URL, cleaned: URL) async throws -> InstanceReport {
        var configuration = RedactionConfiguration()
        configuration.fill = .black
        let redactor = try Redactor(configuration: configuration)

        let report = await redactor.clean(original, to: cleaned)
        switch report.status {
        case .redacted: print("painted \(report.painted.count) areas")
        case .noText, .kept: print("copied")
        case .held, .failed, .skipped: print(report.reason?.message ?? "")
        case .flagged: break  // scans only
        }
        return report
    }

    @Test func itEndsInAReport() async throws {
        let original = FileManager.default.temporaryDirectory.appending(
            path: "pixredact-test-\(UUID().uuidString)")
        let cleaned = original.appendingPathExtension("dcm")
        let image = DICOMBuilder.image(rows: 16, columns: 16)
            .setting(.pixelData, .ob, .bytes([UInt8](repeating: 0, count: 256)))
        try Data(image.build()).write(to: original)
        let report = try await example(original: original, cleaned: cleaned)
        #expect(report.status == .noText)
        try FileManager.default.removeItem(at: original)
        try FileManager.default.removeItem(at: cleaned)
    }

    /// Its lines are those of the page.
    @Test func thePageShowsIt() throws {
        let file = URL(fileURLWithPath: #filePath)
        let root = file.deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(
            contentsOf: root.appending(
                path: "Sources/PixelRedaction/PixelRedaction.docc/PixelRedaction.md"),
            encoding: .utf8)
        let code = try #require(page.components(separatedBy: "```swift\n").dropFirst().first)
            .components(separatedBy: "```")[0]
        let test = try String(contentsOf: file, encoding: .utf8)
        for line in code.split(separator: "\n") {
            #expect(test.contains(line), "\(line)")
        }
    }
}
