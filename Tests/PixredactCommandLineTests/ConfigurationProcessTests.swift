import Testing

/// Configuration files as a person or a pipeline meets them.
@Suite struct ConfigurationProcessTests {
    private static let files = [
        "in/a": "text", "good.yaml": "version: 1\npolicy: phi-only\n",
        "bad.yaml": "version: 1\npadding: -3\npolcy: x\n",
        "none.yaml": "version: 1\npolicy: none\n",
        "google.json":
            #"{"image": {"textRedactionMode": "REDACT_ALL_TEXT"}, "dicom": {}, "fhir": {}}"#,
    ]

    private static let complaints = """
        pixredact: bad.yaml: line 2, column 10: padding: expected a whole number from 0 to 10000
        pixredact: bad.yaml: line 3, column 1: unknown key: did you mean policy?

        """

    @Test(
        arguments: [
            ("config check good.yaml", 0), ("config check google.json", 0),
            ("config check good.yaml --json", 0), ("config check bad.yaml", 64),
            ("config check gone", 64), ("config check in", 64),
            ("scan in --config good.yaml", 1), ("scan in --config none.yaml", 1),
            ("scan in --config bad.yaml", 64), ("scan in --config gone", 64),
            ("clean in -o out --config good.yaml", 0),
            ("clean in -o out --config none.yaml", 64), ("clean in -o out --config bad.yaml", 64),
            ("verify in/a in/a --config bad.yaml", 64), ("info in/a --config bad.yaml", 64),
        ] as [(String, Int32)])
    func exitStatus(_ line: String, _ status: Int32) throws {
        #expect(try ProcessRun(Self.files)(line).status == status)
    }

    @Test(arguments: ["config check bad.yaml", "scan in --config bad.yaml"])
    func tellsWhatIsWrongAndWhere(_ line: String) throws {
        let result = try ProcessRun(Self.files)(line)
        #expect(result.messages == Self.complaints)
        #expect(result.output.isEmpty)
    }

    @Test func aCleanThatIsRefusedMakesNothing() throws {
        let run = try ProcessRun(Self.files)
        _ = try run("clean in -o out --config bad.yaml --report report")
        #expect(try run.entries(".") == Self.files.keys.map { $0 == "in/a" ? "in" : $0 }.sorted())
    }

    @Test func explainsInWords() throws {
        let result = try ProcessRun(Self.files)("config check good.yaml")
        #expect(result.output.hasPrefix("good.yaml: a configuration of pixredact, version 1\n"))
    }

    @Test func whatIsWrittenAsJSONCanBeUsed() throws {
        let run = try ProcessRun(Self.files)
        let written = try run("config check google.json --json")
        #expect(
            written.messages == """
                pixredact: google.json: not applied: dicom: the header is another tool's
                pixredact: google.json: not applied: fhir: it is about FHIR resources

                """)
        let again = try ProcessRun(["again.json": written.output])
        #expect(try again("config check again.json --json").output == written.output)
    }

    @Test func aRunTellsOfPartsThatAreNotApplied() throws {
        let result = try ProcessRun(Self.files)("scan in --quiet --config google.json")
        #expect(
            result.messages
                == "pixredact: google.json: 2 of its parts change nothing here: pixredact config "
                + "check lists them\n")
    }

    @Test(arguments: [("--report r", "r"), ("--json", "standard output")])
    func includedTextComesWithAWarning(_ option: String, _ place: String) throws {
        let result = try ProcessRun(Self.files)("scan in --quiet --include-text \(option)")
        #expect(
            result.messages
                == "pixredact: \(place): the report holds what the images say (--include-text): "
                + "handle it as PHI\n")
    }
}
