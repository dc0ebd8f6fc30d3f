/// What is burnt into each picture whose recall is measured.
public struct RecallOrder: Codable, Hashable, Sendable {
    /// Lines; small pictures take fewer.
    public var count = 12
    /// The same seed burns the same lines into the same picture.
    public var seed: UInt64 = 1
    /// Whether a picture that shows text already counts, without the places of that text.
    public var allowsText = false

    public init() {}
}
