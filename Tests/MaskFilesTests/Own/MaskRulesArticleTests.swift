import Foundation
import MaskFiles
import Testing

/// What the article about our own form says is so.
@Suite struct MaskRulesArticleTests {
    private static func article() throws -> [Substring] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../Sources/MaskFiles/MaskFiles.docc/MaskRules.md")
            .standardizedFileURL
        return try String(contentsOf: file, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
    }

    @Test func itsExamplesAreTaken() throws {
        let parts = try Self.article().split { $0.hasPrefix("```") }
        let examples = parts.filter { $0.first?.hasPrefix("schema:") ?? false }
        #expect(examples.count == 2)
        for example in examples {
            let content = Array(example.joined(separator: "\n").utf8)
            let document = PixredactMaskFormat().read(content, name: "example")
            #expect(document.findings == [])
            #expect(MaskLinter.findings(for: document) == [])
        }
    }

    @Test(arguments: [
        "id", "when", "size", "blank", "keep", "areas", "frames", "action", "complete", "priority",
        "group", "note", "sources", "equals", "contains", "starts_with", "ends_with", "matches",
        "number", "state", "present",
    ])
    func itTellsOfEveryKey(_ key: String) throws {
        let rows = try Self.article().filter { $0.hasPrefix("| `") }
            .compactMap { $0.split(separator: "|").first }
        #expect(rows.contains { $0.contains("`\(key)`") })
    }
}
