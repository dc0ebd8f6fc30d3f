import Raster

/// Devices and viewers enlarge bitmap fonts by repeating pixels. Enlarged smoothly such letters keep
/// their stairs and read badly; reduced to the pixels of their font they are enlarged like any other.
struct PixelDoubling: Hashable {
    /// How often a pixel is repeated along an axis, and where the first whole one begins.
    struct Axis: Hashable {
        var factor = 1
        var phase = 0
    }

    var horizontal = Axis()
    var vertical = Axis()

    /// More than 8 pixels make one only in letters so large that their stairs do not matter.
    private static let factors = 2...8
    /// Of all steps of brightness, how many must lie on the grid. Coding with losses moves some.
    private static let leastShare = 0.8
    /// What differs less is noise.
    private static let leastStep = 24

    /// Nothing is repeated.
    init() {}

    /// Looks for repeated pixels in `image`, an ink image.
    init(in image: GrayImage) {
        guard image.width > 1, image.height > 1 else { return }
        var columns = [Int](repeating: 0, count: image.width)
        var rows = [Int](repeating: 0, count: image.height)
        for y in 0..<image.height {
            for x in 0..<image.width {
                let value = Int(image[x, y])
                if x > 0 { columns[x] += Self.step(value, Int(image[x - 1, y])) }
                if y > 0 { rows[y] += Self.step(value, Int(image[x, y - 1])) }
            }
        }
        horizontal = Self.axis(columns)
        vertical = Self.axis(rows)
    }

    private static func step(_ a: Int, _ b: Int) -> Int {
        let difference = abs(a - b)
        return difference < leastStep ? 0 : difference
    }

    private static func axis(_ steps: [Int]) -> Axis {
        let total = steps.reduce(0, +)
        // A single edge lies on every grid.
        guard total > 0, steps.count(where: { $0 * 20 > total }) >= 3 || steps.count > 24 else {
            return Axis()
        }
        for factor in factors.reversed() where steps.count >= 4 * factor {
            var sums = [Int](repeating: 0, count: factor)
            for (position, step) in steps.enumerated() { sums[position % factor] += step }
            guard let phase = sums.indices.max(by: { sums[$0] < sums[$1] }) else { continue }
            if Double(sums[phase]) >= leastShare * Double(total) {
                return Axis(factor: factor, phase: phase)
            }
        }
        return Axis()
    }

    /// The same in a crop that begins at the corner of `box`.
    func moved(by box: PixelBox) -> PixelDoubling {
        var result = self
        result.horizontal.phase = Self.phase(horizontal, from: box.x)
        result.vertical.phase = Self.phase(vertical, from: box.y)
        return result
    }

    private static func phase(_ axis: Axis, from start: Int) -> Int {
        ((axis.phase - start) % axis.factor + axis.factor) % axis.factor
    }

    var isNone: Bool { horizontal.factor == 1 && vertical.factor == 1 }

    /// `image` with each block of repeated pixels as one, their mean.
    func undone(_ image: GrayImage) -> GrayImage {
        guard !isNone else { return image }
        let columns = Self.blocks(of: image.width, horizontal)
        let rows = Self.blocks(of: image.height, vertical)
        var result = GrayImage(width: columns.count, height: rows.count)
        for (y, row) in rows.enumerated() {
            for (x, column) in columns.enumerated() {
                var sum = 0
                for sourceY in row {
                    for sourceX in column { sum += Int(image[sourceX, sourceY]) }
                }
                let count = row.count * column.count
                result[x, y] = UInt8((sum + count / 2) / count)
            }
        }
        return result
    }

    private static func blocks(of length: Int, _ axis: Axis) -> [Range<Int>] {
        // A crop may end before the first whole block begins.
        var blocks: [Range<Int>] = axis.phase > 0 ? [0..<min(axis.phase, length)] : []
        blocks += stride(from: axis.phase, to: length, by: axis.factor).map { start in
            start..<min(length, start + axis.factor)
        }
        return blocks
    }
}
