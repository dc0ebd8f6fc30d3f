import RedactionPolicy
import RedactionReport

/// What a piece of text tells, and what becomes of it.
struct Judgement: Hashable {
    private(set) var decision: Decision
    /// The most telling first, no type twice.
    private(set) var infoTypes: [InfoType]
    /// None twice.
    private(set) var witnesses: [Witness]
    /// Of the worst reading, 0...1; `nil` where nothing had to be read.
    private(set) var confidence: Double?
    /// What the text says, where the user asked for it.
    private(set) var text: String?

    init(
        _ decision: Decision, infoTypes: [InfoType] = [], witnesses: [Witness] = [],
        confidence: Double? = nil, text: String? = nil
    ) {
        self.decision = decision
        self.infoTypes = infoTypes
        self.witnesses = witnesses
        self.confidence = confidence
        self.text = text
    }

    /// - Parameter includesText: whether a report may say what the text says: without that it is
    ///   forgotten here.
    init(_ finding: LineFinding, _ decision: Decision, includesText: Bool) {
        self.init(
            decision, infoTypes: finding.infoTypes, witnesses: finding.witnesses,
            confidence: finding.confidence, text: includesText ? finding.text : nil)
    }

    /// Of a code, whatever it says.
    static func barcode(under policy: TextPolicy) -> Judgement {
        Judgement(policy.decision, infoTypes: [.barcode], witnesses: [Witness(.barcode)])
    }

    /// Decided on by what stands beside it.
    mutating func overrule(_ decision: Decision) {
        self.decision = decision
        witnesses.append(Witness(.rule, "shared_line"))
    }

    /// Of one place that shows, or may show, both: the worse decision holds, and its text is named.
    func united(with other: Judgement) -> Judgement {
        let isWorse = other.decision.severity > decision.severity
        let (first, second) = isWorse ? (other, self) : (self, other)
        var united = first
        united.infoTypes += second.infoTypes.filter { !first.infoTypes.contains($0) }
        united.witnesses += second.witnesses.filter { !first.witnesses.contains($0) }
        united.confidence =
            first.confidence.map { min($0, second.confidence ?? $0) } ?? second.confidence
        united.text = first.text ?? second.text
        return united
    }

    /// The same where one of them, or both, were not read.
    static func united(_ first: Judgement?, _ second: Judgement?) -> Judgement? {
        guard let first, let second else { return first ?? second }
        return first.united(with: second)
    }

    /// Of a region with another row below.
    func joined(with below: Judgement) -> Judgement {
        var joined = united(with: below)
        let texts = [text, below.text].compactMap { $0 }.filter { !$0.isEmpty }
        joined.text = texts.isEmpty ? text ?? below.text : texts.joined(separator: "\n")
        return joined
    }
}

extension Judgement: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "\(decision)" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension Decision {
    /// Where several are made of one place, the one that shows least holds.
    fileprivate var severity: Int {
        switch self {
        case .keep: 0
        case .review: 1
        case .redact: 2
        }
    }
}
