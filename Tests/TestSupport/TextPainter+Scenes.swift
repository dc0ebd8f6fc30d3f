package import Raster

extension GrayImage {
    /// A background like speckled tissue: blurred noise about `mean`, at most `amplitude` off.
    /// The same seed gives the same picture.
    package static func speckle(
        width: Int, height: Int, mean: Int, amplitude: Int, seed: UInt64
    ) -> GrayImage {
        var state = seed
        let noise = (0..<width * height).map { _ -> Int in
            // Knuth's 64-bit linear congruential generator; its high bits are the random ones.
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % (2 * amplitude + 1) - amplitude
        }
        var image = GrayImage(width: width, height: height)
        for y in 0..<height {
            for x in 0..<width {
                var sum = 0
                for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                    sum += noise[min(height - 1, y + dy) * width + min(width - 1, x + dx)]
                }
                image[x, y] = UInt8(min(255, max(0, mean + sum / 2)))
            }
        }
        return image
    }

    /// Turned by 90 degrees, the left edge on top: text that ran to the right runs downwards.
    package func turnedClockwise() -> GrayImage {
        var result = GrayImage(width: height, height: width)
        for y in 0..<height {
            for x in 0..<width { result[height - 1 - y, x] = self[x, y] }
        }
        return result
    }
}
