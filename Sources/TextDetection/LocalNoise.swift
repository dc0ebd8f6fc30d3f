package import Raster

/// How restless an image is round each pixel: the mean absolute difference of horizontal
/// neighbours in a square window. Ink has to stand out from it.
package struct LocalNoise: Sendable {
    /// Side of the window.
    package static let window = 31
    /// In 1/16 grey levels, row by row, one value a pixel.
    package let values: [UInt16]

    /// - Parameter maximumDifference: a larger difference counts as this one: it is the edge of a
    ///   stroke, not noise. A low limit shows text that is hardly stronger than the noise.
    /// - Complexity: O(width x height), whatever the window.
    package init(of image: GrayImage, maximumDifference: UInt8 = .max) {
        let width = image.width
        let height = image.height
        let radius = Self.window / 2
        var values = [UInt16](repeating: 0, count: width * height)
        var differences = [UInt8](repeating: 0, count: width * height)
        var columnSums = [Int](repeating: 0, count: width)
        let pixels = image.pixels.span
        var differenceSpan = differences.mutableSpan
        for y in 0..<height {
            let row = y * width
            for x in 0..<max(0, width - 1) {
                let left = pixels[row + x]
                let right = pixels[row + x + 1]
                let difference = left > right ? left - right : right - left
                differenceSpan[row + x] = min(difference, maximumDifference)
            }
        }
        let source = differences.span
        var output = values.mutableSpan
        var sums = columnSums.mutableSpan
        for y in 0..<min(radius, height) {
            for x in 0..<width { sums[x] += Int(source[y * width + x]) }
        }
        for y in 0..<height {
            if y + radius < height {
                let row = (y + radius) * width
                for x in 0..<width { sums[x] += Int(source[row + x]) }
            }
            if y > radius {
                let row = (y - radius - 1) * width
                for x in 0..<width { sums[x] -= Int(source[row + x]) }
            }
            let rows = min(height - 1, y + radius) - max(0, y - radius) + 1
            var sum = 0
            for x in 0..<min(radius, width) { sum += sums[x] }
            for x in 0..<width {
                if x + radius < width { sum += sums[x + radius] }
                if x > radius { sum -= sums[x - radius - 1] }
                let columns = min(width - 1, x + radius) - max(0, x - radius) + 1
                output[y * width + x] = UInt16(sum * 16 / (rows * columns))
            }
        }
        self.values = values
    }

    /// What a top-hat has to exceed to be ink: 10 grey levels, and `quarters` quarters of the noise.
    /// Beyond 25 levels of noise it is the text itself that makes the picture restless.
    package func thresholds(quarters: Int) -> [UInt8] {
        values.map { value in
            UInt8(min(255, max(10, min(25 * 16, Int(value)) * quarters / 64)))
        }
    }
}
