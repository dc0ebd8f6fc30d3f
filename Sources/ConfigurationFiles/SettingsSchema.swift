import RedactionPolicy
import RedactionReport

/// Our own form of a configuration, version 1.
struct SettingsSchema {
    static let version = 1

    /// The keys of the file, by which it is told from others.
    static let keys: Set<String> = [
        "version", "policy", "detector", "threshold", "padding", "per_frame", "fill", "verify",
        "trust_detector", "allow_non_pixel", "drop_private_pixel_data", "slide_label", "digests",
        "info_types", "custom_info_types", "allow_list", "deny_list", "safe_words", "unreadable",
        "minimum_confidence", "languages", "identifiers", "attributes", "limits", "masks",
    ]

    func settings(
        of root: ConfigurationNode, problems: ProblemList
    ) -> ConfigurationSettings {
        var settings = ConfigurationSettings()
        guard
            var file = ValueReader(node: root, path: "", problems: problems).mapping()
        else { return settings }
        file.require("version", "\(Self.version)")
        _ = file.read("version") { $0.integer(in: Self.version...Self.version) }
        readPainting(&file, &settings)
        readClassification(&file, &settings)
        if var masks = file.read("masks", { $0.mapping() }) { readMasks(&masks, &settings) }
        if var attributes = file.read("attributes", { $0.mapping() }) {
            readAttributes(&attributes, &settings)
        }
        if var limits = file.read("limits", { $0.mapping() }) { readLimits(&limits, &settings) }
        file.refuse("include_text", "only the option --include-text puts what is read in a report")
        file.refuse("uid_key", "a secret is given by the option --uid-key")
        file.rejectOthers()
        return settings
    }

    private func readPainting(_ file: inout MappingReader, _ settings: inout ConfigurationSettings)
    {
        settings.policy = file.read("policy") { $0.choice(TextPolicy.self) }
        settings.detector = file.read("detector") { $0.choice(DetectorChoice.self) }
        settings.threshold = file.read("threshold") {
            $0.number("a number above 0 and below 1", where: SettingLimits.isThreshold)
        }
        if settings.threshold != nil, settings.detector == .tesseract {
            file.value("threshold")?
                .refuse(.conflict, "it is for the network, not for detector tesseract")
        }
        settings.padding = file.read("padding") { $0.integer(in: SettingLimits.padding) }
        settings.findsPerFrame = file.read("per_frame") { $0.bool() }
        settings.fill = file.read("fill") {
            $0.value("black, padding or a stored value", SettingLimits.fill)
        }
        settings.verification = file.read("verify") { $0.choice(VerificationLevel.self) }
        settings.trustsDetector = file.read("trust_detector") { $0.bool() }
        settings.allowsNonPixel = file.read("allow_non_pixel") { $0.bool() }
        settings.dropsPrivatePixelData = file.read("drop_private_pixel_data") { $0.bool() }
        settings.slideLabel = file.read("slide_label") { $0.choice(SlideLabelChoice.self) }
        settings.computesDigests = file.read("digests") { $0.bool() }
    }

    private func readMasks(_ masks: inout MappingReader, _ settings: inout ConfigurationSettings) {
        settings.usesMaskLibrary = masks.read("library") { $0.bool() }
        settings.maskFiles = masks.read("files") { reader in
            reader.list(atMost: SettingLimits.maskFiles) { $0.text(atMost: 4096) }
        }
        settings.ultrasoundRegions = masks.read("ultrasound_regions") {
            $0.choice(UltrasoundRegionsChoice.self)
        }
        masks.rejectOthers()
    }

    private func readAttributes(
        _ attributes: inout MappingReader, _ settings: inout ConfigurationSettings
    ) {
        settings.burnedInAnnotation = attributes.read("burned_in_annotation") {
            $0.choice(BurnedInAnnotationChoice.self)
        }
        settings.instanceUID = attributes.read("uid") { $0.choice(InstanceUIDChoice.self) }
        settings.imageType = attributes.read("image_type") { $0.choice(ImageTypeChoice.self) }
        attributes.rejectOthers()
    }

    private func readLimits(_ limits: inout MappingReader, _ settings: inout ConfigurationSettings)
    {
        func size(_ reader: ValueReader) -> Int? {
            reader.value("a size in bytes, or with K, M or G", SettingLimits.size)
        }
        settings.secondsPerInstance = limits.read("seconds_per_instance") {
            $0.number("a positive number of seconds", where: SettingLimits.isDuration)
        }
        settings.workerAddressSpace = limits.read("worker_memory", size)
        settings.bytesPerFrame = limits.read("frame_size", size)
        settings.frames = limits.read("frames") { $0.integer(in: SettingLimits.frames) }
        settings.inflatedBytes = limits.read("inflated_size", size)
        limits.rejectOthers()
    }

