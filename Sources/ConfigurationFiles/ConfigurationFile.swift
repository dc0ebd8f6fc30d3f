/// What a configuration file says (`--config`): our own form, or Google's DeidentifyConfig.
package struct ConfigurationFile: Hashable, Sendable {
    package enum Form: String, Hashable, Sendable {
        /// Version 1 of ours.
        case pixredact
        /// Of Google's Cloud Healthcare API, v1 or v1beta1.
        case deidentifyConfig = "DeidentifyConfig"
    }

    /// A part of the file that changes nothing here.
    package struct UnappliedPart: Hashable, Sendable {
        /// The way to it, as `dicomTagConfig.options.primaryIds`.
        package var path: String
        package var place: FilePlace
        package var reason: String
    }

    /// Bytes.
    package static let largestSize = 1 << 20
    /// Our own form has three.
    private static let deepestLevel = 12

    package var form: Form
    package var settings: ConfigurationSettings
    /// What of the file changes nothing, in its order; empty for our own form.
    package var notApplied: [UnappliedPart] = []
    /// What a reader of the file should know besides.
    package var remarks: [String] = []

    /// Reads YAML or JSON, whichever it is.
    package init(content: [UInt8]) throws(ConfigurationError) {
        let root: ConfigurationNode
        do throws(ConfigurationProblem) {
            root = try YAMLDocument.root(
                content,
                within: YAMLDocument.Limits(size: Self.largestSize, levels: Self.deepestLevel))
        } catch {
            throw ConfigurationError(error)
        }
        let problems = ProblemList()
        let keys = Set(root.keys)
        if DeidentifyConfig.isRecognized(keys) {
            for entry in root.entries where SettingsSchema.keys.contains(entry.key) {
                problems.add(
                    .conflict, at: entry.keyPlace, path: entry.key,
                    "a key of pixredact beside those of a DeidentifyConfig: use one form")
            }
            self = DeidentifyConfig(problems: problems).file(root)
        } else {
            form = .pixredact
            settings = SettingsSchema().settings(of: root, problems: problems)
        }
        if let error = ConfigurationError(problems) { throw error }
    }

    private init(form: Form) {
        self.form = form
        settings = ConfigurationSettings()
    }

    static func empty(_ form: Form) -> ConfigurationFile { ConfigurationFile(form: form) }
}
