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
