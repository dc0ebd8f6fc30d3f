/// What has to be true of a header for a rule to answer.
public indirect enum Criterion: Hashable, Sendable {
    /// Every one; of none: always true.
    case all([Criterion])
    /// At least one; of none: never true.
    case any([Criterion])
    case not(Criterion)
    case test(ValueTest)
}

/// A question about one element of the header.
public struct ValueTest: Hashable, Sendable {
    public enum Operation: Hashable, Sendable {
        case equals(String)
        case contains(String)
        case startsWith(String)
        case endsWith(String)
        /// Somewhere, unless the pattern has anchors; RE2's syntax, see `LinearPattern`.
        case matches(String)
        /// As numbers, wherever the value stands as one; text that is no number is none of it.
        case number(Comparison, Double)
        /// The element is there, with a value or without.
        case present
        /// There, and without a value.
        case empty
        case missing
        case emptyOrMissing
    }

    public enum Comparison: String, Hashable, Sendable, CaseIterable {
        case equal, less, atMost, greater, atLeast
    }

    public var path: HeaderPath
    public var operation: Operation
    /// Whether letters have to be of the same case; without it `a` is `A`.
    public var isCaseSensitive: Bool

    /// Texts are compared without spaces at their ends. Of an element with several values one that passes is
    /// enough, and all of them with `\` between, as they are stored, are tried as one text too. An element that
    /// is missing or empty passes no test of its text.
    public init(_ path: HeaderPath, _ operation: Operation, isCaseSensitive: Bool = false) {
        self.path = path
        self.operation = operation
        self.isCaseSensitive = isCaseSensitive
    }
}

/// The way to an element: through sequences, each of whose items may pass.
public struct HeaderPath: Hashable, Sendable {
    public enum Step: Hashable, Sendable {
        case element(group: UInt16, element: UInt16)
        /// An element of the block that a private creator reserved (PS3.5 7.8.1): `element` is its low byte.
        case privateElement(group: UInt16, creator: String, element: UInt8)
    }

    /// One or more; all but the last are sequences.
    public var steps: [Step]

    public init(_ steps: [Step]) {
        self.steps = steps
    }

    public init(group: UInt16, element: UInt16) {
        steps = [.element(group: group, element: element)]
    }
}
