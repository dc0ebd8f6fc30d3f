import RedactionPolicy
import Testing

@testable import ConfigurationFiles

/// Reads texts as configuration files.
enum Reading {
    static func file(_ text: String) throws(ConfigurationError) -> ConfigurationFile {
        try ConfigurationFile(content: Array(text.utf8))
    }

    /// Of our own form, with the version before.
    static func settings(_ text: String) throws(ConfigurationError) -> ConfigurationSettings {
        try file("version: 1\n" + text).settings
    }

    /// What is wrong with a text; none where it is taken.
    static func problems(_ text: String) -> [ConfigurationProblem] {
        do throws(ConfigurationError) {
            _ = try file(text)
            return []
        } catch {
            return error.problems
        }
    }
}

/// A text that is refused, and the one complaint about it.
struct Refusal: Sendable, CustomTestStringConvertible {
    var text: String
    var code: ConfigurationProblem.Code
    var words: String

    init(_ text: String, _ code: ConfigurationProblem.Code, _ words: String) {
        self.text = text
        self.code = code
        self.words = words
    }

    var testDescription: String { String(text.prefix(60)) }

    func check() {
        let problems = Reading.problems(text)
        #expect(problems.map(\.description) == [words])
        #expect(problems.map(\.code) == [code])
    }
}
