import DICOMCore
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import TextDetection
import Testing

@testable import PixelRedaction

/// Counts the views that it is shown and finds nothing in them.
private final class CountingDetector: ViewTextDetector {
    private(set) var count = 0

    func regions(in view: GrayImage) throws(TextDetectionError) -> [TextRegion] {
        count += 1
        return []
    }
}

@Suite struct RepeatedFrameTests {
    @Test(
        arguments: [
            ([1, 200, 1, 200], 1), ([1, 200, 200, 1], 2),
        ] as [([UInt8], Int)])
    func frameThatShowsTheSameIsExaminedOnce(_ pixels: [UInt8], _ count: Int) throws {
        var builder = DICOMBuilder.image(rows: 1, columns: 2, frames: 2)
        builder.add(.pixelData, .ob, .bytes(pixels))
        let detector = CountingDetector()
        let pipeline = RedactionPipeline(RedactionConfiguration(), detector: detector)
        let report = pipeline.scan(ByteSource(try builder.build()))
        #expect(report.status == .noText)
        #expect(detector.count == count)
    }
}
