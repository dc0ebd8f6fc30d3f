/// What a verification of an original and a cleaned file found.
public struct VerificationResult: Codable, Hashable, Sendable {
    public enum Outcome: String, Codable, Sendable, CaseIterable {
        /// The files differ only where a clean may change them, and no text is left.
        case proven
        /// A sample or attribute differs that may not, or text is left.
        case refuted
        /// One of the files could not be examined.
        case unchecked
    }

    public var outcome: Outcome
    /// One sentence a finding, in words and sizes, never a value of a file.
    public var findings: [String]
    /// Where the files differ.
    public var painted: [PaintedArea]
    public var summary: VerificationSummary?

    public init(
        outcome: Outcome, findings: [String] = [], painted: [PaintedArea] = [],
        summary: VerificationSummary? = nil
    ) {
        self.outcome = outcome
        self.findings = findings
        self.painted = painted
        self.summary = summary
    }
}