    private func readClassification(
        _ file: inout MappingReader, _ settings: inout ConfigurationSettings
    ) {
        settings.customInfoTypes = file.read("custom_info_types") { customInfoTypes($0) }
        let names =
            InfoTypeCatalog.names + (settings.customInfoTypes ?? []).map(\.name.rawValue)
        if var infoTypes = file.read("info_types", { $0.mapping() }) {
            readInfoTypes(&infoTypes, names, &settings)
        }
        settings.allowList = file.read("allow_list") { reader in
            reader.list(atMost: SettingLimits.patterns) { $0.pattern() }
        }
        settings.denyList = file.read("deny_list", Self.words)
        settings.safeWords = file.read("safe_words", Self.words)
        settings.unreadable = file.read("unreadable") { $0.choice(UnreadableChoice.self) }
        settings.minimumConfidence = file.read("minimum_confidence", Self.confidence)
        settings.languages = file.read("languages") { Self.languages($0) }
        settings.identifiers = file.read("identifiers") { $0.text(atMost: 4096) }
    }

    private func readInfoTypes(
        _ infoTypes: inout MappingReader, _ names: [String],
        _ settings: inout ConfigurationSettings
    ) {
        func list(_ reader: ValueReader) -> Set<InfoType>? {
            reader.list(atMost: SettingLimits.customInfoTypes) { element in
                element.infoType(among: names)
            }.map(Set.init)
        }
        settings.redacted = infoTypes.read("redact", list)
        settings.excluded = infoTypes.read("exclude", list)
        settings.readsAlways = infoTypes.read("report") { $0.bool() }
        if settings.redacted?.isEmpty == true,
            case .sequence([]) = infoTypes.node["redact"]?.content
        {
            infoTypes.value("redact")?
                .refuse(.outOfRange, "expected infoTypes; without the key all are painted")
        }
        if let redacted = settings.redacted, let excluded = settings.excluded,
            !redacted.isDisjoint(with: excluded)
        {
            infoTypes.value("exclude")?
                .refuse(.conflict, "an infoType is both to be painted and excluded")
        }
        infoTypes.rejectOthers()
    }

    private func customInfoTypes(_ reader: ValueReader) -> [CustomInfoType]? {
        var names: Set<InfoType> = []
        return reader.list(atMost: SettingLimits.customInfoTypes) { element in
            guard let custom = customInfoType(element) else { return nil }
            guard names.insert(custom.name).inserted else {
                element.refuse(.conflict, "its name is that of an earlier one")
                return nil
            }
            return custom
        }
    }

    private func customInfoType(_ reader: ValueReader) -> CustomInfoType? {
        guard var keys = reader.mapping() else { return nil }
        keys.require("name", "a name")
        let name = keys.read("name") { $0.infoTypeName() }
        let expressions = keys.read("patterns") { reader in
            reader.list(atMost: SettingLimits.patterns) { $0.pattern() }
        }
        let words = keys.read("words", Self.words)
        let confidence = keys.read("minimum_confidence", Self.confidence)
        if keys.value("patterns") == nil, keys.value("words") == nil {
            reader.refuse(.missingKey, "expected patterns or words")
        }
        keys.rejectOthers()
        return name.map {
            CustomInfoType(
                name: InfoType($0), patterns: expressions ?? [], words: words ?? [],
                minimumConfidence: confidence)
        }
    }

    private static func words(_ reader: ValueReader) -> [String]? {
        reader.list(atMost: SettingLimits.words) { $0.phrase() }
    }

    private static func confidence(_ reader: ValueReader) -> Double? {
        reader.number("a number from 0 to 1", where: SettingLimits.confidence.contains)
    }

    private static func languages(_ reader: ValueReader) -> [String]? {
        let languages = reader.list(atMost: SettingLimits.languages) { element in
            element.value("a name of Tesseract's, such as eng or chi_sim") {
                SettingLimits.isLanguage($0) ? $0 : nil
            }
        }
        if case .sequence([]) = reader.node.content {
            reader.refuse(.outOfRange, "expected a language")
        }
        return languages
    }
}

extension ValueReader {
    func infoTypeName() -> String? {
        value("a name of letters, digits, _, - and $, at most \(SettingLimits.nameLength)") {
            SettingLimits.isInfoTypeName($0) ? $0 : nil
        }
    }

    /// One of the names that are known here.
    func infoType(among names: [String]) -> InfoType? {
        guard let name = infoTypeName() else { return nil }
        guard names.contains(name) else {
            refuse(.outOfRange, "unknown infoType: " + Suggestion.words(for: name, among: names))
            return nil
        }
        return InfoType(name)
    }
}
