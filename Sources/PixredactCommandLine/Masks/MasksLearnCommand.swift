import ArgumentParser
import BatchProcessing
import KnownMasks
import MaskFiles
import RedactionReport

struct MasksLearnCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "learn",
        abstract: "Propose rules from where text was in many images of one device.",
        discussion: """
            Reads reports of scan and clean, and lists of reviewed boxes, and writes rules in our own \
            form. A rule is for one manufacturer, model, modality and size. Patients are told apart by \
            the Patient ID of the files that a report names, which is used for counting and forgotten; \
            where the files are gone, images are counted, and the rule's note says so. A note tells how \
            sure a rule is, and what the library says of the same images: read it, and look at pictures, \
            before you use the rule. Learned rules are never complete: text is still looked for.
            With --trial no rule is proposed. Rules that painted in the reports are held against what the \
            detector found in the same images: where it found none, one of the two is wrong, and text \
            across the edge of a mask says that the mask ends too early.
            Exit status: 0 rules were proposed, 1 none, 64 usage or a report that cannot be read, 74 \
            output not writable.
            """)

    @Argument(help: "Reports of scan or clean, or lists of boxes (JSON Lines).")
    var report: [BytePath]

    @Option(help: "Patients with images of a device, from which on rules are made.")
    var minPatients = MaskLearner().minimumPatients

    @Option(
        help: ArgumentHelp(
            "The share of patients that have text in a place for it to be stable, above 0 and at most "
                + "1.", valueName: "share"))
    var minShare = MaskLearner().minimumShare

    @Option(
        help: ArgumentHelp("What the paths of the reports are relative to.", valueName: "folder"),
        completion: .directory)
    var root: BytePath?

    @Flag(help: "Hold the rules of the reports against what the detector found.")
    var trial = false

    @OptionGroup var source: RuleSourceOptions

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp("The file to write (default: standard output).", valueName: "file"))
    var output: BytePath?

    func validate() throws {
        guard !report.isEmpty else { throw ValidationError("Give a report.") }
        guard (1...1_000_000).contains(minPatients) else {
            throw ValidationError("--min-patients must be 1 or more.")
        }
        guard minShare > 0, minShare <= 1 else {
            throw ValidationError("--min-share must be above 0 and at most 1.")
        }
    }

    func run() throws {
        let console = Console()
        let library = source.isEmpty ? MaskRuleSet() : try source.rules(console)
        var reader = LearningReports(root: root)
        for path in report { try reader.read(path, console) }
        if trial { throw Self.show(reader.trial.results, console) }
        reader.tell(console)
        var learner = MaskLearner()
        learner.minimumPatients = minPatients
        learner.minimumShare = minShare
        let (proposals, refusals) = learner.learn(reader.samples)
        for refusal in refusals { console.complain(path: refusal.device.words, refusal.words) }
        guard !proposals.isEmpty else {
            console.message("no rules\n")
            throw ExitCode(BatchExitStatus.found.rawValue)
        }
        let matcher = MaskMatcher(library)
        let rules = proposals.map { proposal in
            var rule = proposal.rule
            if let words = LibraryComparison(proposal, matcher).words {
                console.complain(path: rule.id, words)
                rule.note = (rule.note.map { $0 + "; " } ?? "") + words
            }
            rule.sources = [MaskRule.Source(set: "learned", place: reader.sourceWords)]
            return rule
        }
        let text = try RuleOutput.text(MaskRuleSet(rules), console)
        try RuleOutput.write(Array(text.utf8), to: output, console)
        console.message("\(rules.count) rule\(rules.count == 1 ? "" : "s")\n")
    }

    private static func show(_ rows: [MaskTrial.Row], _ console: Console) -> ExitCode {
        for row in rows {
            var text = "\(row.ruleID): images \(row.images), with text inside \(row.imagesWithText)"
            if row.imagesWithTextAcross > 0 {
                text +=
                    ", with text across its edge \(row.imagesWithTextAcross) (by up to "
                    + "\(row.farthest) pixels)"
            }
            console.print(text + "\n")
        }
        return ExitCode((rows.isEmpty ? BatchExitStatus.found : .done).rawValue)
    }
}

extension DeviceSignature {
    /// For messages: names of devices are no PHI.
    var words: String {
        let names = [manufacturer, model].compactMap { $0 }.joined(separator: " ")
        return "\(names) \(modality ?? "") \(columns)x\(rows)"
    }
}

extension MaskLearner.Refusal {
    var words: String {
        switch reason {
        case .tooFew(let count): "no rule: images of \(count) patients, too few"
        case .noStableText: "no rule: no text that stays in its place"
        }
    }
}
