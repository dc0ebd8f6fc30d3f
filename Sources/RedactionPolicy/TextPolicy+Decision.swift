public import RedactionReport

extension TextPolicy {
    /// What becomes of a text region of which nothing was read.
    public var decision: Decision {
        switch self {
        case .allText, .keepTechnical, .phiOnly: .redact
        case .none: .keep
        }
    }

    /// Whether the words of a line decide what becomes of it.
    public var needsWords: Bool {
        switch self {
        case .keepTechnical, .phiOnly: true
        case .allText, .none: false
        }
    }
}
