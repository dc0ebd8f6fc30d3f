package import RedactionReport

/// What the rules say of one instance.
package struct MaskAnswer: Hashable, Sendable {
    package enum Verdict: Hashable, Sendable {
        /// No rule answers.
        case unknown
        /// The boxes are to be painted.
        case mask
        /// Rules answer, and none has anything to paint.
        case pass
        /// By these rules.
        case hold([String])
        case reject([String])
    }

    package var verdict: Verdict
    /// To be painted on the image, inside it, whole pixels; sources are `mask`, and `region` where ultrasound
    /// regions made them; each names its rule.
    package var boxes: [ReportedBox]
    /// Whether rules that answer vouch that nothing else is burnt in, and fit this image.
    package var isComplete: Bool
    /// Rules that are for this device and not for this image.
    package var misfits: [Misfit]

    package init(
        verdict: Verdict = .unknown, boxes: [ReportedBox] = [], isComplete: Bool = false,
        misfits: [Misfit] = []
    ) {
        self.verdict = verdict
        self.boxes = boxes
        self.isComplete = isComplete
        self.misfits = misfits
    }
}

/// A rule whose criteria hold of an instance that it cannot be for.
package struct Misfit: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// The image has none of its sizes: the rule is not applied.
        case otherSize
        /// A rectangle leaves the image: what lies inside is painted, and nothing is vouched for.
        case outsideImage
        /// Its frames are not all there.
        case outsideFrames
    }

    package var ruleID: String
    package var kind: Kind

    package init(ruleID: String, kind: Kind) {
        self.ruleID = ruleID
        self.kind = kind
    }
}
