public import RedactionReport

/// What becomes of text that could not be read (`--unreadable`), under a policy that keeps some.
public enum UnreadableChoice: String, Codable, Sendable, CaseIterable {
    case redact
    /// A person has to look at it.
    case review
}

/// An infoType of the user's own.
public struct CustomInfoType: Codable, Hashable, Sendable {
    public var name: InfoType
    /// Regular expressions, any of which makes a line one of this type. With groups named in
    /// `groups`, only what those match counts.
    public var patterns: [String]
    /// Words or phrases, found whole, whatever their case.
    public var words: [String]
    /// Of the reading, 0...1, below which a match does not count; `nil`: any.
    public var minimumConfidence: Double?

    public init(
        name: InfoType, patterns: [String] = [], words: [String] = [],
        minimumConfidence: Double? = nil
    ) {
        self.name = name
        self.patterns = patterns
        self.words = words
        self.minimumConfidence = minimumConfidence
    }
}

/// How text is read and judged.
public struct ClassificationConfiguration: Codable, Hashable, Sendable {
    /// Whether lines are read and judged even where the policy needs no words (`--info-types`).
    public var readsAlways = false
    /// Whether reports say what was read (`--include-text`).
    public var includesText = false
    /// Tesseract's names of the languages to read (`--language`); `auto` for all others that are installed,
    /// where these read badly.
    public var languages = ["eng"]
    /// Confidence of a reading, 0...1, from which on it is believed (`--min-confidence`).
    public var minimumConfidence = 0.6
    public var unreadable = UnreadableChoice.redact
    /// The types that `phi-only` paints; `nil`: all.
    public var redacted: Set<InfoType>?
    /// Types that are never painted for their own sake.
    public var excluded: Set<InfoType> = []
    public var customInfoTypes: [CustomInfoType] = []
    /// Regular expressions for whole lines that are safe, whatever the rules say; the header's values beat them.
    public var allowList: [String] = []
    /// Words or phrases that are always painted.
    public var denyList: [String] = []
    /// Words and phrases to add to the safe vocabulary.
    public var safeWords: [String] = []

    public init() {}

    /// Stands among ``languages`` for those that are installed.
    public static let automaticLanguages = "auto"
}
