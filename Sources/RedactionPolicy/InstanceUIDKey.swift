/// The secret under which SOP Instance UIDs are derived (`--uid-key`).
///
/// Equal keys give equal UIDs in every run, so that instances of one project keep finding each
/// other. It travels to workers with the configuration; it shows itself in no description.
public struct InstanceUIDKey: Codable, Hashable, Sendable {
    /// Bytes of the shortest and the longest key: RFC 2104 3 advises against keys shorter than
    /// the digest; 16 random bytes are beyond any search.
    public static let lengths = 16...4096

    package let bytes: [UInt8]

    /// - Returns: `nil` where the number of bytes is not one of `lengths`.
    public init?(_ bytes: [UInt8]) {
        guard Self.lengths.contains(bytes.count) else { return nil }
        self.bytes = bytes
    }
}

extension InstanceUIDKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "key of \(bytes.count) bytes" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
