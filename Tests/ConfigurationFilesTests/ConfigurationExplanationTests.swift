import Testing

@testable import ConfigurationFiles

@Suite struct ConfigurationExplanationTests {
    private func text(_ text: String) throws -> String {
        ConfigurationExplanation(try Reading.file(text)).text
    }

    @Test func tellsWhatAPolicyPaintsAndKeeps() throws {
        #expect(
            try text("version: 1\npolicy: phi-only\npadding: 4\nunreadable: review\n") == """
                a configuration of pixredact, version 1

                Policy phi-only:
                  painted: lines that tell anything of a person or a visit
                  kept: all other lines that are read with confidence
                  text that cannot be read holds the instance, for a person

                What lines tell:
                  read in eng, believed from a confidence of 0.6 on

                Set by the file; an option beats it:
                  policy                          phi-only        --policy
                  padding                         4               --padding
                  unreadable                      review          --unreadable

                """)
    }

    @Test(
        arguments: [
            ("policy: all-text", "painted: all text that is found, whatever it says"),
            ("policy: keep-technical", "kept: lines of which every word is known to be safe"),
            ("policy: none", "painted: nothing; this is for scan, clean refuses it"),
            ("safe_words: [A]", "the types and lists have no effect"),
            ("info_types: {report: true}", "read and named in the report, whatever the policy"),
            (
                "policy: phi-only\ninfo_types: {redact: [AGE, SEX]}",
                "painted: lines that tell AGE or SEX"
            ),
            (
                "policy: phi-only\ninfo_types: {exclude: [AGE]}",
                "never painted for itself: AGE"
            ),
            (
                "policy: phi-only\ncustom_info_types: [{name: W, patterns: [a, b], words: [c]}]",
                "W: 2 patterns and 1 word or phrase"
            ),
            (
                "policy: phi-only\ncustom_info_types: [{name: AGE, words: [c, d]}]",
                "AGE: 2 words or phrases, beside the rules of this name"
            ),
            (
                """
                policy: phi-only
                info_types: {redact: [AGE]}
                custom_info_types: [{name: W, words: [c]}]
                """, "W: 1 word or phrase; not painted: info_types.redact does not name it"
            ),
            ("masks: {library: false}", "the library of known devices is left out"),
            ("masks: {files: [a.yaml]}", "rules of 1 file beside the library"),
            ("masks: {files: [a, b], library: false}", "\n  rules of 2 files\n"),
            (
                "masks: {ultrasound_regions: keep-only}",
                "ultrasound: whatever lies outside the regions of the header is painted"
            ),
            ("policy: masks-only", "held: what no rule answers for"),
            ("policy: phi-only\ndeny_list: [A]", "always painted: 1 word or phrase"),
            ("policy: phi-only\nallow_list: [A]", "unless the header's values match"),
            ("policy: phi-only\nidentifiers: a.csv", "values to look for besides the header's"),
        ])
    func tells(_ part: String, _ words: String) throws {
        #expect(try text("version: 1\n" + part).contains(words))
    }

    @Test func tellsEveryKeyThatIsSet() throws {
        let text = try text(ConfigurationSettingsTests.everything)
        for key in SettingsSchema.keys.subtracting(["version"]) {
            #expect(text.contains("\n  \(key)"), "\(key)")
        }
    }

    @Test func tellsWhatIsNotApplied() throws {
        let text = try text(#"{"image": {"textRedactionMode": "REDACT_ALL_TEXT"}, "dicom": {}}"#)
        #expect(text.hasPrefix("a DeidentifyConfig of Google's Cloud Healthcare API\n"))
        #expect(text.hasSuffix("Not applied:\n  dicom: the header is another tool's\n"))
    }

    @Test func linesAreNotLong() throws {
        let text =
            try text(#"{"image": {"textRedactionMode": "REDACT_SENSITIVE_TEXT"}}"#)
            + self.text(ConfigurationSettingsTests.everything)
        #expect(!text.split(separator: "\n").contains { $0.count > 100 })
    }

    @Test func repeatsNoWordOfTheLists() throws {
        let text = try text(
            """
            version: 1
            policy: phi-only
            deny_list: [Roe]
            safe_words: [Roe]
            allow_list: [Roe]
            identifiers: Roe
            custom_info_types: [{name: A, patterns: [Roe], words: [Roe]}]
            """)
        #expect(!text.contains("Roe"))
    }
}
