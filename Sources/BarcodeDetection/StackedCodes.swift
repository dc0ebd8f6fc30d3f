import Raster

/// PDF417: rows of bars between a start and a stop pattern, which stand the whole height of the code.
struct StackedCodes {
    let levels: GrayLevels
    /// Blocks with more edges across bars than along them.
    let leaning: [Bool]
    /// Whether bars lie: then patterns are of columns.
    let isTransposed: Bool

    /// Rows that show the pattern at least, of those that are looked at.
    private static let leastHits = 4

    /// A start or a stop pattern.
    private struct Guard {
        var start: Int
        var end: Int
        var first: Int
        var last: Int
        var hits: Int
    }

    /// - Parameter hits: from the top.
    func regions(_ hits: [RunPattern]) -> [FoundCode] {
        var guards: [Guard] = []
        for hit in hits {
            let width = hit.end - hit.start
            // A row that is spoilt may leave a gap, and a code that leans moves to the side.
            if let index = guards.firstIndex(where: {
                hit.row - $0.last <= max(16, width) && abs($0.start - hit.start) <= width / 4
                    && abs($0.end - hit.end) <= width / 4
            }) {
                guards[index].start = hit.start
                guards[index].end = hit.end
                guards[index].last = hit.row
                guards[index].hits += 1
            } else if guards.count < 1024 {
                guards.append(
                    Guard(
                        start: hit.start, end: hit.end, first: hit.row, last: hit.row, hits: 1))
            }
        }
        return guards.filter { $0.hits >= Self.leastHits }.compactMap { code(with: $0) }
    }

    /// - Returns: `nil` for a pattern that stands alone: a code goes on beside it.
    private func code(with pattern: Guard) -> FoundCode? {
        let pixels = PixelBox(
            x: pattern.start, y: pattern.first, maxX: pattern.end, maxY: pattern.last + 1)
        // 90 columns and 30 characters of 17 modules; the pattern has about as many.
        let reach = Double(40 * pixels.width)
        let box =
            isTransposed
            ? PixelBox(x: pixels.y, y: pixels.x, width: pixels.height, height: pixels.width)
            : pixels
        var whole = box
        var longest = 0
        for (x, y) in [
            (box.x, box.y + box.height / 2), (box.maxX, box.y + box.height / 2),
            (box.x + box.width / 2, box.y), (box.x + box.width / 2, box.maxY),
            (box.x + box.width / 2, box.y + box.height / 2),
        ] {
            let grown = BlockComponent.around(
                x: Double(x), y: Double(y), reach: reach, leaning, levels)
            guard let grown else { continue }
            whole = whole.union(grown.pixels)
            longest = max(longest, isTransposed ? grown.pixels.height : grown.pixels.width)
        }
        guard 2 * longest >= 3 * pixels.width else { return nil }
        // The wide bar of the other pattern holds no edge, which parts it from the rest.
        let rest = pixels.width
        whole =
            isTransposed
            ? PixelBox(
                x: whole.x, y: whole.y - rest, width: whole.width, height: whole.height + 2 * rest)
            : PixelBox(
                x: whole.x - rest, y: whole.y, width: whole.width + 2 * rest, height: whole.height)
        return FoundCode(kind: .stacked, whole.expanded(by: 2), score: 0.9)
    }
}
