import ArgumentParser
import BatchProcessing
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

    @Argument(help: ArgumentHelp("Files, folders, or - for one instance on standard input."))
    var path: [BytePath] = []

    @Option(help: ArgumentHelp("A list of paths, one a line; - for standard input."))
    var filesFrom: BytePath?

    @Option(
        help: ArgumentHelp("What the listed paths are relative to in the output."),
        completion: .directory)
    var root: BytePath?

    @Option(help: "Lines of text a picture; a small one takes fewer.")
    var count = RecallOrder().count

    @Option(help: "The same seed burns the same lines into the same picture.")
    var seed = RecallOrder().seed

    @Flag(help: "Measure pictures that show text too, with that text's places left out.")
    var allowText = false

    @Option(help: "What looks for text: net, tesseract, or both.")
    var detector = DetectorChoice.net

    @Option(
        help: ArgumentHelp(
            "The probability from which on the network calls a place text, above 0 and below 1 "
                + "(default: the calibrated one). The table compares several all the same.",
            valueName: "probability"))
    var threshold: Double?

    @Option(help: "Pixels added round detected boxes (default: by the height of the line).")
    var padding: Int?

    @Option(help: "Write one JSON object a picture and one with the sums to this file (mode 0600).")
    var report: BytePath?

    @Flag(help: "Write the same to standard output, in place of the table.")
    var json = false

    @Option(help: "Worker processes at a time (default: one a processor).")
    var jobs: Int?

    @Flag(help: "No progress and no table.")
    var quiet = false

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp(
            "Write the pictures with their text to this folder, with labels beside them: native, "
                + "without the source's header, never over a file.", valueName: "folder"),
        completion: .directory)
    var output: BytePath?

    @Option(help: "Seconds that one picture may take.")
    var timeout: Double?

    @Option(
        help: ArgumentHelp(
            "Address space of a worker beyond the size of its input; K, M, G.", valueName: "size"))
    var memoryLimit: ByteSize?

    @Option(
        help: ArgumentHelp(
            "What of the workers' fate is written to standard error: notice or debug tell more.",
            valueName: "level"))
    var logLevel = Logger.Level.warning

    private static let counts = 1...200

    func validate() throws {
        guard !path.isEmpty || filesFrom != nil else {
            throw ValidationError("Give a PATH or --files-from.")
        }
        if path.contains("-"), filesFrom == "-" {
            throw ValidationError("Standard input is either an instance or a list.")
        }
        if path.filter({ $0 == "-" }).count > 1 {
            throw ValidationError("Standard input is one instance.")
        }
        if root != nil, filesFrom == nil { throw ValidationError("--root needs --files-from.") }
        guard Self.counts.contains(count) else {
            throw ValidationError("--count must be 1 to \(Self.counts.upperBound).")
        }
        if let threshold {
            guard threshold > 0, threshold < 1 else {
                throw ValidationError("--threshold must be above 0 and below 1.")
            }
            if detector == .tesseract {
                throw ValidationError("--threshold is for the network, not --detector tesseract.")
            }
        }
        if let padding, !(0...10_000).contains(padding) {
            throw ValidationError("--padding must be 0 to 10000.")
        }
        if let jobs, !(1...1024).contains(jobs) {
            throw ValidationError("--jobs must be 1 to 1024.")
        }
        if report == "-" {
            throw ValidationError("--report takes a file; --json writes to standard output.")
        }
        if output == "-" { throw ValidationError("-o takes a folder.") }
        if let timeout, !(timeout > 0 && timeout.isFinite) {
            throw ValidationError("--timeout must be a positive number of seconds.")
        }
    }

    var plan: RecallPlan {
        var order = RecallOrder()
        order.count = count
        order.seed = seed
        order.allowsText = allowText
        var configuration = RedactionConfiguration()
        configuration.detector = detector
        configuration.threshold = threshold
        configuration.padding = padding
        if let timeout { configuration.limits.secondsPerInstance = timeout }
        if let memoryLimit { configuration.limits.workerAddressSpace = memoryLimit.bytes }
        var plan = RecallPlan(
            order, configuration: configuration,
            inputs: InputSelection(paths: path, filesFrom: filesFrom, root: root),
            workerExecutable: WorkerExecutable.locate())
        plan.output = output
        plan.report = report
        plan.printsReport = json
        plan.jobs = jobs ?? BatchPlan.processorCount
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
                plan, interrupt: interrupt, log: OperatorLog(logLevel, write: display.log))
            defer { resources.close() }
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
