import DICOMCore
import PixelPainting
import RedactionReport
import TestSupport
import Testing

@Suite struct ImageSummaryTests {
    @Test(arguments: [(0, nil), (1, 1), (64, 64), (65, 64), (100_000, 64)] as [(Int, Int?)])
    func textsAreNoLongerThanTheirVRAllows(_ length: Int, _ expected: Int?) throws {
        var builder = DICOMBuilder.image(rows: 1, columns: 1)
        builder.set(
            .manufacturer, .ut, .bytes([UInt8](repeating: UInt8(ascii: "A"), count: length)))
        let summary = ImageSummary(try DICOMFile(ByteSource(try builder.build())))
        #expect(summary.manufacturer?.count == expected)
    }
}
