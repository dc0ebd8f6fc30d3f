import Testing

/// The executable as a person or a pipeline meets it.
@Suite struct ProcessTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var line: String
        var status: Int32
        var testDescription: String { line }
    }

    private static let files = [
        "text/a": "text", "none/a": "none", "held/a": "held", "broken/a": "broken",
        "crash/a": "crash", "document/a": "document", "mixed/a": "text", "mixed/b": "held",
        "mixed/c": "broken", "b/original": "x", "b/same": "x", "b/other": "y", "b/broken": "broken",
        "full": "", "boxes/none": "", "boxes/bad": "{",
    ]

    @Test(arguments: [
        Case(line: "scan none", status: 0),
        Case(line: "scan document", status: 0),
        Case(line: "scan text", status: 1),
        Case(line: "scan held", status: 1),
        Case(line: "scan broken", status: 2),
        Case(line: "scan crash", status: 2),
        Case(line: "scan mixed", status: 2),
        Case(line: "scan none/a text/a", status: 1),
        Case(line: "scan gone", status: 2),
        Case(line: "scan --policy none text", status: 1),
        Case(line: "clean text -o out", status: 0),
        Case(line: "clean none -o out", status: 0),
        Case(line: "clean held -o out", status: 1),
        Case(line: "clean mixed -o out", status: 2),
        Case(line: "clean mixed -o mixed", status: 64),
        Case(line: "clean text -o out --boxes boxes/bad", status: 64),
        Case(line: "clean text -o out --boxes boxes/none", status: 1),
        Case(line: "clean text -o out --boxes gone", status: 64),
        Case(line: "clean text -o out --files-from gone", status: 64),
        Case(line: "clean text -o full", status: 74),
        Case(line: "clean text -o out --report gone/report", status: 74),
        Case(line: "scan text --report /dev/full", status: 74),
        Case(line: "scan text --heatmap full", status: 74),
        Case(line: "verify b/original b/same", status: 0),
        Case(line: "verify b/original b/other", status: 1),
        Case(line: "verify b/broken b/same", status: 2),
        Case(line: "verify b/original gone", status: 2),
        Case(line: "scan", status: 64),
        Case(line: "clean text -o out --policy none", status: 64),
        Case(line: "info --syntaxes", status: 0),
        Case(line: "info --syntaxes --json", status: 0),
        Case(line: "--version", status: 0),
        Case(line: "--help", status: 0),
    ])
    func exitStatus(_ test: Case) throws {
        let run = try ProcessRun(Self.files)
        #expect(try run(test.line).status == test.status)
    }

    @Test func scanPrintsALineAnInput() throws {
        let run = try ProcessRun(["in/a": "text", "in/b": "none"])
        let result = try run("scan in --jobs 1")
        #expect(result.output == "in/a: flagged, 1 box\nin/b: no_text\n")
        #expect(result.messages.isEmpty)
    }

    @Test func quietScanPrintsNothing() throws {
        let run = try ProcessRun(["in/a": "text"])
        let result = try run("scan in --quiet")
        #expect(result.output.isEmpty && result.messages.isEmpty)
        #expect(result.status == 1)
    }

    @Test func failuresGoToStandardError() throws {
        let run = try ProcessRun(["in/a": "broken"])
        #expect(try run("clean in -o out").messages == "pixredact: in/a: failed: failed\n")
    }

    @Test func jsonGoesToStandardOutput() throws {
        let run = try ProcessRun(["in/a": "none"])
        let line = """
            {"boxes":[],"digests":null,"image":null,"milliseconds":null,"notes":[],\
            "output":null,"painted":[],"path":"in/a","reason":null,"schema":"pixredact.instance/1",\
            "status":"no_text","verification":null}

            """
        let output = try run("scan in --json").output
        #expect(output.replacing(/"configuration":"[0-9a-f]{16}",/, with: "") == line)
        #expect(output != line)
    }

    @Test func standardInputBecomesStandardOutput() throws {
        let run = try ProcessRun([:])
        let result = try run("clean - -o - --report report", input: "text")
        #expect(result.output == "painted")
        #expect(result.status == 0)
        #expect(run.text("report")?.contains(#""path":"-""#) == true)
    }

    @Test func standardInputThatIsHeldLeavesNoOutput() throws {
        let run = try ProcessRun([:])
        let result = try run("clean - -o - --report report", input: "held")
        #expect(result.output.isEmpty)
        #expect(result.status == 1)
    }

    @Test func listFromStandardInput() throws {
        let run = try ProcessRun(["in/x/a": "text", "in/b": "none"])
        let result = try run(
            "clean --files-from - --root in -o out", input: "in/x/a\nin/b\nelsewhere\n")
        #expect(result.status == 2)
        #expect(run.text("out/x/a") == "painted")
        #expect(run.text("out/b") == "none")
    }

    @Test func logTellsOfTheWorkers() throws {
        let run = try ProcessRun(["in/a": "none"])
        let result = try run("scan in --jobs 1 --log-level debug")
        let words = result.messages.split(separator: "\n").map {
            $0.prefix { !$0.isNumber }
        }
        #expect(
            words == [
                "pixredact: debug: worker started job=", "pixredact: debug: worker ended job=",
            ])
    }

    @Test func logTellsOnlyOfTroubleUnlessAsked() throws {
        let run = try ProcessRun(["in/a": "crash"])
        let lines = try run("scan in --jobs 1").messages.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].hasPrefix("pixredact: warning: worker ended early code=crashed job=1 "))
        #expect(lines[1].hasPrefix("pixredact: in/a: failed: "))
    }

    @Test(arguments: [("--preview", "previews"), ("--heatmap", "heat maps")])
    func picturesComeWithAWarning(_ option: String, _ name: String) throws {
        let run = try ProcessRun(["in/a": "text"])
        #expect(
            try run("scan in --quiet \(option) pictures").messages
                == "pixredact: pictures: the \(name) show the images with their text: "
                + "handle them as PHI\n")
    }

    @Test func secondRunRefusesToOverwrite() throws {
        let run = try ProcessRun(["in/a": "text"])
        #expect(try run("clean in -o out").status == 0)
        #expect(try run("clean in -o out").status == 2)
        #expect(try run("clean in -o out --overwrite").status == 0)
    }

    @Test func outputHoldsOnlyResults() throws {
        let run = try ProcessRun(["in/a": "text", "in/b": "crash", "in/c": "held", "in/d": "none"])
        _ = try run("clean in -o in/out --jobs 4")
        #expect(try run.entries("in/out") == ["a", "d"])
        // The output inside the input is not walked again.
        #expect(try run("clean in -o in/out --overwrite").status == 2)
        #expect(try run.entries("in/out") == ["a", "d"])
    }

    @Test func verificationPrintsWhatItFound() throws {
        let run = try ProcessRun(["a": "x", "b": "y"])
        #expect(try run("verify a b").output == "b: refuted\n")
        #expect(try run("verify a a --json").output.contains(#""outcome":"proven""#))
    }
}
