/// An 8-bit view of a frame, 0 = black as displayed, 255 = white: what detectors look at.
package struct GrayImage: Equatable, Sendable {
    package let width: Int
    package let height: Int
    /// Rows from the top, tightly packed: `width` x `height` bytes.
    package var pixels: [UInt8]

    /// - Precondition: `pixels` has `width` x `height` bytes.
    package init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(pixels.count == width * height)
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    package init(width: Int, height: Int, filledWith value: UInt8 = 0) {
        self.init(
            width: width, height: height, pixels: [UInt8](repeating: value, count: width * height))
    }

    package subscript(x: Int, y: Int) -> UInt8 {
        get { pixels[y * width + x] }
        set { pixels[y * width + x] = newValue }
    }
}
