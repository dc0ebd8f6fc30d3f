import DICOMCore
import DICOMPixelData
import FrameCoding
import ImageCodecs
import PixelPainting
import Raster
import RedactionPolicy
import TestSupport
import Testing
import TextDetection

@testable import PixelRedaction

/// The instance that text is burnt into: it shows what its source shows, and text can be seen in it.
@Suite struct BurntInstanceTests {
    struct Format: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var image: @Sendable () throws -> DICOMBuilder
    }

    private static let side = 96

    private static func grey(
        _ bits: Int, signed: Bool = false, shift: Int = 0, _ level: (Int) -> Int
    ) -> DICOMBuilder {
        let image = DICOMBuilder.image(
            rows: side, columns: side, bitsAllocated: bits > 8 ? 16 : 8, bitsStored: bits,
            isSigned: signed)
        let values = (0..<side * side).map { level($0) << shift }
        if bits <= 8 { return image.setting(.pixelData, .ob, .bytes(values.map { UInt8($0) })) }
        return image.setting(.highBit, .us, .numbers([bits - 1 + shift]))
            .setting(.pixelData, .ow, .numbers(values.map { $0 & 0xFFFF }))
    }

    private static func colour(_ interpretation: String, planar: Int) -> DICOMBuilder {
        DICOMBuilder.image(
            rows: side, columns: side, samplesPerPixel: 3,
            photometricInterpretation: interpretation, planarConfiguration: planar
        ).setting(
            .pixelData, .ob,
            .bytes(
                (0..<3 * side * side).map { index in
                    let component = planar == 1 ? index / (side * side) : index % 3
                    return UInt8([90, 120, 140][component] + index % 5)
                }))
    }

    private static func table(_ first: Int) -> DICOMBuilder.Value {
        .sequence(
            [
                DICOMBuilder.Item([
                    .init(.lutDescriptor, .us, .numbers([256, first, 12])),
                    .init(.lutData, .ow, .numbers((0..<256).map { $0 * 16 })),
                ])
            ], .defined)
    }

    static let formats: [Format] = [
        Format(testDescription: "8 bits") { grey(8) { 80 + $0 % 9 } },
        Format(testDescription: "MONOCHROME1") {
            grey(8) { 80 + $0 % 9 }
                .setting(.photometricInterpretation, .cs, .text(["MONOCHROME1"]))
        },
        Format(testDescription: "12 bits with a window") {
            grey(12) { 900 + $0 % 41 }
                .setting(.windowCenter, .ds, .text(["1000.5"]))
                .setting(.windowWidth, .ds, .text(["611.25"]))
        },
        Format(testDescription: "12 bits without") { grey(12) { 900 + $0 % 41 } },
        Format(testDescription: "12 bits at the top") { grey(12, shift: 4) { 900 + $0 % 41 } },
        Format(testDescription: "16 bits signed, rescaled, several windows") {
            grey(16, signed: true) { $0 % 41 - 900 }
                .setting(.windowCenter, .ds, .text(["40", "-500"]))
                .setting(.windowWidth, .ds, .text(["400", "1500"]))
                .setting(.rescaleIntercept, .ds, .text(["-24"]))
                .setting(.rescaleSlope, .ds, .text(["1.25"]))
        },
        Format(testDescription: "a table") {
            grey(12) { 900 + $0 % 41 }.setting(.voilutSequence, .sq, table(800))
        },
        Format(testDescription: "padding") {
            grey(12) { $0 % 7 == 0 ? 0 : 900 + $0 % 41 }
                .setting(.pixelPaddingValue, .us, .numbers([0]))
        },
        Format(testDescription: "RGB by pixel") { colour("RGB", planar: 0) },
        Format(testDescription: "RGB by plane") { colour("RGB", planar: 1) },
        Format(testDescription: "YBR_FULL") { colour("YBR_FULL", planar: 0) },
        Format(testDescription: "RLE") {
            let samples = SampleBuffer(
                width: side, height: side, samplesPerPixel: 1, bytesPerSample: 1, isSigned: false,
                bytes: (0..<side * side).map { UInt8(80 + $0 % 9) })
            return DICOMBuilder.image(.rleLossless, rows: side, columns: side)
                .settingFrames([[try RLELossless.encode(samples)]])
        },
    ]

    private func opened(_ bytes: [UInt8]) throws -> OpenedInstance {
        try OpenedInstance(DICOMFile(ByteSource(bytes)), limits: ResourceLimits())
    }

    private func views(_ bytes: [UInt8]) throws -> [GrayImage] {
        let instance = try opened(bytes)
        let frame = try FrameCoder(instance.image).decode(frame: 0)
        var renderer = try FrameRenderer(instance.image, claimedBits: 0)
        return try renderer.wholeViews(of: frame)
    }

    @Test(arguments: formats)
    func showsWhatItsSourceShows(_ format: Format) throws {
        let source = try format.image().build()
        let frame = try BurnableFrame(opened(source))
        let copy = try BurntInstance(frame: frame, isBurnt: false).file(frame.samples)
        let (before, after) = (try views(source), try views(copy))
        #expect(before.count == after.count)
        for (left, right) in zip(before, after) {
            // Windows pass through decimal strings.
            #expect(zip(left.pixels, right.pixels).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
        }
    }

    @Test(arguments: formats)
    func burntTextIsSeenInTheViews(_ format: Format) throws {
        var configuration = RedactionConfiguration()
        configuration.detector = .tesseract
        let report = RecallProbe(configuration, detector: FixedDetector([]))
            .measure(ByteSource(try format.image().build()), RecallOrder())
        #expect(report.status == .measured)
        #expect(!report.lines.isEmpty)
        for line in report.lines { #expect(line.isVisible, "\(line)") }
    }

    @Test(arguments: formats)
    func decodesToTheSamplesThatWereBurnt(_ format: Format) throws {
        let frame = try BurnableFrame(opened(try format.image().build()))
        var samples = frame.samples
        samples.bytes[7] ^= 1
        let file = try BurntInstance(frame: frame, isBurnt: true).file(samples)
        #expect(try Engine.frames(file) == [samples])
    }

    @Test(arguments: [
        (0.0, "0.0"), (-1024, "-1024.0"), (1.0 / 3, "0.33333334"), (1e-7 / 3, "3.3333333e-08"),
    ])
    func decimalStringsAreShortEnough(_ number: Double, _ text: String) {
        #expect(GrayscaleElements.decimal(number) == text)
        #expect(GrayscaleElements.decimal(number).count <= 16)
    }
}
