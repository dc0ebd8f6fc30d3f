import DICOMCore
import KnownMasks
import PixelPainting
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// The policy that looks for no text: its detector cannot run.
@Suite struct MasksOnlyTests {
    private static let box = KnownDevice.band
    private static let other = ImageSize(rows: 96, columns: 64)
    private static let outside = PixelBox(x: 32, y: 40, width: 64, height: 4)

    private func clean(
        _ rules: [MaskRule] = [KnownDevice.rule()], _ image: DICOMBuilder = KnownDevice.image,
        _ change: (inout RedactionConfiguration) -> Void = { _ in }
    ) throws -> Cleaned {
        Engine.clean(
            try image.build(), boxes: nil, detector: BrokenDetector(),
            KnownDevice.configuration(.masksOnly, rules, change))
    }

    @Test(arguments: [VerificationLevel.full, .fast, .off])
    func whatARuleBlanksIsPainted(_ level: VerificationLevel) throws {
        let cleaned = try clean { $0.verification = level }
        #expect(cleaned.report.status == .redacted)
        #expect(cleaned.report.painted == [PaintedArea(box: Self.box)])
        #expect(cleaned.report.boxes.map(\.maskID) == ["invented-band"])
        #expect(cleaned.report.boxes.map(\.sources) == [[.mask]])
        #expect(cleaned.report.boxes.map(\.decision) == [.redact])
        #expect(try Engine.frames(cleaned.bytes)[0].isFilled(Self.box, with: [0]))
    }

    @Test func noResidualTextIsLookedFor() throws {
        let report = try clean().report
        #expect(report.verification?.residualText == nil)
        #expect(report.verification?.outsideIdentical == true)
        #expect(report.notes == [.imageNotExamined])
    }

    @Test func theInstanceSaysWhichPolicyItWas() throws {
        let file = try clean().file()
        #expect(file.dataSet.string(.deidentificationMethod)?.hasSuffix(" masks-only") == true)
        #expect(file.dataSet.string(.burnedInAnnotation) == "NO")
    }

    /// 12 bits of 16; the text stands in the highest bit, which no overlay names.
    private static func spareBits(_ text: UInt16) -> DICOMBuilder {
        let samples = (0..<64 * 48).flatMap { index -> [UInt8] in
            let sample = UInt16(index % 997) | (index % 5 == 0 ? text : 0)
            return [UInt8(sample & 0xFF), UInt8(sample >> 8)]
        }
        return DICOMBuilder.image(rows: 48, columns: 64, bitsAllocated: 16)
            .setting(.manufacturer, .lo, .text([KnownDevice.name]))
            .setting(.bitsStored, .us, .numbers([12])).setting(.highBit, .us, .numbers([11]))
            .setting(.pixelData, .ow, .bytes(samples))
    }

