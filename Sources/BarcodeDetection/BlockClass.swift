/// What a block could be a part of.
struct BlockClass: OptionSet {
    let rawValue: UInt8

    /// Edges in both directions, as modules have.
    static let busy = BlockClass(rawValue: 1)
    /// Many edges from left to right, few from top to bottom.
    static let stripedAcross = BlockClass(rawValue: 2)
    /// The same turned.
    static let stripedDown = BlockClass(rawValue: 4)
    /// More edges from left to right than from top to bottom, as rows of bars have.
    static let leaningAcross = BlockClass(rawValue: 8)
    /// The same turned.
    static let leaningDown = BlockClass(rawValue: 16)
    /// Light and dark pixels with few between: no noise, no ramp.
    static let bilevel = BlockClass(rawValue: 32)
}
