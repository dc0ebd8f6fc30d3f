import ArgumentParser
import BatchProcessing
import ConfigurationFiles
import RedactionPolicy

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract:
            "Prove that a cleaned file differs only where it may, and holds no readable text.",
        discussion: "Exit status: 0 proven, 1 differs or text left, 2 could not be checked.")

    @Argument(help: "The file as it was.")
    var original: BytePath

    @Argument(help: "The file as clean wrote it.")
    var cleaned: BytePath

    @OptionGroup var decisions: DecisionOptions

    @Option(
        help: "What was painted over text: black, padding, or a stored value (default: black).")
    var fill: FillChoice?

    @Option(
        help: ArgumentHelp(
            "Names, ids and dates to look for besides those of the headers, by SOP Instance UID or "
                + "Patient ID of the original.",
            valueName: "file"))
    var identifiers: BytePath?

    @Flag(help: "Write one JSON object to standard output.")
    var json = false

    @Flag(help: "Only the exit status.")
    var quiet = false

    func validate() throws {
        // With a file the rest is known when that is read.
        if decisions.config == nil { _ = try choice() }
    }

    /// - Parameter console: for what is wrong with the rules of devices; without one they are not read.
    /// - Throws: where the options, and what the file says, make no sense together.
    func choice(
        _ file: LoadedConfiguration? = nil, readingMasksWith console: Console? = nil
    ) throws -> ConfigurationChoice {
        var settings = decisions.settings
        settings.fill = fill
        let choice = try ConfigurationChoice(
            file, options: settings, readingMasksWith: console)
        // Whatever else is read: only where words decide does it matter what a line says.
        if identifiers != nil, !choice.configuration.policy.needsWords {
            throw ConfigurationChoice.unread("--identifiers")
        }
        return choice
    }

    func run() throws {
        let console = Console()
        let choice = try choice(
            ConfigurationLoader.load(decisions.config, console), readingMasksWith: console)
        var verification = PairVerification(
            original: original, cleaned: cleaned, configuration: choice.configuration,
            workerExecutable: WorkerExecutable.locate())
        if choice.configuration.policy.needsWords, let path = identifiers ?? choice.identifiers {
            verification.identifiers = (
                try Self.identifiers(path, console), EngineSeams.headerReader
            )
        }
        verification.log = OperatorLog(decisions.detection.logLevel, write: console.message)
        let report = verification.run(interrupt: Interrupt.watch())
        if json {
            console.print(report.line)
        } else if !quiet {
            var text = "\(report.cleaned): \(report.outcome.rawValue)\n"
            for finding in report.findings { text += "  \(finding)\n" }
            console.print(text)
        }
        if let reason = report.reason {
            console.complain(path: report.cleaned, reason.message)
        }
        throw ExitCode(report.exitStatus.rawValue)
    }

    private static func identifiers(
        _ path: BytePath, _ console: Console
    ) throws -> IdentifierFile {
        do throws(BatchError) {
            return try IdentifierFile(path)
        } catch {
            console.complain(path: path.description, error.description)
            throw ExitCode(error.exitStatus.rawValue)
        }
    }
}
