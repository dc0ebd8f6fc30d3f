import ArgumentParser
import BatchProcessing
import RedactionPolicy
import Testing

@testable import PixredactCommandLine

@Suite struct CommandParsingTests {
    /// Commands that are only more commands.
    private static let groups = ["", "config"]

    @Test(arguments: [
        "", "scan", "clean", "clean a", "clean -o b", "scan --unknown a", "audit a", "masks show",
        "clean a -o b --policy none", "verify a b --identifiers c", "scan a --detector ocr",
        "clean a -o b --masks", "scan a --ultrasound-regions keep", "scan a --ultrasound-regions",
        "clean a -o b --policy masks-only --no-masks",
        "clean a -o b --policy masks-only --detector net",
        "scan a --policy masks-only --threshold 0.5", "scan a --policy masks-only --padding 3",
        "scan a --policy masks-only --per-frame", "scan a --policy masks-only --info-types",
        "scan a --policy masks-only --heatmap h", "scan a --policy masks-only --language eng",
        "verify a b --policy masks-only --trust-detector", "synth a --masks m",
        "info --syntaxes --masks m",
        "clean - -o b --report r", "clean - -o -", "clean - a -o - --report r",
        "clean a -o - --report r", "clean - -o - --report r --json",
        "clean - -o - --report r --files-from l", "scan - --files-from -", "scan - -",
        "scan a --root b", "scan a --jobs 0", "scan a --jobs x", "scan a --padding -1",
        "scan a --timeout 0", "scan a --timeout nan", "scan a --memory-limit 0",
        "scan a --memory-limit 1T", "scan a --resume", "scan a --report -",
        "clean a -o b --fill white", "clean a -o b --verify half", "clean a -o b --uid new",
        "clean a -o b --uid-key k", "clean a -o b --uid keep --uid-key k",
        "clean a -o b --image-type original", "scan a --uid derive",
        "scan a --include-text", "verify a b --per-frame", "verify a", "verify a b c", "info",
        "info a --syntaxes", "info --json",
        "scan a -o b", "scan a --boxes c", "scan a --log-level loud",
        "scan a --threshold", "scan a --threshold low", "scan a --threshold 0",
        "scan a --threshold 1", "scan a --threshold=-0.5", "scan a --threshold nan",
        "clean a -o b --threshold 50", "verify a b --threshold inf",
        "verify a b --threshold 0.5 --detector tesseract",
        "scan a --heatmap", "scan a --heatmap h --detector tesseract",
        "clean a -o b --heatmap h", "verify a b --heatmap h",
        "scan a --unreadable keep", "scan a --policy phi-only --unreadable hold",
        "scan a --policy keep-technical --unreadable review",
        "scan a --unreadable review", "clean a -o b --unreadable redact",
        "scan a --min-confidence 0.5", "scan a --policy phi-only --min-confidence 2",
        "scan a --policy phi-only --min-confidence nan", "scan a --language eng",
        "scan a --policy phi-only --language en.g", "scan a --policy phi-only --language ../eng",
        "scan a --policy phi-only --language eng+", "scan a --identifiers i",
        "scan a --policy phi-only --language a+b+c+d --language e+f+g+h+i",
        "scan a --include-text --quiet", "scan a --json --include-text --no-info-types",
        "clean a -o b --boxes c --info-types", "clean a -o b --boxes c --json --include-text",
        "clean a -o b --boxes c --policy phi-only --identifiers i",
        "verify a b --include-text", "verify a b --info-types", "verify a b --identifiers i",
        "verify a b --unreadable review", "info --syntaxes --policy phi-only",
        "info a --policy all",
        "config", "config check", "config check a b", "config show a", "synth a --config c",
    ])
    func usageError(_ line: String) {
        do {
            var command = try PixredactCommand.parseAsRoot(
                line.split(separator: " ").map(String.init))
            // Without a subcommand it shows the help; everything else must not parse.
            if Self.groups.contains(line) { try command.run() }
            Issue.record("accepted")
        } catch {
            let expected: Int32 = Self.groups.contains(line) ? 0 : 64
            #expect(PixredactCommand.exitCode(for: error).rawValue == expected)
        }
    }

