import ArgumentParser
import BatchProcessing
import ConfigurationFiles
import Logging
import RedactionPolicy

struct SynthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "synth",
        abstract: "Burn invented text into pictures without text, and count how much is found.",
        discussion: """
            Measures the detector on your own pictures. Each is examined as it is; one that shows \
            text is named and left out. Then lines of text in many looks are burnt into its middle \
            frame, in memory, and it is examined again. A line counts as found when at least 90 % \
            of its ink lies in what a clean would paint.

            Exit status: 0 done, 2 something could not be read, 64 usage, 74 output not writable, \
            130 interrupted.
            """)

    @OptionGroup var work: WorkOptions
    @OptionGroup var detection: DetectionOptions

    @Option(help: "Lines of text a picture; a small one takes fewer.")
    var count = RecallOrder().count

    @Option(help: "The same seed burns the same lines into the same picture.")
    var seed = RecallOrder().seed

    @Flag(help: "Measure pictures that show text too, with that text's places left out.")
    var allowText = false

    @Option(help: "Write one JSON object a picture and one with the sums to this file (mode 0600).")
    var report: BytePath?

    @Flag(help: "Write the same to standard output, in place of the table.")
    var json = false

    @Flag(help: "No progress and no table.")
    var quiet = false

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp(
            "Write the pictures with their text to this folder, with labels beside them: native, "
                + "without the source's header, never over a file. They show the originals.",
            valueName: "folder"),
        completion: .directory)
    var output: BytePath?

    private static let counts = 1...200

    func validate() throws {
        guard Self.counts.contains(count) else {
            throw ValidationError("--count must be 1 to \(Self.counts.upperBound).")
        }
        if report == "-" {
            throw ValidationError("--report takes a file; --json writes to standard output.")
        }
        if output == "-" { throw ValidationError("-o takes a folder.") }
        if allowText, output != nil {
            throw ValidationError("-o with --allow-text would write the text of the originals.")
        }
    }

    var plan: RecallPlan {
        var order = RecallOrder()
        order.count = count
        order.seed = seed
        order.allowsText = allowText
        var settings = detection.settings
        settings.padding = work.padding
        var plan = RecallPlan(
            order, configuration: ConfigurationSettings.configuration(options: settings),
            inputs: work.inputs, workerExecutable: WorkerExecutable.locate())
        plan.output = output
        plan.report = report
        plan.printsReport = json
        plan.jobs = work.workers
        return plan
    }

    func run() throws {
        throw measure()
    }

    private func measure() -> ExitCode {
        let console = Console()
        let interrupt = Interrupt.watch()
        let display = RecallDisplay(
            console: console, showsProgress: console.isTerminal && !quiet)
        do throws(BatchError) {
            let resources = try RecallResources(
                plan, interrupt: interrupt, log: OperatorLog(detection.logLevel, write: display.log)
            )
            defer { resources.close() }
            if let output {
                console.complain(
                    path: output.description,
                    "the pictures show the originals, with invented text: handle them as PHI")
            }
            let outcome = RecallRunner(resources, interrupt: interrupt, observer: display).run()
            display.end()
            if let error = outcome.error { throw error }
            if outcome.wasInterrupted {
                console.complain(path: nil, "interrupted: pictures are missing")
            }
            if !json, !quiet { console.print(RecallTable(outcome.summary).text) }
            return ExitCode(outcome.exitStatus.rawValue)
        } catch {
            display.end()
            console.complain(path: error.path?.description, error.description)
            return ExitCode(error.exitStatus.rawValue)
        }
    }
}
