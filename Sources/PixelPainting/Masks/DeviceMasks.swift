import DICOMCore
package import KnownMasks
package import RedactionPolicy
package import RedactionReport

/// The rules of known devices that a configuration asks for, and what follows from them. Made once for
/// many instances.
package struct DeviceMasks: Sendable {
    /// Why the rules cannot be used; then no instance gets through.
    package let failure: MaskRuleCoding.Failure?
    private let matcher: MaskMatcher
    /// Whether an instance may need neither a detector nor a reader: rules alone decide, or a person vouches
    /// for what some of them leave.
    package let mayAnswerAlone: Bool
    private let mayReject: Bool
    let configuration: RedactionConfiguration

    /// - Parameter onlyRejects: whether nothing is asked but ``requireNotRejected(_:)``: then rules that
    ///   have no say in it are not made ready.
    package init(_ configuration: RedactionConfiguration, onlyRejects: Bool = false) {
        self.configuration = configuration
        var rules = MaskRuleSet()
        var failure: MaskRuleCoding.Failure?
        do throws(MaskRuleCoding.Failure) {
            rules = try configuration.masks.rules()
        } catch let error {
            failure = error
        }
        self.failure = failure
        let mayReject = rules.rules.contains { $0.action == .reject }
        if onlyRejects, !mayReject { rules = MaskRuleSet() }
        matcher = MaskMatcher(rules)
        mayAnswerAlone =
            configuration.policy == .masksOnly || rules.rules.contains(where: \.isComplete)
        self.mayReject = failure != nil || mayReject
    }

    /// What the rules say of an instance.
    ///
    /// - Throws: `failed` where they could not be read.
    package func answer(for instance: OpenedInstance) throws(InstanceFailure) -> MaskAnswer {
        if let failure {
            throw .failed(
                .internalError,
                "the rules of the configuration cannot be read at byte \(failure.byteOffset)")
        }
        let pixels = instance.image.description
        let header = DataSetScope(instance.file.dataSet)
        var answer = matcher.answer(
            for: header, meta: instance.file.metaInformation, rows: pixels.rows,
            columns: pixels.columns, frames: pixels.frames)
        switch configuration.masks.ultrasoundRegions {
        case .examine: break
        case .keepOnly:
            let regions = UltrasoundRegions(
                of: header, rows: pixels.rows, columns: pixels.columns)
            answer.add(boxes: regions?.boxesOutside ?? [])
        }
        // Tiles are pieces of one large image: what is at the top of one is in the middle of that.
        if instance.image.isTiled { answer.refuseBoxes() }
        return answer
    }

    /// What is painted in the image by rules, besides what a detector finds.
    ///
    /// - Throws: `held` where a rule wants that, and under `masks-only` where none answers or one does not
    ///   fit.
    package func findings(in instance: OpenedInstance) throws(InstanceFailure) -> MaskFindings {
        let answer = try answer(for: instance)
        try Self.requireNotRejected(answer)
        if case .hold(let rules) = answer.verdict {
            throw .held(.heldByRule, "a person has to decide, by \(MaskNames.words(rules))")
        }
        let isAlone = configuration.policy == .masksOnly
        if isAlone { try requireAnswer(answer, instance) }
        var findings = MaskFindings()
        findings.boxes = answer.boxes.map { box in
            var box = box
            box.decision = configuration.policy == .none ? .keep : .redact
            return box
        }
        findings.vouchesForImage =
            answer.isComplete && answer.misfits.isEmpty && answer.verdict != .unknown
        if !answer.misfits.isEmpty { findings.notes.append(.maskMisfit) }
        if isAlone || findings.vouchesForImage { findings.notes.append(.imageNotExamined) }
        return findings
    }

    /// For given boxes: a person has looked at the image, and rules have nothing to add but this.
    ///
    /// - Throws: `held` where a rule rejects the instance.
    package func requireNotRejected(_ instance: OpenedInstance) throws(InstanceFailure) {
        guard mayReject else { return }
        try Self.requireNotRejected(try answer(for: instance))
    }

    private static func requireNotRejected(_ answer: MaskAnswer) throws(InstanceFailure) {
        guard case .reject(let rules) = answer.verdict else { return }
        throw .held(.rejectedByRule, "not to go out, by \(MaskNames.words(rules))")
    }

    private func requireAnswer(
        _ answer: MaskAnswer, _ instance: OpenedInstance
    ) throws(InstanceFailure) {
        let pixels = instance.image.description
        let size = "\(pixels.columns) x \(pixels.rows) pixels"
        let misfits = MaskNames.words(answer.misfits.map(\.ruleID))
        // Rules for other sizes that are not near an answer are near misses.
        let isUnknown = answer.verdict == .unknown
        guard answer.misfits.allSatisfy({ isUnknown && $0.kind == .otherSize }) else {
            let frames = pixels.frames == 1 ? "" : " and \(pixels.frames) frames"
            throw .held(
                .maskMisfit, "an image of \(size)\(frames) is not what \(misfits) was made for")
        }
        guard isUnknown else { return }
        let near = answer.misfits.isEmpty ? "" : "; for other sizes: \(misfits)"
        throw .held(.noMaskRule, "no rule answers for this device and \(size)\(near)")
    }
}

/// What rules make of one instance.
package struct MaskFindings: Hashable, Sendable {
    package var boxes: [ReportedBox] = []
    /// Whether a person vouches that nothing else is burnt into the image: no detector looks at it.
    package var vouchesForImage = false
    package var notes: [InstanceNote] = []

    package init() {}
}

extension MaskAnswer {
    /// The surroundings of ultrasound regions are no rule's, and no priority silences them.
    fileprivate mutating func add(boxes: [ReportedBox]) {
        guard !boxes.isEmpty else { return }
        self.boxes += boxes
        if verdict == .unknown || verdict == .pass { verdict = .mask }
    }

    fileprivate mutating func refuseBoxes() {
        guard verdict == .mask else { return }
        let names = ruleIDs.isEmpty ? ["ultrasound-regions"] : ruleIDs
        misfits += names.map { Misfit(ruleID: $0, kind: .outsideFrames) }
        boxes = []
        ruleIDs = []
        isComplete = false
        verdict = .unknown
    }
}

/// Ids of rules in a sentence.
enum MaskNames {
    private static let most = 3

    static func words(_ ids: [String]) -> String {
        let names = ids.prefix(most).joined(separator: ", ")
        let more = ids.count > most ? " and \(ids.count - most) more" : ""
        return (ids.count == 1 ? "rule " : "rules ") + names + more
    }
}
