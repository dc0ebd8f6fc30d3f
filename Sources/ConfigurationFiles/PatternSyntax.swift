import LinearPatterns

/// What a regular expression of the user's may be: what the engine that runs it takes, within bounds.
enum PatternSyntax {
    /// Why a pattern is none, in words that hold none of it; `nil` where it is one.
    static func problem(_ pattern: String) -> String? {
        guard !pattern.isEmpty else { return "expected a regular expression" }
        guard pattern.unicodeScalars.count <= SettingLimits.patternLength else {
            return "a pattern has at most \(SettingLimits.patternLength) characters"
        }
        do {
            _ = try LinearPattern(pattern)
            return nil
        } catch {
            return
                "expected a regular expression: \(error.reason), after \(error.offset) characters"
        }
    }
}
