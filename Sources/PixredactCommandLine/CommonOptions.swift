import ArgumentParser
import BatchProcessing
import Logging
import RedactionPolicy

/// What decides about an instance, in every subcommand.
struct DecisionOptions: ParsableArguments {
    @Option(help: "What is painted: all-text, or (scan only) none.")
    var policy = TextPolicy.allText

    @Option(help: "What looks for text: net, tesseract, or both.")
    var detector = DetectorChoice.net

    @Option(
        help: ArgumentHelp(
            "The probability from which on the network calls a place text, above 0 and below 1: "
                + "a lower one finds more, and more that is none (default: the calibrated one).",
            valueName: "probability"))
    var threshold: Double?

    @Flag(help: "Use no masks of known devices (there are none yet).")
    var noMasks = false

    @Flag(help: "Believe the detector when it finds no text but the header claims there is some.")
    var trustDetector = false

    @Option(help: "Whole-slide images that show the slide's label: hold, blank or examine.")
    var slideLabel = SlideLabelChoice.hold

    @Option(help: "Seconds that one instance may take.")
    var timeout: Double?

    @Option(
        help: ArgumentHelp(
            "Address space of a worker beyond the size of its input; K, M, G.", valueName: "size"))
    var memoryLimit: ByteSize?

    @Option(
        help: ArgumentHelp(
            "What of the workers' fate is written to standard error: notice tells of replaced "
                + "workers, interrupts and swept folders, debug of every start and end.",
            valueName: "level"))
    var logLevel = Logger.Level.warning

    func validate() throws {
        if let threshold {
            guard threshold > 0, threshold < 1 else {
                throw ValidationError("--threshold must be above 0 and below 1.")
            }
            if detector == .tesseract {
                throw ValidationError("--threshold is for the network, not --detector tesseract.")
            }
        }
        if let timeout, !(timeout > 0 && timeout.isFinite) {
            throw ValidationError("--timeout must be a positive number of seconds.")
        }
    }

    var configuration: RedactionConfiguration {
        var configuration = RedactionConfiguration()
        configuration.policy = policy
        configuration.detector = detector
        configuration.threshold = threshold
        configuration.trustsDetector = trustDetector
        configuration.slideLabel = slideLabel
        if let timeout { configuration.limits.secondsPerInstance = timeout }
        if let memoryLimit { configuration.limits.workerAddressSpace = memoryLimit.bytes }
        return configuration
    }
}

/// What a batch works on and where its lines go, in `scan` and `clean`.
struct BatchOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("Files, folders, or - for one instance on standard input."))
    var path: [BytePath] = []

    @Option(help: ArgumentHelp("A list of paths, one a line; - for standard input."))
    var filesFrom: BytePath?

    @Option(
        help: ArgumentHelp("What the listed paths are relative to in the output."),
        completion: .directory)
    var root: BytePath?

    @Option(help: "Write one JSON object an input to this file (mode 0600).")
    var report: BytePath?

    @Flag(help: "Write one JSON object an input to standard output.")
    var json = false

    @Option(help: "Worker processes at a time (default: one a processor).")
    var jobs: Int?

    @Flag(help: "Pass over what the report says is done, and append to it.")
    var resume = false

    @Flag(help: "Stop at the first failure.")
    var failFast = false

    @Flag(help: "No progress, no summary, no line an input.")
    var quiet = false

    @Option(
        help: "Write pictures before and after with boxes to this folder. They show PHI.",
        completion: .directory)
    var preview: BytePath?

    @Option(help: "Pixels added round detected boxes (default: by the height of the line).")
    var padding: Int?

    @Flag(
        help: ArgumentHelp(
            "Paint a box only in the frames where it was found; without it in all frames of a "
                + "cine."))
    var perFrame = false

    @Flag(help: "Add SHA-256 of input and output to the report.")
    var digests = false

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
        if root != nil, filesFrom == nil {
            throw ValidationError("--root needs --files-from.")
        }
        if let jobs, !(1...1024).contains(jobs) {
            throw ValidationError("--jobs must be 1 to 1024.")
        }
        if let padding, !(0...10_000).contains(padding) {
            throw ValidationError("--padding must be 0 to 10000.")
        }
        if resume, report == nil {
            throw ValidationError("--resume needs the --report to go on with.")
        }
        if report == "-" {
            throw ValidationError("--report takes a file; --json writes to standard output.")
        }
    }

    /// The part of a plan that `scan` and `clean` share.
    func apply(to plan: inout BatchPlan) {
        plan.report = report
        plan.printsReport = json
        plan.jobs = jobs ?? BatchPlan.processorCount
        plan.resumes = resume
        plan.failsFast = failFast
        plan.preview = preview
        plan.configuration.padding = padding
        plan.configuration.findsPerFrame = perFrame
        plan.configuration.computesDigests = digests
    }

    var inputs: InputSelection {
        InputSelection(paths: path, filesFrom: filesFrom, root: root)
    }
}
