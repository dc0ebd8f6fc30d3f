/// Where something stands in a file, counted from 1; columns are Unicode scalars.
package struct FilePlace: Hashable, Comparable, Sendable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package static func < (left: FilePlace, right: FilePlace) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// What is wrong with a configuration file, and where. It names keys of the schema and what was to come
/// there, never what the file says: lists of words may name people.
package struct ConfigurationProblem: Error, Hashable, Sendable {
    package enum Code: Sendable, CaseIterable {
        case tooLarge
        case notText
        /// Neither YAML nor JSON.
        case syntax
        /// Something of YAML that a configuration needs not, or a key of another release.
        case notSupported
        case unknownKey
        case missingKey
        case wrongType
        case outOfRange
        /// Two parts that cannot both hold.
        case conflict
    }

    package var code: Code
    package var place: FilePlace?
    /// The way to the key, as `custom_info_types[0].patterns`; empty for the file.
    package var path: String
    /// What was expected, or why it cannot be.
    package var detail: String

    package init(_ code: Code, at place: FilePlace?, path: String = "", _ detail: String) {
        self.code = code
        self.place = place
        self.path = path
        self.detail = detail
    }
}

extension ConfigurationProblem: CustomStringConvertible {
    package var description: String {
        var parts: [String] = []
        if let place { parts.append("line \(place.line), column \(place.column)") }
        if !path.isEmpty { parts.append(path) }
        parts.append(detail)
        return parts.joined(separator: ": ")
    }
}

/// Why a configuration file is not taken: all that is wrong with it, in the order of the file.
package struct ConfigurationError: Error, Hashable, Sendable {
    /// Never empty.
    package var problems: [ConfigurationProblem]

    /// How many problems are told: one mistake can make many.
    static let mostProblems = 20

    package init(_ problem: ConfigurationProblem) { problems = [problem] }

    /// `nil` where nothing is wrong.
    init?(_ list: ProblemList) {
        guard !list.problems.isEmpty else { return nil }
        let first = FilePlace(line: 0, column: 0)
        let sorted = list.problems.sorted { ($0.place ?? first) < ($1.place ?? first) }
        problems = Array(sorted.prefix(Self.mostProblems))
    }
}

/// What a reading of one file has met so far.
package final class ProblemList {
    package private(set) var problems: [ConfigurationProblem] = []

    /// An empty one.
    package init() {}

    /// Adds what was met, and goes on.
    package func add(
        _ code: ConfigurationProblem.Code, at place: FilePlace?, path: String, _ detail: String
    ) {
        problems.append(ConfigurationProblem(code, at: place, path: path, detail))
    }
}
