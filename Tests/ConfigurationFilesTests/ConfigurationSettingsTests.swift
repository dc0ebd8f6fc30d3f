import RedactionPolicy
import RedactionReport
import Testing

@testable import ConfigurationFiles

@Suite struct ConfigurationSettingsTests {
    private func settings(
        _ change: (inout ConfigurationSettings) -> Void
    ) -> ConfigurationSettings {
        var settings = ConfigurationSettings()
        change(&settings)
        return settings
    }

    @Test func nothingSetIsTheDefault() {
        #expect(
            ConfigurationSettings.configuration(file: settings { _ in }, options: settings { _ in })
                == RedactionConfiguration())
    }

    @Test func optionsBeatTheFile() {
        let configuration = ConfigurationSettings.configuration(
            file: settings {
                $0.policy = .phiOnly
                $0.padding = 8
                $0.findsPerFrame = true
                $0.languages = ["deu", "fra"]
            },
            options: settings {
                $0.padding = 0
                $0.findsPerFrame = false
                $0.languages = ["eng"]
            })
        #expect(configuration.policy == .phiOnly)
        #expect(configuration.padding == 0)
        #expect(!configuration.findsPerFrame)
        #expect(configuration.classification.languages == ["eng"])
    }

    @Test func anOptionForTesseractLeavesTheThresholdOfTheFile() {
        let configuration = ConfigurationSettings.configuration(
            file: settings { $0.threshold = 0.5 }, options: settings { $0.detector = .tesseract })
        #expect(configuration.threshold == nil)
    }

    /// All that a file can set, none of it the default.
    static let everything = """
        version: 1
        policy: phi-only
        detector: both
        threshold: 0.25
        padding: 3
        per_frame: true
        fill: 17
        verify: fast
        trust_detector: true
        allow_non_pixel: true
        drop_private_pixel_data: true
        slide_label: blank
        digests: true
        masks: {library: false, files: [rules.yaml], ultrasound_regions: keep-only}
        attributes: {burned_in_annotation: keep, uid: derive, image_type: derived}
        info_types: {redact: [AGE, WARD], exclude: [SEX], report: true}
        custom_info_types:
          - {name: WARD, patterns: ['West \\d'], words: [Ward W], minimum_confidence: 0.5}
        allow_list: ['MI \\d']
        deny_list: [Test]
        safe_words: [harmonic]
        unreadable: review
        minimum_confidence: 0.7
        languages: [deu]
        identifiers: list.csv
        limits:
          seconds_per_instance: 9
          worker_memory: 2G
          frame_size: 3M
          frames: 4
          inflated_size: 5K
        """

    @Test func everyKeyReachesTheConfiguration() throws {
        let set = try Reading.file(Self.everything).settings
        let configuration = ConfigurationSettings.configuration(
            file: set, options: settings { _ in })
        var expected = RedactionConfiguration()
        expected.policy = .phiOnly
        expected.detector = .both
        expected.threshold = 0.25
        expected.padding = 3
        expected.findsPerFrame = true
        expected.fill = .value(17)
        expected.verification = .fast
        expected.trustsDetector = true
        expected.allowsNonPixel = true
        expected.dropsPrivatePixelData = true
        expected.slideLabel = .blank
        expected.computesDigests = true
        expected.masks.usesLibrary = false
        expected.masks.ultrasoundRegions = .keepOnly
        expected.burnedInAnnotation = .keep
        expected.instanceUID = .derive
        expected.imageType = .derived
        expected.classification.redacted = [.age, InfoType("WARD")]
        expected.classification.excluded = [.sex]
        expected.classification.readsAlways = true
        expected.classification.customInfoTypes = [
            CustomInfoType(
                name: InfoType("WARD"), patterns: ["West \\d"], words: ["Ward W"],
                minimumConfidence: 0.5)
        ]
        expected.classification.allowList = ["MI \\d"]
        expected.classification.denyList = ["Test"]
        expected.classification.safeWords = ["harmonic"]
        expected.classification.unreadable = .review
        expected.classification.minimumConfidence = 0.7
        expected.classification.languages = ["deu"]
        expected.limits.secondsPerInstance = 9
        expected.limits.workerAddressSpace = 2 << 30
        expected.limits.bytesPerFrame = 3 << 20
        expected.limits.frames = 4
        expected.limits.inflatedBytes = 5 << 10
        #expect(configuration == expected)
    }

    @Test(arguments: ["version: 1", everything])
    func aConfigurationWrittenIsReadAsItWas(_ text: String) throws {
        let set = try Reading.file(text).settings
        let configuration = ConfigurationSettings.configuration(
            file: set, options: settings { _ in })
        let written = ConfigurationText(
            configuration, identifiers: set.identifiers, maskFiles: set.maskFiles ?? []
        ).line
        let again = try Reading.file(written).settings
        #expect(
            ConfigurationSettings.configuration(file: again, options: settings { _ in })
                == configuration)
        #expect(again.identifiers == set.identifiers)
        #expect(again.maskFiles == set.maskFiles ?? [])
    }
}
