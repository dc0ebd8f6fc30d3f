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
    /// Rules that are for this device and not for this image; of very many only the first.
    package var misfits: [Misfit]
    /// Rules that the verdict is made of, in their order.
    package var ruleIDs: [String]

    package init(
        verdict: Verdict = .unknown, boxes: [ReportedBox] = [], isComplete: Bool = false,
        misfits: [Misfit] = [], ruleIDs: [String] = []
    ) {
        self.verdict = verdict
        self.ruleIDs = ruleIDs
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
        /// Its areas are made of ultrasound regions, and the instance has none that can be used: the rule is
        /// not applied.
        case noUltrasoundRegions
    }

    package var ruleID: String
    package var kind: Kind

    package init(ruleID: String, kind: Kind) {
        self.ruleID = ruleID
        self.kind = kind
    }
}
