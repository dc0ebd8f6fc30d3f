import ArgumentParser
import BatchProcessing
import DICOMCore
import KnownMasks
import MaskFiles

struct MasksMatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "Which rules answer for an image, and why not others.",
        discussion: """
            Shows what the rules paint, the rules that answer, and those that nearly do with what is \
            missing; of rules that are named by their ids it tells in any case. Values of the header \
            are not shown unless --include-values asks for them.
            Exit status: 0 a rule answers, 1 none, 2 the file cannot be read, 64 usage.
            """)

    @Argument(help: "The image.")
    var file: BytePath

    @Argument(help: "Only of these rules, by their ids.")
    var ids: [String] = []

    @OptionGroup var source: RuleSourceOptions

    @Option(help: ArgumentHelp("Rules to show that fail.", valueName: "count"))
    var misses = 5

    @Flag(help: "Show what the header has where a rule fails: that may be PHI.")
    var includeValues = false

    @Flag(help: "Write one JSON object.")
    var json = false

    func validate() throws {
        guard (0...1_000_000).contains(misses) else {
            throw ValidationError("--misses must be 0 or more.")
        }
    }

    func run() throws {
        let console = Console()
        let rules = try source.rules(console)
        _ = try RuleChoice.rules(ids, of: rules)
        guard let image = ImageFile(file, console) else {
            throw ExitCode(BatchExitStatus.failed.rawValue)
        }
        guard let rows = image.summary.rows, let columns = image.summary.columns,
            let frames = image.summary.frames, rows > 0, columns > 0, frames > 0
        else {
            console.complain(
                path: file.description, "the header does not say how large the image is")
            throw ExitCode(BatchExitStatus.failed.rawValue)
        }
        let matcher = MaskMatcher(rules)
        let header = DataSetScope(image.file.dataSet)
        let answer = matcher.answer(
            for: header, meta: image.file.metaInformation, rows: rows, columns: columns,
            frames: frames)
        var explanations = matcher.explanations(
            of: ids.isEmpty ? nil : Set(ids), for: header, meta: image.file.metaInformation,
            rows: rows, columns: columns, frames: frames, includesValues: includeValues)
        if ids.isEmpty {
            // Those that hold are all of interest; of the others only the nearest.
            let failing = explanations.firstIndex { $0.verdict == .criterionFails }
            if let failing { explanations = Array(explanations.prefix(failing + misses)) }
        }
        let text = MatchText(
            path: file.description, rows: rows, columns: columns, frames: frames, answer: answer,
            rules: explanations.map(MatchText.Rule.init))
        console.print(json ? text.line : text.text)
        let isAnswered = answer.verdict != .unknown
        throw ExitCode((isAnswered ? BatchExitStatus.done : .found).rawValue)
    }
}
