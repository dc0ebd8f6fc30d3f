import DICOMCore
import DICOMPixelData
import TestSupport
import Testing

@Suite struct ImagePixelDescriptionTests {
    static let colour = ImageFixture(
        rows: 2, columns: 2, samplesPerPixel: 3, photometricInterpretation: "RGB")
    static let grey = ImageFixture(rows: 2, columns: 2, planarConfiguration: 0)

    @Test(arguments: [
        Tag.rows, .columns, .samplesPerPixel, .photometricInterpretation, .bitsAllocated,
        .bitsStored, .highBit, .pixelRepresentation, .planarConfiguration,
    ])
    func isMissingAnElementThatIsAbsent(tag: Tag) {
        #expect(Self.colour.removing(tag).failure() == PixelDataError(code: .missing, tag: tag))
    }

    @Test(arguments: [Tag.rows, .bitsAllocated, .pixelRepresentation])
    func isMissingAnElementThatIsEmpty(tag: Tag) {
        let image = Self.grey.adding(tag, .us, .numbers([]))
        #expect(image.failure() == PixelDataError(code: .missing, tag: tag))
    }

    @Test func isOneFrameWithoutNumberOfFrames() throws {
        #expect(try Self.grey.description().frames == 1)
    }

    @Test func needsNoPlanarConfigurationWhereACodestreamHasItsOwn() throws {
        let image = ImageFixture(
            .jpegBaseline8Bit, rows: 1, columns: 1, samplesPerPixel: 3,
            photometricInterpretation: "RGB"
        ).removing(.planarConfiguration)
        #expect(try image.description().planarConfiguration == 0)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        var tag: Tag
        var value: Int
        var code: PixelDataError.Code
        var isColour = false
        var testDescription: String { "\(tag) \(code)" }
    }

    static let refusals: [Refusal] = [
        Refusal(tag: .rows, value: 0, code: .malformed),
        Refusal(tag: .columns, value: 0, code: .malformed),
        Refusal(tag: .bitsAllocated, value: 12, code: .unsupported),
        Refusal(tag: .bitsAllocated, value: 64, code: .unsupported),
        Refusal(tag: .bitsAllocated, value: 0, code: .unsupported),
        Refusal(tag: .bitsAllocated, value: 1, code: .unsupported, isColour: true),
        Refusal(tag: .bitsStored, value: 0, code: .malformed),
        Refusal(tag: .bitsStored, value: 9, code: .malformed),
        Refusal(tag: .highBit, value: 8, code: .malformed),
        Refusal(tag: .highBit, value: 6, code: .malformed),
        Refusal(tag: .pixelRepresentation, value: 2, code: .malformed),
        Refusal(tag: .samplesPerPixel, value: 4, code: .unsupported),
        Refusal(tag: .samplesPerPixel, value: 3, code: .malformed),
        Refusal(tag: .samplesPerPixel, value: 1, code: .malformed, isColour: true),
        Refusal(tag: .planarConfiguration, value: 2, code: .malformed, isColour: true),
    ]

    @Test(arguments: refusals)
    func refusesAValue(refusal: Refusal) {
        let image = refusal.isColour ? Self.colour : Self.grey
        let error = image.adding(refusal.tag, .us, .numbers([refusal.value])).failure()
        #expect(error?.code == refusal.code)
        #expect(error?.tag == refusal.tag)
    }

    @Test(arguments: ["0", "-1"])
    func refusesANumberOfFrames(frames: String) {
        let error = Self.grey.adding(.numberOfFrames, .is, .text([frames])).failure()
        #expect(error?.code == .malformed)
        #expect(error?.tag == .numberOfFrames)
    }

    @Test(arguments: ["HSV", "ARGB", "CMYK", "XYZ", "monochrome2"])
    func refusesAPhotometricInterpretation(words: String) {
        let image = Self.grey.adding(.photometricInterpretation, .cs, .text([words]))
        #expect(
            image.failure()
                == PixelDataError(code: .unsupported, tag: .photometricInterpretation))
    }

    @Test(arguments: [
        // 65,535 squared, and 46,341 squared, which is the first beyond 31 bits.
        (65_535, 65_535, 1), (46_341, 46_341, 2), (65_535, 65_535, 2_147_483_647),
    ])
    func refusesAFrameBeyondTheLimitBeforeItIsLookedFor(rows: Int, columns: Int, frames: Int) {
        let image = ImageFixture(
            rows: rows, columns: columns, frames: frames, bitsAllocated: 16)
        #expect(image.pixels([0, 0]).failure()?.code == .limitExceeded)
    }

    @Test func refusesSizesWhoseProductOverflows() {
        #expect(throws: PixelDataError.self) {
            try ImagePixelDescription(
                rows: .max, columns: 4, bitsAllocated: 8, bitsStored: 8, highBit: 7,
                photometricInterpretation: .monochrome2,
                transferSyntax: .explicitVRLittleEndian,
                limits: PixelDataLimits(bytesPerFrame: .max, frames: .max))
        }
    }

    @Test func refusesMoreFramesThanTheLimit() {
        let image = ImageFixture(rows: 1, columns: 1, frames: 1 << 20 + 1)
        #expect(image.failure()?.code == .limitExceeded)
    }

    @Test(arguments: [
        (8, false, 0...255), (12, false, 0...4095), (12, true, -2048...2047),
        (16, true, -32768...32767), (32, false, 0...0xFFFF_FFFF), (1, false, 0...1),
    ])
    func knowsWhatBitsStoredCanSay(
        bitsStored: Int, isSigned: Bool, range: ClosedRange<Int>
    ) throws {
        let description = try ImagePixelDescription(
            rows: 1, columns: 1, bitsAllocated: 32, bitsStored: bitsStored,
            highBit: bitsStored - 1, isSigned: isSigned, photometricInterpretation: .monochrome2,
            transferSyntax: .explicitVRLittleEndian)
        #expect(description.storedRange == range)
    }

    @Test func saysWhatIsWrongInWords() {
        let error = PixelDataError(
            code: .truncated, tag: .pixelData, byteOffset: 1042, expected: 512, found: 8)
        #expect(
            error.description
                == "truncated Pixel Data (7FE0,0010) at byte 1042: expected 512, found 8")
    }
}
