import DICOMPixelData
import Raster
import Testing

/// Bits outside of Bits Stored that hold a picture which the colours do not show.
@Suite struct ViewRendererHighBitsTests {
    @Test func paletteIndexesShowTheBitsAboveThem() throws {
        let grey = try LookupTable(
            firstMappedValue: 0, entries: (0..<256).map { UInt16($0) }, bitsPerEntry: 8)
        let renderer = try ViewRendererTests.renderer(
            "PALETTE COLOR", columns: 4, bits: 16, stored: 8,
            palette: PaletteColorLookupTable(red: grey, green: grey, blue: grey))
        let views = renderer.views(
            of: ViewRendererTests.row([5, 5, 0x4005, 5], bytes: 2), colourModel: .palette)
        #expect(views.map(\.pixels) == [[0, 0, 255, 0]])
    }

    @Test func colourSamplesShowTheBitsAboveThem() throws {
        let renderer = try ViewRendererTests.renderer("RGB", columns: 2, bits: 16, stored: 12)
        let views = renderer.views(
            of: ViewRendererTests.row(
                [100, 100, 100, 0x8064, 0x8064, 0x8064], bytes: 2, samplesPerPixel: 3),
            colourModel: .rgb)
        #expect(views.map(\.pixels) == [[0, 255]])
    }

    @Test func colourSamplesWithoutSuchBitsHaveNoFurtherView() throws {
        let renderer = try ViewRendererTests.renderer("RGB", columns: 2, bits: 16, stored: 12)
        let views = renderer.views(
            of: ViewRendererTests.row(
                [0, 0, 0, 4095, 4095, 4095], bytes: 2, samplesPerPixel: 3), colourModel: .rgb)
        #expect(views.map(\.pixels) == [[0, 255]])
    }
}
