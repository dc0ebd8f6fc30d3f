import Raster

/// Rows that show the same bars, each perhaps a little further to one side than the one above.
struct StripedBand {
    /// The mean of the rows, each moved to where the middle one is.
    private(set) var profile: [Double]
    private(set) var rows: Range<Int>
    /// How far rows were moved.
    private(set) var shifts: ClosedRange<Int>

    /// Rows from one that is compared to the next.
    private static let step = 4
    /// The least correlation of rows that show the same bars.
    private static let leastCorrelation = 0.7
    private static let leastRows = 12

    /// The band round the middle of `box`; `nil` where its rows show no common bars.
    ///
    /// - Parameter isTransposed: whether the bars lie: then columns are rows.
    init?(_ levels: GrayLevels, _ box: PixelBox, isTransposed: Bool) {
        let (width, height) = isTransposed ? (box.height, box.width) : (box.width, box.height)
        guard width >= 32, height >= 8 else { return nil }
        func row(_ y: Int) -> [Double] {
            let start =
                isTransposed ? box.y * levels.width + box.x + y : (box.y + y) * levels.width + box.x
            let step = isTransposed ? levels.width : 1
            return (0..<width).map { Double(levels.pixels[start + step * $0]) }
        }
        let middle = height / 2
        var profile = row(middle)
        var reference = profile
        var count = 1.0
        rows = middle..<middle + 1
        shifts = 0...0
        for direction in [-1, 1] {
            var shift = 0
            var y = middle + direction * Self.step
            while y >= 0, y < height {
                let levels = row(y)
                // A lean of 15 degrees moves bars by a pixel in four rows.
                let best = (-2...2).map { change in
                    (change, Self.correlation(reference, levels, shift: shift + change))
                }.max { ($0.1, -abs($0.0)) < ($1.1, -abs($1.0)) }
                guard let best, best.1 >= Self.leastCorrelation else { break }
                shift += best.0
                for x in profile.indices {
                    profile[x] += levels[min(max(x + shift, 0), width - 1)]
                }
                count += 1
                // Later rows may show the end of the code only.
                if count < 6 { reference = profile.map { $0 / count } }
                rows = min(rows.lowerBound, y)..<max(rows.upperBound, y + 1)
                shifts = min(shifts.lowerBound, shift)...max(shifts.upperBound, shift)
                y += direction * Self.step
            }
        }
        self.profile = profile.map { $0 / count }
        guard rows.count >= Self.leastRows else { return nil }
        rows = max(0, rows.lowerBound - Self.step)..<min(height, rows.upperBound + Self.step)
    }

    /// Of the differences of neighbours, so that slow changes of brightness do not count.
    private static func correlation(
        _ one: [Double], _ other: [Double], shift: Int
    ) -> Double {
        var (product, first, second) = (0.0, 0.0, 0.0)
        let start = max(0, -shift)
        let end = min(one.count - 2, other.count - 2 - shift)
        guard end - start >= 24 else { return 0 }
        for x in start..<end {
            let a = one[x + 2] - one[x]
            let b = other[x + shift + 2] - other[x + shift]
            product += a * b
            first += a * a
            second += b * b
        }
        guard first > 0, second > 0 else { return 0 }
        return product / (first * second).squareRoot()
    }
}
