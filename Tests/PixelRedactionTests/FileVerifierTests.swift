import DICOMCore
import KnownMasks
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing
import TextDetection

@testable import PixelRedaction

/// The proof that needs no report.
@Suite struct FileVerifierTests {
    private static let box = PixelBox(x: 8, y: 8, width: 16, height: 8)
    /// Grey noise that is nowhere black or white, with a white box.
    private static let image: DICOMBuilder = {
        var random = SeededRandom(seed: 5)
        var pixels = random.bytes(64 * 48).map { 20 + $0 / 2 }
        for y in box.y..<box.maxY {
            for x in box.x..<box.maxX { pixels[y * 64 + x] = 255 }
        }
        return DICOMBuilder.image(rows: 48, columns: 64)
            .setting(.patientComments, .lt, .text(["invented"]))
            .setting(.pixelData, .ob, .bytes(pixels))
    }()

    private func verify(
        _ original: [UInt8], _ cleaned: [UInt8], detector: any TextDetector = WhiteDetector(),
        _ change: (inout RedactionConfiguration) -> Void = { _ in }
    ) -> VerificationResult {
        var configuration = RedactionConfiguration()
        change(&configuration)
        return FileVerifier(configuration, detector: detector)
            .verify(original: ByteSource(original), cleaned: ByteSource(cleaned))
    }

    private func cleaned(_ original: [UInt8]) -> [UInt8] {
        Engine.clean(original, boxes: nil, detector: WhiteDetector()).bytes
    }

    private func changing(_ bytes: [UInt8], _ tag: Tag, at offset: Int = 0) throws -> [UInt8] {
        let element = try #require(try DICOMFile(ByteSource(bytes)).dataSet[tag])
        var bytes = bytes
        bytes[element.valueOffset + offset] ^= 1
        return bytes
    }

