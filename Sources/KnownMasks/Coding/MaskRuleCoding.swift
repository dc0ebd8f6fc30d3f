/// Rules as bytes: for the program's own library and for the way to a worker. Read in a fraction of the time
/// that their text takes.
public enum MaskRuleCoding {
    public struct Failure: Error, Hashable, Sendable {
        public var byteOffset: Int
    }

    public static func encode(_ set: MaskRuleSet) -> [UInt8] { [] }

    /// - Throws: where the bytes are not what ``encode(_:)`` writes.
    public static func decode(_ bytes: [UInt8]) throws(Failure) -> MaskRuleSet { MaskRuleSet() }
}
