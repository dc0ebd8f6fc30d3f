import Raster
import Testing

@testable import PixelRedaction

@Suite struct FrameDifferenceTests {
    private let original: SampleBuffer
    private let box = PixelBox(x: 5, y: 4, width: 8, height: 6)

    init() {
        let bytes = (0..<20 * 20).map { UInt8(50 + $0 % 150) }
        original = SampleBuffer(
            width: 20, height: 20, samplesPerPixel: 1, bytesPerSample: 1, isSigned: false,
            bytes: bytes)
    }

    @Test func equalFramesHaveNoDifference() {
        let difference = FrameDifference(original, original)
        #expect(difference.rectangles.isEmpty && difference.isCovered(ring: 0))
    }

    @Test func aPaintedBoxIsFound() {
        var cleaned = original
        cleaned.fill(box, with: [0])
        let difference = FrameDifference(original, cleaned)
        #expect(difference.rectangles == [box])
        #expect(difference.isCovered(ring: 0))
    }

    @Test(arguments: [(4, 4, true), (3, 4, true), (2, 4, false), (15, 15, false)])
    func aTintedPixelIsCoveredOnlyNearPaint(x: Int, y: Int, isCovered: Bool) {
        var cleaned = original
        cleaned.fill(box, with: [0])
        cleaned.fill(PixelBox(x: x, y: y, width: 1, height: 1), with: [9])
        let difference = FrameDifference(original, cleaned)
        #expect(difference.isCovered(ring: 2) == isCovered)
        #expect(!difference.isCovered(ring: 0))
    }
}
