/// A value of a configuration file and where it stands. Scalars keep their letters: what they mean is
/// for the key to say, so that neither `no` nor `012` becomes something else on the way.
struct ConfigurationNode: Hashable, Sendable {
    enum Content: Hashable, Sendable {
        /// `isPlain`: without quotes.
        case scalar(String, isPlain: Bool)
        case sequence([ConfigurationNode])
        case mapping([Entry])
    }

    struct Entry: Hashable, Sendable {
        var key: String
        var keyPlace: FilePlace
        var value: ConfigurationNode
    }

    var content: Content
    var place: FilePlace

    /// Those of a mapping; none of anything else.
    var entries: [Entry] {
        guard case .mapping(let entries) = content else { return [] }
        return entries
    }

    var keys: [String] { entries.map(\.key) }

    /// The value of a key of a mapping.
    subscript(key: String) -> ConfigurationNode? { entry(key)?.value }

    func entry(_ key: String) -> Entry? { entries.first { $0.key == key } }
}
