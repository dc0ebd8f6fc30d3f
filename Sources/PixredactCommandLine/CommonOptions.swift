import ArgumentParser
import BatchProcessing
import ConfigurationFiles
import RedactionPolicy

/// What decides about an instance, in every subcommand.
struct DecisionOptions: ParsableArguments {
    @OptionGroup var detection: DetectionOptions

    @Option(
        help: ArgumentHelp(
            "A configuration of pixredact or Google's DeidentifyConfig, YAML or JSON. Options beat "
                + "it. `pixredact config check` explains one.",
            valueName: "file"))
    var config: BytePath?

    @Option(
        help: """
            What is painted: all-text, keep-technical, phi-only, masks-only, or (scan only) \
            none (default: all-text).
            """)
    var policy: TextPolicy?

    @Option(
        help: """
            What becomes of text that cannot be read, under phi-only: redact or review (default: \
            redact).
            """)
    var unreadable: UnreadableChoice?

    @Option(
        help: ArgumentHelp(
            "How sure a reading has to be before it is believed, 0 to 1 (default: 0.6).",
            valueName: "confidence"))
    var minConfidence: Double?

    @Option(
        help: ArgumentHelp(
            "A language to read, by Tesseract's name; again, or joined by +, for more; auto for "
                + "whatever else is installed, where these read badly (default: eng).",
            valueName: "name"))
    var language: [LanguageList] = []

    @OptionGroup var masks: MaskOptions

    @Flag(
        inversion: .prefixedNo,
        help: "Believe the detector when it finds no text but the header claims there is some.")
    var trustDetector: Bool?

    @Option(
        help: """
            Whole-slide images that show the slide's label: hold, blank or examine (default: hold).
            """)
    var slideLabel: SlideLabelChoice?

    func validate() throws {
        if let minConfidence, !SettingLimits.confidence.contains(minConfidence) {
            throw ValidationError("--min-confidence must be 0 to 1.")
        }
        if languages.count > SettingLimits.languages {
            throw ValidationError("--language takes at most \(SettingLimits.languages) languages.")
        }
    }

    private var languages: [String] { language.flatMap(\.names) }

    var settings: ConfigurationSettings {
        var settings = detection.settings
        settings.policy = policy
        settings.unreadable = unreadable
        settings.minimumConfidence = minConfidence
        settings.languages = languages.isEmpty ? nil : languages
        settings.trustsDetector = trustDetector
        settings.slideLabel = slideLabel
        masks.add(to: &settings)
        return settings
    }
}

/// What a batch works on and where its lines go, in `scan` and `clean`.
struct BatchOptions: ParsableArguments {
    @OptionGroup var work: WorkOptions

    @Option(help: "Write one JSON object an input to this file (mode 0600).")
    var report: BytePath?

    @Flag(help: "Write one JSON object an input to standard output.")
    var json = false

    @Flag(
        inversion: .prefixedNo,
        help: "Read text and name its infoTypes in the report, whatever the policy.")
    var infoTypes: Bool?

    @Flag(help: "Put what the text says in the report: PHI. Implies --info-types.")
    var includeText = false

    @Option(
        help: ArgumentHelp(
            "Names, ids and dates to look for besides those of the header, by SOP Instance UID or "
                + "Patient ID.",
            valueName: "file"))
    var identifiers: BytePath?

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

    @Flag(
        inversion: .prefixedNo,
        help: ArgumentHelp(
            "Paint a box only in the frames where it was found; without it in all frames of a "
                + "cine."))
    var perFrame: Bool?

    @Flag(inversion: .prefixedNo, help: "Add SHA-256 of input and output to the report.")
    var digests: Bool?

    func validate() throws {
        if resume, report == nil {
            throw ValidationError("--resume needs the --report to go on with.")
        }
        if report == "-" {
            throw ValidationError("--report takes a file; --json writes to standard output.")
        }
        if includeText, report == nil, !json {
            throw ValidationError("--include-text needs --report or --json to put the text in.")
        }
        if includeText, infoTypes == false {
            throw ValidationError("--include-text reads: not with --no-info-types.")
        }
    }

    /// Lays the options of a batch over those that decide.
    func add(to settings: inout ConfigurationSettings) {
        settings.padding = work.padding
        settings.findsPerFrame = perFrame
        settings.computesDigests = digests
        settings.readsAlways = includeText ? true : infoTypes
        settings.includesText = includeText ? true : nil
    }

    /// The part of a plan that `scan` and `clean` share.
    func apply(to plan: inout BatchPlan, _ choice: ConfigurationChoice) {
        plan.report = report
        plan.printsReport = json
        plan.jobs = work.workers
        plan.resumes = resume
        plan.failsFast = failFast
        plan.preview = preview
        plan.identifiers = identifiers ?? choice.identifiers
    }
}
