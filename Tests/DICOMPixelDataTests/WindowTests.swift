import DICOMCore
import DICOMPixelData
import Raster
import TestSupport
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

    private static let other = GrayscaleTransform.VOI.window(
        center: 100, width: 100, isExact: true)

    @Test(arguments: [(12, 2), (24, 4)])
    func furtherWindowsAreViewsToo(stored: Int, bytes: Int) throws {
        let transform = GrayscaleTransform(
            modality: .rescale(slope: 1, intercept: 0),
            voi: .window(center: 1000, width: 2000, isExact: true),
            otherVOIs: [try #require(Self.other)])
        let views = try ViewRendererTests.renderer(
            columns: 6, bits: 8 * bytes, stored: stored, transform: transform
        ).views(
            of: ViewRendererTests.row([0, 50, 100, 150, 2000, 4095], bytes: bytes),
            colourModel: .monochrome(isInverted: false)
        ).map(\.pixels)
        #expect(views.first == [0, 6, 13, 19, 255, 255])
        #expect(views.contains([0, 0, 128, 255, 255, 255]))
    }

    /// Two frames with a window each; a third has none.
    @Test(arguments: [(0, [0, 128, 255, 255]), (1, [0, 0, 0, 255]), (2, [0, 128, 255, 255])])
    func everyFrameHasItsOwnWindow(frame: Int, view: [UInt8]) throws {
        func window(_ center: String) -> DICOMBuilder.Item {
            let elements = [
                GrayscaleTransformTests.ds(.windowCenter, center),
                GrayscaleTransformTests.ds(.windowWidth, "200"),
                .init(.voilutFunction, .cs, .text(["LINEAR_EXACT"])),
            ]
            return .init([
                .init(.frameVOILUTSequence, .sq, .sequence([.init(elements)], .defined))
            ])
        }
        let image = ImageFixture(rows: 1, columns: 4, frames: 3, bitsAllocated: 16)
            .adding(
                .perFrameFunctionalGroupsSequence, .sq,
                .sequence([window("100"), window("400")], .undefined))
        let file = try image.file()
        let renderer = try ViewRenderer(
            file.dataSet, description: try ImagePixelDescription(file))
        let views = renderer.views(
            of: ViewRendererTests.row([0, 100, 300, 1000], bytes: 2),
            colourModel: .monochrome(isInverted: false), frame: frame)
        #expect(views.first?.pixels == view)
    }
}
