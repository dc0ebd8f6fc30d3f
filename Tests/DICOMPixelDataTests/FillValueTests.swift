import DICOMCore
import DICOMPixelData
import TestSupport
import Testing

@Suite struct FillValueTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var words = "MONOCHROME2"
        var bits = 16
        var stored: Int?
        var highBit: Int?
        var isSigned = false
        var transform: GrayscaleTransform = .identity
        var model: ColourModel?
        var fill: [Int]
        var testDescription: String { name }

        func values(_ request: FillRequest, padding: Int? = nil) throws -> [Int] {
            let interpretation = try #require(PhotometricInterpretation(rawValue: words))
            let stored = stored ?? bits
            let description = try ImagePixelDescription(
                rows: 1, columns: 2, samplesPerPixel: interpretation.samplesPerPixel,
                bitsAllocated: bits, bitsStored: stored, highBit: highBit ?? stored - 1,
                isSigned: isSigned, photometricInterpretation: interpretation,
                transferSyntax: .explicitVRLittleEndian)
            let value = FillValue(
                description: description, transform: transform, palette: nil,
                pixelPaddingValue: padding)
            let colourModel = try #require(model ?? interpretation.colourModel)
            return try value.values(request, colourModel: colourModel)
        }
    }

    static func rescaled(_ slope: Double) -> GrayscaleTransform {
        GrayscaleTransform(modality: .rescale(slope: slope, intercept: -10), voi: nil)
    }

    static func viewed(_ slope: Double, _ entries: [UInt16]) throws -> GrayscaleTransform {
        GrayscaleTransform(
            modality: .rescale(slope: slope, intercept: 0),
            voi: .table(
                try LookupTable(firstMappedValue: 0, entries: entries, bitsPerEntry: 8)))
    }

    static let cases: [Case] = [
        Case(name: "MONOCHROME2", fill: [0]),
        Case(name: "MONOCHROME1", words: "MONOCHROME1", stored: 12, fill: [4095]),
        Case(name: "MONOCHROME2 signed", stored: 12, isSigned: true, fill: [-2048]),
        Case(
            name: "MONOCHROME1 signed", words: "MONOCHROME1", stored: 12, isSigned: true,
            fill: [2047]),
        Case(name: "32 bits signed", bits: 32, isSigned: true, fill: [-2_147_483_648]),
        Case(name: "a bit", words: "MONOCHROME1", bits: 1, fill: [1]),
        Case(
            name: "an odd High Bit", words: "MONOCHROME1", stored: 12, highBit: 15, fill: [0xFFF0]),
        Case(
            name: "a signed value below an odd High Bit", stored: 12, highBit: 15, isSigned: true,
            fill: [-0x8000]),
        Case(name: "a falling slope", stored: 12, transform: rescaled(-1), fill: [4095]),
        Case(
            name: "a falling slope, inverted", words: "MONOCHROME1", stored: 12,
            transform: rescaled(-2), fill: [0]),
        Case(name: "a rising slope", stored: 12, transform: rescaled(0.5), fill: [0]),
        Case(
            name: "a window", stored: 12,
            transform: GrayscaleTransform(
                modality: .rescale(slope: 1, intercept: -1024), voi: .window(black: 0, white: 9)),
            fill: [0]),
        Case(name: "RGB", words: "RGB", bits: 8, fill: [0, 0, 0]),
        Case(name: "RGB of 16 bits", words: "RGB", fill: [0, 0, 0]),
        Case(name: "YBR_FULL", words: "YBR_FULL", bits: 8, fill: [0, 128, 128]),
        Case(name: "YBR_FULL_422", words: "YBR_FULL_422", bits: 8, fill: [0, 128, 128]),
        Case(name: "YBR_PARTIAL_422", words: "YBR_PARTIAL_422", bits: 8, fill: [16, 128, 128]),
        Case(name: "YBR_ICT is decoded to RGB", words: "YBR_ICT", bits: 8, fill: [0, 0, 0]),
        Case(name: "YBR_RCT is decoded to RGB", words: "YBR_RCT", bits: 8, fill: [0, 0, 0]),
        Case(
            name: "RGB by its header, YBR by its codestream", words: "RGB", bits: 8,
            model: .ybrFull, fill: [0, 128, 128]),
        Case(name: "YBR_FULL of 16 bits", words: "YBR_FULL", fill: [0, 32_768, 32_768]),
    ]

    @Test(arguments: cases)
    func isBlack(_ reference: Case) throws {
        #expect(try reference.values(.black) == reference.fill)
    }

    @Test(
        arguments: [
            (1.0, [0, 100, 255], "MONOCHROME2", 0), (1, [255, 100, 0], "MONOCHROME2", 255),
            (1, [255, 100, 0], "MONOCHROME1", 0), (1, [0, 100, 255], "MONOCHROME1", 255),
            (-1, [0, 100, 255], "MONOCHROME2", 0), (1, [100, 0, 100], "MONOCHROME2", 1),
            (1, [100, 200, 100], "MONOCHROME1", 1),
        ] as [(Double, [UInt16], String, Int)])
    func isBlackByATable(slope: Double, entries: [UInt16], words: String, fill: Int) throws {
        let reference = Case(
            name: "", words: words, bits: 8, transform: try Self.viewed(slope, entries),
            fill: [fill])
        #expect(try reference.values(.black) == reference.fill)
    }

    @Test(arguments: [
        ("MONOCHROME2", [200]), ("RGB", [200, 200, 200]), ("YBR_FULL", [200, 128, 128]),
        ("PALETTE COLOR", [200]),
    ])
    func isTheGivenValue(words: String, fill: [Int]) throws {
        let reference = Case(name: "", words: words, bits: 8, fill: fill)
        #expect(try reference.values(.value(200)) == fill)
        #expect(try reference.values(.padding, padding: 200) == fill)
    }

    @Test(arguments: [(false, -1), (false, 4096), (true, -2049), (true, 2048)])
    func refusesAValueThatCannotBeStored(isSigned: Bool, value: Int) {
        let reference = Case(name: "", stored: 12, isSigned: isSigned, fill: [])
        #expect(throws: PixelDataError(code: .malformed, tag: .bitsStored)) {
            try reference.values(.value(value))
        }
        #expect(throws: PixelDataError(code: .malformed, tag: .pixelPaddingValue)) {
            try reference.values(.padding, padding: value)
        }
    }

    @Test func isMissingWithoutPixelPaddingValue() {
        #expect(throws: PixelDataError(code: .missing, tag: .pixelPaddingValue)) {
            try Case(name: "", fill: []).values(.padding)
        }
    }

    @Test(arguments: [
        (VR.us, 0xF830, true, -2000), (.ss, -2000, true, -2000), (.us, 2000, false, 2000),
        (.ss, -1, false, 0xFFFF),
    ])
    func readsPixelPaddingValueByPixelRepresentation(
        vr: VR, written: Int, isSigned: Bool, fill: Int
    ) throws {
        let image = ImageFixture(rows: 1, columns: 1, bitsAllocated: 16, isSigned: isSigned)
            .adding(.pixelPaddingValue, vr, .numbers([written]))
        let value = try FillValue(
            try image.file().dataSet, description: try image.description())
        #expect(
            try value.values(.padding, colourModel: .monochrome(isInverted: false)) == [fill])
    }

    @Test func isTheDarkestIndexOfAPalette() throws {
        let image = PaletteColorLookupTableTests.image(
            descriptor: [3, 0, 16], data: words([0xFFFF, 0x100, 0x8000]))
        let value = try FillValue(
            try image.file().dataSet, description: try image.description())
        #expect(try value.values(.black, colourModel: .palette) == [1])
    }
}
