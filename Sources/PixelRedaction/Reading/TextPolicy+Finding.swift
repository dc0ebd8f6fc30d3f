import RedactionPolicy
import RedactionReport

extension TextPolicy {
    /// What becomes of a line that was read.
    func decision(
        for finding: LineFinding, under classification: ClassificationConfiguration
    ) -> Decision {
        guard needsWords else { return decision }
        guard finding.isReadable else {
            switch classification.unreadable {
            case .redact: return .redact
            case .review: return .review
            }
        }
        return switch self {
        case .allText, .none: decision
        case .keepTechnical: finding.isSafe ? .keep : .redact
        case .phiOnly:
            finding.infoTypes.contains { classification.redacted?.contains($0) ?? true }
                ? .redact : .keep
        }
    }
}
