import Raster
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// The whole clean of native images, against bytes worked out by hand.
@Suite struct NativeColourTests {
    @Test(arguments: NativeColourCase.all)
    func setsOnlyTheBytesOfPaintedPixels(_ image: NativeColourCase) throws {
        let cleaned = Engine.clean(try image.source(), boxes: [.given(NativeColourCase.box)])
        #expect(try Engine.pixelData(cleaned.bytes) == image.expectedPixels)
    }

    @Test(arguments: NativeColourCase.all)
    func reportsWhatIsPainted(_ image: NativeColourCase) throws {
        let report = Engine.clean(try image.source(), boxes: [.given(NativeColourCase.box)]).report
        #expect(report.status == .redacted)
        #expect(report.painted == [PaintedArea(box: image.painted)])
        #expect(
            report.verification
                == VerificationSummary(outsideIdentical: true, boxesOpaque: true))
    }

    @Test(arguments: NativeColourCase.all)
    func readsBackAsFillInsideAndAsItWasOutside(_ image: NativeColourCase) throws {
        let source = try image.source()
        let cleaned = Engine.clean(source, boxes: [.given(NativeColourCase.box)])
        var expected = try #require(try Engine.frames(source).first)
        expected.fill(image.painted, with: image.fill)
        #expect(try Engine.frames(cleaned.bytes) == [expected])
    }

    @Test(arguments: NativeColourCase.all)
    func fastVerificationWritesTheSameFile(_ image: NativeColourCase) throws {
        let source = try image.source()
        let boxes = [ReportedBox.given(NativeColourCase.box)]
        let full = Engine.clean(source, boxes: boxes)
        let fast = Engine.clean(source, boxes: boxes, .verifying(.fast))
        #expect(fast.bytes == full.bytes)
        #expect(fast.report.verification == VerificationSummary(boxesOpaque: true))
    }
}
