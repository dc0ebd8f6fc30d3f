import DICOMCore
import DICOMPixelData
import Raster
import TestSupport
import Testing

@Suite struct ViewRendererTests {
    static func renderer(
        _ words: String = "MONOCHROME2", columns: Int, bits: Int, stored: Int? = nil,
        highBit: Int? = nil, isSigned: Bool = false, transform: GrayscaleTransform = .identity,
        palette: PaletteColorLookupTable? = nil, padding: ClosedRange<Int>? = nil
    ) throws -> ViewRenderer {
        let interpretation = try #require(PhotometricInterpretation(rawValue: words))
        let stored = stored ?? bits
        return ViewRenderer(
            description: try ImagePixelDescription(
                rows: 1, columns: columns, samplesPerPixel: interpretation.samplesPerPixel,
                bitsAllocated: bits, bitsStored: stored, highBit: highBit ?? stored - 1,
                isSigned: isSigned, photometricInterpretation: interpretation,
                transferSyntax: .explicitVRLittleEndian), transform: transform,
            palette: palette, padding: padding)
    }

    /// One row of samples.
    static func row(
        _ values: [Int], bytes: Int, samplesPerPixel: Int = 1, isSigned: Bool = false
    ) -> SampleBuffer {
        SampleBuffer(
            width: values.count / samplesPerPixel, height: 1, samplesPerPixel: samplesPerPixel,
            bytesPerSample: bytes, isSigned: isSigned,
            bytes: values.flatMap { value in
                (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
            })
    }

    static let window = GrayscaleTransform(
        modality: .rescale(slope: 1, intercept: 0),
        voi: .window(center: 1000, width: 2000, isExact: false))

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var words = "MONOCHROME2"
        var bits = 16
        var stored: Int?
        var highBit: Int?
        var isSigned = false
        var transform = GrayscaleTransform.identity
        var padding: ClosedRange<Int>?
        var values: [Int]
        var views: [[UInt8]]
        var testDescription: String { name }
    }

    // Literals by numpy: clip(((x - (c - 0.5)) / (w - 1) + 0.5) * 255, 0, 255), rounded.
    static let cases: [Case] = [
        Case(
            name: "12 bits: window, stretch and range", stored: 12, transform: window,
            values: [0, 100, 1000, 1500, 2000, 4095],
            views: [
                [0, 13, 128, 191, 255, 255], [0, 0, 121, 188, 255, 255],
                [0, 6, 62, 93, 125, 255],
            ]),
        Case(
            name: "12 bits, MONOCHROME1", words: "MONOCHROME1", stored: 12, transform: window,
            values: [0, 100, 1000, 1500, 2000, 4095],
            views: [
                [255, 242, 127, 64, 0, 0], [255, 255, 134, 67, 0, 0],
                [255, 249, 193, 162, 130, 0],
            ]),
        Case(
            name: "a falling slope", stored: 12,
            transform: GrayscaleTransform(
                modality: .rescale(slope: -1, intercept: 4095), voi: window.voi),
            values: [4095, 3995, 3095, 2595, 2095, 0],
            views: [
                [0, 13, 128, 191, 255, 255], [0, 0, 121, 188, 255, 255],
                [0, 6, 62, 93, 125, 255],
            ]),
        Case(
            name: "signed", stored: 12, isSigned: true, values: [-2048, 0, 2047, -1],
            views: [[0, 255, 255, 0], [0, 128, 255, 127]]),
        Case(
            name: "signed, with the sign not extended", stored: 12, isSigned: true,
            values: [0x800, 0, 0x7FF], views: [[0, 128, 255]]),
        Case(
            name: "an odd High Bit", stored: 12, highBit: 15,
            values: [0, 0x8000, 0xFFF0], views: [[0, 128, 255]]),
        Case(
            name: "bits above Bits Stored are shown too", stored: 12,
            values: [0, 4095, 0xF000, 0], views: [[0, 255, 0, 0], [0, 17, 255, 0]]),
        Case(
            name: "8 bits as they are", bits: 8, values: [0, 7, 255, 99], views: [[0, 7, 255, 99]]),
        Case(
            name: "8 bits inverted", words: "MONOCHROME1", bits: 8, values: [0, 7, 255],
            views: [[255, 248, 0]]),
        Case(
            name: "a few levels of 8 bits", bits: 8, values: [0, 1, 2],
            views: [[0, 128, 255]]),
        Case(
            name: "levels that show in both", bits: 8, values: [0, 10, 40],
            views: [[0, 10, 40], [0, 64, 255]]),
        Case(
            name: "7 bits", bits: 8, stored: 7, values: [0, 127, 64], views: [[0, 255, 129]]),
        Case(
            name: "an 8-bit window that differs", bits: 8,
            transform: GrayscaleTransform(
                modality: .rescale(slope: 1, intercept: 0), voi: .window(black: 0, white: 51)),
            values: [0, 10, 51, 255], views: [[0, 10, 51, 255], [0, 50, 255, 255]]),
        Case(
            name: "an 8-bit window that does not", bits: 8,
            transform: GrayscaleTransform(
                modality: .rescale(slope: 1, intercept: 0), voi: .window(black: 0, white: 254)),
            values: [0, 10, 51, 255], views: [[0, 10, 51, 255]]),
        Case(name: "a bit", bits: 1, values: [0, 1, 1], views: [[0, 255, 255]]),
        Case(name: "flat", stored: 12, values: [9, 9, 9], views: [[0, 0, 0]]),
        Case(
            name: "32 bits", bits: 32, values: [0, 0x8000_0000, 0xFFFF_FFFF],
            views: [[0, 128, 255]]),
        Case(
            name: "32 bits signed", bits: 32, isSigned: true,
            values: [-0x8000_0000, 0, 0x7FFF_FFFF], views: [[0, 128, 255]]),
        Case(
            name: "32 bits: window, stretch and range", bits: 32,
            transform: GrayscaleTransform(
                modality: .rescale(slope: 2, intercept: 10), voi: .window(black: 10, white: 210)),
            values: [0, 50, 100, 1_000_000],
            views: [[0, 128, 255, 255], [0, 0, 255, 255], [0, 0, 0, 255]]),
    ]

