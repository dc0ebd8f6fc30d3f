import Raster

/// Splits a region into rows of text: cells of 4 x 4 pixels merge lines that stand close.
enum RowSplitter {
    /// Of a row's pixels, of the fullest row's ink, and of a usual row's: what is less than all of
    /// them is a gap. Rules and dashes fill a row; they must not make gaps of the letters beside them.
    private static let leastShare = 0.02
    private static let leastShareOfFullest = 0.1
    private static let leastShareOfUsual = 0.3
    /// Pixels of the lowest row that can be read.
    private static let leastHeight = 5
    /// A run of rows that is lower than this part of the highest is a rest: dots, accents,
    /// underlines, the feet of a neighbour.
    private static let leastPartOfHighest = 0.4
    /// A region with more is no text.
    private static let most = 32

    /// The runs of rows with ink, from the top; at most `most`.
    static func rows(of ink: InkImage) -> [Range<Int>] {
        let profile = ink.rowProfile
        guard let fullest = profile.max(), fullest > 0 else { return [] }
        let inked = profile.filter { $0 > 0 }.sorted()
        let threshold = min(
            max(leastShare * Double(ink.width), leastShareOfFullest * Double(fullest)),
            leastShareOfUsual * Double(inked[inked.count / 2]))
        let runs = runs(of: profile, above: threshold)
        let highest = runs.map(\.count).max() ?? 0
        let least = max(Double(leastHeight), leastPartOfHighest * Double(highest))
        let rows = runs.filter { Double($0.count) >= least }
        guard rows.count > 1 else {
            guard let first = rows.first ?? runs.first, let last = rows.last ?? runs.last else {
                return []
            }
            return [first.lowerBound..<last.upperBound]
        }
        guard rows.count <= most else { return [0..<ink.height] }
        return rows
    }

    /// The runs of lines of pixels that have more ink than `threshold`.
    static func runs(of profile: [Int], above threshold: Double) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start: Int?
        for (y, count) in profile.enumerated() {
            if Double(count) > threshold {
                start = start ?? y
            } else if let first = start {
                runs.append(first..<y)
                start = nil
            }
        }
        if let first = start { runs.append(first..<profile.count) }
        return runs
    }

    /// The height of a region cut between its rows, where there is least ink; together all of it.
    static func bands(of rows: [Range<Int>], in ink: InkImage) -> [Range<Int>] {
        let profile = ink.rowProfile
        var bands: [Range<Int>] = []
        var start = 0
        for (row, next) in zip(rows, rows.dropFirst()) {
            let gap = row.upperBound..<max(row.upperBound + 1, next.lowerBound)
            let least = gap.map { profile[$0] }.min() ?? 0
            let emptiest = gap.filter { profile[$0] == least }
            let cut = emptiest[emptiest.count / 2]
            bands.append(start..<cut)
            start = cut
        }
        bands.append(start..<ink.height)
        return bands
    }
}
