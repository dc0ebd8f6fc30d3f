import DICOMCore
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing
import TextDetection

@testable import PixelRedaction

/// How whole instances end.
@Suite struct OutcomeTests {
    private static let image = DICOMBuilder.image(rows: 80, columns: 64)
        .setting(.pixelData, .ob, .bytes([UInt8](repeating: 100, count: 80 * 64)))
    private static let box = PixelBox(x: 8, y: 8, width: 16, height: 8)
    private static let region = FixedDetector([box])

    private func clean(
        _ builder: DICOMBuilder = image, boxes: [ReportedBox]? = nil,
        detector: any TextDetector = FixedDetector([]),
        isCancelled: Bool = false,
        _ change: (inout RedactionConfiguration) -> Void = { _ in }
    ) throws -> Cleaned {
        var configuration = RedactionConfiguration()
        configuration.padding = 0
        change(&configuration)
        return Engine.clean(
            try builder.build(), boxes: boxes, detector: detector, configuration,
            isCancelled: { isCancelled })
    }

    // MARK: Text

    @Test func noTextLeavesTheOutputToTheCaller() throws {
        let cleaned = try clean()
        #expect(cleaned.report.status == .noText && cleaned.bytes.isEmpty)
        #expect(cleaned.report.verification == nil)
    }

    @Test func detectedTextIsPainted() throws {
        let cleaned = try clean(detector: Self.region)
        #expect(cleaned.report.status == .redacted)
        #expect(cleaned.report.boxes.map(\.sources) == [[.detector]])
        #expect(cleaned.report.painted == [PaintedArea(box: Self.box)])
        #expect(cleaned.report.verification?.residualText == 0)
    }

    @Test func scanFlagsText() throws {
        let report = Engine.scan(try Self.image.build(), detector: Self.region)
        #expect(report.status == .flagged && report.painted.isEmpty)
    }

    @Test(arguments: [(nil, 2), (0, 0), (5, 5)])
    func detectedBoxesArePadded(padding: Int?, expected: Int) throws {
        let report = try clean(detector: Self.region) { $0.padding = padding }.report
        #expect(report.boxes.map(\.box) == [Self.box.expanded(by: expected)])
    }

    /// What Tesseract finds may stick out of its box by a share of its height.
    @Test(arguments: [(4, 3), (16, 4), (28, 7)])
    func boxesOfTesseractArePaddedByTheirHeight(height: Int, expected: Int) throws {
        let box = PixelBox(x: 10, y: 20, width: 40, height: height)
        let detector = FixedDetector([box], finders: .tesseract)
        let report = Engine.scan(try Self.image.build(), detector: detector)
        #expect(report.boxes.map(\.box) == [box.expanded(by: expected)])
    }

    @Test func paddingEndsAtTheImage() throws {
        let report = try clean(detector: Self.region) { $0.padding = 999 }.report
        #expect(report.boxes.map(\.box) == [PixelBox(x: 0, y: 0, width: 64, height: 80)])
    }

    @Test func aPolicyThatPaintsNothingKeeps() throws {
        let cleaned = try clean(detector: Self.region) { $0.policy = .none }
        #expect(cleaned.report.status == .kept && cleaned.bytes.isEmpty)
    }

    // MARK: Boxes

    @Test func anEmptyListKeeps() throws {
        let cleaned = try clean(boxes: [])
        #expect(cleaned.report.status == .kept && cleaned.bytes.isEmpty)
    }

    @Test func boxesToKeepAreNotPainted() throws {
        let cleaned = try clean(boxes: [.given(Self.box, decision: .keep)])
        #expect(cleaned.report.status == .kept && cleaned.bytes.isEmpty)
    }

    @Test func aBoxToReviewHolds() throws {
        let boxes = [ReportedBox.given(Self.box), .given(Self.box, decision: .review)]
        let report = try clean(boxes: boxes).report
        #expect(report.status == .held && report.reason?.code == .reviewPending)
    }

    @Test func aBoxOutsideTheImageFails() throws {
        let report = try clean(boxes: [.given(Self.box.expanded(by: 9))]).report
        #expect(report.status == .failed && report.reason?.code == .boxesInvalid)
    }

    @Test func givenBoxesAreNotExaminedAgain() throws {
        let report = try clean(boxes: [.given(Self.box)], detector: BrokenDetector()).report
        #expect(report.status == .redacted && report.verification?.residualText == nil)
    }

    // MARK: The detector

