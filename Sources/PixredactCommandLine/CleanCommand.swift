import ArgumentParser
import BatchProcessing
import ConfigurationFiles
import RedactionPolicy

struct CleanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clean", abstract: "Examine, paint, verify, write.")

    @OptionGroup var batch: BatchOptions
    @OptionGroup var decisions: DecisionOptions

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp(
            "The folder for results, made if absent; - for standard output.", valueName: "folder"),
        completion: .directory)
    var output: BytePath

    @Flag(help: "Replace files of the same name in the output.")
    var overwrite = false

    @Flag(help: "Everything but writing to the output and the quarantine.")
    var dryRun = false

    @Option(
        help: "Copy the originals of held and failed instances to this folder.",
        completion: .directory)
    var quarantine: BytePath?

    @Option(help: "Paint exactly the boxes of this list, and look for no text.")
    var boxes: BytePath?

    @Option(help: "What is painted over text: black, padding, or a stored value (default: black).")
    var fill: FillChoice?

    @Option(help: "How the result is checked: full, fast or off (default: full).")
    var verify: VerificationLevel?

    @Option(
        help: """
            Burned In Annotation of painted instances: verified (becomes NO) or keep \
            (default: verified).
            """)
    var burnedInAnnotation: BurnedInAnnotationChoice?

    @Option(help: "SOP Instance UID of painted instances: keep or derive (default: keep).")
    var uid: InstanceUIDChoice?

    @Option(
        help: ArgumentHelp(
            "The secret of --uid derive: a file of mode 0600, all of whose bytes count (16 or "
                + "more). Without one the UIDs can be linked with the old ones by who knows these.",
            valueName: "file"))
    var uidKey: BytePath?

    @Option(
        help: """
            Image Type of painted instances: keep, or derived (value 1 becomes DERIVED) \
            (default: keep).
            """)
    var imageType: ImageTypeChoice?

    @Flag(
        inversion: .prefixedNo,
        help: ArgumentHelp(
            "Let pass what is not pixels and not examined: instances without pixel data are "
                + "copied, documents, waveforms and graphics in images stay."))
    var allowNonPixel: Bool?

    @Flag(
        inversion: .prefixedNo,
        help: "Remove private elements that may hold a second copy of the image.")
    var dropPrivatePixelData: Bool?

    func validate() throws {
        if boxes != nil, batch.includeText || batch.infoTypes == true || batch.identifiers != nil {
            throw ValidationError("--boxes looks for no text: there is none to read.")
        }
        let readsStandardInput = batch.work.path.contains("-")
        if readsStandardInput, batch.work.path.count > 1 || batch.work.filesFrom != nil {
            throw ValidationError("clean - takes no other input.")
        }
        if readsStandardInput, output != "-" || batch.report == nil {
            throw ValidationError("clean - needs -o - and --report.")
        }
        if output == "-", !readsStandardInput {
            throw ValidationError("-o - needs clean -.")
        }
        if output == "-", batch.json {
            throw ValidationError("--json and -o - both want standard output.")
        }
        if output == "-", batch.resume {
            throw ValidationError("--resume goes on with a folder.")
        }
        // With a file the rest is known when that is read.
        if decisions.config == nil { _ = try plan() }
    }

    private var settings: ConfigurationSettings {
        var settings = decisions.settings
        batch.add(to: &settings)
        settings.fill = fill
        settings.verification = verify
        settings.burnedInAnnotation = burnedInAnnotation
        settings.instanceUID = uid
        settings.imageType = imageType
        settings.allowsNonPixel = allowNonPixel
        settings.dropsPrivatePixelData = dropPrivatePixelData
        return settings
    }

    /// - Parameter console: for what is wrong with the rules of devices; without one they are not read.
    /// - Throws: where the options, and what the file says, make no sense together.
    func plan(
        _ file: LoadedConfiguration? = nil, readingMasksWith console: Console? = nil
    ) throws -> BatchPlan {
        let choice = try ConfigurationChoice(
            file, options: settings, readingMasksWith: console)
        let configuration = choice.configuration
        if configuration.policy == .none {
            throw ValidationError(
                decisions.policy == nil
                    ? "The configuration's policy, none, paints nothing: give a --policy."
                    : "--policy none paints nothing: it is for scan.")
        }
        if uidKey != nil, configuration.instanceUID != .derive {
            throw ValidationError("--uid-key is the secret of --uid derive.")
        }
        if batch.identifiers != nil, !choice.readsText {
            throw ConfigurationChoice.unread("--identifiers")
        }
        var plan = BatchPlan.clean(
            batch.work.inputs, to: output == "-" ? .standardOutput : .folder(output),
            configuration: configuration, workerExecutable: WorkerExecutable.locate())
        batch.apply(to: &plan, choice)
        plan.overwrites = overwrite
        plan.isDryRun = dryRun
        plan.quarantine = quarantine
        plan.boxes = boxes
        return plan
    }

    func run() throws {
        let console = Console()
        var plan = try plan(
            ConfigurationLoader.load(decisions.config, console), readingMasksWith: console)
        plan.configuration.instanceUIDKey = try uidKey.map(InstanceUIDKeyFile.read)
        throw BatchSession(
            plan, isQuiet: batch.quiet, printsLines: false, logLevel: decisions.detection.logLevel
        ).run()
    }
}
