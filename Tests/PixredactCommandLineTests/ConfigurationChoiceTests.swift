import ArgumentParser
import BatchProcessing
import ConfigurationFiles
import RedactionPolicy
import Testing

@testable import PixredactCommandLine

/// Options over a configuration file.
@Suite struct ConfigurationChoiceTests {
    private func file(
        _ text: String, path: BytePath = "conf/site.yaml"
    ) throws -> LoadedConfiguration {
        LoadedConfiguration(
            path: path, file: try ConfigurationFile(content: Array("version: 1\n\(text)".utf8)))
    }

    private func clean(_ options: String, _ text: String) throws -> BatchPlan {
        let words = "in -o out --config conf/site.yaml \(options)".split(separator: " ")
        return try CleanCommand.parse(words.map(String.init)).plan(file(text))
    }

    @Test(
        arguments: [
            ("", "policy: phi-only", TextPolicy.phiOnly),
            ("--policy keep-technical", "policy: phi-only", .keepTechnical),
            ("--policy all-text", "policy: none", .allText),
            ("", "padding: 4", .allText),
        ])
    func policy(_ options: String, _ text: String, _ policy: TextPolicy) throws {
        #expect(try clean(options, text).configuration.policy == policy)
    }

    @Test(
        arguments: [
            ("", "trust_detector: true", true),
            ("--no-trust-detector", "trust_detector: true", false),
            ("--trust-detector", "trust_detector: false", true),
            ("--trust-detector", "padding: 1", true), ("", "padding: 1", false),
        ])
    func flags(_ options: String, _ text: String, _ isSet: Bool) throws {
        #expect(try clean(options, text).configuration.trustsDetector == isSet)
    }

    @Test(
        arguments: [
            ("", "identifiers: ids.csv", "conf/ids.csv"),
            ("", "identifiers: /lists/ids.csv", "/lists/ids.csv"),
            ("--identifiers here.csv", "identifiers: ids.csv", "here.csv"),
            ("", "padding: 1", nil),
        ] as [(String, String, String?)])
    func identifiersLieBesideTheFile(_ options: String, _ text: String, _ path: String?) throws {
        let plan = try clean(options, "policy: phi-only\n" + text)
        #expect(plan.identifiers?.description == path)
    }

    private static let named = "masks: {files: [a.yaml, /rules/b.csv], library: false}"

    @Test(
        arguments: [
            ("", named, ["conf/a.yaml", "/rules/b.csv"]), ("--masks c", named, ["c"]),
            ("--no-masks", named, []), ("--no-masks --masks c --masks d", named, ["c", "d"]),
            ("", "padding: 1", []), ("--masks c", "masks: {library: true}", ["c"]),
        ])
    func rulesLieBesideTheFile(_ options: String, _ text: String, _ paths: [String]) throws {
        let words = options.split(separator: " ").map(String.init)
        let settings = try ScanCommand.parse(["in"] + words).decisions.settings
        let choice = try ConfigurationChoice(file(text), options: settings)
        #expect(choice.maskFiles.map(\.description) == paths)
    }

    @Test(
        arguments: [
            ("", "masks: {library: false}", false), ("", "masks: {files: [a]}", true),
            ("--no-masks", "masks: {library: true}", false), ("--masks a", "padding: 1", true),
        ])
    func theLibraryIsUsed(_ options: String, _ text: String, _ isUsed: Bool) throws {
        #expect(try clean(options, text).configuration.masks.usesLibrary == isUsed)
    }

    @Test(
        arguments: [
            ("", "masks: {ultrasound_regions: keep-only}", UltrasoundRegionsChoice.keepOnly),
            ("--ultrasound-regions examine", "masks: {ultrasound_regions: keep-only}", .examine),
            ("", "padding: 1", .examine),
        ])
    func ultrasoundRegions(
        _ options: String, _ text: String, _ choice: UltrasoundRegionsChoice
    ) throws {
        #expect(try clean(options, text).configuration.masks.ultrasoundRegions == choice)
    }

    @Test func theSecretGoesWithAFileThatDerives() throws {
        let plan = try clean("--uid-key k", "attributes: {uid: derive}")
        #expect(plan.configuration.instanceUID == .derive)
    }

    @Test(
        arguments: [
            (
                "", "policy: none",
                "The configuration's policy, none, paints nothing: give a --policy."
            ),
            (
                "--policy none", "policy: phi-only",
                "--policy none paints nothing: it is for scan."
            ),
            ("--uid-key k", "padding: 1", "--uid-key is the secret of --uid derive."),
            (
                "--unreadable review", "policy: keep-technical",
                "--unreadable is for --policy phi-only."
            ),
            (
                "--threshold 0.5", "detector: tesseract",
                "--threshold is for the network, not --detector tesseract."
            ),
            (
                "", "policy: masks-only\nmasks: {library: false}",
                "--policy masks-only without the library needs --masks: no rule would answer."
            ),
            (
                "--no-masks", "policy: masks-only\nmasks: {files: [a]}",
                "--policy masks-only without the library needs --masks: no rule would answer."
            ),
            (
                "--detector both", "policy: masks-only",
                "--detector: --policy masks-only looks for no text."
            ),
            (
                "--identifiers i", "padding: 1",
                "--identifiers is for text that is read: --policy keep-technical or phi-only, or "
                    + "--info-types."
            ),
        ])
    func refuses(_ options: String, _ text: String, _ message: String) {
        do {
            _ = try clean(options, text)
            Issue.record("accepted")
        } catch {
            #expect(PixredactCommand.message(for: error) == message)
            #expect(PixredactCommand.exitCode(for: error) == .validationFailure)
        }
    }

    @Test(
        arguments: [
            ("--min-confidence 0.5", "policy: phi-only"),
            ("--language deu", "policy: keep-technical"),
            ("--unreadable review", "policy: phi-only"),
            ("--identifiers i", "info_types: {report: true}"),
            ("--detector tesseract", "threshold: 0.5"),
            ("--policy masks-only", "detector: both\npadding: 3\ninfo_types: {report: true}"),
            ("", "policy: masks-only\nmasks: {library: false, files: [a]}"),
        ])
    func takes(_ options: String, _ text: String) throws {
        _ = try clean(options, text)
    }

    @Test func verificationTakesTheFileOfTheClean() throws {
        let command = try VerifyCommand.parse(["a", "b", "--config", "c"])
        let configuration = try command.choice(file("policy: phi-only\nfill: 7")).configuration
        #expect(configuration.policy == .phiOnly && configuration.fill == .value(7))
    }
}
