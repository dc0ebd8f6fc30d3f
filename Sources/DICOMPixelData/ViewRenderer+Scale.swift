package import Raster

/// What the stretched views of a frame are scaled by.
package struct ViewScale: Hashable, Sendable {
    /// The values at the ends of each stretched view.
    fileprivate var ends: [ClosedRange<Int>]

    /// Whether a value looks nearly the same in views of either scale: no end is elsewhere by more
    /// than a fiftieth of what this scale shows.
    package func isLike(_ other: ViewScale) -> Bool {
        guard ends.count == other.ends.count else { return false }
        return zip(ends, other.ends).allSatisfy { mine, others in
            let width = mine.upperBound - mine.lowerBound
            return 50 * abs(mine.lowerBound - others.lowerBound) <= width
                && 50 * abs(mine.upperBound - others.upperBound) <= width
        }
    }
}

extension ViewRenderer {
    /// What the views of a frame of which these are the levels are scaled by; `nil` where that is not
    /// known: of numbers.
    package func scale(of counts: LevelCounts) -> ViewScale? {
        guard !description.isFloat else { return nil }
        let field = StoredField(
            description, bytesPerSample: counts.bytesPerSample, isSigned: counts.isSigned)
        let levels = StoredLevels(counts, field)
        guard let full = levels.range else { return nil }
        var ends: [ClosedRange<Int>] = []
        if counts.samplesPerPixel == 1 {
            let isDeep = description.bitsStored > 8
            if isDeep { ends.append(levels.percentiles(without: padding)) }
            if isDeep || full.count * 4 <= description.storedRange.count { ends.append(full) }
        }
        if levels.hasOtherBits, let range = levels.containers.range { ends.append(range) }
        return ViewScale(ends: ends)
    }
}
