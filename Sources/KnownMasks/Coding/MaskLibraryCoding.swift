/// Several sets of rules by name, as bytes.
///
///     PXL1 version sets
///
/// A set is its name and what ``MaskRuleCoding`` writes, each behind its length, so that one is read
/// without the others.
public enum MaskLibraryCoding {
    public typealias Failure = MaskRuleCoding.Failure

    private static let magic = Array("PXL1".utf8)
    private static let version: UInt8 = 1

    public static func encode(_ sets: [(name: String, rules: MaskRuleSet)]) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(magic)
        writer.byte(version)
        writer.count(sets.count)
        for set in sets {
            writer.slice(set.name.utf8)
            writer.slice(MaskRuleCoding.encode(set.rules))
        }
        return writer.bytes
    }

    /// Finds the sets, and reads none of them.
    ///
    /// - Throws: where the bytes are not what ``encode(_:)`` writes, or two sets have one name.
    public static func decode(_ bytes: [UInt8]) throws(Failure) -> Contents {
        var cursor = ByteCursor(bytes[...])
        for byte in magic + [version] where try cursor.byte() != byte { throw cursor.failure }
        var contents = Contents()
        for _ in 0..<(try cursor.count(ofLength: 2)) {
            let name = try cursor.text()
            guard contents.sets.updateValue(try cursor.slice(), forKey: name) == nil else {
                throw cursor.failure
            }
            contents.names.append(name)
        }
        guard cursor.remaining == 0 else { throw cursor.failure }
        return contents
    }

    /// Sets that were found.
    public struct Contents: Sendable {
        /// In their order.
        public fileprivate(set) var names: [String] = []
        fileprivate var sets: [String: ArraySlice<UInt8>] = [:]

        /// The rules of a set; `nil` where there is none of this name.
        /// - Throws: where its bytes are not what ``MaskRuleCoding`` writes.
        public func rules(named name: String) throws(Failure) -> MaskRuleSet? {
            guard let bytes = sets[name] else { return nil }
            return try MaskRuleCoding.decode(bytes)
        }
    }
}