    @Test func aCleanIsProven() throws {
        let original = try Self.image.build()
        let result = verify(original, cleaned(original))
        #expect(result.outcome == .proven && result.findings.isEmpty)
        #expect(result.painted == [PaintedArea(box: Self.box.expanded(by: 2))])
        #expect(
            result.summary
                == VerificationSummary(
                    outsideIdentical: true, boxesOpaque: true, residualText: 0))
    }

    @Test(arguments: CodedColourCase.all)
    func aCleanOfACodedImageIsProven(_ image: CodedColourCase) throws {
        let original = try image.source()
        let cleaned = Engine.clean(original, boxes: [.given(image.box)])
        let result = verify(original, cleaned.bytes, detector: FixedDetector([]))
        #expect(result.outcome == .proven && result.findings.isEmpty)
    }

    @Test(arguments: NativeColourCase.all)
    func aCleanOfANativeImageIsProven(_ image: NativeColourCase) throws {
        let original = try image.source()
        let cleaned = Engine.clean(original, boxes: [.given(NativeColourCase.box)])
        let result = verify(original, cleaned.bytes, detector: FixedDetector([]))
        #expect(result.outcome == .proven && result.findings.isEmpty)
    }

    @Test func aCopyWithoutTextIsProven() throws {
        let original = try Self.image.build()
        let result = verify(original, original, detector: FixedDetector([]))
        #expect(result.outcome == .proven && result.painted.isEmpty)
    }

    /// Finds paint: what a detector sees at the border of a painted box.
    private struct BlackDetector: ViewTextDetector {
        func regions(in view: GrayImage) -> [TextRegion] {
            let inverted = GrayImage(
                width: view.width, height: view.height, pixels: view.pixels.map { 255 - $0 })
            return WhiteDetector().regions(in: inverted)
        }
    }

    @Test func aBoxOnOneFrameOfACineIsProven() throws {
        var pixels = [UInt8](repeating: 90, count: 2 * 64 * 48)
        for y in Self.box.y..<Self.box.maxY {
            for x in Self.box.x..<Self.box.maxX { pixels[(48 + y) * 64 + x] = 255 }
        }
        let original = try DICOMBuilder.image(rows: 48, columns: 64, frames: 2)
            .setting(.pixelData, .ob, .bytes(pixels)).build()
        var configuration = RedactionConfiguration()
        configuration.findsPerFrame = true
        let cleaned = Engine.clean(
            original, boxes: nil, detector: WhiteDetector(), configuration)
        #expect(cleaned.report.painted.map(\.frames) == [FrameSelection(frame: 1)])
        let result = verify(original, cleaned.bytes, detector: BlackDetector())
        #expect(result.outcome == .proven)
        #expect(result.summary?.residualText == 0)
    }

    @Test func textThatIsLeftRefutes() throws {
        let original = try Self.image.build()
        let result = verify(original, original)
        #expect(result.outcome == .refuted && result.summary?.residualText == 1)
    }

    @Test func keptTextDoesNot() throws {
        let original = try Self.image.build()
        #expect(verify(original, original) { $0.policy = .none }.outcome == .proven)
    }

    @Test(arguments: [0, 63, 64 * 47, 64 * 48 - 1])
    func aChangedSampleRefutes(_ offset: Int) throws {
        let original = try Self.image.build()
        let tampered = try changing(cleaned(original), .pixelData, at: offset)
        let result = verify(original, tampered)
        #expect(result.outcome == .refuted && result.summary?.outsideIdentical == false)
    }

    @Test(arguments: [Tag.patientComments, .modality, .sopClassUID])
    func aChangedAttributeRefutes(_ tag: Tag) throws {
        let original = try Self.image.build()
        #expect(verify(original, try changing(cleaned(original), tag)).outcome == .refuted)
    }

    @Test func aChangedImageModuleRefutes() throws {
        let original = try Self.image.build()
        let other = try Self.image.setting(.bitsStored, .us, .numbers([7]))
            .setting(.highBit, .us, .numbers([6])).build()
        #expect(verify(original, other).outcome == .refuted)
    }

    @Test func anOverlayThatIsLeftIsUnchecked() throws {
        let original = try Self.image.setting(Tag(0x6000, 0x0010), .us, .numbers([2]))
            .setting(Tag(0x6000, 0x0011), .us, .numbers([80]))
            .setting(Tag(0x6000, 0x3000), .ow, .bytes([255, 255])).build()
        #expect(verify(original, original, detector: FixedDetector([])).outcome == .unchecked)
        #expect(verify(original, cleaned(original)).outcome == .proven)
    }

    @Test(arguments: [true, false])
    func aDamagedFileIsUnchecked(isOriginal: Bool) throws {
        let whole = try Self.image.build()
        let cut = Array(whole.dropLast(9))
        let result = isOriginal ? verify(cut, whole) : verify(whole, cut)
        #expect(result.outcome == .unchecked && result.findings.count == 1)
    }

    @Test func aDetectorThatCannotRunLeavesItUnchecked() throws {
        let original = try Self.image.build()
        #expect(verify(original, original, detector: BrokenDetector()).outcome == .unchecked)
    }

    @Test func cancellingLeavesItUnchecked() throws {
        let original = try Self.image.build()
        let verifier = FileVerifier(
            RedactionConfiguration(), detector: FixedDetector([]), isCancelled: { true })
        let result = verifier.verify(
            original: ByteSource(original), cleaned: ByteSource(original))
        #expect(result.outcome == .unchecked)
    }

    // MARK: Rules

    private static func masksOnly(
        _ rules: [MaskRule] = [KnownDevice.rule()]
    ) -> (inout RedactionConfiguration) -> Void {
        { $0 = KnownDevice.configuration(.masksOnly, rules) }
    }

    @Test func aCleanByRulesIsProven() throws {
        let original = try KnownDevice.image.build()
        let cleaned = Engine.clean(
            original, boxes: nil, detector: BrokenDetector(), KnownDevice.configuration())
        let result = verify(
            original, cleaned.bytes, detector: BrokenDetector(), Self.masksOnly())
        #expect(result.outcome == .proven && result.summary?.residualText == nil)
    }

    @Test func anImageThatARulePassesIsProvenAsItIs() throws {
        let original = try KnownDevice.image.build()
        let rules = [KnownDevice.rule("fine", .pass)]
        let result = verify(
            original, original, detector: BrokenDetector(), Self.masksOnly(rules))
        #expect(result.outcome == .proven)
    }

    @Test(arguments: [TextPolicy.masksOnly, .allText])
    func anAreaThatIsNotMaskedIsFound(_ policy: TextPolicy) throws {
        let original = try KnownDevice.image.build()
        let result = verify(original, original, detector: FixedDetector([])) {
            $0 = KnownDevice.configuration(policy)
        }
        #expect(result.outcome == .refuted)
        #expect(result.findings == ["areas that masks cover are not filled: 1"])
    }

    @Test func anImageWithoutARuleIsNotChecked() throws {
        let original = try KnownDevice.image.build()
        let result = verify(original, original, Self.masksOnly([]))
        #expect(result.outcome == .unchecked)
    }

    @Test func aCompleteRuleIsBelievedHereToo() throws {
        let original = try KnownDevice.image.build()
        let configuration = KnownDevice.configuration(
            .allText, [KnownDevice.rule(isComplete: true)])
        let cleaned = Engine.clean(
            original, boxes: nil, detector: BrokenDetector(), configuration)
        let result = verify(original, cleaned.bytes, detector: BrokenDetector()) {
            $0 = configuration
        }
        #expect(result.outcome == .proven && result.summary?.residualText == nil)
    }
}
