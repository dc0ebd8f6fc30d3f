import Raster

extension GrayImage {
    /// Scaled to `newWidth` x `newHeight`: cubic where that enlarges, the mean of what a pixel lies on
    /// where it shrinks.
    ///
    /// - Precondition: there are pixels, and there will be.
    /// - Complexity: O(pixels of the larger image).
    func scaled(width newWidth: Int, height newHeight: Int) -> GrayImage {
        precondition(width > 0 && height > 0 && newWidth > 0 && newHeight > 0)
        let columns = Resampling(from: width, to: newWidth)
        let rows = Resampling(from: height, to: newHeight)
        var across = [Float](repeating: 0, count: newWidth * height)
        for y in 0..<height {
            let source = y * width
            for x in 0..<newWidth {
                var sum: Float = 0
                for tap in columns.taps(of: x) {
                    sum += columns.weights[tap] * Float(pixels[source + columns.sources[tap]])
                }
                across[y * newWidth + x] = sum
            }
        }
        var result = GrayImage(width: newWidth, height: newHeight)
        var line = [Float](repeating: 0, count: newWidth)
        for y in 0..<newHeight {
            for x in 0..<newWidth { line[x] = 0 }
            for tap in rows.taps(of: y) {
                let weight = rows.weights[tap]
                let source = rows.sources[tap] * newWidth
                for x in 0..<newWidth { line[x] += weight * across[source + x] }
            }
            for x in 0..<newWidth {
                result.pixels[y * newWidth + x] = UInt8(min(max(line[x].rounded(), 0), 255))
            }
        }
        return result
    }
}

/// What each pixel of a scaled line is the weighted sum of.
private struct Resampling {
    /// `count` + 1 positions: pixel `i` has the taps from `starts[i]` up to `starts[i + 1]`.
    private var starts: [Int] = [0]
    private(set) var sources: [Int] = []
    private(set) var weights: [Float] = []

    func taps(of pixel: Int) -> Range<Int> { starts[pixel]..<starts[pixel + 1] }

    init(from length: Int, to count: Int) {
        let step = Double(length) / Double(count)
        for pixel in 0..<count {
            if step < 1 {
                addCubic(at: (Double(pixel) + 0.5) * step - 0.5, length: length)
            } else {
                addArea(from: Double(pixel) * step, to: Double(pixel + 1) * step, length: length)
            }
            starts.append(sources.count)
        }
    }

    /// Keys' cubic convolution with a = -1/2, the edges repeated.
    private mutating func addCubic(at position: Double, length: Int) {
        let first = Int(position.rounded(.down)) - 1
        for source in first..<first + 4 {
            let distance = abs(position - Double(source))
            let weight =
                distance < 1
                ? (1.5 * distance - 2.5) * distance * distance + 1
                : distance < 2 ? ((2.5 - 0.5 * distance) * distance - 4) * distance + 2 : 0
            guard weight != 0 else { continue }
            sources.append(min(max(source, 0), length - 1))
            weights.append(Float(weight))
        }
    }

    private mutating func addArea(from start: Double, to end: Double, length: Int) {
        let last = max(Int(start) + 1, min(length, Int(end.rounded(.up))))
        for source in Int(start)..<last {
            let part = min(end, Double(source + 1)) - max(start, Double(source))
            guard part > 0 else { continue }
            sources.append(min(source, length - 1))
            weights.append(Float(part / (end - start)))
        }
    }
}
