import ArgumentParser
import BatchProcessing
import ConfigurationFiles

struct ScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan", abstract: "Examine; write only the report.")

    @OptionGroup var batch: BatchOptions
    @OptionGroup var decisions: DecisionOptions

    @Flag(help: "Accepted: a scan writes nothing but the report.")
    var dryRun = false

    @Option(
        help: ArgumentHelp(
            "Write pictures of what the network sees, view beside heat map and boxes, to this "
                + "folder. They show PHI.", valueName: "folder"),
        completion: .directory)
    var heatmap: BytePath?

    func validate() throws {
        // With a file the rest is known when that is read.
        if decisions.config == nil { _ = try plan() }
    }

    private var settings: ConfigurationSettings {
        var settings = decisions.settings
        batch.add(to: &settings)
        return settings
    }

    /// - Parameter console: for what is wrong with the rules of devices; without one they are not read.
    /// - Throws: where the options, and what the file says, make no sense together.
    func plan(
        _ file: LoadedConfiguration? = nil, readingMasksWith console: Console? = nil
    ) throws -> BatchPlan {
        let choice = try ConfigurationChoice(
            file, options: settings, readingMasksWith: console)
        if heatmap != nil, choice.configuration.detector == .tesseract {
            throw ValidationError("--heatmap shows the network, not --detector tesseract.")
        }
        if heatmap != nil, choice.configuration.policy == .masksOnly {
            throw ValidationError("--heatmap: --policy masks-only looks for no text.")
        }
        if batch.identifiers != nil, !choice.readsText {
            throw ConfigurationChoice.unread("--identifiers")
        }
        var plan = BatchPlan.scan(
            batch.work.inputs, configuration: choice.configuration,
            workerExecutable: WorkerExecutable.locate())
        batch.apply(to: &plan, choice)
        plan.heatMaps = heatmap
        return plan
    }

    func run() throws {
        let console = Console()
        let plan = try plan(
            ConfigurationLoader.load(decisions.config, console), readingMasksWith: console)
        // Findings are a scan's data: without a report they go to standard output.
        let printsLines = !batch.json && batch.report == nil && !batch.quiet
        throw BatchSession(
            plan, isQuiet: batch.quiet, printsLines: printsLines,
            logLevel: decisions.detection.logLevel
        ).run()
    }
}
