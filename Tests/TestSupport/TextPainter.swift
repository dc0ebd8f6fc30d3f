package import Raster

/// Draws invented text into views with the bitmap font of `TextPainter+Font.swift`: tests need no
/// font files, and the text has the hard edges that scanners give theirs.
package struct TextPainter: Sendable {
    /// Side of a font pixel, in image pixels; capitals are 7 times as high.
    package var scale: Int
    /// Grey level of the ink.
    package var level: UInt8

    package init(scale: Int = 2, level: UInt8 = 255) {
        self.scale = scale
        self.level = level
    }

    /// Columns from one character to the next, in font pixels.
    private static let advance = 6

    /// The ink's bounding box of a `text` that is drawn at `x`, `y`, blanks at its ends included.
    package func box(of text: String, x: Int, y: Int) -> PixelBox {
        PixelBox(
            x: x, y: y, width: max(0, text.count * Self.advance - 1) * scale, height: 7 * scale)
    }

    /// Draws `text`, the upper left corner of its first character at `x`, `y`. What does not fit is
    /// cut off; a character that the font lacks is a blank.
    ///
    /// - Returns: the box of the text.
    @discardableResult
    package func draw(_ text: String, x: Int, y: Int, in image: inout GrayImage) -> PixelBox {
        for (index, character) in text.enumerated() {
            for (row, dots) in Self.rows(of: character).enumerated() {
                for (column, dot) in dots.enumerated() where dot != " " {
                    fill(
                        PixelBox(
                            x: x + (index * Self.advance + column) * scale, y: y + row * scale,
                            width: scale, height: scale), in: &image)
                }
            }
        }
        return box(of: text, x: x, y: y)
    }

    /// Fills `box` with the ink's level.
    package func fill(_ box: PixelBox, in image: inout GrayImage) {
        let visible = box.clipped(toWidth: image.width, height: image.height)
        guard !visible.isEmpty else { return }
        for y in visible.y..<visible.maxY {
            for x in visible.x..<visible.maxX { image[x, y] = level }
        }
    }
}
