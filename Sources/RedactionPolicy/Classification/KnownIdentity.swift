public import RedactionReport

/// A value that would tell who a picture shows, or who made it: out of the header, or given.
public struct IdentityValue: Codable, Hashable, Sendable {
    public var infoType: InfoType
    /// As the header has it, decoded: a PN with its carets, a date as YYYYMMDD.
    public var value: String
    /// Where it is from: `header` with a tag, or `identifiers` with a column.
    public var witness: Witness

    public init(infoType: InfoType, value: String, witness: Witness) {
        self.infoType = infoType
        self.value = value
        self.witness = witness
    }
}

/// The values to look for in an instance's text. Used for matching and forgotten: it shows itself in
/// no description.
public struct KnownIdentity: Codable, Hashable, Sendable {
    public var values: [IdentityValue]

    public init(values: [IdentityValue] = []) { self.values = values }
}

extension KnownIdentity: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "\(values.count) values" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension IdentityValue: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "\(infoType)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
