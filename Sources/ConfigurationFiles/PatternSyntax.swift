import _StringProcessing

/// What a regular expression of the user's may be. The engine that runs it knows best: whoever links
/// it gives its own check.
package struct PatternSyntax: Sendable {
    /// Why a pattern is none, in words that hold none of it; `nil` where it is one.
    package var problem: @Sendable (String) -> String?

    package init(problem: @escaping @Sendable (String) -> String?) {
        self.problem = problem
    }

    /// The syntax of Swift's regular expressions.
    package static let swift = PatternSyntax { pattern in
        do {
            _ = try Regex(pattern)
            return nil
        } catch {
            return "expected a regular expression"
        }
    }

    /// The check behind bounds that hold for every engine: parsers of patterns call themselves.
    func boundedProblem(_ pattern: String) -> String? {
        guard !pattern.isEmpty else { return "expected a regular expression" }
        guard pattern.unicodeScalars.count <= SettingLimits.patternLength else {
            return "a pattern has at most \(SettingLimits.patternLength) characters"
        }
        var depth = 0
        var deepest = 0
        for scalar in pattern.unicodeScalars {
            if scalar == "(" || scalar == "[" { depth += 1 }
            if scalar == ")" || scalar == "]" { depth -= 1 }
            deepest = max(deepest, depth)
        }
        guard deepest <= SettingLimits.patternDepth else {
            return "a pattern has at most \(SettingLimits.patternDepth) groups in each other"
        }
        return problem(pattern)
    }
}
