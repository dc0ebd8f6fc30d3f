/// What is known of one line of text: how it reads, what it tells, and why that is believed.
public struct LineFinding: Hashable, Sendable {
    /// The most telling of `infoTypes`; `nil` where nothing matches.
    public var infoType: InfoType?
    /// Everything that the line tells, no type twice.
    public var infoTypes: [InfoType]
    public var witnesses: [Witness]
    /// Whether every word is known to be safe, and no rule, value or list speaks against it.
    public var isSafe: Bool
    /// Whether enough was read to judge by.
    public var isReadable: Bool
    /// Of the reading, 0...1; of a line's least certain word.
    public var confidence: Double
    /// What the line says. In a report only where the user asked for it (`--include-text`).
    public var text: String?

    public init(
        infoTypes: [InfoType] = [], witnesses: [Witness] = [], isSafe: Bool = false,
        isReadable: Bool = true, confidence: Double = 1, text: String? = nil
    ) {
        infoType = infoTypes.first
        self.infoTypes = infoTypes
        self.witnesses = witnesses
        self.isSafe = isSafe
        self.isReadable = isReadable
        self.confidence = confidence
        self.text = text
    }
}
