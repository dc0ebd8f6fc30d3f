import Raster

/// QR and Micro QR codes: three finder patterns at the corners of a square, or one of them with
/// what it belongs to.
struct QRCodes {
    let levels: GrayLevels
    let bits: BitPicture
    /// Blocks with as many edges as modules have.
    let busy: [Bool]

    /// Modules between the middles of two patterns: 14 of version 1, 170 of version 40.
    private static let distances = 12.5...180.0

    private static let leastLikeness = 0.65
    /// Of a pattern without fellows.
    private static let leastLoneLikeness = 0.8
    /// A picture with more is full of codes, or shows something else.
    private static let mostPatterns = 512

    func regions(_ hits: [RunPattern]) -> [FoundCode] {
        var patterns: [FinderPattern] = []
        for hit in hits {
            guard patterns.count < Self.mostPatterns,
                let pattern = FinderPattern(hit, in: bits),
                !patterns.contains(where: { $0.isSame(as: pattern) }),
                pattern.likeness(in: levels) >= Self.leastLikeness
            else { continue }
            patterns.append(pattern)
        }
        var found = codes(of: patterns)
        for pattern in patterns {
            let place = PixelBox(x: Int(pattern.x), y: Int(pattern.y), width: 1, height: 1)
            if found.contains(where: { $0.box.contains(place) }) { continue }
            if let code = lone(pattern) { found.append(code) }
        }
        return found
    }

    /// Squares of which three corners hold a pattern.
    private func codes(of patterns: [FinderPattern]) -> [FoundCode] {
        var found: [FoundCode] = []
        for corner in patterns {
            // Of the patterns about, those that could be of the same code.
            let others = patterns.filter { other in
                let distance = corner.distance(to: other) / corner.module
                return Self.distances.contains(distance) && other.isLight == corner.isLight
                    && other.module < 1.5 * corner.module && corner.module < 1.5 * other.module
            }.prefix(32)
            for (index, one) in others.enumerated() {
                for other in others[(index + 1)...] {
                    let a = (x: one.x - corner.x, y: one.y - corner.y)
                    let b = (x: other.x - corner.x, y: other.y - corner.y)
                    let (first, second) = (corner.distance(to: one), corner.distance(to: other))
                    let cosine = (a.x * b.x + a.y * b.y) / (first * second)
                    guard abs(cosine) < 0.25, first < 1.3 * second, second < 1.3 * first else {
                        continue
                    }
                    // From the middles of patterns to the edge: 3.5 modules, and one more.
                    let reach = 4.5 * corner.module
                    let xs = [0, a.x, b.x, a.x + b.x]
                    let ys = [0, a.y, b.y, a.y + b.y]
                    let lean = 1 + min(abs(a.x * a.y) / (first * first), 0.5)
                    found.append(
                        FoundCode(
                            kind: .qrCode,
                            left: corner.x + (xs.min() ?? 0) - reach * lean,
                            top: corner.y + (ys.min() ?? 0) - reach * lean,
                            right: corner.x + (xs.max() ?? 0) + reach * lean,
                            bottom: corner.y + (ys.max() ?? 0) + reach * lean, score: 1))
                }
            }
        }
        return found
    }

    /// What a pattern belongs to whose fellows are cut off, spoilt, or not there (Micro QR).
    private func lone(_ pattern: FinderPattern) -> FoundCode? {
        guard pattern.likeness(in: levels) >= Self.leastLoneLikeness else { return nil }
        let reach = 60 * pattern.module
        guard
            let grown = BlockComponent.around(
                x: pattern.x, y: pattern.y, reach: reach, busy, levels)
        else { return nil }
        let box = grown.pixels
        // Micro QR has 11 modules at least, a square that stands alone 7; blocks reach half of their
        // side beyond either edge.
        guard Double(min(box.width, box.height) - GrayLevels.side) > 10 * pattern.module,
            grown.density > 0.6,
            max(box.width, box.height) < 4 * min(box.width, box.height)
        else { return nil }
        return FoundCode(kind: .qrCode, box, score: 0.6)
    }
}
