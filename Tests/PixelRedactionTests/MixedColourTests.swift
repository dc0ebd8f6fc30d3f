import Raster
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// JPEG frames of one instance whose markers say different colours: one fill is not black in all.
@Suite struct MixedColourTests {
    private let box = PixelBox(x: 2, y: 2, width: 5, height: 5)

    private func clean(_ frames: FrameSelection) throws -> Cleaned {
        let ybr = try CodestreamFixture.bytes("jpeg/ybr-444.jpg")
        let rgb = try CodestreamFixture.bytes("jpeg/rgb-adobe.jpg")
        let image = DICOMBuilder.image(
            .jpegBaseline8Bit, rows: 37, columns: 45, frames: 3, samplesPerPixel: 3,
            photometricInterpretation: "YBR_FULL"
        ).settingFrames([[ybr], [ybr], [rgb]])
        return Engine.clean(try image.build(), boxes: [.given(box, frames: frames)])
    }

    @Test(arguments: [FrameSelection.all, FrameSelection(frame: 2), FrameSelection([1...2])])
    func paintingBothHolds(_ frames: FrameSelection) throws {
        let report = try clean(frames).report
        #expect(report.status == .held && report.reason?.code == .unsupportedPixelFormat)
    }

    @Test func paintingOneDoesNot() throws {
        let cleaned = try clean(FrameSelection([0...1]))
        #expect(cleaned.report.status == .redacted)
        #expect(try Engine.frames(cleaned.bytes)[1].isFilled(box, with: [0, 128, 128]))
    }
}
