import Testing

@testable import ConfigurationFiles

@Suite struct YAMLDocumentTests {
    @Test(arguments: [
        #"{"version": 1, "padding": 4, "deny_list": ["A B", "C"]}"#,
        "{\n\t\"version\":1,\n\t\"padding\":4,\n\t\"deny_list\":[\"A B\",\"C\"]\n}\n",
        "version: 1\npadding: 4\ndeny_list: [A B, C]\n",
        "---\nversion: 1\npadding: 4 # pixels\ndeny_list:\n- 'A B'\n- \"C\"\n...\n",
        "\u{FEFF}version: 1\r\npadding: 4\r\ndeny_list:\r\n  - A B\r\n  - C\r\n",
    ])
    func yamlAndJSONSayTheSame(_ text: String) throws {
        var expected = ConfigurationSettings()
        expected.padding = 4
        expected.denyList = ["A B", "C"]
        #expect(try Reading.file(text).settings == expected)
    }

    @Test(arguments: [
        Refusal("", .missingKey, "the file is empty"),
        Refusal("# nothing\n", .missingKey, "the file is empty"),
        Refusal(
            "version: 1\n---\nversion: 1\n", .syntax,
            "line 2, column 1: not YAML or JSON: but found another document"),
        Refusal(
            "version: 1\nversion: 1\n", .conflict,
            "line 1, column 1: a key stands there twice"),
        Refusal(
            "version: 1\npadding: [4\n", .syntax,
            "line 3, column 1: not YAML or JSON: did not find expected ',' or ']'"),
        Refusal(
            #"{"version": 1, "padding" 4}"#, .syntax,
            "line 1, column 26: not YAML or JSON: did not find expected ',' or '}'"),
        Refusal(
            "version: 1\n\tpadding: 4\n", .syntax,
            "line 2, column 1: not YAML or JSON: found a tab character that violates indentation"),
        Refusal(
            "version: 1\npadding: *x\n", .syntax,
            "line 2, column 10: not YAML or JSON: found undefined alias"),
        Refusal(
            "version: !!int 1\n", .notSupported,
            "line 1, column 10: tags (!name) are not taken"),
        Refusal(
            "version: 1\nallow_list: !x [a]\n", .notSupported,
            "line 2, column 13: tags (!name) are not taken"),
        Refusal(
            "version: 1\n? [a]\n: 1\n", .wrongType,
            "line 2, column 3: expected the name of a key"),
        Refusal("version: 1\npolicy: \u{1}\n", .notText, "line 2, column 9: a control character"),
        Refusal("- 1\n", .wrongType, "line 1, column 1: expected keys with values"),
        Refusal("all-text", .wrongType, "line 1, column 1: expected keys with values"),
        Refusal(
            "version: 1\nlimits: &a {}\nattributes: *a\n", .notSupported,
            "line 3, column 13: anchors and aliases (&name, *name) are not taken"),
    ])
    func refuses(_ refusal: Refusal) { refusal.check() }

    @Test func anchorsWithoutAliasesAreText() throws {
        let settings = try Reading.settings("safe_words: ['&zoom', '*pan']\n")
        #expect(settings.safeWords == ["&zoom", "*pan"])
    }

    @Test func aliasesOfAliasesEndAtOnce() {
        var text = "version: 1\na0: &a0 [x]\n"
        for level in 1...60 {
            text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
        }
        text += "? *a60\n: 1\n"
        #expect(Reading.problems(text).map(\.code) == [.notSupported])
    }

    @Test(arguments: [13, 900, 100_000])
    func deepNestingIsRefused(_ depth: Int) {
        let text =
            "version: 1\nallow_list: " + String(repeating: "[", count: depth)
            + String(repeating: "]", count: depth)
        #expect(Reading.problems(text).count == 1)
    }

    @Test func largeFilesAreRefused() {
        let text = "version: 1\n#" + String(repeating: " ", count: 1 << 20)
        #expect(Reading.problems(text).map(\.code) == [.tooLarge])
    }

    @Test(arguments: [[0xFF, 0xFE, 0x76, 0x00], [0xC3], [0x61, 0x80]] as [[UInt8]])
    func otherThanUTF8IsRefused(_ content: [UInt8]) {
        #expect(throws: ConfigurationError.self) { try ConfigurationFile(content: content) }
    }

    /// A file that is cut anywhere is read or refused, whatever it says then.
    @Test func cutFilesEnd() {
        let text = """
            version: 1
            policy: "phi-only"
            custom_info_types: [{name: STUDY, patterns: ['ST-\\d{4}'], words: ["A\\u00e4"]}]
            limits: {frames: 3, worker_memory: 4G}
            """
        for end in 0..<text.utf8.count {
            let content = Array(text.utf8.prefix(end))
            _ = try? ConfigurationFile(content: content)
        }
    }
}
