/// How many pixels of changed frames may be looked at.
///
/// A frame of which a hundredth changes should cost about two hundredths of a whole one, and a
/// frame of which more changes hardly more than that share: so a hundred frames cost less than
/// three, or one and a half times what changes in them. It decides on the surroundings of quick looks
/// only: what they doubt is looked at closely, and what is narrow not without its surroundings,
/// beyond the allowance where they must be.
struct LookAllowance {
    /// What one frame may cost of a whole one, however little of it changes.
    private static let leastShare = 0.014
    /// What a changed pixel may cost.
    private static let factor = 1.3
    /// What is there to begin with, of the cost of a whole frame; unspent allowance may grow to it.
    private static let reserve = 0.25

    private let pixels: Double
    private let cost: Double
    private var balance: Double

    init(pixels: Int = 0, cost: Int = 0) {
        self.pixels = max(Double(pixels), 1)
        // The views of a flat frame cost nothing; the next frame need not be flat.
        self.cost = max(Double(cost), Double(pixels))
        balance = Self.reserve * self.cost
    }

    /// A frame of which this many tiles changed.
    mutating func earn(tiles: Int) {
        let side = Double(TileSet.changeSide)
        let share = min(Double(tiles) * side * side / pixels, 1)
        balance = min(
            balance + max(Self.factor * share, Self.leastShare) * cost,
            max(Self.reserve, Self.factor * share) * cost)
    }

    func allows(_ cost: Int) -> Bool { Double(cost) <= balance }

    mutating func spend(_ cost: Int) { balance = max(0, balance - Double(cost)) }
}
