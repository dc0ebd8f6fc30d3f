import KnownMasks
import MaskFiles
import Testing

/// Lints rules in our own form.
enum Linting {
    /// The findings of the keys of a rule, which is `a`.
    static func findings(of keys: String, areas: String = "blank: all") throws -> [MaskFinding] {
        try findings(rules: [keys + "\n" + areas])
    }

    /// The findings of rules, which are `a`, `b` and so on.
    static func findings(rules: [String]) throws -> [MaskFinding] {
        var text = "schema: pixredact.masks/1\nrules:\n"
        for (keys, id) in zip(rules, "abcdefgh") {
            text += "  - id: \(id)\n"
            text += keys.split(separator: "\n").map { "    \($0)\n" }.joined()
        }
        let document = PixredactMaskFormat().read(Array(text.utf8), name: "rules")
        try #require(document.findings.isEmpty)
        return MaskLinter.findings(for: document)
    }
}

/// What is expected of a rule, or of rules.
struct LintCase: Sendable, CustomTestStringConvertible {
    var keys: String
    var severity: MaskFinding.Severity
    var code: MaskFinding.Code
    var detail: String

    init(
        _ keys: String, _ severity: MaskFinding.Severity, _ code: MaskFinding.Code, _ detail: String
    ) {
        self.keys = keys
        self.severity = severity
        self.code = code
        self.detail = detail
    }

    var testDescription: String { keys }

    func check(areas: String = "blank: all") throws {
        let findings = try Linting.findings(of: keys, areas: areas)
        #expect(findings.map(\.detail) == [detail])
        #expect(findings.map(\.code) == [code])
        #expect(findings.map(\.severity) == [severity])
    }
}
