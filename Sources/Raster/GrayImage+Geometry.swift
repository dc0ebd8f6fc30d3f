extension GrayImage {
    /// The pixels under `box`.
    ///
    /// - Precondition: `box` lies in the image.
    package func cropped(to box: PixelBox) -> GrayImage {
        precondition(PixelBox(x: 0, y: 0, width: width, height: height).contains(box))
        var result: [UInt8] = []
        result.reserveCapacity(box.area)
        for y in box.y..<box.maxY {
            result.append(contentsOf: pixels[y * width + box.x..<y * width + box.maxX])
        }
        return GrayImage(width: box.width, height: box.height, pixels: result)
    }

    /// Larger by `x` columns on the left and right and `y` rows above and below, which repeat those
    /// of the edge.
    ///
    /// - Precondition: there are pixels, and `x` and `y` are not negative.
    package func padded(x: Int, y: Int) -> GrayImage {
        precondition(width > 0 && height > 0 && x >= 0 && y >= 0)
        var result: [UInt8] = []
        result.reserveCapacity((width + 2 * x) * (height + 2 * y))
        for row in -y..<height + y {
            let start = min(max(row, 0), height - 1) * width
            result.append(contentsOf: repeatElement(pixels[start], count: x))
            result.append(contentsOf: pixels[start..<start + width])
            result.append(contentsOf: repeatElement(pixels[start + width - 1], count: x))
        }
        return GrayImage(width: width + 2 * x, height: height + 2 * y, pixels: result)
    }

    /// Turned by 90 degrees, the right edge on top: text that ran downwards is upright, text that ran
    /// upwards stands on its head.
    package func turnedCounterclockwise() -> GrayImage {
        var result = GrayImage(width: height, height: width)
        let source = pixels.span
        var target = result.pixels.mutableSpan
        for y in 0..<height {
            for x in 0..<width {
                target[(width - 1 - x) * height + y] = source[y * width + x]
            }
        }
        return result
    }

    /// Half as wide and high: the mean of four pixels each, rounded; an odd last row or column is left out.
    package func reducedByHalf() -> GrayImage {
        let (columns, rows) = (width / 2, height / 2)
        var result = GrayImage(width: columns, height: rows)
        let source = pixels.span
        var target = result.pixels.mutableSpan
        for y in 0..<rows {
            let upper = 2 * y * width
            let row = y * columns
            for x in 0..<columns {
                let index = upper + 2 * x
                let sum =
                    UInt16(source[index]) + UInt16(source[index + 1])
                    + UInt16(source[index + width]) + UInt16(source[index + width + 1])
                target[row + x] = UInt8((sum + 2) >> 2)
            }
        }
        return result
    }

    /// Twice as wide and high, by linear interpolation.
    package func enlargedTwice() -> GrayImage {
        var result = GrayImage(width: 2 * width, height: 2 * height)
        let source = pixels.span
        var target = result.pixels.mutableSpan
        for y in 0..<height {
            let below = min(y + 1, height - 1)
            for x in 0..<width {
                let right = min(x + 1, width - 1)
                let a = Int(source[y * width + x])
                let b = Int(source[y * width + right])
                let c = Int(source[below * width + x])
                let d = Int(source[below * width + right])
                let index = 4 * y * width + 2 * x
                target[index] = UInt8(a)
                target[index + 1] = UInt8((a + b) / 2)
                target[index + 2 * width] = UInt8((a + c) / 2)
                target[index + 2 * width + 1] = UInt8((a + b + c + d) / 4)
            }
        }
        return result
    }

    /// Whether all pixels have one value.
    package var isFlat: Bool {
        guard let first = pixels.first else { return true }
        return pixels.allSatisfy { $0 == first }
    }
}

extension PixelBox {
    /// Where the box of an image that was turned counterclockwise lies in the image as it was,
    /// `width` pixels wide.
    package func turnedBack(inWidth width: Int) -> PixelBox {
        PixelBox(x: width - maxY, y: x, width: height, height: self.width)
    }

    /// Where the box of an image that was enlarged twice lies in the image as it was.
    package func halved() -> PixelBox {
        PixelBox(x: x / 2, y: y / 2, maxX: (maxX + 1) / 2, maxY: (maxY + 1) / 2)
    }
}
