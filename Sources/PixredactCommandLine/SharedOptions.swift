import ArgumentParser
import BatchProcessing
import Logging
import RedactionPolicy

/// What looks for text and what it may cost, in every subcommand that looks.
struct DetectionOptions: ParsableArguments {
    @Option(help: "What looks for text: net, tesseract, or both.")
    var detector = DetectorChoice.net

    @Option(
        help: ArgumentHelp(
            "The probability from which on the network calls a place text, above 0 and below 1: "
                + "a lower one finds more, and more that is none (default: the calibrated one).",
            valueName: "probability"))
    var threshold: Double?

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
        configuration.detector = detector
        configuration.threshold = threshold
        if let timeout { configuration.limits.secondsPerInstance = timeout }
        if let memoryLimit { configuration.limits.workerAddressSpace = memoryLimit.bytes }
        return configuration
    }
}

/// The inputs and how they are worked on, in `scan`, `clean` and `synth`.
struct WorkOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("Files, folders, or - for one instance on standard input."))
    var path: [BytePath] = []

    @Option(help: ArgumentHelp("A list of paths, one a line; - for standard input."))
    var filesFrom: BytePath?

    @Option(
        help: ArgumentHelp("What the listed paths are relative to in the output."),
        completion: .directory)
    var root: BytePath?

    @Option(help: "Worker processes at a time (default: one a processor).")
    var jobs: Int?

    @Option(
        help: ArgumentHelp(
            "Pixels added round detected boxes (default: 2, and by the height of the line round "
                + "those of Tesseract)."))
    var padding: Int?

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
    }

    var inputs: InputSelection {
        InputSelection(paths: path, filesFrom: filesFrom, root: root)
    }

    /// Worker processes at a time.
    var workers: Int { jobs ?? BatchPlan.processorCount }
}
