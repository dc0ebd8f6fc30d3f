/// The longest sequence of bars and spaces in a profile that could be a code.
struct BarSequence {
    private(set) var start: Int
    private(set) var end: Int
    private(set) var score: Double

    /// Code 39 with one character has 29 bars and spaces, ITF with four digits 27; some may be cut.
    private static let leastRuns = 19
    private static let mostModule = 9.0

    /// - Returns: `nil` where there is none.
    init?(_ profile: [Double]) {
        let turns = Self.turns(of: profile)
        guard turns.count > Self.leastRuns else { return nil }
        // An edge lies where the profile crosses the middle between two turns.
        let edges = zip(turns, turns.dropFirst()).map { one, other -> Double in
            let level = (profile[one] + profile[other]) / 2
            var x = one
            while x < other, (profile[x] < level) == (profile[one] < level) { x += 1 }
            let (a, b) = (profile[max(x - 1, 0)], profile[x])
            return Double(x) - (a == b ? 0 : (b - level) / (b - a))
        }
        var best: BarSequence?
        var first = 0
        while first + Self.leastRuns < edges.count {
            let widths = zip(edges[first...], edges[(first + 1)...]).map { $1 - $0 }
            let sorted = widths.sorted()
            let module = max(sorted[sorted.count / 5], 1.2)
            var last = first
            // No bar or space is wider than four modules; blurring makes narrow ones look narrower.
            while last + 1 < edges.count, edges[last + 1] - edges[last] <= 6.5 * module {
                last += 1
            }
            if last - first >= Self.leastRuns, module <= Self.mostModule,
                let sequence = BarSequence(
                    profile, turns: Array(turns[first...last + 1]),
                    edges: Array(edges[first...last]))
            {
                if sequence.end - sequence.start > (best.map { $0.end - $0.start } ?? 0) {
                    best = sequence
                }
            }
            first = max(last, first + 1)
        }
        guard let best else { return nil }
        self = best
    }

    /// - Parameters:
    ///   - turns: the darkest and lightest places, one before each edge and one behind the last.
    ///   - edges: of bars and spaces, in pixels.
    private init?(_ profile: [Double], turns: [Int], edges: [Double]) {
        let widths = zip(edges, edges.dropFirst()).map { $1 - $0 }
        let inner = turns.dropFirst().dropLast()
        let levels = inner.map { profile[$0] }
        let even = stride(from: 0, to: levels.count, by: 2).map { levels[$0] }
        let odd = stride(from: 1, to: levels.count, by: 2).map { levels[$0] }
        let (one, other) = (Spread(even), Spread(odd))
        let contrast = abs(one.mean - other.mean)
        // Ink and paper have one level each.
        guard contrast >= 16, one.deviation + other.deviation < 0.55 * contrast else { return nil }
        // Both bars and spaces come in several widths, unlike the marks of a ruler or a grating.
        let bars = Spread(stride(from: 0, to: widths.count, by: 2).map { widths[$0] })
        let spaces = Spread(stride(from: 1, to: widths.count, by: 2).map { widths[$0] })
        guard (0.2...0.95).contains(bars.deviation / bars.mean),
            (0.2...0.95).contains(spaces.deviation / spaces.mean),
            bars.mean < 2.5 * spaces.mean, spaces.mean < 2.5 * bars.mean,
            10 * Self.changes(in: widths) > 3 * (widths.count - 2)
        else { return nil }
        start = Int(edges[0])
        end = Int(edges[edges.count - 1]) + 1
        score = min(1, Double(widths.count) / 40)
    }

    /// How often a bar is not as wide as the one before, or a space: of line pairs, each group of
    /// which has its own width, that is seldom.
    private static func changes(in widths: [Double]) -> Int {
        zip(widths, widths.dropFirst(2)).count { one, other in
            abs(one - other) > 0.3 * min(one, other)
        }
    }

    /// Where a profile turns: its local extremes, dark and light in turn.
    private static func turns(of profile: [Double]) -> [Int] {
        let sorted = profile.sorted()
        let range = sorted[sorted.count * 19 / 20] - sorted[sorted.count / 20]
        let least = max(8, 0.15 * range)
        var turns: [Int] = []
        var low = 0
        var high = 0
        var isRising: Bool?
        for x in profile.indices {
            if profile[x] < profile[low] { low = x }
            if profile[x] > profile[high] { high = x }
            if isRising != false, profile[high] - profile[x] > least {
                turns.append(high)
                isRising = false
                low = x
            } else if isRising != true, profile[x] - profile[low] > least {
                turns.append(low)
                isRising = true
                high = x
            }
        }
        switch isRising {
        case true?: turns.append(high)
        case false?: turns.append(low)
        case nil: break
        }
        return turns
    }
}

/// Mean and standard deviation.
private struct Spread {
    let mean: Double
    let deviation: Double

    init(_ values: [Double]) {
        let count = Double(max(values.count, 1))
        let mean = values.reduce(0, +) / count
        self.mean = mean
        deviation =
            (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
    }
}
