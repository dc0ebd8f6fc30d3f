import ArgumentParser
import BatchProcessing

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
        if heatmap != nil, decisions.detection.detector == .tesseract {
            throw ValidationError("--heatmap shows the network, not --detector tesseract.")
        }
    }

    var plan: BatchPlan {
        var plan = BatchPlan.scan(
            batch.work.inputs, configuration: decisions.configuration,
            workerExecutable: WorkerExecutable.locate())
        batch.apply(to: &plan)
        plan.heatMaps = heatmap
        return plan
    }

    func run() throws {
        // Findings are a scan's data: without a report they go to standard output.
        let printsLines = !batch.json && batch.report == nil && !batch.quiet
        throw BatchSession(
            plan, isQuiet: batch.quiet, printsLines: printsLines,
            logLevel: decisions.detection.logLevel
        ).run()
    }
}
