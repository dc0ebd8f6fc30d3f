package import KnownMasks
import RedactionReport

/// Which rules answer for an instance, in words for a person.
package struct MaskSummary: Encodable, Hashable, Sendable {
    /// `unknown`, `mask`, `pass`, `hold` or `reject`.
    package var verdict: String
    /// The ids of those that answer.
    package var rules: [String]
    /// Whether a person vouches that nothing else is burnt into the image.
    package var isComplete: Bool
    /// The ids of those that are for this device and not for this image.
    package var misfits: [String]

    enum CodingKeys: String, CodingKey {
        case verdict, rules, misfits
        case isComplete = "complete"
    }

    package init(_ answer: MaskAnswer) {
        verdict =
            switch answer.verdict {
            case .unknown: "unknown"
            case .mask: "mask"
            case .pass: "pass"
            case .hold: "hold"
            case .reject: "reject"
            }
        rules = answer.ruleIDs
        isComplete = answer.isComplete
        misfits = answer.misfits.map(\.ruleID)
    }

    /// One line.
    package var text: String {
        var text = verdict == "unknown" ? "no rule answers" : verdict
        if !rules.isEmpty { text += " by \(MaskNames.words(rules))" }
        if isComplete { text += ", complete" }
        if !misfits.isEmpty { text += "; does not fit: \(MaskNames.words(misfits))" }
        return text
    }
}
