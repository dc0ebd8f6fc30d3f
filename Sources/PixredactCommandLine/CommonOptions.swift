import ArgumentParser
import BatchProcessing
import RedactionPolicy

/// What decides about an instance, in every subcommand.
struct DecisionOptions: ParsableArguments {
    @OptionGroup var detection: DetectionOptions

    @Option(help: "What is painted: all-text, or (scan only) none.")
    var policy = TextPolicy.allText

    @Flag(help: "Use no masks of known devices (there are none yet).")
    var noMasks = false

    @Flag(help: "Believe the detector when it finds no text but the header claims there is some.")
    var trustDetector = false

    @Option(help: "Whole-slide images that show the slide's label: hold, blank or examine.")
    var slideLabel = SlideLabelChoice.hold

    var configuration: RedactionConfiguration {
        var configuration = detection.configuration
        configuration.policy = policy
        configuration.trustsDetector = trustDetector
        configuration.slideLabel = slideLabel
        return configuration
    }
}

/// What a batch works on and where its lines go, in `scan` and `clean`.
struct BatchOptions: ParsableArguments {
    @OptionGroup var work: WorkOptions

    @Option(help: "Write one JSON object an input to this file (mode 0600).")
    var report: BytePath?

    @Flag(help: "Write one JSON object an input to standard output.")
    var json = false

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
        help: ArgumentHelp(
            "Paint a box only in the frames where it was found; without it in all frames of a "
                + "cine."))
    var perFrame = false

    @Flag(help: "Add SHA-256 of input and output to the report.")
    var digests = false

    func validate() throws {
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
        plan.jobs = work.workers
        plan.resumes = resume
        plan.failsFast = failFast
        plan.preview = preview
        plan.configuration.padding = work.padding
        plan.configuration.findsPerFrame = perFrame
        plan.configuration.computesDigests = digests
    }
}
