import Foundation
import RedactionReport
import Testing

@testable import ConfigurationFiles

/// What the articles say is so.
@Suite struct DocumentationTests {
    private static func article(_ path: String) throws -> [Substring] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
                "Sources")
        return try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The fenced examples of an article, in its order.
    private static func examples(_ path: String) throws -> [String] {
        var examples: [String] = []
        var example: [Substring]?
        for line in try article(path) {
            if line.hasPrefix("```") {
                if let lines = example { examples.append(lines.joined(separator: "\n")) }
                example = example == nil ? [] : nil
            } else {
                example?.append(line)
            }
        }
        return examples
    }

    /// The words in backquotes that open the rows of an article's tables.
    private static func rows(_ path: String) throws -> Set<String> {
        Set(
            try article(path).compactMap { line in
                guard line.hasPrefix("| `") else { return nil }
                return line.dropFirst(3).split(separator: "`").first.map(String.init)
            })
    }

    private static let configuration = "ConfigurationFiles/ConfigurationFiles.docc/Configuration.md"
    private static let google = "ConfigurationFiles/ConfigurationFiles.docc/GoogleConfiguration.md"
    private static let infoTypes = "PixelRedaction/PixelRedaction.docc/InfoTypes.md"

    @Test(arguments: [(configuration, 3), (google, 1)])
    func examplesAreTaken(_ path: String, _ count: Int) throws {
        let examples = try Self.examples(path)
        #expect(examples.count == count)
        for example in examples {
            #expect(Reading.problems(example).isEmpty)
        }
    }

    @Test func theFirstExampleSaysTheSameInBothForms() throws {
        let examples = try Self.examples(Self.configuration)
        #expect(try Reading.file(examples[0]) == Reading.file(examples[1]))
    }

    @Test func everyKeyHasARow() throws {
        let rows = try Self.rows(Self.configuration).map { $0.prefix { $0 != "." } }
        #expect(Set(rows.map(String.init)) == SettingsSchema.keys)
    }

    @Test func everyInfoTypeHasARow() throws {
        #expect(try Self.rows(Self.infoTypes) == Set(InfoTypeCatalog.names))
    }

    @Test(arguments: CleanImageConfig.defaultInfoTypes + CleanImageConfig.addedInfoTypes)
    func typesOfGooglesModeAreNamed(_ infoType: InfoType) throws {
        let text = try Self.article(Self.google).joined(separator: "\n")
        #expect(text.contains(infoType.rawValue))
    }
}
