import Raster

/// A dark (or light) square in a light ring in a dark one: ISO/IEC 18004 6.3.3.
struct FinderPattern {
    var x: Double
    var y: Double
    /// Pixels along a side of a module.
    var module: Double
    var isLight: Bool

    /// The pattern that a row crosses in its middle, if columns and diagonals agree with the row.
    init?(_ runs: RunPattern, in bits: BitPicture) {
        let row = runs.row
        let middle = (runs.start + runs.end) / 2
        let length = Double(runs.end - runs.start)
        guard
            let vertical = Self.runs(in: bits, from: (middle, row), step: (0, 1)),
            vertical.isFinder, vertical.length < 1.6 * length, length < 1.6 * vertical.length
        else { return nil }
        let centre = row + Int(vertical.shift.rounded())
        guard
            let horizontal = Self.runs(in: bits, from: (middle, centre), step: (1, 0)),
            horizontal.isFinder, vertical.length < 1.4 * horizontal.length,
            horizontal.length < 1.4 * vertical.length
        else { return nil }
        x = Double(middle) + horizontal.shift + 0.5
        y = Double(row) + vertical.shift + 0.5
        module = (vertical.length + horizontal.length) / 10
        isLight = bits[middle, centre]
        // A diagonal of an upright square has as many steps as its side has pixels; of one that is
        // turned, less.
        for step in [(1, 1), (1, -1)] {
            guard
                let diagonal = Self.runs(in: bits, from: (Int(x), Int(y)), step: step),
                diagonal.length > 0.5 * horizontal.length,
                diagonal.length < 1.6 * horizontal.length
            else { return nil }
        }
    }

    /// Five runs along a line through a point, which lies in the middle one.
    private struct Crossing {
        var widths: InlineArray<5, Int>
        /// From the point to the middle of its run.
        var shift: Double

        /// Of the inner three runs: outside of them, dark surroundings may follow.
        var length: Double { Double(widths[1] + widths[2] + widths[3]) }

        /// Towards the inside of a code the outer run ends at the separator; towards the outside
        /// it does where there is a quiet zone.
        var isFinder: Bool {
            let module = length / 5
            let tolerance = module * 0.6 + 0.5
            return abs(Double(widths[1]) - module) < tolerance
                && abs(Double(widths[3]) - module) < tolerance
                && abs(Double(widths[2]) - 3 * module) < 1.6 * tolerance
                && Double(min(widths[0], widths[4])) > 0.5 * module
                && Double(min(widths[0], widths[4])) < module + tolerance
        }
    }

    private static func runs(
        in bits: BitPicture, from start: (x: Int, y: Int), step: (x: Int, y: Int)
    ) -> Crossing? {
        guard bits.contains(start.x, start.y),
            let before = half(in: bits, from: start, step: (-step.x, -step.y)),
            let after = half(in: bits, from: start, step: step)
        else { return nil }
        return Crossing(
            widths: [before[2], before[1], before[0] + 1 + after[0], after[1], after[2]],
            shift: Double(after[0] - before[0]) / 2)
    }

    /// The rest of the middle run, the run beside it, and as much of the outer one as counts.
    private static func half(
        in bits: BitPicture, from start: (x: Int, y: Int), step: (x: Int, y: Int)
    ) -> InlineArray<3, Int>? {
        let colour = bits[start.x, start.y]
        var widths: InlineArray<3, Int> = [0, 0, 0]
        var run = 0
        var (x, y) = (start.x + step.x, start.y + step.y)
        while bits.contains(x, y) {
            if bits[x, y] != (run == 1 ? !colour : colour) {
                run += 1
                if run == 3 { return widths }
            }
            widths[run] += 1
            if widths[run] > longestRun { return run == 2 ? widths : nil }
            x += step.x
            y += step.y
        }
        return run == 2 ? widths : nil
    }

    /// Three modules of the largest size that is looked for at one scale, with room.
    private static let longestRun = 48

    /// Whether both are one pattern.
    func isSame(as other: FinderPattern) -> Bool {
        abs(x - other.x) < 3 * module && abs(y - other.y) < 3 * module
            && module < 1.6 * other.module && other.module < 1.6 * module
    }

    /// How well the grey levels agree with the pattern: a correlation, 1 at best.
    func likeness(in levels: GrayLevels) -> Double {
        RingPattern(x: x, y: y, module: module, isLight: isLight, side: 7)
            .likeness(in: levels) { $0 < 1.5 || $0 > 2.5 }
    }

    func distance(to other: FinderPattern) -> Double {
        ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
    }
}
