public import RedactionReport

extension TextPolicy {
    /// What becomes of a detected text region.
    public var decision: Decision {
        switch self {
        case .allText: .redact
        case .none: .keep
        }
    }
}