    @Test(arguments: [MaskRule.Action.mask, .pass])
    func noRuleAnswersForBitsOutsideOfBitsStored(_ action: MaskRule.Action) throws {
        let rules = [KnownDevice.rule("any", action)]
        let cleaned = try clean(rules, Self.spareBits(0x8000))
        #expect(cleaned.report.status == .held && cleaned.bytes.isEmpty)
        #expect(cleaned.report.reason?.code == .embeddedOverlay)
        #expect(
            try clean(rules, Self.spareBits(0)).report.status
                == (action == .mask ? .redacted : .kept))
    }

    /// A rule that vouches for the image does not vouch for those: the detector is asked, and cannot run.
    @Test(
        arguments: [(0x8000, InstanceStatus.failed), (0, .redacted)] as [(UInt16, InstanceStatus)])
    func nobodyVouchesForBitsOutsideOfBitsStored(
        _ text: UInt16, _ status: InstanceStatus
    ) throws {
        let report = Engine.clean(
            try Self.spareBits(text).build(), boxes: nil, detector: BrokenDetector(),
            KnownDevice.configuration(.allText, [KnownDevice.rule(isComplete: true)])
        ).report
        #expect(report.status == status)
    }

    @Test func aPassKeeps() throws {
        let cleaned = try clean([KnownDevice.rule("fine", .pass)])
        #expect(cleaned.report.status == .kept && cleaned.bytes.isEmpty)
        #expect(cleaned.report.boxes.isEmpty && cleaned.report.notes == [.imageNotExamined])
    }

    @Test(
        arguments: [
            ([], ReasonCode.noMaskRule, "no rule answers for this device and 64 x 48 pixels"),
            (
                [KnownDevice.rule(size: other)], .noMaskRule,
                "no rule answers for this device and 64 x 48 pixels; for other sizes: rule "
                    + "invented-band"
            ),
            (
                [KnownDevice.rule(blank: outside)], .maskMisfit,
                "an image of 64 x 48 pixels is not what rule invented-band was made "
                    + "for"
            ),
            (
                [KnownDevice.rule(), KnownDevice.rule("b", blank: outside)], .maskMisfit,
                "an image of 64 x 48 pixels is not what rule b was made for"
            ),
            (
                [KnownDevice.rule(), KnownDevice.rule("b", .hold)], .heldByRule,
                "a person has to decide, by rule b"
            ),
            (
                [KnownDevice.rule("a", .reject), KnownDevice.rule("b", .reject)], .rejectedByRule,
                "not to go out, by rules a, b"
            ),
        ] as [([MaskRule], ReasonCode, String)])
    func isHeld(_ rules: [MaskRule], _ code: ReasonCode, _ message: String) throws {
        let cleaned = try clean(rules)
        #expect(cleaned.report.status == .held && cleaned.bytes.isEmpty)
        #expect(cleaned.report.reason == Reason(code: code, message: message))
    }

    @Test func anotherDeviceIsHeld() throws {
        let image = KnownDevice.image.setting(.manufacturer, .lo, .text(["Other"]))
        #expect(try clean([KnownDevice.rule()], image).report.reason?.code == .noMaskRule)
    }

    @Test func rulesThatCannotBeReadLetNothingThrough() throws {
        let cleaned = try clean { $0.masks.encodedRules = [1, 2, 3] }
        #expect(cleaned.report.status == .failed && cleaned.bytes.isEmpty)
        #expect(cleaned.report.reason?.code == .internalError)
    }

    /// A detector has not looked: trusting it is no answer to the claim.
    @Test(arguments: [false, true], [false, true])
    func aClaimOfAnnotationHoldsWhatARulePasses(trusts: Bool, isComplete: Bool) throws {
        let image = KnownDevice.image.setting(.burnedInAnnotation, .cs, .text(["YES"]))
        let rule = KnownDevice.rule("fine", .pass, isComplete: isComplete)
        let report = try clean([rule], image) { $0.trustsDetector = trusts }.report
        #expect(report.status == .held && report.reason?.code == .annotationClaimed)
    }

    // MARK: Other planes

    private static func isCodedBits(_ image: PlaneCase) -> Bool {
        guard case .overlay = image.plane, image.element == "(7FE0,0010)" else { return false }
        return image.image.transferSyntax.isEncapsulated
    }

    @Test(
        arguments: try PlaneCase.all().filter { $0.plane != .pixelData && !isCodedBits($0) })
    func otherPlanesArePaintedWhole(_ image: PlaneCase) throws {
        var rule = KnownDevice.rule("fine", .pass)
        rule.criterion = .all([])
        let source = try image.source()
        let cleaned = Engine.clean(
            source, boxes: nil, detector: BrokenDetector(),
            KnownDevice.configuration(.masksOnly, [rule]))
        #expect(cleaned.report.status == .redacted)
        let whole = PixelBox(x: 0, y: 0, width: image.width, height: image.height)
        let painted = cleaned.report.painted.filter { $0.plane == image.plane }
        #expect(painted.contains { $0.box.contains(whole) })
        guard image.plane != .icon else { return }
        for frame in try image.frames(cleaned.bytes) {
            #expect(frame.isFilled(whole, with: image.fill))
        }
    }

    @Test(arguments: try PlaneCase.all().filter { isCodedBits($0) })
    func anOverlayInCodedSamplesIsHeld(_ image: PlaneCase) throws {
        var rule = KnownDevice.rule("fine", .pass)
        rule.criterion = .all([])
        let report = Engine.clean(
            try image.source(), boxes: nil, detector: BrokenDetector(),
            KnownDevice.configuration(.masksOnly, [rule])
        ).report
        #expect(report.status == .held && report.reason?.code == .embeddedOverlay)
    }

    // MARK: Scan

    @Test(
        arguments: [
            ([KnownDevice.rule()], InstanceStatus.flagged),
            ([KnownDevice.rule("fine", .pass)], .noText), ([], .held),
            ([KnownDevice.rule("a", .hold)], .held), ([KnownDevice.rule("a", .reject)], .held),
        ] as [([MaskRule], InstanceStatus)])
    func scans(_ rules: [MaskRule], _ status: InstanceStatus) throws {
        let report = RedactionPipeline(
            KnownDevice.configuration(.masksOnly, rules), detector: BrokenDetector()
        ).scan(ByteSource(try KnownDevice.image.build()))
        #expect(report.status == status && report.painted.isEmpty)
    }
}
