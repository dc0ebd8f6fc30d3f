import DICOMCore
import Raster
import RedactionReport
import TesseractRecognition
import TestSupport
import Testing

@testable import PixelRedaction

/// The whole clean with the detector that ships.
@Suite struct DetectedTextTests {
    private static let text = "SMITH ANNA 12.03.1961"

    /// 8-bit speckle with a line of text on it.
    private func view() -> (view: GrayImage, box: PixelBox) {
        var view = GrayImage.speckle(width: 400, height: 120, mean: 70, amplitude: 25, seed: 9)
        let box = TextPainter(scale: 2).draw(Self.text, x: 30, y: 50, in: &view)
        return (view, box)
    }

    private func clean(_ image: DICOMBuilder) throws -> InstanceReport {
        Engine.clean(try image.build(), boxes: nil, detector: try TesseractTextDetector()).report
    }

    private func covers(_ report: InstanceReport, _ box: PixelBox) -> Bool {
        BoxCover.area(of: report.painted.map { $0.box.intersection(box) }.filter { !$0.isEmpty })
            == box.area
    }

    @Test func paintsALineOfText() throws {
        let (view, box) = view()
        let report = try clean(
            .image(rows: view.height, columns: view.width)
                .setting(.pixelData, .ob, .bytes(view.pixels)))
        #expect(report.status == .redacted && covers(report, box))
        #expect(report.verification?.residualText == 0)
    }

    /// Text at the top of 12 bits over dark tissue, dark when displayed: MONOCHROME1.
    @Test func paintsTextOf12BitsInMONOCHROME1() throws {
        let (view, box) = view()
        let report = try clean(
            .image(
                rows: view.height, columns: view.width, photometricInterpretation: "MONOCHROME1",
                bitsAllocated: 16, bitsStored: 12
            ).setting(.pixelData, .ow, .numbers(view.pixels.map { 4095 - Int($0) * 16 })))
        #expect(report.status == .redacted && covers(report, box))
    }

    /// Indexes say nothing: neighbours of the palette look alike here, text shows as its colour.
    @Test func paintsTextOfAPalette() throws {
        let (view, box) = view()
        let levels = (0..<256).map { UInt8(truncatingIfNeeded: $0 * 77) }
        var indexes = [UInt8](repeating: 0, count: 256)
        for (index, level) in levels.enumerated() { indexes[Int(level)] = UInt8(index) }
        let report = try clean(
            DICOMBuilder.image(
                rows: view.height, columns: view.width, photometricInterpretation: "PALETTE COLOR"
            ).settingPalette(levels)
                .setting(.pixelData, .ob, .bytes(view.pixels.map { indexes[Int($0)] })))
        #expect(report.status == .redacted && covers(report, box))
    }
}
