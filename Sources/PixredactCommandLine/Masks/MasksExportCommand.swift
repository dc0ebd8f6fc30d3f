import ArgumentParser
import BatchProcessing
import KnownMasks
import MaskFiles

struct MasksExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write rules in another tool's form.",
        discussion: """
            A rule that the form cannot say is an error, and nothing is written; with \
            --skip-inexpressible it is named and left out: images that it is for are not masked then. \
            Exit status: 0 done, 1 rules were left out, 64 usage or a rule that cannot be said, 74 \
            output not writable.
            """)

    @Argument(help: FormatHelp.help("The form to write"))
    var format: MaskFormatName

    @Argument(help: "The ids of rules (default: all).")
    var ids: [String] = []

    @OptionGroup var source: RuleSourceOptions

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp("The file to write (default: standard output).", valueName: "file"))
    var output: BytePath?

    @Flag(help: "Leave out rules that the form cannot say.")
    var skipInexpressible = false

    func run() throws {
        let console = Console()
        guard let writer = MaskFormats.format(format) else {
            throw ValidationError("The format \(format.rawValue) is not built yet.")
        }
        var rules = try RuleChoice.rules(ids, of: source.rules(console))
        var leftOut: Set<String> = []
        var bytes: [UInt8]?
        while bytes == nil {
            do throws(MaskExportError) {
                bytes = try writer.write(rules)
            } catch {
                for problem in error.problems {
                    console.complain(path: problem.ruleID, problem.detail)
                }
                // What is left may be inexpressible together: the rest is tried again.
                let ids = Set(error.problems.map(\.ruleID))
                let rest = rules.rules.filter { !ids.contains($0.id) }
                guard skipInexpressible, !rest.isEmpty, rest.count < rules.rules.count else {
                    throw ExitCode(BatchExitStatus.usage.rawValue)
                }
                leftOut.formUnion(ids)
                rules.rules = rest
            }
        }
        try RuleOutput.write(bytes ?? [], to: output, console)
        if !leftOut.isEmpty {
            console.message(
                "\(rules.rules.count) rules written, \(leftOut.count) left out\n")
            throw ExitCode(BatchExitStatus.found.rawValue)
        }
    }
}

/// Where rules are written to.
enum RuleOutput {
    /// Rules in our own form.
    ///
    /// - Throws: `ExitCode` 64, after saying of which rule what is not one.
    static func text(_ rules: MaskRuleSet, _ console: Console) throws -> String {
        do throws(MaskExportError) {
            return String(decoding: try PixredactMaskFormat().write(rules), as: UTF8.self)
        } catch {
            for problem in error.problems {
                console.complain(path: problem.ruleID, problem.detail)
            }
            throw ExitCode(BatchExitStatus.usage.rawValue)
        }
    }

    /// - Parameter mode: of the file, which is made: nobody's rules are written over.
    /// - Throws: `ExitCode` 74, after saying why.
    static func write(
        _ bytes: [UInt8], to path: BytePath?, mode: UInt32 = 0o666, _ console: Console
    ) throws {
        do throws(SystemError) {
            guard let path else {
                try FileContent.write(bytes, to: 1)
                return
            }
            try FileContent.create(path, bytes, mode: mode)
        } catch {
            console.complain(path: path?.description, "cannot write: \(error.description)")
            throw ExitCode(BatchExitStatus.outputNotWritable.rawValue)
        }
    }
}
