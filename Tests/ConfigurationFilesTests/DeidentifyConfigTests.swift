import RedactionPolicy
import RedactionReport
import Testing

@testable import ConfigurationFiles

@Suite struct DeidentifyConfigTests {
    private static func image(_ parts: String) -> String { #"{"image": {\#(parts)}}"# }

    private static let sensitive = Set(
        CleanImageConfig.defaultInfoTypes + CleanImageConfig.addedInfoTypes)

    @Test(
        arguments: [
            ("", .none), (#""textRedactionMode": "TEXT_REDACTION_MODE_UNSPECIFIED""#, .none),
            (#""textRedactionMode": "REDACT_NO_TEXT""#, .none),
            (#""textRedactionMode": "REDACT_ALL_TEXT""#, .allText),
            (#""textRedactionMode": "REDACT_SENSITIVE_TEXT""#, .phiOnly),
            (#""textRedactionMode": "REDACT_SENSITIVE_TEXT_CLEAN_DESCRIPTORS""#, .phiOnly),
        ] as [(String, TextPolicy)])
    func modesBecomePolicies(_ part: String, _ policy: TextPolicy) throws {
        let file = try Reading.file(Self.image(part))
        #expect(file.form == .deidentifyConfig)
        #expect(file.settings.policy == policy)
    }

    private func redacted(_ mode: String, _ parts: String = "") throws -> Set<InfoType>? {
        try Reading.file(Self.image(#""textRedactionMode": "\#(mode)"\#(parts)"#)).settings.redacted
    }

    @Test func sensitiveTextIsTheDefaultsAndOurs() throws {
        #expect(try redacted("REDACT_SENSITIVE_TEXT") == Self.sensitive)
    }

    @Test(arguments: [InfoType.medicalRecordNumber, .accessionNumber, .physicianName, .unknownText])
    func valuesOfTheHeaderAreSensitive(_ infoType: InfoType) {
        #expect(Self.sensitive.contains(infoType))
    }

    @Test(arguments: [InfoType.time, .url, .organizationName])
    func othersAreNot(_ infoType: InfoType) {
        #expect(!Self.sensitive.contains(infoType))
    }

    @Test func cleanDescriptorsPaintEveryType() throws {
        #expect(try redacted("REDACT_SENSITIVE_TEXT_CLEAN_DESCRIPTORS") == nil)
    }

    @Test func additionalTypesAreAdded() throws {
        let types = try redacted(
            "REDACT_SENSITIVE_TEXT", #", "additionalInfoTypes": ["TIME", "URL", "FIRST_NAME"]"#)
        #expect(types == Self.sensitive.union([.time, .url]))
    }

    @Test func additionalTypesAloneArePaintedWithoutAMode() throws {
        let file = try Reading.file(Self.image(#""additionalInfoTypes": ["LAST_NAME", "TIME"]"#))
        #expect(file.settings.policy == .phiOnly)
        #expect(file.settings.redacted == [.personName, .time])
    }

    @Test func excludedTypesAreTakenOut() throws {
        let file = try Reading.file(
            Self.image(
                #""textRedactionMode": "REDACT_SENSITIVE_TEXT", "excludeInfoTypes": ["DATE"]"#))
        #expect(file.settings.redacted == Self.sensitive.subtracting([.date]))
        #expect(file.settings.excluded == [.date])
    }

    @Test func excludingAPartExcludesNothing() throws {
        let file = try Reading.file(
            Self.image(
                #""textRedactionMode": "REDACT_SENSITIVE_TEXT", "excludeInfoTypes": ["LAST_NAME"]"#)
        )
        #expect(file.settings.redacted == Self.sensitive)
        #expect(file.notApplied.map(\.path) == ["image.excludeInfoTypes[0]"])
    }

    @Test(arguments: ["REDACT_NO_TEXT", "TEXT_REDACTION_MODE_UNSPECIFIED", "REDACT_SENSITIVE_TEXT"])
    func customRegexesArePainted(_ mode: String) throws {
        let file = try Reading.file(
            Self.image(
                #"""
                "textRedactionMode": "\#(mode)",
                "customRegexes": [{"pattern": "ST-(\\d{4})", "groupIndexes": [1]}, {"pattern": "W\\d"}]
                """#))
        #expect(file.settings.policy == .phiOnly)
        let custom = file.settings.customInfoTypes ?? []
        #expect(custom.map(\.name.rawValue) == ["CUSTOM_REGEX_1", "CUSTOM_REGEX_2"])
        #expect(custom.map(\.patterns) == [["ST-(\\d{4})"], ["W\\d"]])
        #expect(file.settings.redacted?.isSuperset(of: custom.map(\.name)) == true)
        #expect(file.notApplied.map(\.path) == ["image.customRegexes[0].groupIndexes"])
    }

    @Test(arguments: [
        Refusal(
            #"{"image": {"textRedactionMode": "ALL"}}"#, .wrongType,
            "line 1, column 33: image.textRedactionMode: expected TEXT_REDACTION_MODE_UNSPECIFIED, "
                + "REDACT_ALL_TEXT, REDACT_SENSITIVE_TEXT, REDACT_NO_TEXT or "
                + "REDACT_SENSITIVE_TEXT_CLEAN_DESCRIPTORS"),
        Refusal(
            #"{"image": {"textRedactonMode": "REDACT_ALL_TEXT"}}"#, .unknownKey,
            "line 1, column 12: image: unknown key: did you mean textRedactionMode?"),
        Refusal(
            #"{"image": {"textRedactionMode": "REDACT_ALL_TEXT", "excludeInfoTypes": ["AGE"]}}"#,
            .conflict,
            "line 1, column 72: image.excludeInfoTypes: it does not go with this textRedactionMode"),
        Refusal(
            #"{"image": {"textRedactionMode": "REDACT_NO_TEXT", "additionalInfoTypes": ["AGE"]}}"#,
            .conflict,
            "line 1, column 74: image.additionalInfoTypes: it does not go with this "
                + "textRedactionMode"),
        Refusal(
            #"{"image": {"excludeInfoTypes": ["AGE"]}}"#, .conflict,
            "line 1, column 32: image.excludeInfoTypes: it does not go with this textRedactionMode"),
        Refusal(
            #"{"image": {"customRegexes": [{"pattern": "("}]}}"#, .outOfRange,
            "line 1, column 42: image.customRegexes[0].pattern: expected a regular expression: "
                + "a group without an end, after 1 characters"),
        Refusal(
            #"{"image": {"customRegexes": [{"groupIndexes": [1]}]}}"#, .missingKey,
            "line 1, column 30: image.customRegexes[0]: expected pattern: a regular expression"),
        Refusal(
            #"{"image": {}, "policy": "all-text"}"#, .conflict,
            "line 1, column 15: policy: a key of pixredact beside those of a DeidentifyConfig: use "
                + "one form"),
        Refusal(
            #"{"dicom": {"filterProfile": "KEEP_ALL_PROFILE"}}"#, .missingKey,
            "line 1, column 1: no part speaks of pixels: expected image, "
                + "dicomTagConfig.options.cleanImage or an action with cleanImageTag for PixelData"),
        Refusal(
            #"{"destinationStore": "x", "gcsConfigUri": "gs://x"}"#, .missingKey,
            "line 1, column 1: expected config, a DeidentifyConfig; nothing is fetched from a URI"),
        Refusal(
            #"{"dicomTagConfig": {"actions": {}}}"#, .wrongType,
            "line 1, column 32: dicomTagConfig.actions: expected a list"),
    ])
    func refuses(_ refusal: Refusal) {
        // A file without a part for pixels has that complaint besides.
        let first = Reading.problems(refusal.text).filter { $0.description == refusal.words }
        #expect(first.map(\.code) == [refusal.code])
    }

    /// A request of the v1 API as its documents show them.
    private static let request = """
        {
          "destinationDataset": "projects/p/locations/l/datasets/d",
          "config": {
            "dicom": {"filterProfile": "ATTRIBUTE_CONFIDENTIALITY_BASIC_PROFILE"},
            "fhir": {"defaultKeepExtensions": true},
            "image": {"textRedactionMode": "REDACT_ALL_TEXT"},
            "text": {"excludeInfoTypes": ["AGE"]},
            "useRegionalDataProcessing": true
          }
        }
        """

    @Test func otherPartsAreTold() throws {
        let file = try Reading.file(Self.request)
        #expect(file.settings.policy == .allText)
        #expect(
            file.notApplied.map(\.path) == [
                "destinationDataset", "config.dicom", "config.fhir", "config.text",
                "config.useRegionalDataProcessing",
            ])
        #expect(file.notApplied.map(\.place.line) == [2, 4, 5, 7, 8])
    }

    /// The newer shape of v1beta1.
    private static func tagConfig(_ query: String) -> String {
        """
        {"dicomTagConfig": {
          "profileType": "MINIMAL_KEEP_LIST_PROFILE",
          "options": {
            "primaryIds": "KEEP", "cleanDescriptors": {},
            "cleanImage": {"textRedactionMode": "REDACT_SENSITIVE_TEXT"}
          },
          "actions": [
            {"queries": ["PatientName"], "removeTag": {}},
            {"queries": ["\(query)"], "cleanImageTag": {"textRedactionMode": "REDACT_ALL_TEXT"}}
          ]
        }}
        """
    }

    @Test(arguments: ["PixelData", "7FE00010", "7fe00010", "OW"])
    func actionsBeatOptions(_ query: String) throws {
        let file = try Reading.file(Self.tagConfig(query))
        #expect(file.settings.policy == .allText)
        #expect(
            file.notApplied.map(\.path) == [
                "dicomTagConfig.profileType", "dicomTagConfig.options.primaryIds",
                "dicomTagConfig.options.cleanDescriptors", "dicomTagConfig.actions[0].removeTag",
                "dicomTagConfig.options.cleanImage",
            ])
    }

    @Test func actionsForOtherTagsBeatNothing() throws {
        let file = try Reading.file(Self.tagConfig("PatientName"))
        #expect(file.settings.policy == .phiOnly)
        #expect(file.notApplied.last?.path == "dicomTagConfig.actions[1].cleanImageTag")
    }

    @Test func optionsBeatTheDeprecatedField() throws {
        let file = try Reading.file(
            #"""
            {"image": {"textRedactionMode": "REDACT_NO_TEXT"}, "dicomTagConfig":
            {"options": {"cleanImage": {"textRedactionMode": "REDACT_ALL_TEXT"}}}}
            """#)
        #expect(file.settings.policy == .allText)
        #expect(file.notApplied.map(\.path) == ["image"])
    }

    @Test func typesWithoutARuleAreTold() throws {
        let file = try Reading.file(
            Self.image(
                """
                "textRedactionMode": "REDACT_SENSITIVE_TEXT", \
                "additionalInfoTypes": ["ICD10_CODE"]
                """))
        #expect(file.notApplied.map(\.path) == ["image.additionalInfoTypes[0]"])
    }

    @Test func unknownKeysAreNotRepeated() throws {
        let file = try Reading.file(#"{"image": {}, "dicomTagConfig": {"Jane Roe": 1}}"#)
        #expect(file.notApplied.map(\.path) == ["dicomTagConfig.(unknown key)"])
    }
}
