import Raster
import TestSupport
import Testing

@testable import DICOMPixelData

@Suite struct LevelCountsTests {
    private func frame(_ components: Int, _ bytes: Int, seed: UInt64) -> SampleBuffer {
        var random = SeededRandom(seed: seed)
        return SampleBuffer(
            width: 37, height: 21, samplesPerPixel: components, bytesPerSample: bytes,
            isSigned: false, bytes: random.bytes(37 * 21 * components * bytes))
    }

    /// A copy of `frame` that shows `other` inside of `box`.
    private func replaced(
        _ frame: SampleBuffer, by other: SampleBuffer, in box: PixelBox
    ) -> SampleBuffer {
        var frame = frame
        for y in box.y..<box.maxY {
            let start = y * frame.bytesPerRow + box.x * frame.bytesPerPixel
            let row = start..<start + box.width * frame.bytesPerPixel
            frame.bytes.replaceSubrange(row, with: other.bytes[row])
        }
        return frame
    }

    /// Counting what changed is counting the new frame.
    @Test(arguments: [(1, 1), (1, 2), (3, 1), (3, 2)])
    func changesAreCounted(components: Int, bytes: Int) throws {
        let boxes = [
            PixelBox(x: 0, y: 0, width: 16, height: 16),
            PixelBox(x: 32, y: 16, width: 5, height: 5),
        ]
        let old = frame(components, bytes, seed: 1)
        let other = frame(components, bytes, seed: 2)
        let new = boxes.reduce(old) { replaced($0, by: other, in: $1) }
        var counts = try #require(LevelCounts(old))
        #expect(counts != LevelCounts(new))
        counts.replace(old, by: new, in: boxes)
        #expect(counts == LevelCounts(new))
    }

    @Test func largerSamplesAreNotCounted() {
        #expect(LevelCounts(frame(1, 4, seed: 1)) == nil)
    }
}
