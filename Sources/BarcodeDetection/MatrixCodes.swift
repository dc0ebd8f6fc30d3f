import Raster

/// Data Matrix codes: two sides are solid lines, the two opposite ones alternate from module to
/// module (ISO/IEC 16022 5.1).
struct MatrixCodes {
    let levels: GrayLevels
    let bits: BitPicture
    /// Blocks with as many edges as modules have.
    let busy: [Bool]

    /// Blocks along a side at least: ten modules of two pixels.
    private static let leastBlocks = 2
    private static let leastDensity = 0.7
    /// A larger code is looked for one scale up: 52 modules of two pixels need no more.
    private static let mostPixels = 16_000
    private static let mostComponents = 256
    private static let leastContrast = 24
    /// How much of a code may be neither light nor dark.
    private static let mostGrey = 0.36
    /// Slopes of the sides, in 1/32 of a pixel a pixel: up to six degrees.
    private static let slopes = [0, -1, 1, -2, 2, -3, 3]

    func regions() -> [FoundCode] {
        BlockComponent.all(of: busy, columns: levels.columns).lazy
            .filter { component in
                let (width, height) = (component.box.width, component.box.height)
                return min(width, height) >= Self.leastBlocks
                    && max(width, height) <= 4 * min(width, height)
                    && component.density >= Self.leastDensity
                    && component.pixels.area <= Self.mostPixels
                    && isBilevel(component.pixels)
            }
            .prefix(Self.mostComponents)
            .compactMap { code(in: $0) }
    }

    /// Whether most pixels are light or dark.
    private func isBilevel(_ box: PixelBox) -> Bool {
        let box = box.clipped(toWidth: levels.width, height: levels.height)
        var counts = [Int](repeating: 0, count: 256)
        var total = 0
        for y in stride(from: box.y, to: box.maxY, by: 2) {
            for x in stride(from: box.x, to: box.maxX, by: 2) {
                counts[Int(levels.pixels[y * levels.width + x])] += 1
                total += 1
            }
        }
        func level(below share: Int) -> Int {
            var sum = 0
            return counts.firstIndex { count in
                sum += count
                return 100 * sum >= share * total
            } ?? 255
        }
        let (low, high) = (level(below: 5), level(below: 95))
        guard high - low >= Self.leastContrast else { return false }
        let range = low + (high - low) * 3 / 10...high - (high - low) * 3 / 10
        return Double(range.reduce(0) { $0 + counts[$1] }) <= Self.mostGrey * Double(total)
    }

    private func code(in component: BlockComponent) -> FoundCode? {
        let box = component.pixels.expanded(by: 4).clipped(
            toWidth: levels.width, height: levels.height)
        let pixels = MatrixPixels(bits, box)
        for slope in Self.slopes {
            for ink in [false, true]
            where MatrixFrame(bits, pixels, slope: slope, ink: ink).isCode {
                return FoundCode(kind: .dataMatrix, component.pixels, score: 0.8)
            }
        }
        return nil
    }
}
