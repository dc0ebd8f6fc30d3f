/// Which blocks could be parts of codes.
struct BlockClasses {
    /// Edges in both directions.
    private(set) var busy: [Bool]
    /// Many edges from left to right, few from top to bottom.
    private(set) var stripedAcross: [Bool]
    /// The same turned.
    private(set) var stripedDown: [Bool]
    /// More edges from left to right than from top to bottom, as rows of bars have.
    private(set) var leaningAcross: [Bool]
    /// The same turned.
    private(set) var leaningDown: [Bool]

    init(_ levels: GrayLevels) {
        let count = levels.columns * levels.rows
        busy = [Bool](repeating: false, count: count)
        stripedAcross = busy
        stripedDown = busy
        leaningAcross = busy
        leaningDown = busy
        for block in 0..<count {
            let contrast = Int(levels.contrast[block])
            guard contrast >= GrayLevels.leastContrast else { continue }
            let (across, down) = (Int(levels.across[block]), Int(levels.down[block]))
            // Of modules of `n` pixels an edge lies in every second module, in either direction:
            // the differences are half of the contrast by `n`.
            busy[block] = 8 * (across + down) >= contrast * 16
            leaningAcross[block] = 16 * across >= contrast * 12 && 10 * across >= 12 * down
            leaningDown[block] = 16 * down >= contrast * 12 && 10 * down >= 12 * across
            stripedAcross[block] = 16 * across >= contrast * 16 && 10 * across >= 17 * down
            stripedDown[block] = 16 * down >= contrast * 16 && 10 * down >= 17 * across
        }
    }
}
