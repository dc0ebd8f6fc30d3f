internal import ConfigurationFiles
package import KnownMasks

/// Our own form of rules: YAML, or JSON with the same keys.
package struct PixredactMaskFormat: MaskFormat {
    /// What `schema` says in files of this release.
    static let schema = "pixredact.masks/1"

    static let limits = YAMLDocument.Limits(size: 16 << 20, levels: 64)
    static let mostRules = 100_000

    /// How many problems of one file are told: one mistake can make many.
    private static let mostFindings = 100

    package init() {}

    package func read(_ content: [UInt8], name: String) -> MaskDocument {
        var document = MaskDocument()
        let root: ConfigurationNode
        do throws(ConfigurationProblem) {
            root = try YAMLDocument.root(content, within: Self.limits)
        } catch {
            document.findings = [MaskFinding(error, rule: nil)]
            return document
        }
        let problems = ProblemList()
        readFile(root, problems, &document)
        document.findings += problems.problems.map { MaskFinding($0, rule: nil) }
        let start = FilePlace(line: 0, column: 0)
        document.findings.sort { ($0.place ?? start) < ($1.place ?? start) }
        let more = document.findings.count - Self.mostFindings
        if more > 0 {
            document.findings.removeLast(more)
            document.findings.append(MaskFinding(.error, .syntax, "and \(more) problems more"))
        }
        return document
    }

    private func readFile(
        _ root: ConfigurationNode, _ problems: ProblemList, _ document: inout MaskDocument
    ) {
        guard var file = ValueReader(node: root, path: "", problems: problems).mapping()
        else { return }
        file.require("schema", Self.schema)
        _ = file.read("schema") { value in
            value.value(Self.schema) { $0 == Self.schema ? true : nil }
        }
        file.require("rules", "a list of rules")
        let rules = file.read("rules") { value in value.list(atMost: Self.mostRules) { $0 } } ?? []
        file.rejectOthers()
        for value in rules {
            // Whoever reads so many starts from anew.
            guard document.findings.count <= 10 * Self.mostFindings else { break }
            let own = ProblemList()
            let reader = MaskRuleReader(problems: own)
            if let rule = reader.rule(
                ValueReader(node: value.node, path: value.path, problems: own))
            {
                if let first = document.places[rule.id] {
                    own.add(
                        .conflict, at: value.node.place, path: value.path + ".id",
                        "\(rule.id) is the id of the rule of line \(first.line), too")
                } else {
                    document.places[rule.id] = value.node.place
                }
                document.set.rules.append(rule)
            }
            document.findings += own.problems.map { MaskFinding($0, rule: reader.id(value)) }
        }
    }

    package func write(_ set: MaskRuleSet) throws(MaskExportError) -> [UInt8] {
        var writer = MaskRuleWriter()
        writer.write(set)
        guard writer.problems.isEmpty else { throw MaskExportError(problems: writer.problems) }
        return Array(writer.text.utf8)
    }
}

extension MaskFinding {
    /// A problem that the reader of YAML and its values has met.
    init(_ problem: ConfigurationProblem, rule: String?) {
        let code: Code =
            switch problem.code {
            case .tooLarge, .notText, .syntax: .syntax
            case .unknownKey: .unknownKey
            case .conflict where problem.path.hasSuffix(".id"): .duplicateID
            case .notSupported, .missingKey, .wrongType, .outOfRange, .conflict: .wrongValue
            }
        let path = problem.path.isEmpty ? "" : problem.path + ": "
        self.init(.error, code, at: problem.place, rule: rule, path + problem.detail)
    }
}
