import ArgumentParser
import BatchProcessing
import ConfigurationFiles
import KnownMasks
import RedactionPolicy

/// A configuration file that was read, and where it was.
struct LoadedConfiguration {
    var path: BytePath
    var file: ConfigurationFile
}

/// The configuration of a run: defaults, over them the file, over that the options; and whether they
/// make sense together.
struct ConfigurationChoice {
    let configuration: RedactionConfiguration
    /// The files of rules besides the library: the options', or else those that the configuration file
    /// names, relative to its own folder.
    let maskFiles: [BytePath]
    /// A file of known values that the configuration file names: relative to its own folder, so that
    /// both can be moved together.
    let identifiers: BytePath?

    /// - Parameter console: where it is said what is wrong with the rules; without one they are not read.
    /// - Throws: where an option has no effect beside the others: it was meant to have one; where rules
    ///   cannot be used.
    init(
        _ loaded: LoadedConfiguration?, options: ConfigurationSettings,
        readingMasksWith console: Console? = nil
    ) throws {
        var configuration = ConfigurationSettings.configuration(
            file: loaded?.file.settings, options: options)
        let named = loaded.map { loaded in
            (loaded.file.settings.maskFiles ?? []).map { Self.resolve($0, beside: loaded.path) }
        }
        maskFiles = options.maskFiles?.map { BytePath($0) } ?? named ?? []
        if let console, !maskFiles.isEmpty {
            let rules = try MaskRulesLoader.load(
                maskFiles, usesLibrary: configuration.masks.usesLibrary, console)
            configuration.masks.encodedRules = MaskRuleCoding.encode(rules)
        }
        self.configuration = configuration
        identifiers = loaded.flatMap { loaded in
            loaded.file.settings.identifiers.map { Self.resolve($0, beside: loaded.path) }
        }
        if options.threshold != nil, configuration.detector == .tesseract {
            throw ValidationError("--threshold is for the network, not --detector tesseract.")
        }
        // keep-technical paints whatever it does not know, and that is all that cannot be read.
        if options.unreadable != nil, configuration.policy != .phiOnly {
            throw ValidationError("--unreadable is for --policy phi-only.")
        }
        if configuration.policy == .masksOnly { try requireRulesAlone(options) }
        if !readsText {
            if options.minimumConfidence != nil { throw Self.unread("--min-confidence") }
            if options.languages != nil { throw Self.unread("--language") }
        }
    }

    /// Whether any text is read at all.
    var readsText: Bool {
        configuration.policy != .masksOnly
            && (configuration.policy.needsWords || configuration.classification.readsAlways)
    }

    /// No option that speaks of detected text, and something that can answer.
    private func requireRulesAlone(_ options: ConfigurationSettings) throws {
        let given: [(name: String, isGiven: Bool)] = [
            ("--detector", options.detector != nil), ("--threshold", options.threshold != nil),
            ("--padding", options.padding != nil), ("--per-frame", options.findsPerFrame == true),
            ("--trust-detector", options.trustsDetector == true),
            ("--info-types", options.readsAlways == true),
        ]
        if let option = given.first(where: \.isGiven) {
            throw ValidationError("\(option.name): --policy masks-only looks for no text.")
        }
        let masks = configuration.masks
        if !masks.usesLibrary, maskFiles.isEmpty, masks.ultrasoundRegions == .examine {
            throw ValidationError(
                "--policy masks-only without the library needs --masks: no rule would answer.")
        }
    }

    static func unread(_ option: String) -> ValidationError {
        ValidationError(
            "\(option) is for text that is read: --policy keep-technical or phi-only, or "
                + "--info-types.")
    }

    private static func resolve(_ path: String, beside file: BytePath) -> BytePath {
        let path = BytePath(path)
        guard !path.isAbsolute, let slash = file.bytes.lastIndex(of: UInt8(ascii: "/")) else {
            return path
        }
        return BytePath(bytes: Array(file.bytes[...slash])).appending(path.bytes)
    }
}
