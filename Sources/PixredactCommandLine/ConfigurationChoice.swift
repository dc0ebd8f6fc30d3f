import ArgumentParser
import BatchProcessing
import ConfigurationFiles
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
    /// A file of known values that the configuration file names: relative to its own folder, so that
    /// both can be moved together.
    let identifiers: BytePath?

    /// - Throws: where an option has no effect beside the others: it was meant to have one.
    init(_ loaded: LoadedConfiguration?, options: ConfigurationSettings) throws {
        configuration = ConfigurationSettings.configuration(
            file: loaded?.file.settings, options: options)
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
        if !readsText {
            if options.minimumConfidence != nil { throw Self.unread("--min-confidence") }
            if options.languages != nil { throw Self.unread("--language") }
        }
    }

    /// Whether any text is read at all.
    var readsText: Bool {
        configuration.policy.needsWords || configuration.classification.readsAlways
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
