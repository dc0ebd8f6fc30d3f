import KnownMasks

/// A rectangle in numbers alone, which is what most formats can say.
struct PlainRectangle: Hashable {
    /// A number above it is none of an image: Rows and Columns have 16 bits, and 10000 is often written for
    /// the edge.
    static let mostPixels = 1_000_000

    /// The highest number of Rows (0028,0010) or Columns (0028,0011).
    static let largestImage = 65535

    var x: Int
    var y: Int
    var width: Int
    var height: Int

    /// `nil`: it depends on the edges of an image whose size is not known.
    init?(_ rectangle: MaskRectangle, in size: ImageSize) {
        guard let (x, width) = Self.range(rectangle.x, rectangle.width, of: size.columns),
            let (y, height) = Self.range(rectangle.y, rectangle.height, of: size.rows)
        else { return nil }
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    private static func range(
        _ start: Int, _ length: MaskRectangle.Length, of whole: Int?
    ) -> (Int, Int)? {
        var first = start
        if start < 0 {
            guard let whole, whole + start >= 0 else { return nil }
            first = whole + start
        }
        switch length {
        case .pixels(let count): return count > 0 ? (first, count) : nil
        case .toEdge:
            guard let whole, whole > first else { return nil }
            return (first, whole - first)
        }
    }
}

extension MaskRectangle {
    /// Whether it is the same in numbers whatever the image.
    var isPlain: Bool {
        guard x >= 0, y >= 0, case .pixels = width, case .pixels = height else { return false }
        return true
    }
}

extension MaskRule {
    /// Rules that together say the same without edges: itself where it has none, else one for each size. `nil`:
    /// a size is not known.
    var withoutEdges: [MaskRule]? {
        let isPlain = areas.allSatisfy { area in
            if case .rectangle(let rectangle) = area.region { rectangle.isPlain } else { true }
        }
        if isPlain { return [self] }
        guard !sizes.isEmpty else { return nil }
        var rules: [MaskRule] = []
        for size in sizes {
            var rule = self
            rule.sizes = [size]
            for (index, area) in areas.enumerated() {
                guard case .rectangle(let rectangle) = area.region else { continue }
                guard let plain = PlainRectangle(rectangle, in: size) else { return nil }
                rule.areas[index].region = .rectangle(
                    MaskRectangle(
                        x: plain.x, y: plain.y, width: .pixels(plain.width),
                        height: .pixels(plain.height), isClipped: rectangle.isClipped))
            }
            rules.append(rule)
        }
        return rules
    }
}
