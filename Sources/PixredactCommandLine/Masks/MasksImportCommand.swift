import ArgumentParser
import BatchProcessing
import DICOMCore
import KnownMasks
import MaskFiles

struct MasksImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Turn another tool's rules into ours.",
        discussion: """
            What cannot be expressed is an error with its line, and nothing is written. Boxes of SMI \
            and Presidio, and statements of XNAT, Orthanc and tables without a device, answer for \
            every image: --like binds them to the device and size of one, --for-all-images leaves them \
            so. Boxes of single files (SMI, Presidio) can become a list for clean --boxes instead. \
            Exit status: 0 done, 64 usage or a file that cannot be read, 74 output not writable.
            """)

    enum Result: String, ExpressibleByArgument, CaseIterable {
        case rules, boxes
    }

    @Argument(help: FormatHelp.help("The form of the file"))
    var format: MaskFormatName

    @Argument(help: "The file.")
    var file: BytePath

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp("The file to write (default: standard output).", valueName: "file"))
    var output: BytePath?

    @Option(
        help: ArgumentHelp(
            "A DICOM image of the device: its manufacturer, model, modality and size become "
                + "criteria of rules that have none.", valueName: "file"))
    var like: BytePath?

    @Flag(help: "Take rules that name no device for every image.")
    var forAllImages = false

    @Option(name: .customLong("as"), help: "What to make: rules, or boxes for clean --boxes.")
    var result = Result.rules

    func validate() throws {
        if like != nil, forAllImages {
            throw ValidationError("--like and --for-all-images contradict each other.")
        }
        if result == .boxes {
            if forAllImages { throw ValidationError("Boxes are of single files.") }
            guard MaskFormats.format(format) is any BoxListFormat else {
                throw ValidationError("Boxes of single files are in files of smi and presidio.")
            }
        }
    }

    func run() throws {
        let console = Console()
        switch result {
        case .rules: try importRules(console)
        case .boxes: try importBoxes(console)
        }
    }

    private func importRules(_ console: Console) throws {
        var document = try MaskRulesLoader.document(format, file, console)
        let unbound = document.unboundRules
        if let like { document = try binding(document, unbound, to: like, console) }
        for finding in document.findings {
            if forAllImages, finding.code == .alwaysMatches { continue }
            console.complain(finding, in: file, withSeverity: true)
        }
        guard document.isSound else { throw ExitCode(BatchExitStatus.usage.rawValue) }
        if format.mayNameNoDevice, like == nil, !forAllImages, !unbound.isEmpty {
            console.complain(
                path: file.description,
                "rules that answer for every image: name an image of their device with --like, or "
                    + "say --for-all-images")
            throw ExitCode(BatchExitStatus.usage.rawValue)
        }
        let text = try RuleOutput.text(document.set, console)
        try RuleOutput.write(Array(text.utf8), to: output, console)
        let count = document.set.rules.count
        console.message("\(count) rule\(count == 1 ? "" : "s")\n")
    }

    /// The rules with the device of an image as criteria of those that have none.
    private func binding(
        _ document: MaskDocument, _ unbound: Set<String>, to path: BytePath, _ console: Console
    ) throws -> MaskDocument {
        guard let image = ImageFile(path, console) else {
            throw ExitCode(BatchExitStatus.usage.rawValue)
        }
        guard let device = DeviceSignature(image.summary) else {
            console.complain(path: path.description, "the header has no Rows and Columns")
            throw ExitCode(BatchExitStatus.usage.rawValue)
        }
        if unbound.isEmpty {
            console.complain(
                path: path.description, "all rules name what they are for: --like binds none")
        }
        let bound = document.binding(unbound, to: device)
        // What a rule asks for besides may be of another image: then it would answer for none.
        let rules = bound.set.rules.filter { unbound.contains($0.id) }
        let explanations = MaskMatcher(MaskRuleSet(rules)).explanations(
            for: DataSetScope(image.file.dataSet), meta: image.file.metaInformation,
            rows: device.rows, columns: device.columns, frames: image.summary.frames ?? 1)
        for explanation in explanations
        where explanation.verdict == .criterionFails || explanation.verdict == .isForOtherSize {
            console.complain(
                path: explanation.ruleID,
                "does not answer for \(path): the file asks for something else")
        }
        return bound
    }

    private func importBoxes(_ console: Console) throws {
        guard let reader = MaskFormats.format(format) as? any BoxListFormat else { return }
        var list = reader.readBoxes(
            try MaskRulesLoader.content(file, console), name: MaskRulesLoader.name(of: file))
        for finding in list.findings {
            console.complain(finding, in: file, withSeverity: true)
        }
        guard list.isSound else { throw ExitCode(BatchExitStatus.usage.rawValue) }
        if list.entries.contains(where: { $0.path == nil && $0.sopInstanceUID == nil }) {
            guard let like, list.entries.count == 1 else {
                console.complain(
                    path: file.description,
                    "boxes that name no file: --like names the one that they are of")
                throw ExitCode(BatchExitStatus.usage.rawValue)
            }
            guard let image = ImageFile(like, console) else {
                throw ExitCode(BatchExitStatus.usage.rawValue)
            }
            list.entries[0].path = like.description
            list.entries[0].sopInstanceUID = image.summary.sopInstanceUID
        }
        // Paths carry names: the list is as private as a report.
        try RuleOutput.write(
            Array(list.entries.map(BoxLine.text).joined().utf8), to: output, mode: 0o600, console)
        let count = list.entries.count
        console.message("\(count) instance\(count == 1 ? "" : "s")\n")
    }
}