    @Test(arguments: cases)
    func renders(_ reference: Case) throws {
        let renderer = try Self.renderer(
            reference.words, columns: reference.values.count, bits: reference.bits,
            stored: reference.stored, highBit: reference.highBit, isSigned: reference.isSigned,
            transform: reference.transform, padding: reference.padding)
        let samples = Self.row(
            reference.values, bytes: max(1, reference.bits / 8), isSigned: reference.isSigned)
        let views = renderer.views(
            of: samples, colourModel: .monochrome(isInverted: reference.words == "MONOCHROME1"))
        #expect(views.map(\.pixels) == reference.views)
    }

    /// 1,000 samples: four far below, four far above, padding, and a ramp.
    static let ramp =
        (0..<892).map { 1000 + $0 } + [Int](repeating: 0, count: 4)
        + [Int](repeating: 4095, count: 4) + [Int](repeating: 5, count: 100)

    @Test(arguments: [16, 32])
    func stretchesWithoutExtremesAndPadding(bits: Int) throws {
        let renderer = try Self.renderer(
            columns: 1000, bits: bits, stored: bits, padding: 5...5)
        let views = renderer.views(
            of: Self.row(Self.ramp, bytes: bits / 8), colourModel: .monochrome(isInverted: false))
        let stretch = try #require(views.first?.pixels)
        #expect(views.count == 2)
        #expect(stretch[0] == 0 && stretch[891] == 255)
        #expect((126...129).contains(stretch[445]))
    }

    @Test func stretchesPaddingWhereThereIsNothingElse() throws {
        let renderer = try Self.renderer(columns: 3, bits: 16, padding: 0...100)
        let views = renderer.views(
            of: Self.row([0, 50, 100], bytes: 2), colourModel: .monochrome(isInverted: false))
        #expect(views.map(\.pixels) == [[0, 128, 255]])
    }

    @Test func keepsFineLevelsBesideOneFarAway() throws {
        let values = (0..<1000).map { $0 % 200 } + [Int(UInt32.max)]
        let renderer = try Self.renderer(columns: 1001, bits: 32)
        let views = renderer.views(
            of: Self.row(values, bytes: 4), colourModel: .monochrome(isInverted: false))
        let stretch = try #require(views.first?.pixels)
        #expect(Set(stretch[0..<200]).count > 150)
    }

