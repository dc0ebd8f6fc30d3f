import ArgumentParser
import BatchProcessing
import Logging

/// One run of `scan` or `clean` from the command line.
struct BatchSession {
    let plan: BatchPlan
    let isQuiet: Bool
    let printsLines: Bool
    let logLevel: Logger.Level

    init(_ plan: BatchPlan, isQuiet: Bool, printsLines: Bool, logLevel: Logger.Level) {
        self.logLevel = logLevel
        self.plan = plan
        self.isQuiet = isQuiet
        self.printsLines = printsLines
    }

    /// Runs the batch; what it ends with.
    func run() -> ExitCode {
        let console = Console()
        let interrupt = Interrupt.watch()
        let showsProgress = console.isTerminal && !isQuiet
        let display = BatchDisplay(
            console: console, showsProgress: showsProgress, printsLines: printsLines)
        do throws(BatchError) {
            let resources = try BatchResources(
                plan, interrupt: interrupt, log: OperatorLog(logLevel, write: display.log))
            defer { resources.close() }
            if plan.preview != nil {
                console.complain(
                    path: plan.preview?.description,
                    "the previews show the images with their text: handle them as PHI")
            }
            if plan.heatMaps != nil {
                console.complain(
                    path: plan.heatMaps?.description,
                    "the heat maps show the images with their text: handle them as PHI")
            }
            if plan.configuration.classification.includesText {
                console.complain(
                    path: plan.report?.description ?? "standard output",
                    "the report holds what the images say (--include-text): handle it as PHI")
            }
            if showsProgress {
                resources.countInputs(interrupt: interrupt) { display.counted($0) }
            }
            let runner = BatchRunner(
                resources, interrupt: interrupt,
                nativeCleaner: plan.operation == .clean
                    ? EngineSeams.nativeCleaner(for: plan) : nil,
                headerReader: EngineSeams.headerReader, observer: display)
            let summary = runner.run()
            display.end()
            if let error = summary.error { throw error }
            if showsProgress {
                console.message(
                    summary.table(seconds: display.seconds, usesColour: console.usesColour))
            }
            return ExitCode(summary.exitStatus.rawValue)
        } catch {
            display.end()
            console.complain(path: error.path?.description, error.description)
            return ExitCode(error.exitStatus.rawValue)
        }
    }
}
