import DICOMCore
import KnownMasks
import PixelPainting
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing
import TextDetection

@testable import PixelRedaction

/// Rules of known devices beside a detector.
@Suite struct DeviceMaskTests {
    private static let found = PixelBox(x: 30, y: 30, width: 12, height: 6)
    private static let detector = InkDetector(width: 64, height: 48, ink: found)
    private static let painting: [TextPolicy] = [.allText, .keepTechnical, .phiOnly]

    /// The device's image with more than the device's text.
    private static let image: DICOMBuilder = {
        var random = SeededRandom(seed: 12)
        var pixels = random.bytes(64 * 48).map { 20 + $0 / 2 }
        for y in found.y..<found.maxY {
            for x in found.x..<found.maxX { pixels[y * 64 + x] = 250 - UInt8(x & 1) }
        }
        return KnownDevice.image.setting(.pixelData, .ob, .bytes(pixels))
    }()

    private func clean(
        _ rules: [MaskRule], policy: TextPolicy = .allText, boxes: [ReportedBox]? = nil,
        _ image: DICOMBuilder = image, detector: any TextDetector = detector,
        _ change: (inout RedactionConfiguration) -> Void = { _ in }
    ) throws -> Cleaned {
        Engine.clean(
            try image.build(), boxes: boxes, detector: detector,
            KnownDevice.configuration(policy, rules, change))
    }

    @Test func masksAndTextArePainted() throws {
        let report = try clean([KnownDevice.rule()]).report
        #expect(report.status == .redacted && report.notes.isEmpty)
        #expect(report.boxes.map(\.sources) == [[.mask], [.detector]])
        #expect(report.boxes.map(\.maskID) == ["invented-band", nil])
        #expect(report.painted.map(\.box) == [KnownDevice.band, Self.found])
        #expect(report.verification?.residualText == 0)
    }

    @Test func aMaskIsPaintedWhereNothingIsFound() throws {
        let report = try clean([KnownDevice.rule()], detector: FixedDetector([])).report
        #expect(report.status == .redacted && report.painted.map(\.box) == [KnownDevice.band])
    }

    @Test func aPassIsNoReasonNotToLook() throws {
        let report = try clean([KnownDevice.rule("fine", .pass)]).report
        #expect(report.painted.map(\.box) == [Self.found])
    }

    @Test func aScanFlagsMasks() throws {
        let report = RedactionPipeline(
            KnownDevice.configuration(.allText), detector: FixedDetector([])
        ).scan(ByteSource(try Self.image.build()))
        #expect(report.status == .flagged && report.boxes.map(\.maskID) == ["invented-band"])
    }

    @Test func aPolicyThatPaintsNothingKeepsMasks() throws {
        let report = try clean([KnownDevice.rule()], policy: .none).report
        #expect(report.status == .kept && report.boxes.map(\.decision) == [.keep, .keep])
    }

    @Test(arguments: painting)
    func aRuleHolds(_ policy: TextPolicy) throws {
        let report = try clean([KnownDevice.rule("a", .hold)], policy: policy).report
        #expect(report.status == .held && report.reason?.code == .heldByRule)
    }

    @Test(arguments: painting)
    func aRuleRejects(_ policy: TextPolicy) throws {
        let report = try clean([KnownDevice.rule("a", .reject)], policy: policy).report
        #expect(report.status == .held && report.reason?.code == .rejectedByRule)
    }

    @Test(arguments: [
        KnownDevice.rule(size: ImageSize(rows: 96, columns: 64)),
        KnownDevice.rule(blank: PixelBox(x: 32, y: 2, width: 64, height: 4)),
        KnownDevice.rule(frames: FrameSelection([0...4])),
    ])
    func aMisfitIsNoted(_ rule: MaskRule) throws {
        let report = try clean([rule]).report
        #expect(report.status == .redacted && report.notes == [.maskMisfit])
        #expect(report.painted.contains { $0.box.contains(Self.found) })
    }

    // MARK: Complete rules

    @Test(arguments: painting, [VerificationLevel.full, .fast])
    func aCompleteRuleSparesTheDetector(
        _ policy: TextPolicy, _ level: VerificationLevel
    ) throws {
        let report = try clean(
            [KnownDevice.rule(isComplete: true)], policy: policy, detector: BrokenDetector()
        ) { $0.verification = level }.report
        #expect(report.status == .redacted && report.notes == [.imageNotExamined])
        #expect(report.painted.map(\.box) == [KnownDevice.band])
        #expect(report.verification?.residualText == nil)
    }

    @Test func aCompletePassKeeps() throws {
        let rule = KnownDevice.rule("fine", .pass, isComplete: true)
        let cleaned = try clean([rule], detector: BrokenDetector())
        #expect(cleaned.report.status == .kept && cleaned.bytes.isEmpty)
    }

