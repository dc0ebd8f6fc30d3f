import Raster

extension GrayImage {
    /// What is narrower than `size` pixels and brighter than all that surrounds it, or, with
    /// `isDark`, darker: by how much. The ground under it may change.
    ///
    /// The grey top-hat. An element that is wider than any stroke leaves strokes whole; a narrower one
    /// would hollow them out.
    ///
    /// - Complexity: O(pixels x `size`).
    func strokes(narrowerThan size: Int, isDark: Bool) -> GrayImage {
        var image = self
        if isDark { image.pixels = image.pixels.map { 255 - $0 } }
        let opened = image.extremes(size, min).extremes(size, max)
        for index in image.pixels.indices {
            image.pixels[index] -= min(image.pixels[index], opened.pixels[index])
        }
        return image
    }

    /// The extreme value of the square of `size` x `size` pixels round each pixel.
    private func extremes(
        _ size: Int, _ extreme: (UInt8, UInt8) -> UInt8
    ) -> GrayImage {
        let radius = max(0, size / 2)
        var across = self
        for y in 0..<height {
            let row = y * width
            for x in 0..<width {
                var value = pixels[row + x]
                for near in max(0, x - radius)...min(width - 1, x + radius) {
                    value = extreme(value, pixels[row + near])
                }
                across.pixels[row + x] = value
            }
        }
        var result = across
        for y in 0..<height {
            for near in max(0, y - radius)...min(height - 1, y + radius) where near != y {
                for x in 0..<width {
                    let index = y * width + x
                    result.pixels[index] = extreme(
                        result.pixels[index], across.pixels[near * width + x])
                }
            }
        }
        return result
    }
}