    // Colours by pydicom 3.0, convert_color_space; partial range by numpy; luma by BT.601.
    static let ybr = [
        16, 128, 128, 235, 128, 128, 81, 90, 240, 145, 54, 34, 41, 240, 110, 128, 0, 255, 255,
        255, 0, 0, 128, 128, 255, 128, 128,
    ]

    @Test(arguments: [
        (
            ColourModel.ybrFull, [16, 235, 81, 145, 41, 124, 201, 0, 255],
            [16, 235, 238, 238, 239, 255, 255, 0, 255]
        ),
        (
            .ybrPartial, [0, 255, 76, 150, 29, 121, 201, 0, 255],
            [0, 255, 254, 255, 255, 255, 255, 0, 255]
        ),
    ])
    func convertsYBR(colourModel: ColourModel, luma: [Int], maximum: [Int]) throws {
        let renderer = try Self.renderer("YBR_FULL", columns: 9, bits: 8)
        let views = renderer.views(
            of: Self.row(Self.ybr, bytes: 1, samplesPerPixel: 3), colourModel: colourModel)
        #expect(views.count == 2)
        for (view, expected) in zip(views, [luma, maximum]) {
            // Integer arithmetic rounds a step differently here and there.
            #expect(zip(view.pixels, expected).allSatisfy { abs(Int($0) - $1) <= 1 })
        }
    }

    @Test func showsLumaAndMaximumOfRGB() throws {
        let renderer = try Self.renderer("RGB", columns: 4, bits: 8)
        let samples = Self.row(
            [255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0], bytes: 1, samplesPerPixel: 3)
        let views = renderer.views(of: samples, colourModel: .rgb)
        #expect(views.map(\.pixels) == [[77, 149, 29, 0], [255, 255, 255, 0]])
    }

    @Test func showsGreyRGBOnce() throws {
        let renderer = try Self.renderer("RGB", columns: 2, bits: 8)
        let samples = Self.row([9, 9, 9, 200, 201, 202], bytes: 1, samplesPerPixel: 3)
        #expect(renderer.views(of: samples, colourModel: .rgb).map(\.pixels) == [[9, 201]])
    }

    @Test(arguments: [(16, 257), (32, 16_843_009)])
    func showsDeepRGB(bits: Int, scale: Int) throws {
        let renderer = try Self.renderer("RGB", columns: 2, bits: bits)
        let samples = Self.row(
            [9, 9, 9, 200, 200, 200].map { $0 * scale }, bytes: bits / 8, samplesPerPixel: 3)
        #expect(renderer.views(of: samples, colourModel: .rgb).map(\.pixels) == [[9, 200]])
    }

    @Test(arguments: [8, 16])
    func showsThePaletteNotTheIndexes(bits: Int) throws {
        func table(_ entries: [UInt16]) throws -> LookupTable {
            try LookupTable(firstMappedValue: 1, entries: entries, bitsPerEntry: 8)
        }
        let palette = PaletteColorLookupTable(
            red: try table([0, 255, 10]), green: try table([0, 0, 10]),
            blue: try table([0, 0, 10]))
        let renderer = try Self.renderer(
            "PALETTE COLOR", columns: 5, bits: bits, palette: palette)
        let views = renderer.views(
            of: Self.row([0, 1, 2, 3, 200], bytes: bits / 8), colourModel: .palette)
        #expect(views.map(\.pixels) == [[0, 0, 77, 10, 10], [0, 0, 255, 10, 10]])
    }

    @Test func readsPaddingOfARange() throws {
        let image = ImageFixture(rows: 1, columns: 1000, bitsAllocated: 16)
            .adding(.pixelPaddingValue, .us, .numbers([5]))
            .adding(.pixelPaddingRangeLimit, .us, .numbers([0]))
        let renderer = try ViewRenderer(
            try image.file().dataSet, description: try image.description())
        let views = renderer.views(
            of: Self.row(Self.ramp, bytes: 2), colourModel: .monochrome(isInverted: false))
        // With 0 and 5 left out, the least value is that of the ramp.
        #expect(views.first?.pixels[4] == 0)
    }
}
