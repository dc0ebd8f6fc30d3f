import Raster
import Testing

@Suite struct SampleBufferTests {
    @Test(arguments: [
        (1, false, 200), (1, true, -56), (2, true, -3), (4, true, -70_000),
        (4, false, 3_000_000_000),
    ])
    func fillWritesTheStoredValue(bytesPerSample: Int, isSigned: Bool, value: Int) {
        var buffer = SampleBuffer(
            width: 5, height: 4, samplesPerPixel: 1, bytesPerSample: bytesPerSample,
            isSigned: isSigned)
        buffer.fill(PixelBox(x: 3, y: 2, width: 9, height: 9), with: [value])
        for y in 0..<4 {
            for x in 0..<5 {
                #expect(buffer.sample(x: x, y: y) == (x >= 3 && y >= 2 ? value : 0))
            }
        }
    }

    @Test func fillSetsEachComponent() {
        var buffer = SampleBuffer(width: 2, height: 1, samplesPerPixel: 3, bytesPerSample: 2)
        buffer.fill(PixelBox(x: 1, y: 0, width: 1, height: 1), with: [0x102, 0x304, 0x506])
        #expect(buffer.bytes == [0, 0, 0, 0, 0, 0, 2, 1, 4, 3, 6, 5])
    }
}
