import ArgumentParser
import KnownMasks
import MaskFiles

struct MasksListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The rules, one a line.",
        discussion: """
            Columns: id, action, size of the image (columns x rows), areas (x,y width x height), words \
            that the header is compared with.
            """)

    @OptionGroup var source: RuleSourceOptions

    @Argument(help: "Only rules with each of these words in them.")
    var words: [String] = []

    @Flag(help: "Write one JSON object a rule.")
    var json = false

    func run() throws {
        let console = Console()
        let rules = try source.rules(console).rules.map(RuleSummary.init)
            .filter { $0.contains(words) }
        if json {
            console.print(rules.map(\.line).joined())
            return
        }
        let rows = rules.map { rule in
            [
                rule.id, rule.action, rule.sizeText, rule.areaText,
                rule.words.joined(separator: ", "),
            ]
        }
        console.print(TextTable.text(rows))
        console.message("\(rules.count) rule\(rules.count == 1 ? "" : "s")\n")
    }
}

/// Rows with their columns under each other.
enum TextTable {
    static func text(_ rows: [[String]]) -> String {
        var widths: [Int] = []
        for row in rows {
            for (column, text) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], text.count)
            }
        }
        return rows.map { row in
            var line = ""
            for (column, text) in row.enumerated() {
                let isLast = column == row.count - 1
                line += text
                if !isLast {
                    line += String(repeating: " ", count: widths[column] - text.count + 2)
                }
            }
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}

struct MasksShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "A rule as it is written: YAML that --masks takes.")

    @OptionGroup var source: RuleSourceOptions

    @Argument(help: "The ids of rules.")
    var ids: [String]

    func run() throws {
        let console = Console()
        let rules = try RuleChoice.rules(ids, of: source.rules(console))
        console.print(try RuleOutput.text(rules, console))
    }
}

/// Rules that are asked for by their ids.
enum RuleChoice {
    /// - Throws: a usage error that names the first id that no rule has, and ids near it.
    static func rules(_ ids: [String], of set: MaskRuleSet) throws -> MaskRuleSet {
        guard !ids.isEmpty else { return set }
        let byID = Dictionary(
            set.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var rules: [MaskRule] = []
        for id in ids {
            guard let rule = byID[id] else {
                let near = set.rules.map(\.id).filter { $0.contains(id) }.prefix(5)
                throw ValidationError(
                    "No rule has the id \(id)"
                        + (near.isEmpty ? "." : ": there are \(near.joined(separator: ", "))."))
            }
            rules.append(rule)
        }
        return MaskRuleSet(rules)
    }
}
