import Raster

/// Aztec codes: rings of one module each round the middle of the code (ISO/IEC 24778 7.2.1).
struct AztecCodes {
    let levels: GrayLevels
    let bits: BitPicture
    /// Blocks with as many edges as modules have.
    let busy: [Bool]

    private static let leastLikeness = 0.65
    private static let mostPatterns = 64

    func regions(_ hits: [RunPattern]) -> [FoundCode] {
        var found: [FoundCode] = []
        for hit in hits {
            guard found.count < Self.mostPatterns, let rings = rings(at: hit) else { continue }
            let place = PixelBox(x: Int(rings.x), y: Int(rings.y), width: 1, height: 1)
            if found.contains(where: { $0.box.contains(place) }) { continue }
            guard
                rings.likeness(in: levels, isInk: { Int($0 + 0.5) % 2 == 0 })
                    >= Self.leastLikeness
            else { continue }
            if let code = code(round: rings) { found.append(code) }
        }
        return found
    }

    /// The rings that a row crosses, if the column through their middle agrees.
    private func rings(at hit: RunPattern) -> RingPattern? {
        let module = Double(hit.end - hit.start) / 7
        let middle = (hit.start + hit.end) / 2
        guard let vertical = crossing(from: (middle, hit.row), step: (0, 1), module) else {
            return nil
        }
        let row = hit.row + Int(vertical.rounded())
        guard let horizontal = crossing(from: (middle, row), step: (1, 0), module) else {
            return nil
        }
        return RingPattern(
            x: Double(middle) + horizontal + 0.5, y: Double(hit.row) + vertical + 0.5,
            module: module, isLight: bits[middle, row], side: 7)
    }

    /// How far the middle of the run that a point lies in is, if the three runs to both sides are as
    /// wide as modules.
    private func crossing(
        from start: (x: Int, y: Int), step: (x: Int, y: Int), _ module: Double
    ) -> Double? {
        guard bits.contains(start.x, start.y) else { return nil }
        let longest = Int(1.7 * module + 1)
        func half(_ direction: Int) -> Int? {
            var colour = bits[start.x, start.y]
            var (run, width, first) = (0, 0, 0)
            var (x, y) = (start.x, start.y)
            while true {
                x += direction * step.x
                y += direction * step.y
                guard bits.contains(x, y) else { return nil }
                if bits[x, y] == colour {
                    width += 1
                    guard width <= longest else { return nil }
                    continue
                }
                if run == 0 {
                    first = width
                } else if Double(width) < 0.45 * module {
                    return nil
                }
                if run == 3 { return first }
                run += 1
                width = 1
                colour.toggle()
            }
        }
        guard let before = half(-1), let after = half(1),
            Double(before + after + 1) > 0.5 * module,
            Double(before + after + 1) < 1.7 * module + 1
        else { return nil }
        return Double(after - before) / 2
    }

    /// The code has the rings in its middle, and 15 to 151 modules along a side; `nil` for rings that
    /// stand alone.
    private func code(round rings: RingPattern) -> FoundCode? {
        let reach = 76 * rings.module
        let least = 8.5 * rings.module
        let core = PixelBox(
            x: Int(rings.x - least), y: Int(rings.y - least),
            maxX: Int(rings.x + least) + 1, maxY: Int(rings.y + least) + 1)
        guard
            let grown = BlockComponent.around(
                x: rings.x, y: rings.y, reach: reach, busy, levels)
        else { return nil }
        let box = grown.pixels
        guard Double(max(box.width, box.height) - GrayLevels.side) > 12 * rings.module else {
            return nil
        }
        return FoundCode(kind: .aztec, core.union(box), score: 0.9)
    }
}
