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

    /// The band round the middle of `image`; `nil` where its rows show no common bars.
    init?(_ image: GrayImage) {
        guard image.width >= 32, image.height >= 8 else { return nil }
        let middle = image.height / 2
        var profile = Self.row(image, middle)
        var reference = profile
        var count = 1.0
        rows = middle..<middle + 1
        shifts = 0...0
        for direction in [-1, 1] {
            var shift = 0
            var y = middle
            while true {
                y += direction * Self.step
                guard y >= 0, y < image.height else { break }
                let row = Self.row(image, y)
                // A lean of 15 degrees moves bars by a pixel in four rows.
                let best = (-2...2).map { change in
                    (change, Self.correlation(reference, row, shift: shift + change))
                }.max { ($0.1, -abs($0.0)) < ($1.1, -abs($1.0)) }
                guard let best, best.1 >= Self.leastCorrelation else { break }
                shift += best.0
                for x in profile.indices {
                    profile[x] += row[min(max(x + shift, 0), row.count - 1)]
                }
                count += 1
                if count < 6 { reference = profile.map { $0 / count } }
                rows =
                    min(rows.lowerBound, y)..<max(rows.upperBound, y + 1)
                shifts = min(shifts.lowerBound, shift)...max(shifts.upperBound, shift)
            }
        }
        self.profile = profile.map { $0 / count }
        guard rows.count >= Self.leastRows else { return nil }
        rows =
            max(0, rows.lowerBound - Self.step)..<min(image.height, rows.upperBound + Self.step)
    }

    private static func row(_ image: GrayImage, _ y: Int) -> [Double] {
        image.pixels[y * image.width..<(y + 1) * image.width].map(Double.init)
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
