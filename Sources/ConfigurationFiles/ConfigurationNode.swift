/// A value of a configuration file and where it stands. Scalars keep their letters: what they mean is
/// for the key to say, so that neither `no` nor `012` becomes something else on the way.
package struct ConfigurationNode: Hashable, Sendable {
    /// What stands there.
    package enum Content: Hashable, Sendable {
        /// `isPlain`: without quotes.
        case scalar(String, isPlain: Bool)
        case sequence([ConfigurationNode])
        case mapping([Entry])
    }

    /// A key and its value.
    package struct Entry: Hashable, Sendable {
        package var key: String
        package var keyPlace: FilePlace
        package var value: ConfigurationNode
    }

    package var content: Content
    package var place: FilePlace

    /// Those of a mapping; none of anything else.
    package var entries: [Entry] {
        guard case .mapping(let entries) = content else { return [] }
        return entries
    }

    /// Those of a mapping, in their order.
    package var keys: [String] { entries.map(\.key) }

    /// The value of a key of a mapping.
    package subscript(key: String) -> ConfigurationNode? { entry(key)?.value }

    /// A key of a mapping with its value.
    package func entry(_ key: String) -> Entry? { entries.first { $0.key == key } }
}
