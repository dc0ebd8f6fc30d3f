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
    /// Keeps the ultrasound regions of every image, where the configuration asks for it.
    private let regions: MaskMatcher?
    let configuration: RedactionConfiguration

    package init(_ configuration: RedactionConfiguration) {
        self.configuration = configuration
        var rules = MaskRuleSet()
        var failure: MaskRuleCoding.Failure?
        do throws(MaskRuleCoding.Failure) {
            rules = try configuration.masks.rules()
        } catch let error {
            failure = error
        }
        self.failure = failure
        matcher = MaskMatcher(rules)
        regions =
            switch configuration.masks.ultrasoundRegions {
            case .examine: nil
            case .keepOnly: MaskMatcher(MaskRuleSet([Self.keepsRegions]))
            }
    }

    /// A rule of its own, so that no other one's priority silences it.
    private static let keepsRegions = MaskRule(
        id: "ultrasound-regions", criterion: .all([]),
        areas: [MaskArea(.blank, .all), MaskArea(.keep, .ultrasoundRegions)])

    /// Whether an instance may need neither a detector nor a reader: rules alone decide, or a person vouches
    /// for what some of them leave.
    package var mayAnswerAlone: Bool {
        configuration.policy == .masksOnly || matcher.rules.contains(where: \.isComplete)
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
        func ask(_ matcher: MaskMatcher) -> MaskAnswer {
            matcher.answer(
                for: header, rows: pixels.rows, columns: pixels.columns, frames: pixels.frames)
        }
        var answer = ask(matcher)
        if let kept = regions.map(ask), kept.verdict == .mask {
            answer.add(regions: kept.boxes)
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
        let misfits = answer.countingMisfits
        let isAlone = configuration.policy == .masksOnly
        if isAlone { try requireAnswer(answer, misfits, instance) }
        var findings = MaskFindings()
        findings.boxes = answer.boxes.map { box in
            var box = box
            box.decision = configuration.policy == .none ? .keep : .redact
            return box
        }
        findings.vouchesForImage =
            answer.isComplete && misfits.isEmpty && answer.verdict != .unknown
        if !misfits.isEmpty { findings.notes.append(.maskMisfit) }
        if isAlone || findings.vouchesForImage { findings.notes.append(.imageNotExamined) }
        return findings
    }

    /// For given boxes: a person has looked at the image, and rules have nothing to add but this.
    ///
    /// - Throws: `held` where a rule rejects the instance.
    package func requireNotRejected(_ instance: OpenedInstance) throws(InstanceFailure) {
        guard failure != nil || matcher.rules.contains(where: { $0.action == .reject }) else {
            return
        }
        try Self.requireNotRejected(try answer(for: instance))
    }

    private static func requireNotRejected(_ answer: MaskAnswer) throws(InstanceFailure) {
        guard case .reject(let rules) = answer.verdict else { return }
        throw .held(.rejectedByRule, "not to go out, by \(MaskNames.words(rules))")
    }

    private func requireAnswer(
        _ answer: MaskAnswer, _ misfits: [Misfit], _ instance: OpenedInstance
    ) throws(InstanceFailure) {
        let pixels = instance.image.description
        let size = "\(pixels.columns) x \(pixels.rows) pixels"
        let partial = misfits.filter { $0.kind != .otherSize }
        guard partial.isEmpty else {
            let rules = MaskNames.words(partial.map(\.ruleID))
            throw .held(
                .maskMisfit,
                "an image of \(size) and \(pixels.frames) frames is not what \(rules) was made for")
        }
        guard answer.verdict == .unknown else { return }
        let near = misfits.isEmpty ? "" : "; for other sizes: \(MaskNames.words(misfits.map(\.ruleID)))"
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
    /// Misfits that leave something unsaid. A rule for another size of a device says nothing of this one
    /// where another rule answers.
    fileprivate var countingMisfits: [Misfit] {
        misfits.filter { $0.kind != .otherSize || verdict == .unknown }
    }

    fileprivate mutating func add(regions boxes: [ReportedBox]) {
        self.boxes += boxes.map { box in
            var box = box
            box.sources = [.region]
            box.maskID = nil
            return box
        }
        if verdict == .unknown || verdict == .pass { verdict = .mask }
    }

    fileprivate mutating func refuseBoxes() {
        guard verdict == .mask else { return }
        var seen: Set<String> = []
        misfits += boxes.compactMap { box in
            let rule = box.maskID ?? "ultrasound-regions"
            return seen.insert(rule).inserted ? Misfit(ruleID: rule, kind: .outsideFrames) : nil
        }
        boxes = []
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
