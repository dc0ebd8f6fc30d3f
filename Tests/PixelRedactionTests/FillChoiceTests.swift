import DICOMCore
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// What is painted with, where somebody chose it.
@Suite struct FillChoiceTests {
    private let box = PixelBox(x: 1, y: 1, width: 2, height: 2)

    private func clean(_ image: DICOMBuilder, _ fill: FillChoice) throws -> Cleaned {
        var configuration = RedactionConfiguration()
        configuration.fill = fill
        return try Engine.clean(image, boxes: [box], configuration)
    }

    private static func native(
        _ interpretation: String, samples: Int = 1, bits: Int = 8, stored: Int? = nil,
        isSigned: Bool = false
    ) -> DICOMBuilder {
        .image(
            rows: 4, columns: 4, samplesPerPixel: samples,
            photometricInterpretation: interpretation, bitsAllocated: bits, bitsStored: stored,
            isSigned: isSigned
        ).settingPalette([1, 0, 3, 4])
            .setting(
                .pixelData, bits == 8 ? .ob : .ow,
                .bytes([UInt8](repeating: 1, count: 16 * samples * bits / 8)))
    }

    @Test(arguments: [
        (native("MONOCHROME2"), 100, [100]), (native("MONOCHROME1"), 0, [0]),
        (native("PALETTE COLOR"), 3, [3]), (native("RGB", samples: 3), 7, [7, 7, 7]),
        (native("YBR_FULL", samples: 3), 40, [40, 128, 128]),
        (native("MONOCHROME2", bits: 16, isSigned: true), -7, [-7]),
        (native("MONOCHROME2", bits: 16, stored: 12), 4095, [4095]),
    ])
    func aStoredValueIsPainted(_ image: DICOMBuilder, _ value: Int, _ fill: [Int]) throws {
        let cleaned = try clean(image, .value(value))
        #expect(cleaned.report.status == .redacted)
        #expect(try Engine.frames(cleaned.bytes)[0].isFilled(box, with: fill))
    }

    @Test(arguments: [
        (native("MONOCHROME2"), 256), (native("MONOCHROME2"), -1),
        (native("MONOCHROME2", bits: 16, stored: 12), 4096),
        (native("MONOCHROME2", bits: 16, isSigned: true), 32_768),
        (native("RGB", samples: 3), .max), (native("MONOCHROME1"), .min),
    ])
    func aValueThatPixelsCannotHoldFails(_ image: DICOMBuilder, _ value: Int) throws {
        let report = try clean(image, .value(value)).report
        #expect(report.status == .failed && report.reason?.code == .fillNotRepresentable)
    }

    @Test(arguments: [
        (native("MONOCHROME2").setting(.pixelPaddingValue, .us, .numbers([9])), 9),
        (
            native("MONOCHROME2", bits: 16, isSigned: true)
                .setting(.pixelPaddingValue, .ss, .numbers([-2000])), -2000
        ),
        // US in a signed image, as met.
        (
            native("MONOCHROME2", bits: 16, isSigned: true)
                .setting(.pixelPaddingValue, .us, .numbers([63_536])), -2000
        ),
    ])
    func thePaddingValueIsPainted(_ image: DICOMBuilder, _ value: Int) throws {
        let cleaned = try clean(image, .padding)
        #expect(try Engine.frames(cleaned.bytes)[0].isFilled(box, with: [value]))
    }

    @Test func anImageWithoutPaddingValueFails() throws {
        let report = try clean(Self.native("MONOCHROME2"), .padding).report
        #expect(report.status == .failed && report.reason?.code == .fillNotRepresentable)
    }

    /// A grey of JPEG is a DC coefficient.
    @Test(arguments: [0, 1, 100, 128, 255])
    func aLevelOfJPEGIsExact(_ level: Int) throws {
        let jpeg = CodedColourCase.jpeg[0]
        let cleaned = try clean(
            jpeg.builder().settingFrames([[jpeg.codestream()]]), .value(level))
        #expect(try Engine.frames(cleaned.bytes)[0].isFilled(box, with: [level]))
    }
}
