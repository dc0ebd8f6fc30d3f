import Raster

/// How text may stand in a picture: what has to be done to read it.
enum Turn: CaseIterable {
    case none, counterclockwise, clockwise, halfWay, mirrored
}

extension GrayImage {
    /// - Complexity: O(pixels).
    func turned(_ turn: Turn) -> GrayImage {
        switch turn {
        case .none: self
        case .counterclockwise: turnedCounterclockwise()
        case .clockwise: turnedCounterclockwise().turnedHalfWay()
        case .halfWay: turnedHalfWay()
        case .mirrored: mirrored()
        }
    }

    private func turnedHalfWay() -> GrayImage {
        GrayImage(width: width, height: height, pixels: pixels.reversed())
    }

    /// Left and right exchanged.
    private func mirrored() -> GrayImage {
        var result = self
        for y in 0..<height {
            result.pixels[y * width..<(y + 1) * width].reverse()
        }
        return result
    }
}

extension PixelBox {
    /// Where a box of an image of `width` x `height` pixels lies when that is turned.
    func turned(_ turn: Turn, inWidth width: Int, height: Int) -> PixelBox {
        switch turn {
        case .none: self
        case .counterclockwise:
            PixelBox(x: y, y: width - maxX, width: self.height, height: self.width)
        case .clockwise:
            PixelBox(x: height - maxY, y: x, width: self.height, height: self.width)
        case .halfWay:
            PixelBox(
                x: width - maxX, y: height - maxY, width: self.width, height: self.height)
        case .mirrored:
            PixelBox(x: width - maxX, y: y, width: self.width, height: self.height)
        }
    }
}
