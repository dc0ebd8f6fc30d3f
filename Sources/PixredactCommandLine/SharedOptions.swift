import ArgumentParser
import BatchProcessing
import ConfigurationFiles
import Logging
import RedactionPolicy

/// What looks for text and what it may cost, in every subcommand that looks.
struct DetectionOptions: ParsableArguments {
    @Option(help: "What looks for text: net, tesseract, or both (default: net).")
    var detector: DetectorChoice?

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
        if let threshold, !SettingLimits.isThreshold(threshold) {
            throw ValidationError("--threshold must be above 0 and below 1.")
        }
        if threshold != nil, detector == .tesseract {
            throw ValidationError("--threshold is for the network, not --detector tesseract.")
        }
        if let timeout, !SettingLimits.isDuration(timeout) {
            throw ValidationError("--timeout must be a positive number of seconds.")
        }
    }

    var settings: ConfigurationSettings {
        var settings = ConfigurationSettings()
        settings.detector = detector
        settings.threshold = threshold
        settings.secondsPerInstance = timeout
        settings.workerAddressSpace = memoryLimit?.bytes
        return settings
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
        if let padding, !SettingLimits.padding.contains(padding) {
            throw ValidationError("--padding must be 0 to \(SettingLimits.padding.upperBound).")
        }
    }

    var inputs: InputSelection {
        InputSelection(paths: path, filesFrom: filesFrom, root: root)
    }

    /// Worker processes at a time.
    var workers: Int { jobs ?? BatchPlan.processorCount }
}
