import DICOMPixelData
import Testing

@Suite struct WindowTests {
    @Test(arguments: [
        (-1.7e308, 1.7e308, false), (-1.7e308, 1.7e308, true), (0, 1.7e308, true),
        (1e20, 1, false), (1e300, 0.001, true),
    ])
    func numbersBeyondReckoningMakeNoWindow(
        _ center: Double, _ width: Double, _ isExact: Bool
    ) {
        let window = GrayscaleTransform.VOI.window(center: center, width: width, isExact: isExact)
        if case .window(let black, let white)? = window {
            #expect(black < white && (white - black).isFinite)
        }
    }

    @Test func windowThatReachesBeyondAllNumbersIsRendered() throws {
        let renderer = try ViewRendererTests.renderer(
            columns: 3, bits: 8,
            transform: GrayscaleTransform(
                modality: .rescale(slope: 1, intercept: 0),
                voi: .window(center: -1.7e308, width: 1.7e308, isExact: false)))
        let views = renderer.views(
            of: ViewRendererTests.row([0, 128, 255], bytes: 1),
            colourModel: .monochrome(isInverted: false))
        #expect(views.map(\.pixels) == [[0, 128, 255]])
    }
}
