import ArgumentParser
import BatchProcessing
import ConfigurationFiles
import MaskFiles

struct MasksLintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "What is wrong with a file of rules, in our own form or another tool's.",
        discussion: """
            Writes file:line:column: severity: code: what is wrong. Exit status: 0 nothing worse than \
            a note, 1 warnings or errors, 64 the file cannot be read.
            """)

    @Argument(help: "The file of rules.")
    var file: BytePath

    @Option(help: FormatHelp.help("The form of the file"))
    var format = MaskFormatName.pixredact

    @Flag(help: "Write one JSON object a finding.")
    var json = false

    func run() throws {
        let console = Console()
        let document = try MaskRulesLoader.document(format, file, console)
        // Of rules that cannot be read, what is left is not what was meant.
        let unread = Set(document.findings.filter { $0.severity == .error }.map(\.ruleID))
        let judged = MaskLinter.findings(for: document).filter { !unread.contains($0.ruleID) }
        let start = FilePlace(line: 0, column: 0)
        let findings = (document.findings + judged).enumerated().sorted {
            ($0.element.place ?? start, $0.offset) < ($1.element.place ?? start, $1.offset)
        }.map(\.element)
        for finding in findings {
            console.print(json ? finding.line(file: file) : finding.text(file: file) + "\n")
        }
        let rules = document.set.rules.count
        console.message(
            "\(rules) rule\(rules == 1 ? "" : "s"), "
                + "\(findings.count) finding\(findings.count == 1 ? "" : "s")\n")
        let isWorse = findings.contains { $0.severity > .note }
        throw ExitCode((isWorse ? BatchExitStatus.found : .done).rawValue)
    }
}

/// The formats, for the help of options and arguments.
enum FormatHelp {
    static func help(_ words: String) -> ArgumentHelp {
        ArgumentHelp("\(words).", valueName: "format")
    }
}
