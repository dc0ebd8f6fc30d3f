/// The DeidentifyConfig of Google's Cloud Healthcare API (v1, v1beta1), as JSON or YAML: which of its
/// parts speaks of pixels. All others change nothing here, and are told by their paths.
struct DeidentifyConfig {
    let problems: ProblemList

    private static let keys: Set<String> = [
        "annotation", "dicom", "dicomTagConfig", "fhir", "fhirFieldConfig", "image",
        "operationMetadata", "text", "useRegionalDataProcessing",
    ]

    /// The request that carries a configuration to the API.
    private static let requestKeys: Set<String> = [
        "config", "destinationDataset", "destinationStore", "filterConfig", "gcsConfigUri",
        "resourceFilter",
    ]

    static func isRecognized(_ keys: Set<String>) -> Bool {
        !keys.isDisjoint(with: Self.keys.union(requestKeys))
    }

    /// A part that says how pixels are cleaned; of several the one of the highest rank holds.
    private struct ImagePart {
        /// Actions beat options, and those the deprecated field.
        enum Rank: Int { case image, options, action }
        var rank: Rank
        var node: ConfigurationNode
        var keyPlace: FilePlace
        var path: String
    }

    func file(_ root: ConfigurationNode) -> ConfigurationFile {
        var file = ConfigurationFile.empty(.deidentifyConfig)
        var config = root
        var path = ""
        if !Set(root.keys).isDisjoint(with: Self.requestKeys) {
            for entry in root.entries where entry.key != "config" {
                file.leaveOut(entry, "", "it says what is read and where results go")
            }
            guard let inner = root["config"] else {
                problems.add(
                    .missingKey, at: root.place, path: "",
                    "expected config, a DeidentifyConfig; nothing is fetched from a URI")
                return file
            }
            (config, path) = (inner, "config.")
        }
        var parts: [ImagePart] = []
        for entry in config.entries {
            switch entry.key {
            case "image":
                parts.append(
                    ImagePart(
                        rank: .image, node: entry.value, keyPlace: entry.keyPlace,
                        path: path + entry.key))
            case "dicomTagConfig":
                readTagConfig(entry.value, path + entry.key + ".", &parts, &file)
            case "dicom": file.leaveOut(entry, path, "the header is another tool's")
            case "text": file.leaveOut(entry, path, "it is about text outside of pixels")
            case "fhir", "fhirFieldConfig": file.leaveOut(entry, path, "it is about FHIR resources")
            case "useRegionalDataProcessing":
                file.leaveOut(entry, path, "all is processed on this machine")
            default: file.leaveOut(entry, path, "it has no meaning here")
            }
        }
        apply(parts, of: config, to: &file)
        return file
    }

    private func readTagConfig(
        _ config: ConfigurationNode, _ path: String, _ parts: inout [ImagePart],
        _ file: inout ConfigurationFile
    ) {
        for entry in config.entries {
            switch entry.key {
            case "options":
                for option in entry.value.entries {
                    if option.key == "cleanImage" {
                        parts.append(
                            ImagePart(
                                rank: .options, node: option.value, keyPlace: option.keyPlace,
                                path: path + "options.cleanImage"))
                    } else {
                        file.leaveOut(option, path + "options.", "the header is another tool's")
                    }
                }
            case "actions":
                guard case .sequence(let actions) = entry.value.content else {
                    problems.add(
                        .wrongType, at: entry.value.place, path: path + "actions", "expected a list"
                    )
                    continue
                }
                for (index, action) in actions.enumerated() {
                    readAction(action, path + "actions[\(index)].", &parts, &file)
                }
            default: file.leaveOut(entry, path, "the header is another tool's")
            }
        }
    }

    private func readAction(
        _ action: ConfigurationNode, _ path: String, _ parts: inout [ImagePart],
        _ file: inout ConfigurationFile
    ) {
        let isForPixelData = Self.isForPixelData(action["queries"])
        for entry in action.entries where entry.key != "queries" {
            switch (entry.key, isForPixelData) {
            case ("cleanImageTag", true):
                parts.append(
                    ImagePart(
                        rank: .action, node: entry.value, keyPlace: entry.keyPlace,
                        path: path + entry.key))
            case ("cleanImageTag", false):
                file.leaveOut(entry, path, "its queries do not name Pixel Data")
            case (_, true):
                file.leaveOut(entry, path, "Pixel Data is cleaned, whatever else is asked for")
            case (_, false): file.leaveOut(entry, path, "the header is another tool's")
            }
        }
    }

    /// By tag, by keyword, or by a value representation that Pixel Data has.
    private static func isForPixelData(_ queries: ConfigurationNode?) -> Bool {
        guard case .sequence(let queries) = queries?.content else { return false }
        return queries.contains { query in
            guard case .scalar(let text, _) = query.content else { return false }
            return ["7FE00010", "PixelData", "OB", "OW"].contains { name in
                text.caseInsensitiveEquals(name)
            }
        }
    }

    private func apply(
        _ parts: [ImagePart], of config: ConfigurationNode, to file: inout ConfigurationFile
    ) {
        guard let rank = parts.map(\.rank.rawValue).max() else {
            problems.add(
                .missingKey, at: config.place, path: "",
                "no part speaks of pixels: expected image, dicomTagConfig.options.cleanImage or an "
                    + "action with cleanImageTag for PixelData")
            return
        }
        let (taken, beaten) = (
            parts.filter { $0.rank.rawValue == rank }, parts.filter { $0.rank.rawValue < rank }
        )
        for part in beaten {
            file.leaveOut(part.path, part.keyPlace, "\(taken[0].path) takes its place")
        }
        for part in taken.dropFirst() {
            problems.add(
                .conflict, at: part.keyPlace, path: part.path, "an earlier action cleans Pixel Data"
            )
        }
        CleanImageConfig(problems: problems)
            .read(taken[0].node, path: taken[0].path, into: &file)
    }
}

extension ConfigurationFile {
    mutating func leaveOut(_ path: String, _ place: FilePlace, _ reason: String) {
        notApplied.append(UnappliedPart(path: path, place: place, reason: reason))
    }

    /// A key that Google does not have is not repeated: only our own words are printed.
    fileprivate mutating func leaveOut(
        _ entry: ConfigurationNode.Entry, _ path: String, _ reason: String
    ) {
        let name = Self.printedKeys.contains(entry.key) ? entry.key : "(unknown key)"
        leaveOut(path + name, entry.keyPlace, reason)
    }

    private static let printedKeys: Set<String> = [
        "annotation", "cleanDescriptors", "cleanImageTag", "cleanTextTag", "deleteTag",
        "destinationDataset", "destinationStore", "dicom", "fhir", "fhirFieldConfig",
        "filterConfig", "gcsConfigUri", "keepTag", "operationMetadata", "primaryIds",
        "profileType", "recurseTag", "regenUidTag", "removeTag", "resetTag", "resourceFilter",
        "text", "useRegionalDataProcessing",
    ]
}

extension String {
    fileprivate func caseInsensitiveEquals(_ other: String) -> Bool {
        lowercased() == other.lowercased()
    }
}
