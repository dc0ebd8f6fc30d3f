import RedactionPolicy
import RedactionReport

/// Google's ImageConfig: what of the text in pixels is painted.
struct CleanImageConfig {
    let problems: ProblemList

    enum TextRedactionMode: String, CaseIterable {
        case unspecified = "TEXT_REDACTION_MODE_UNSPECIFIED"
        case allText = "REDACT_ALL_TEXT"
        case sensitiveText = "REDACT_SENSITIVE_TEXT"
        case noText = "REDACT_NO_TEXT"
        /// v1beta1: besides, what equals a value of the header.
        case cleanDescriptors = "REDACT_SENSITIVE_TEXT_CLEAN_DESCRIPTORS"
    }

    /// What Google looks for in DICOM text unless told more.
    static let defaultInfoTypes: [InfoType] = [
        .age, .creditCardNumber, .date, .emailAddress, .ipAddress, .location, .macAddress,
        .passport, .personName, .phoneNumber, .usDriversLicenseNumber, .usSocialSecurityNumber,
    ]

    /// Of Google's defaults, those that no rule of ours finds.
    static let missingInfoTypes = [
        "SWIFT_CODE", "US_INDIVIDUAL_TAXPAYER_IDENTIFICATION_NUMBER",
        "US_VEHICLE_IDENTIFICATION_NUMBER",
    ]

    /// Ours that go with `REDACT_SENSITIVE_TEXT` besides: what Google's names of persons, dates and
    /// places cover, the patient's and the visit's own values from the header, which are looked for in
    /// every mode, and what cannot be judged.
    static let addedInfoTypes: [InfoType] = [
        .accessionNumber, .barcode, .dateOfBirth, .deviceSerialNumber, .institutionName,
        .medicalRecordNumber, .operatorName, .physicianName, .sex, .streetAddress, .uid,
        .unknownText,
    ]

    /// Names of Google's for less than a type of ours: to paint it means to paint ours.
    private static let wider: [String: InfoType] = [
        "FEMALE_NAME": .personName, "FIRST_NAME": .personName, "GENDER": .sex,
        "LAST_NAME": .personName, "MALE_NAME": .personName, "US_PASSPORT": .passport,
    ]

    func read(_ node: ConfigurationNode, path: String, into file: inout ConfigurationFile) {
        guard
            var image = ValueReader(node: node, path: path, problems: problems).mapping()
        else { return }
        let mode =
            image.read("textRedactionMode") { $0.choice(TextRedactionMode.self) } ?? .unspecified
        let additional = image.read("additionalInfoTypes") { additionalInfoTypes($0, &file) }
        let excluded = image.read("excludeInfoTypes") { excludedInfoTypes($0, &file) }
        let custom = image.read("customRegexes") { customInfoTypes($0, &file) } ?? []
        image.rejectOthers()
        switch mode {
        case .sensitiveText, .cleanDescriptors: break
        case .unspecified: refuse(image, "excludeInfoTypes")
        case .allText, .noText:
            refuse(image, "additionalInfoTypes")
            refuse(image, "excludeInfoTypes")
        }
        if !custom.isEmpty { file.settings.customInfoTypes = custom }
        let asked = (additional ?? []).union(custom.map(\.name))
        switch mode {
        case .allText:
            file.settings.policy = .allText
        case .sensitiveText:
            file.settings.policy = .phiOnly
            let types = Set(Self.defaultInfoTypes + Self.addedInfoTypes).union(asked)
            file.settings.redacted = types.subtracting(excluded ?? [])
            file.settings.excluded = excluded
            file.remarks.append(
                "what equals a value of the header is looked for in this mode too; Google does so in "
                    + "\(TextRedactionMode.cleanDescriptors.rawValue) only")
            file.remarks.append(
                "of Google's default infoTypes no rule finds "
                    + Suggestion.list(Self.missingInfoTypes))
        case .cleanDescriptors:
            file.settings.policy = .phiOnly
            file.settings.excluded = excluded
            file.remarks.append("every infoType is painted, Google's defaults or not")
        case .unspecified, .noText:
            // Named types are a wish to paint; nothing named, nothing painted.
            file.settings.policy = asked.isEmpty ? TextPolicy.none : .phiOnly
            if !asked.isEmpty { file.settings.redacted = asked }
        }
        if file.settings.policy == .phiOnly {
            file.remarks.append("--unreadable review holds what cannot be read for a person")
        }
    }

    private func refuse(_ image: MappingReader, _ key: String) {
        image.value(key)?
            .refuse(.conflict, "it does not go with this textRedactionMode")
    }

    private func additionalInfoTypes(
        _ reader: ValueReader, _ file: inout ConfigurationFile
    ) -> Set<InfoType>? {
        names(reader)?.reduce(into: []) { types, named in
            if let wider = Self.wider[named.name] {
                types.insert(wider)
            } else if InfoTypeCatalog.contains(InfoType(named.name)) {
                types.insert(InfoType(named.name))
            } else {
                file.leaveOut(named.path, named.place, "no rule finds this infoType")
            }
        }
    }

    private func excludedInfoTypes(
        _ reader: ValueReader, _ file: inout ConfigurationFile
    ) -> Set<InfoType>? {
        names(reader)?.reduce(into: []) { types, named in
            if InfoTypeCatalog.contains(InfoType(named.name)) {
                types.insert(InfoType(named.name))
            } else if let wider = Self.wider[named.name] {
                file.leaveOut(
                    named.path, named.place, "\(wider) is not divided: all of it stays painted")
            } else {
                file.leaveOut(named.path, named.place, "no rule finds this infoType")
            }
        }
    }

    private struct Named {
        var name: String
        var path: String
        var place: FilePlace
    }

    private func names(_ reader: ValueReader) -> [Named]? {
        reader.list(atMost: SettingLimits.customInfoTypes) { element in
            element.infoTypeName().map {
                Named(name: $0, path: element.path, place: element.node.place)
            }
        }
    }

    /// Google's have no names: ours are numbered.
    private func customInfoTypes(
        _ reader: ValueReader, _ file: inout ConfigurationFile
    ) -> [CustomInfoType]? {
        var number = 0
        return reader.list(atMost: SettingLimits.customInfoTypes) { element in
            number += 1
            guard var keys = element.mapping() else { return nil }
            keys.require("pattern", "a regular expression")
            let pattern = keys.read("pattern") { $0.pattern() }
            let groups = keys.read("groupIndexes") { reader in
                reader.list(atMost: 100) { $0.integer(in: 0...1000) }
            }
            keys.rejectOthers()
            if groups?.isEmpty == false, let reader = keys.value("groupIndexes") {
                file.leaveOut(
                    reader.path, reader.node.place, "a line that matches is painted whole")
            }
            return pattern.map {
                CustomInfoType(name: InfoType("CUSTOM_REGEX_\(number)"), patterns: [$0])
            }
        }
    }
}