    @Test(arguments: [
        ("scan a --threshold 1", "--threshold must be above 0 and below 1."),
        ("clean a -o b --threshold 0", "--threshold must be above 0 and below 1."),
        (
            "verify a b --detector tesseract --threshold 0.5",
            "--threshold is for the network, not --detector tesseract."
        ),
        (
            "scan a --detector tesseract --heatmap h",
            "--heatmap shows the network, not --detector tesseract."
        ),
        ("clean a -o b --policy none", "--policy none paints nothing: it is for scan."),
        (
            "scan a --unreadable review",
            "--unreadable is for --policy phi-only."
        ),
        (
            "scan a --min-confidence 0.5",
            "--min-confidence is for text that is read: --policy keep-technical or phi-only, or "
                + "--info-types."
        ),
        (
            "clean a -o b --policy masks-only --padding 0",
            "--padding: --policy masks-only looks for no text."
        ),
        (
            "verify a b --policy masks-only --no-masks",
            "--policy masks-only without the library needs --masks: no rule would answer."
        ),
        (
            "scan a --include-text",
            "--include-text needs --report or --json to put the text in."
        ),
    ])
    func saysWhatIsWrong(_ line: String, _ message: String) {
        do {
            _ = try PixredactCommand.parseAsRoot(line.split(separator: " ").map(String.init))
            Issue.record("accepted")
        } catch {
            #expect(PixredactCommand.message(for: error) == message)
        }
    }

    @Test(
        arguments: [
            ("", .net, nil), ("--detector net", .net, nil), ("--detector both", .both, nil),
            ("--detector tesseract", .tesseract, nil), ("--threshold 0.125", .net, 0.125),
            ("--detector both --threshold .9", .both, 0.9),
        ] as [(String, DetectorChoice, Double?)])
    func everyCommandTakesADetector(
        _ options: String, _ detector: DetectorChoice, _ threshold: Double?
    ) throws {
        let words = options.split(separator: " ").map(String.init)
        let configurations = [
            try ScanCommand.parse(["in"] + words).plan().configuration,
            try CleanCommand.parse(["in", "-o", "out"] + words).plan().configuration,
            try VerifyCommand.parse(["a", "b"] + words).choice().configuration,
        ]
        for configuration in configurations {
            #expect(configuration.detector == detector && configuration.threshold == threshold)
        }
    }

    @Test func framesByThemselvesAreAskedFor() throws {
        #expect(try ScanCommand.parse(["in", "--per-frame"]).plan().configuration.findsPerFrame)
        #expect(try !ScanCommand.parse(["in"]).plan().configuration.findsPerFrame)
    }

    @Test(arguments: ["net", "both"])
    func heatMapsAreAskedFor(_ detector: String) throws {
        let plan = try ScanCommand.parse(["in", "--heatmap", "h", "--detector", detector]).plan()
        #expect(plan.heatMaps == "h" && plan.operation == .scan)
    }

    private func clean(_ line: String) throws -> BatchPlan {
        try CleanCommand.parse(line.split(separator: " ").map(String.init)).plan()
    }

    @Test func defaultsAreTheSafeOnes() throws {
        let plan = try clean("in -o out")
        #expect(plan.configuration == RedactionConfiguration())
        #expect(plan.output == .folder("out"))
        #expect(plan.inputs == InputSelection(paths: ["in"]))
        #expect(!plan.overwrites && !plan.isDryRun && !plan.resumes)
        #expect(plan.report == nil && plan.quarantine == nil && plan.boxes == nil)
    }

