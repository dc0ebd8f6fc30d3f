/// A rectangle of whole pixels: origin at the top left, 0-based; `maxX` and `maxY` lie outside.
public struct PixelBox: Hashable, Sendable, Codable {
    public var x: Int
    public var y: Int
    public var width: Int
    public var height: Int

    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The box from (`x`, `y`) up to, not including, (`maxX`, `maxY`).
    public init(x: Int, y: Int, maxX: Int, maxY: Int) {
        self.init(x: x, y: y, width: maxX - x, height: maxY - y)
    }

    /// The first column to the right; the greatest integer where that lies beyond it.
    public var maxX: Int { Self.sum(x, width) }
    /// The first row below; the greatest integer where that lies beyond it.
    public var maxY: Int { Self.sum(y, height) }
    public var isEmpty: Bool { width <= 0 || height <= 0 }
    public var area: Int { isEmpty ? 0 : width * height }

    // A box may come from a list that somebody made: any number is possible in it.
    private static func sum(_ origin: Int, _ length: Int) -> Int {
        let (sum, overflow) = origin.addingReportingOverflow(length)
        guard overflow else { return sum }
        return length > 0 ? .max : .min
    }

    /// The part of this box that `other` covers too; empty where they do not meet.
    public func intersection(_ other: PixelBox) -> PixelBox {
        let left = max(x, other.x)
        let top = max(y, other.y)
        return PixelBox(
            x: left, y: top, width: max(0, min(maxX, other.maxX) - left),
            height: max(0, min(maxY, other.maxY) - top))
    }

    public func intersects(_ other: PixelBox) -> Bool {
        !intersection(other).isEmpty
    }

    public func contains(_ other: PixelBox) -> Bool {
        other.x >= x && other.y >= y && other.maxX <= maxX && other.maxY <= maxY
    }

    /// The smallest box that holds both.
    public func union(_ other: PixelBox) -> PixelBox {
        if isEmpty { return other }
        if other.isEmpty { return self }
        return PixelBox(
            x: min(x, other.x), y: min(y, other.y), maxX: max(maxX, other.maxX),
            maxY: max(maxY, other.maxY))
    }

    /// The box grown by `pixels` on all four sides.
    public func expanded(by pixels: Int) -> PixelBox {
        PixelBox(
            x: x - pixels, y: y - pixels, width: width + 2 * pixels, height: height + 2 * pixels)
    }

    /// The part that lies in an image of `width` x `height` pixels.
    public func clipped(toWidth width: Int, height: Int) -> PixelBox {
        intersection(PixelBox(x: 0, y: 0, width: width, height: height))
    }

    /// The smallest box of whole cells of `cellWidth` x `cellHeight` pixels that holds this one.
    ///
    /// - Precondition: `x` and `y` are not negative.
    public func aligned(toCellWidth cellWidth: Int, cellHeight: Int) -> PixelBox {
        PixelBox(
            x: x / cellWidth * cellWidth, y: y / cellHeight * cellHeight,
            maxX: (maxX + cellWidth - 1) / cellWidth * cellWidth,
            maxY: (maxY + cellHeight - 1) / cellHeight * cellHeight)
    }
}
