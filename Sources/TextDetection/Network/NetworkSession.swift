import Raster

/// One heat map a frame: the maximum over its views, kept where nothing changes.
///
/// What changed is looked at twice: quickly, with as little of its surroundings as the allowance
/// pays for, and where that shows something, with all that the network needs to be sure. Without its
/// surroundings a tile seldom hides text, but often seems to show some where there is none: of 60
/// development images (2026-11), parts of 64 x 32 pixels without any hid 1.6 % of the tiles with text
/// below 0.1, and two thirds of those without text were above it. So what the closer look refuted has
/// to show more to be looked at again, unless the allowance pays for it.
final class NetworkSession: TextSession {
    /// Surroundings of the quick look in pixels, the most first.
    private static let contexts = [48, 32, 16, 0]
    /// The share of the threshold from which on the quick look sees something.
    private static let quickShare = 0.3
    /// By how much a tile has to exceed what was refuted, in 1/255.
    private static let refutedStep = 20

    private let source: any HeatMapSource
    private let search: TextSearch
    private let lines: TextLineFinder
    private let quickThreshold: UInt8
    private let threshold: UInt8
    private var canvas: HeatMapCanvas?
    private var allowance = LookAllowance()
    /// What tiles of the frame seemed to show, and did not, row by row.
    private var refuted: [UInt8] = []
    private var found: [TextRegion] = []

    init(source: any HeatMapSource, lines: TextLineFinder, search: TextSearch) {
        self.source = source
        self.lines = lines
        self.search = search
        func level(_ probability: Double) -> UInt8 { UInt8(min(max(probability * 255, 1), 255)) }
        quickThreshold = level(lines.threshold * Self.quickShare)
        threshold = level(lines.threshold)
    }

    var examinesParts: Bool { true }

    func regions(in picture: Picture) throws(TextDetectionError) -> [TextRegion] {
        let map = try heatMap(of: picture)
        guard canvas?.showsNewLines != false else { return found }
        canvas?.settleLines()
        found = lines.lines(
            in: map, width: picture.width, height: picture.height,
            look: search.look
        ).map { TextRegion(box: $0.box, score: $0.score, finders: .network) }
        return found
    }

    /// The heat map of the picture.
    func heatMap(of picture: Picture) throws(TextDetectionError) -> HeatMap {
        if let canvas, picture.isContinuation, canvas.width == picture.width,
            canvas.height == picture.height
        {
            return try changed(canvas, picture)
        }
        return try new(picture)
    }

    private func new(_ picture: Picture) throws(TextDetectionError) -> HeatMap {
        var canvas = HeatMapCanvas(
            width: picture.width, height: picture.height, least: quickThreshold)
        for part in picture.parts {
            _ = try canvas.evaluate(
                HeatMapCanvas.Plan(part, wanted: part.tiles), with: source,
                context: HeatMapCanvas.fullContext, search)
        }
        allowance = LookAllowance(pixels: picture.width * picture.height, cost: canvas.cost)
        refuted = [UInt8](repeating: 0, count: canvas.tileCount)
        self.canvas = canvas
        return canvas.map
    }

    private func changed(
        _ canvas: HeatMapCanvas, _ picture: Picture
    ) throws(TextDetectionError) -> HeatMap {
        // A frame that could not be examined leaves nothing behind.
        self.canvas = nil
        var canvas = canvas
        let plans = picture.parts.map { HeatMapCanvas.Plan($0, wanted: $0.tiles) }
        allowance.earn(tiles: picture.parts.reduce(0) { $0 + $1.tiles.count })
        let context =
            Self.contexts.first { context in
                allowance.allows(plans.reduce(0) { $0 + $1.cost(context: context) })
            } ?? 0
        let before = canvas.cost
        for plan in plans {
            let neighbours = litNeighbours(of: plan, canvas)
            let unsettled = try canvas.evaluate(plan, with: source, context: context, search)
            try lookClosely(
                at: unsettled, and: neighbours, plan, &canvas, picture.known, before: before)
        }
        allowance.spend(canvas.cost - before)
        self.canvas = canvas
        return canvas.map
    }

    /// Looks again, with the surroundings, at what may be text.
    ///
    /// - Parameters:
    ///   - unsettled: tiles that were looked at quickly.
    ///   - neighbours: tiles to look at in any case.
    ///   - before: the cost of the canvas before the frame.
    private func lookClosely(
        at unsettled: TileSet, and neighbours: TileSet, _ plan: HeatMapCanvas.Plan,
        _ canvas: inout HeatMapCanvas, _ known: [PixelBox], before: Int
    ) throws(TextDetectionError) {
        var levels: [(tile: (column: Int, row: Int), level: UInt8)] = []
        var doubtful = neighbours
        var perhaps = neighbours
        for tile in unsettled.tiles {
            let level = canvas.map.greatest(
                in: canvas.cells(ofTile: tile, plan), outside: known)
            let index = canvas.tileIndex(tile, plan)
            guard level >= quickThreshold else { continue }
            levels.append((tile, level))
            perhaps[tile.column, tile.row] = true
            let needed = refuted[index] == 0 ? 0 : Int(refuted[index]) + Self.refutedStep
            if level >= needed { doubtful[tile.column, tile.row] = true }
        }
        guard !perhaps.isEmpty else { return }
        var look = HeatMapCanvas.Plan(plan.part, wanted: perhaps.grown)
        let cost = look.cost(context: HeatMapCanvas.settlingContext)
        if !allowance.allows(canvas.cost - before + cost) {
            look = HeatMapCanvas.Plan(plan.part, wanted: doubtful.grown)
        }
        _ = try canvas.evaluate(
            look, with: source, context: HeatMapCanvas.settlingContext, search)
        for (tile, level) in levels {
            let cells = canvas.cells(ofTile: tile, plan)
            if !look.wanted[tile.column, tile.row] {
                // It shows no more than what was refuted.
                canvas.clear(cells)
            } else if !canvas.map.reaches(threshold, in: cells) {
                let index = canvas.tileIndex(tile, plan)
                refuted[index] = max(refuted[index], level)
            }
        }
    }

    /// The tiles beside those that change that showed something until now: text that goes takes with
    /// it what it lit round it. Of a cine, where it was seen once is enough.
    private func litNeighbours(
        of plan: HeatMapCanvas.Plan, _ canvas: HeatMapCanvas
    ) -> TileSet {
        guard search.isPerFrame else { return plan.wanted.filtered { _ in false } }
        return plan.wanted.grown.filtered { tile in
            !plan.wanted[tile.column, tile.row]
                && canvas.map.reaches(quickThreshold, in: canvas.cells(ofTile: tile, plan))
        }
    }
}

/// How many pixels of changed frames may be looked at.
///
/// A frame of which a hundredth changes should cost about two hundredths of a whole one, and a
/// frame of which more changes hardly more than that share: so a hundred frames cost less than
/// three, or one and a half times what changes in them.
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
