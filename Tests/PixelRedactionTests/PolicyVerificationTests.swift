import DICOMCore
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing
import TextDetection

@testable import PixelRedaction

/// A check of a written file finds what its policy would paint, and nothing else.
@Suite struct PolicyVerificationTests {
    private static let policies = [TextPolicy.keepTechnical, .phiOnly]

    /// Beside painted pixels a line may read otherwise: it was read before.
    @Test(arguments: policies)
    func whatWasKeptIsNotReadAgain(policy: TextPolicy) throws {
        let reader = BarReader(change: (after: 1, to: .name))
        let cleaned = try TextPolicyTests.clean(
            .bars([.name, .safe]), .policy(policy), reader: reader)
        #expect(cleaned.report.status == .redacted && reader.reads == 1)
        #expect(cleaned.report.verification?.residualText == 0)
    }

    /// Something that the first look missed, in its first row of pixels.
    private static func late(_ bar: Bar, _ unreadable: UnreadableChoice = .redact) throws
        -> (Cleaned, BarReader)
    {
        let reader = BarReader(change: (after: 1, to: bar))
        let cleaned = try TextPolicyTests.clean(
            Bar.cine([[Bar.name.box, Bar.date.at(16, 60)]]),
            .policy(.phiOnly) { $0.classification.unreadable = unreadable }, reader: reader,
            detector: LateDetector(Bar.name.box, then: Bar.date.at(16, 60)))
        return (cleaned, reader)
    }

    @Test func whatAppearsAfterPaintingIsPaintedIfThePolicySays() throws {
        let (cleaned, _) = try Self.late(.date)
        #expect(cleaned.report.status == .redacted && cleaned.report.boxes.count == 2)
        #expect(cleaned.report.verification?.residualText == 0)
    }

    @Test func whatAppearsAfterPaintingIsKeptIfThePolicySays() throws {
        let (cleaned, reader) = try Self.late(.safe)
        #expect(cleaned.report.status == .redacted && cleaned.report.boxes.count == 1)
        #expect(cleaned.report.verification?.residualText == 0 && reader.reads == 2)
    }

    @Test func whatAppearsAfterPaintingMayWaitForAPerson() throws {
        let (cleaned, _) = try Self.late(.blurred, .review)
        #expect(cleaned.report.status == .held)
        #expect(cleaned.report.reason?.code == .reviewPending)
        #expect(cleaned.report.boxes.map(\.decision) == [.redact, .review])
    }

    // MARK: Two files

    private static func verify(
        _ original: DICOMBuilder, _ cleaned: [UInt8], _ policy: TextPolicy,
        reader: BarReader = BarReader()
    ) throws -> VerificationResult {
        FileVerifier(.policy(policy), detector: WhiteDetector(), interpreter: .bars(reader))
            .verify(original: ByteSource(try original.build()), cleaned: ByteSource(cleaned))
    }

    @Test(arguments: policies, [[Bar.safe, .name], [.name, .otherSafe, .date], [.safe]])
    func aCleanIsProvenUnderItsPolicy(policy: TextPolicy, bars: [Bar]) throws {
        let original = DICOMBuilder.bars(bars)
        let cleaned = try TextPolicyTests.clean(original, .policy(policy))
        let bytes = cleaned.report.status == .kept ? try original.build() : cleaned.bytes
        #expect(try Self.verify(original, bytes, policy).outcome == .proven)
    }

    @Test(arguments: [
        (Bar.safe, TextPolicy.keepTechnical, VerificationResult.Outcome.proven),
        (.safe, .allText, .refuted), (.name, .keepTechnical, .refuted), (.name, .phiOnly, .refuted),
        (.nothingKnown, .phiOnly, .proven), (.nothingKnown, .keepTechnical, .refuted),
        (.name, .none, .proven),
    ])
    func textThatIsLeftIsJudgedByThePolicy(
        bar: Bar, policy: TextPolicy, outcome: VerificationResult.Outcome
    ) throws {
        let image = DICOMBuilder.bars([bar])
        #expect(try Self.verify(image, image.build(), policy).outcome == outcome)
    }

    @Test func aFileWhoseTextCannotBeReadIsUnchecked() throws {
        let image = DICOMBuilder.bars([.safe])
        let result = try Self.verify(
            image, image.build(), .keepTechnical, reader: BarReader(limit: 0))
        #expect(result.outcome == .unchecked)
    }

    // MARK: What the header says

    @Test(arguments: [
        (Bar.safe, "NO"), (.nothingKnown, "NO"), (.date, "YES"),
    ])
    func whatIsKeptMayKeepTheClaim(bar: Bar, claim: String) throws {
        let image = DICOMBuilder.bars([.name, bar])
            .setting(.burnedInAnnotation, .cs, .text(["YES"]))
        let cleaned = try TextPolicyTests.clean(
            image, .policy(.phiOnly) { $0.classification.redacted = [.personName] })
        #expect(cleaned.report.status == .redacted)
        #expect(try cleaned.file().dataSet.string(.burnedInAnnotation) == claim)
    }

    @Test func aClaimWhereEveryLineIsKeptHolds() throws {
        let image = DICOMBuilder.bars([.safe])
            .setting(.burnedInAnnotation, .cs, .text(["YES"]))
        let report = try TextPolicyTests.clean(image, .policy(.keepTechnical)).report
        #expect(report.status == .held && report.reason?.code == .annotationClaimed)
        let trusting = RedactionConfiguration.policy(.keepTechnical) { $0.trustsDetector = true }
        #expect(try TextPolicyTests.clean(image, trusting).report.status == .kept)
    }
}

/// Finds one box in the first view that it is shown, and one more in those that follow.
private final class LateDetector: ViewTextDetector {
    private let first: PixelBox
    private let later: PixelBox
    private var calls = 0

    init(_ first: PixelBox, then later: PixelBox) {
        self.first = first
        self.later = later
    }

    func regions(in view: GrayImage) -> [TextRegion] {
        calls += 1
        return (calls == 1 ? [first] : [first, later]).map { TextRegion(box: $0) }
    }
}
