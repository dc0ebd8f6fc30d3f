import Raster
import Testing
import TextDetection

@Suite struct LocalNoiseTests {
    @Test func flatImageIsQuiet() {
        let noise = LocalNoise(of: GrayImage(width: 50, height: 40, filledWith: 7))
        #expect(noise.values.allSatisfy { $0 == 0 })
    }

    /// Against the definition, summed up pixel by pixel.
    @Test func isTheMeanDifferenceOfTheWindow() {
        let image = GrayImage(
            width: 45, height: 37, pixels: (0..<45 * 37).map { UInt8($0 * $0 % 251) })
        let noise = LocalNoise(of: image, maximumDifference: 32)
        for (x, y) in [(0, 0), (44, 36), (20, 18), (3, 30), (40, 2)] {
            var sum = 0
            var count = 0
            for row in max(0, y - 15)...min(36, y + 15) {
                for column in max(0, x - 15)...min(44, x + 15) {
                    count += 1
                    guard column < 44 else { continue }
                    sum += min(32, abs(Int(image[column, row]) - Int(image[column + 1, row])))
                }
            }
            #expect(Int(noise.values[y * 45 + x]) == sum * 16 / count)
        }
    }
}
