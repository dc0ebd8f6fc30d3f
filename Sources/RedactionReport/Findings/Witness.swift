/// Why a line was called what it was called. Names rules, attributes and lists, never what is read.
public struct Witness: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// The shape of the text: a date, a label, an identifier.
        case rule
        /// A value of the instance's own header; `name` is its tag, as `(0010,0010)`.
        case header
        /// A value that the caller gave (`--identifiers`); `name` is the column.
        case identifiers
        /// A list of names of persons.
        case lexicon
        /// The list of what is known to be safe.
        case vocabulary
        /// An infoType of the user's own; `name` is its name.
        case custom
        case allowList = "allow_list"
        case denyList = "deny_list"
        /// Nothing or too little could be read.
        case unreadable
        /// A barcode was found here.
        case barcode
    }

    public var kind: Kind
    public var name: String

    public init(_ kind: Kind, _ name: String = "") {
        self.kind = kind
        self.name = name
    }
}