    @Test(arguments: [
        (TextDetectionError.Code.failed, ReasonCode.detectionFailed),
        (.unavailable, .detectionFailed), (.cancelled, .cancelled),
    ])
    func aDetectorThatCannotRunFails(
        code: TextDetectionError.Code, expected: ReasonCode
    ) throws {
        let detector = BrokenDetector(code: code)
        for report in [
            try clean(detector: detector).report,
            Engine.scan(try Self.image.build(), detector: detector),
        ] {
            #expect(report.status == .failed && report.reason?.code == expected)
        }
    }

    @Test(arguments: [nil, [ReportedBox.given(box)]])
    func cancellingFails(_ boxes: [ReportedBox]?) throws {
        let report = try clean(boxes: boxes, detector: Self.region, isCancelled: true).report
        #expect(report.status == .failed && report.reason?.code == .cancelled)
    }

    // MARK: Residual text

    @Test(arguments: [1, 2, 3])
    func newRegionsArePaintedAndVerifiedAgain(_ regions: Int) throws {
        let cleaned = try clean(detector: RestlessDetector(limit: regions))
        #expect(cleaned.report.status == .redacted)
        #expect(cleaned.report.boxes.count == regions && cleaned.report.painted.count == regions)
        #expect(cleaned.report.verification?.residualText == 0)
    }

    @Test func textThatIsLeftAfterTwoRepaintingsHolds() throws {
        let detector = RestlessDetector()
        let report = try clean(detector: detector).report
        #expect(report.status == .held && report.reason?.code == .residualText)
        #expect(detector.calls == 4)
    }

    @Test(arguments: [VerificationLevel.fast, .off])
    func onlyFullVerificationLooksAgain(_ level: VerificationLevel) throws {
        let detector = RestlessDetector()
        let report = try clean(detector: detector) { $0.verification = level }.report
        #expect(report.status == .redacted && detector.calls == 1)
        #expect(report.verification?.residualText == nil)
    }

    // MARK: What the header claims

    private static let claiming = image.setting(.burnedInAnnotation, .cs, .text(["YES"]))

    @Test func aClaimOfAnnotationWithoutTextHolds() throws {
        let report = try clean(Self.claiming).report
        #expect(report.status == .held && report.reason?.code == .annotationClaimed)
    }

    @Test func aClaimWithNothingButAnOverlayHolds() throws {
        let image = Self.withOverlay.setting(.burnedInAnnotation, .cs, .text(["YES"]))
        #expect(try clean(image).report.reason?.code == .annotationClaimed)
    }

    @Test func aTrustedDetectorOverrulesTheClaim() throws {
        #expect(try clean(Self.claiming) { $0.trustsDetector = true }.report.status == .noText)
    }

    @Test func aReviewedListOverrulesTheClaim() throws {
        #expect(try clean(Self.claiming, boxes: []).report.status == .kept)
    }

    @Test func theClaimDoesNotHoldWhatWasPainted() throws {
        let cleaned = try clean(Self.claiming, detector: Self.region)
        #expect(cleaned.report.status == .redacted)
        #expect(try cleaned.file().dataSet.string(.burnedInAnnotation) == "NO")
    }

    @Test func nothingIsClaimedWithoutVerification() throws {
        let cleaned = try clean(Self.claiming, detector: Self.region) { $0.verification = .off }
        #expect(try cleaned.file().dataSet.string(.burnedInAnnotation) == "YES")
    }

    // MARK: Other planes

    private static let withOverlay = image.setting(Tag(0x6000, 0x0010), .us, .numbers([2]))
        .setting(Tag(0x6000, 0x0011), .us, .numbers([80]))
        .setting(Tag(0x6000, 0x3000), .ow, .bytes([255, 255]))
    private static let withIcon = image.setting(
        .iconImageSequence, .sq,
        .sequence([.init([.init(.pixelData, .ob, .bytes([1, 2]))])], .undefined))

    @Test(arguments: [
        (withOverlay, Plane.overlay(group: 0x6000), InstanceNote.overlaysRemoved),
        (withIcon, .icon, .iconRemoved),
    ])
    func aPlaneThatCannotBeExaminedIsNeverNoText(
        image: DICOMBuilder, plane: Plane, note: InstanceNote
    ) throws {
        #expect(
            Engine.scan(try image.build(), detector: FixedDetector([])).status == .flagged)
        let cleaned = try clean(image)
        #expect(cleaned.report.status == .redacted)
        #expect(cleaned.report.painted.map(\.plane) == [plane])
        #expect(cleaned.report.notes == [note])
        #expect(try Engine.pixelData(cleaned.bytes) == Engine.pixelData(try image.build()))
    }
}
