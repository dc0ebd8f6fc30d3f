import DICOMCore
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// Pictures for a person's eyes.
@Suite struct PreviewTests {
    private func png(_ source: [UInt8], _ boxes: [ReportedBox]) -> [UInt8]? {
        var report = InstanceReport(path: "", status: .redacted)
        report.boxes = boxes
        return Preview.png(
            of: ByteSource(source), report, drawsBoxes: true, limits: ResourceLimits())
    }

    @Test(arguments: NativeColourCase.all)
    func picturesNativeImages(_ image: NativeColourCase) throws {
        let picture = try #require(png(image.source(), [.given(NativeColourCase.box)]))
        #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }

    @Test(arguments: CodedColourCase.all)
    func picturesCodedImages(_ image: CodedColourCase) throws {
        #expect(try png(image.source(), [.given(image.box)]) != nil)
    }

    @Test func boxesAreDrawn() throws {
        let source = try NativeColourCase.greys[0].source()
        #expect(png(source, [.given(NativeColourCase.box)]) != png(source, []))
    }

    @Test(arguments: [
        PixelBox(x: -5, y: -5, width: 400, height: 400),
        PixelBox(x: .max, y: .max, width: .max, height: .max),
        PixelBox(x: .min, y: 0, width: 1, height: 1),
        PixelBox(x: 0, y: 0, width: -1, height: .min),
    ])
    func boxesOutsideTheImageDoNotHarm(_ box: PixelBox) throws {
        #expect(try png(NativeColourCase.greys[0].source(), [.given(box)]) != nil)
    }

    @Test func aFrameThatIsNotThereHasNoPicture() throws {
        let box = ReportedBox.given(NativeColourCase.box, frames: FrameSelection(frame: 7))
        #expect(try png(NativeColourCase.greys[0].source(), [box]) == nil)
    }

    @Test func aDamagedFileHasNoPicture() throws {
        #expect(try png(Array(NativeColourCase.greys[0].source().dropLast()), []) == nil)
    }
}
