import Raster

/// Linear codes: parallel bars of few, mixed widths.
struct LinearCodes {
    let levels: GrayLevels
    /// Blocks that are crossed by bars.
    let striped: [Bool]
    /// Whether bars lie: then pictures are mirrored first.
    let isTransposed: Bool

    /// Blocks along a code at least.
    private static let leastBlocks = 5
    /// The share of its box that a code fills at least, one that leans by ten degrees.
    private static let leastDensity = 0.25
    /// Rows in which the bars of a code that leans move by a pixel: 14 degrees.
    private static let steepest = 4
    /// The share of its blocks that are bilevel.
    private static let leastBilevel = 0.75

    func regions() -> [FoundCode] {
        let components = BlockComponent.all(of: joined, columns: levels.columns)
        return components.compactMap { component in
            let length = isTransposed ? component.box.height : component.box.width
            guard length >= Self.leastBlocks, component.density >= Self.leastDensity,
                // Wood and blinds fill a picture, codes lie on something.
                10 * component.box.area < 9 * striped.count, isBilevel(component)
            else { return nil }
            return code(in: component)
        }
    }

    /// Whether most blocks hold light and dark pixels with few between.
    private func isBilevel(_ component: BlockComponent) -> Bool {
        var count = 0
        for row in component.box.y..<component.box.maxY {
            for column in component.box.x..<component.box.maxX {
                let block = row * levels.columns + column
                if striped[block], levels.classes[block].contains(.bilevel) { count += 1 }
            }
        }
        return Double(count) >= Self.leastBilevel * Double(component.count)
    }

    /// Wide bars leave a block without an edge now and then.
    private var joined: [Bool] {
        var result = striped
        let step = isTransposed ? levels.columns : 1
        guard striped.count > 2 * step else { return result }
        for block in step..<striped.count - step
        where striped[block - step] && striped[block + step] {
            result[block] = true
        }
        return result
    }

    private func code(in component: BlockComponent) -> FoundCode? {
        let side = GrayLevels.side
        let box = PixelBox(
            x: (component.box.x - 2) * side, y: (component.box.y - 2) * side,
            width: (component.box.width + 4) * side, height: (component.box.height + 4) * side
        ).clipped(toWidth: levels.width, height: levels.height)
        let height = (isTransposed ? component.box.width : component.box.height) * side
        // Rows of waves and grain are alike for a while, but soon differ.
        guard let band = StripedBand(levels, box, isTransposed: isTransposed),
            5 * band.rows.count >= 2 * height,
            Self.steepest * (band.shifts.count - 1) <= band.rows.count + side,
            let stretch = BarSequence(band.profile)
        else { return nil }
        let lean = band.shifts
        var code = FoundCode(
            kind: .linear, left: Double(stretch.start + lean.lowerBound) - 2,
            top: Double(band.rows.lowerBound) - 1,
            right: Double(stretch.end + lean.upperBound) + 2,
            bottom: Double(band.rows.upperBound) + 1, score: stretch.score)
        if isTransposed { code = code.transposed }
        // Of a code that leans, no two rows show the same part: its blocks say how far it reaches.
        code.left = min(code.left + Double(box.x), Double(component.box.x * side))
        code.top = min(code.top + Double(box.y), Double(component.box.y * side))
        code.right = max(code.right + Double(box.x), Double(component.box.maxX * side))
        code.bottom = max(code.bottom + Double(box.y), Double(component.box.maxY * side))
        return code
    }
}
