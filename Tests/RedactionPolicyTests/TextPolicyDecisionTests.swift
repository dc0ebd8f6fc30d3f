import RedactionPolicy
import RedactionReport
import Testing

@Suite struct TextPolicyDecisionTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var finding: LineFinding
        var keepTechnical: Decision
        var phiOnly: Decision
        var change: @Sendable (inout ClassificationConfiguration) -> Void = { _ in }

        var testDescription: String { name }
    }

    static let cases = [
        Case(
            name: "safe and well read", finding: LineFinding(isSafe: true, confidence: 0.9),
            keepTechnical: .keep, phiOnly: .keep),
        Case(
            name: "safe, at the limit", finding: LineFinding(isSafe: true, confidence: 0.6),
            keepTechnical: .keep, phiOnly: .keep),
        Case(
            name: "safe, badly read", finding: LineFinding(isSafe: true, confidence: 0.4),
            keepTechnical: .redact, phiOnly: .keep),
        Case(
            name: "safe, hardly read", finding: LineFinding(isSafe: true, confidence: 0.2),
            keepTechnical: .redact, phiOnly: .redact),
        Case(
            name: "nothing known, well read", finding: LineFinding(confidence: 0.9),
            keepTechnical: .redact, phiOnly: .keep),
        Case(
            name: "nothing known, badly read", finding: LineFinding(confidence: 0.5),
            keepTechnical: .redact, phiOnly: .redact),
        Case(
            name: "nothing known, badly read, review", finding: LineFinding(confidence: 0.5),
            keepTechnical: .redact, phiOnly: .review, change: { $0.unreadable = .review }),
        Case(
            name: "unreadable",
            finding: LineFinding(infoTypes: [.unknownText], isReadable: false, confidence: 0.9),
            keepTechnical: .redact, phiOnly: .redact),
        Case(
            name: "unreadable, review",
            finding: LineFinding(infoTypes: [.unknownText], isReadable: false, confidence: 0.9),
            keepTechnical: .redact, phiOnly: .review, change: { $0.unreadable = .review }),
        Case(
            name: "unreadable and excluded",
            finding: LineFinding(infoTypes: [.unknownText], isReadable: false, confidence: 0.9),
            keepTechnical: .redact, phiOnly: .redact, change: { $0.excluded = [.unknownText] }),
        Case(
            name: "a date", finding: LineFinding(infoTypes: [.date]), keepTechnical: .redact,
            phiOnly: .redact),
        Case(
            name: "a date, badly read", finding: LineFinding(infoTypes: [.date], confidence: 0.1),
            keepTechnical: .redact, phiOnly: .redact, change: { $0.unreadable = .review }),
        Case(
            name: "a date, excluded", finding: LineFinding(infoTypes: [.date]),
            keepTechnical: .redact, phiOnly: .keep, change: { $0.excluded = [.date] }),
        Case(
            name: "a date, excluded, badly read",
            finding: LineFinding(infoTypes: [.date], confidence: 0.3), keepTechnical: .redact,
            phiOnly: .redact, change: { $0.excluded = [.date] }),
        Case(
            name: "a date where only names are painted", finding: LineFinding(infoTypes: [.date]),
            keepTechnical: .redact, phiOnly: .keep, change: { $0.redacted = [.personName] }),
        Case(
            name: "a name and a date, dates excluded",
            finding: LineFinding(infoTypes: [.personName, .date]), keepTechnical: .redact,
            phiOnly: .redact, change: { $0.excluded = [.date] }),
        Case(
            name: "no type is painted", finding: LineFinding(infoTypes: [.personName]),
            keepTechnical: .redact, phiOnly: .keep, change: { $0.redacted = [] }),
        Case(
            name: "denied and excluded",
            finding: LineFinding(infoTypes: [.date], witnesses: [Witness(.denyList)]),
            keepTechnical: .redact, phiOnly: .redact, change: { $0.excluded = [.date] }),
        Case(
            name: "allowed",
            finding: LineFinding(witnesses: [Witness(.allowList)], isSafe: true),
            keepTechnical: .keep, phiOnly: .keep),
        Case(
            name: "safe and unreadable at once",
            finding: LineFinding(isSafe: true, isReadable: false), keepTechnical: .redact,
            phiOnly: .redact),
    ]

    @Test(arguments: cases)
    func keepTechnicalDecides(_ given: Case) {
        var configuration = ClassificationConfiguration()
        given.change(&configuration)
        #expect(
            TextPolicy.keepTechnical.decision(for: given.finding, under: configuration)
                == given.keepTechnical)
    }

    @Test(arguments: cases)
    func phiOnlyDecides(_ given: Case) {
        var configuration = ClassificationConfiguration()
        given.change(&configuration)
        #expect(
            TextPolicy.phiOnly.decision(for: given.finding, under: configuration) == given.phiOnly)
    }

    @Test(arguments: cases)
    func allTextIsPaintedWhateverItSays(_ given: Case) {
        #expect(
            TextPolicy.allText.decision(for: given.finding, under: ClassificationConfiguration())
                == .redact)
    }

    @Test(arguments: cases)
    func noneIsPaintedWhateverItSays(_ given: Case) {
        #expect(
            TextPolicy.none.decision(for: given.finding, under: ClassificationConfiguration())
                == .keep)
    }
}