    @Test func otherPlanesAreExaminedAllTheSame() throws {
        let overlay = Self.image.setting(Tag(0x6000, 0x0010), .us, .numbers([7]))
            .setting(Tag(0x6000, 0x0011), .us, .numbers([9]))
            .setting(Tag(0x6000, 0x0040), .cs, .text(["G"]))
            .setting(Tag(0x6000, 0x0050), .ss, .numbers([1, 1]))
            .setting(Tag(0x6000, 0x0100), .us, .numbers([1]))
            .setting(Tag(0x6000, 0x0102), .us, .numbers([0]))
            .setting(Tag(0x6000, 0x3000), .ow, .bytes([1, 2, 3, 4, 5, 6, 7, 8]))
        let ink = PixelBox(x: 2, y: 2, width: 4, height: 3)
        let report = try clean(
            [KnownDevice.rule(isComplete: true)], overlay,
            detector: InkDetector(width: 9, height: 7, ink: ink)
        ).report
        #expect(report.boxes.map(\.plane) == [.pixelData, .overlay(group: 0x6000)])
        #expect(report.verification?.residualText == 0)
    }

    /// What a person vouches for is another image.
    @Test func acompleteRuleThatDoesNotFitSparesNothing() throws {
        let rule = KnownDevice.rule(
            blank: PixelBox(x: 32, y: 2, width: 64, height: 4), isComplete: true)
        let report = try clean([rule]).report
        #expect(report.painted.contains { $0.box == Self.found })
    }

    // MARK: Given boxes

    @Test(arguments: [
        [KnownDevice.rule()], [KnownDevice.rule("a", .hold)],
        [KnownDevice.rule(isComplete: true)],
    ])
    func rulesAreNotAskedForGivenBoxes(_ rules: [MaskRule]) throws {
        let report = try clean(rules, boxes: [.given(Self.found)]).report
        #expect(report.status == .redacted && report.painted.map(\.box) == [Self.found])
    }

    @Test(arguments: [[], [ReportedBox.given(found)]])
    func butMayRejectTheInstance(_ boxes: [ReportedBox]) throws {
        let report = try clean([KnownDevice.rule("a", .reject)], boxes: boxes).report
        #expect(report.status == .held && report.reason?.code == .rejectedByRule)
    }

    // MARK: Ultrasound regions

    private static func region(
        _ x: ClosedRange<Int>, _ y: ClosedRange<Int>, type: Int = 1
    ) -> DICOMBuilder {
        let item = DICOMBuilder.Item([
            .init(Tag(0x0018, 0x6014), .us, .numbers([type])),
            .init(Tag(0x0018, 0x6018), .ul, .numbers([x.lowerBound])),
            .init(Tag(0x0018, 0x601A), .ul, .numbers([y.lowerBound])),
            .init(Tag(0x0018, 0x601C), .ul, .numbers([x.upperBound])),
            .init(Tag(0x0018, 0x601E), .ul, .numbers([y.upperBound])),
        ])
        return image.setting(Tag(0x0018, 0x6011), .sq, .sequence([item], .defined))
    }

    @Test func whatLiesOutsideTheRegionsIsPainted() throws {
        let cleaned = try clean([], Self.region(10...53, 12...47)) {
            $0.masks.ultrasoundRegions = .keepOnly
        }
        #expect(cleaned.report.boxes.filter { $0.sources == [.region] }.count > 1)
        let samples = try Engine.frames(cleaned.bytes)[0]
        let outside = [
            PixelBox(x: 0, y: 0, width: 64, height: 12),
            PixelBox(x: 0, y: 12, width: 10, height: 36),
            PixelBox(x: 54, y: 12, width: 10, height: 36), Self.found,
        ]
        #expect(outside.allSatisfy { samples.isFilled($0, with: [0]) })
        #expect(!samples.isFilled(PixelBox(x: 10, y: 12, width: 2, height: 2), with: [0]))
    }

    /// Not asked for, without regions that can be used, or with one over all of the image: nothing is said.
    @Test(arguments: [
        (region(10...53, 12...47), UltrasoundRegionsChoice.examine), (image, .keepOnly),
        (region(10...53, 12...47, type: 0), .keepOnly), (region(0...63, 0...47), .keepOnly),
    ])
    func regionsAreNoAnswer(_ image: DICOMBuilder, _ choice: UltrasoundRegionsChoice) throws {
        let report = try clean([], image) { $0.masks.ultrasoundRegions = choice }.report
        #expect(report.painted.map(\.box) == [Self.found] && report.notes.isEmpty)
    }

    // MARK: Slides

    @Test(arguments: ["TILED_FULL", "TILED_SPARSE"])
    func tilesAreNotMasked(_ organization: String) throws {
        let image = DICOMBuilder.image(rows: 24, columns: 64, frames: 2)
            .setting(.manufacturer, .lo, .text([KnownDevice.name]))
            .setting(.dimensionOrganizationType, .cs, .text([organization]))
            .setting(.pixelData, .ob, .bytes([UInt8](repeating: 90, count: 2 * 24 * 64)))
        let rules = [KnownDevice.rule(isComplete: true)]
        let report = try clean(rules, image).report
        #expect(report.status == .noText && report.notes == [.maskMisfit])
        #expect(
            try clean(rules, policy: .masksOnly, image).report.reason?.code == .maskMisfit)
    }
}
