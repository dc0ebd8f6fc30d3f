import KnownMasks
import Raster

/// The areas of a rule as a list of rectangles that are painted: what formats without kept areas and edges
/// can say.
struct PaintedBoxes {
    /// Why areas are no list of rectangles.
    struct Failure: Error {
        var detail: String
    }

    /// Kept rectangles cut others into pieces, of which there could be many.
    private static let mostBoxes = 1000

    /// - Parameters:
    ///   - size: of the image; edges, `all` and kept areas need both numbers of it.
    ///   - farEdge: what stands for an edge that is not known, in a format that cuts off what lies outside.
    static func boxes(
        of rule: MaskRule, size: ImageSize?, farEdge: Int? = nil
    ) throws(Failure) -> [PixelBox] {
        var painted: [PixelBox] = []
        for area in rule.areas {
            let box = try Self.box(area.region, size, farEdge)
            switch area.kind {
            case .blank: painted.append(box)
            case .keep: painted = painted.flatMap { $0.subtracting(box) }
            }
            guard painted.count <= mostBoxes else {
                throw Failure(detail: "kept areas that cut it into more than \(mostBoxes) pieces")
            }
        }
        guard !painted.isEmpty else {
            throw Failure(detail: "areas of which nothing is left to paint")
        }
        return painted
    }

    private static func box(
        _ region: MaskArea.Region, _ size: ImageSize?, _ farEdge: Int?
    ) throws(Failure) -> PixelBox {
        let rectangle: MaskRectangle
        switch region {
        case .ultrasoundRegions: throw Failure(detail: "ultrasound regions")
        case .all:
            rectangle = MaskRectangle(x: 0, y: 0, width: .toEdge, height: .toEdge)
        case .rectangle(let given): rectangle = given
        }
        let (x, width) = try side(
            rectangle.x, rectangle.width, of: size?.columns, rectangle.isClipped, farEdge)
        let (y, height) = try side(
            rectangle.y, rectangle.height, of: size?.rows, rectangle.isClipped, farEdge)
        return PixelBox(x: x, y: y, width: width, height: height)
    }

    private static func side(
        _ origin: Int, _ length: MaskRectangle.Length, of limit: Int?, _ isClipped: Bool,
        _ farEdge: Int?
    ) throws(Failure) -> (Int, Int) {
        var start = origin
        if start < 0 {
            guard let limit else {
                throw Failure(detail: "a distance from the far edge, without a size")
            }
            start += limit
        }
        switch length {
        case .toEdge:
            guard let limit = limit ?? farEdge else {
                throw Failure(detail: "a length up to the edge, without a size")
            }
            guard start >= 0, start < limit else {
                throw Failure(detail: "a rectangle outside the image")
            }
            return (start, limit - start)
        case .pixels(var pixels):
            if isClipped, let limit {
                pixels = min(start + pixels, limit) - max(start, 0)
                start = max(start, 0)
            }
            guard start >= 0, pixels > 0 else {
                throw Failure(detail: "a rectangle outside the image")
            }
            return (start, pixels)
        }
    }
}

extension PixelBox {
    /// What is left of this box without another one: up to four boxes that do not overlap.
    func subtracting(_ other: PixelBox) -> [PixelBox] {
        let hole = intersection(other)
        guard !hole.isEmpty else { return [self] }
        return [
            PixelBox(x: x, y: y, maxX: maxX, maxY: hole.y),
            PixelBox(x: x, y: hole.y, maxX: hole.x, maxY: hole.maxY),
            PixelBox(x: hole.maxX, y: hole.y, maxX: maxX, maxY: hole.maxY),
            PixelBox(x: x, y: hole.maxY, maxX: maxX, maxY: maxY),
        ].filter { !$0.isEmpty }
    }
}