    @Test func everyOptionReachesThePlan() throws {
        let plan = try clean(
            """
            in -o out --policy phi-only --unreadable review --min-confidence 0.7 --language deu+fra \
            --language eng --include-text --identifiers i --detector both --threshold 0.3 --verify fast --quarantine q \
            --overwrite --fail-fast --no-masks --ultrasound-regions keep-only --dry-run --report r --json \
            --padding 4 --per-frame --fill 17 --preview p --digests --quiet --jobs 3 \
            --burned-in-annotation keep --uid derive --uid-key k --image-type derived \
            --trust-detector --allow-non-pixel \
            --drop-private-pixel-data --slide-label blank --timeout 1.5 --memory-limit 2G \
            --resume
            """)
        var configuration = RedactionConfiguration()
        configuration.policy = .phiOnly
        configuration.classification.unreadable = .review
        configuration.classification.minimumConfidence = 0.7
        configuration.classification.languages = ["deu", "fra", "eng"]
        configuration.classification.includesText = true
        configuration.classification.readsAlways = true
        configuration.detector = .both
        configuration.threshold = 0.3
        configuration.verification = .fast
        configuration.padding = 4
        configuration.findsPerFrame = true
        configuration.fill = .value(17)
        configuration.computesDigests = true
        configuration.burnedInAnnotation = .keep
        configuration.instanceUID = .derive
        configuration.imageType = .derived
        configuration.trustsDetector = true
        configuration.allowsNonPixel = true
        configuration.dropsPrivatePixelData = true
        configuration.slideLabel = .blank
        configuration.masks.usesLibrary = false
        configuration.masks.ultrasoundRegions = .keepOnly
        configuration.limits.secondsPerInstance = 1.5
        configuration.limits.workerAddressSpace = 2 << 30
        #expect(plan.configuration == configuration)
        #expect(plan.quarantine == "q" && plan.identifiers == "i" && plan.report == "r")
        #expect(plan.preview == "p" && plan.jobs == 3 && plan.printsReport)
        #expect(plan.overwrites && plan.failsFast && plan.isDryRun && plan.resumes)
    }

    @Test func boxesReachThePlan() throws {
        #expect(try clean("in -o out --boxes b").boxes == "b")
    }

    @Test(arguments: TextPolicy.allCases)
    func scanTakesEveryPolicy(_ policy: TextPolicy) throws {
        let command = try ScanCommand.parse(["in", "--policy", policy.rawValue])
        #expect(try command.plan().configuration.policy == policy)
    }

    @Test func infoTypesAreAskedFor() throws {
        #expect(try clean("in -o out --info-types").configuration.classification.readsAlways)
    }

    @Test(arguments: [
        "--policy masks-only", "--policy masks-only --no-masks --masks m",
        "--policy masks-only --no-masks --ultrasound-regions keep-only",
        "--policy masks-only --no-trust-detector --no-per-frame", "--masks m --masks n",
        "--masks m --boxes b",
    ])
    func masksAreTaken(_ options: String) throws {
        #expect(try clean("in -o out " + options).configuration.masks.encodedRules.isEmpty)
    }

    @Test func standardInputGoesToStandardOutput() throws {
        let plan = try clean("- -o - --report r")
        #expect(plan.output == .standardOutput)
        #expect(plan.inputs.paths == ["-"])
    }

    @Test(arguments: [("black", FillChoice.black), ("padding", .padding), ("-3", .value(-3))])
    func fill(_ word: String, _ expected: FillChoice) throws {
        #expect(try clean("in -o out --fill=\(word)").configuration.fill == expected)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completionScript(_ shell: String) {
        let script = PixredactCommand.completionScript(
            for: CompletionShell(rawValue: shell) ?? .bash)
        #expect(script.contains("quarantine"))
    }

    @Test func memoryLimits() {
        #expect(ByteSize(argument: "3")?.bytes == 3)
        #expect(ByteSize(argument: "3k")?.bytes == 3 << 10)
        #expect(ByteSize(argument: "3M")?.bytes == 3 << 20)
        #expect(ByteSize(argument: "9999999999G") == nil)
    }
}
