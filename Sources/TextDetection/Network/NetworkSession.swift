import Raster

/// One heat map a frame: the maximum over its views, kept where nothing changes.
///
/// What changed is looked at twice: quickly, with as little of its surroundings as the allowance
/// pays for, and where that shows something, with all that the network needs to be sure, whatever
/// that costs. Without its surroundings a tile seldom hides text, but often seems to show some where
/// there is none: of 60 development images (2026-11), parts of 64 x 32 pixels without any hid 1.6 %
/// of the tiles with text below 0.1, and two thirds of those without text were above it. A tile of
/// which a quick look was wrong before is looked at with its surroundings at once.
final class NetworkSession: TextSession {
    /// Surroundings of the quick look in pixels, the most first; those of narrow parts are never less
    /// than `HeatMapCanvas.leastContext`.
    private static let contexts = [48, 32, 16, 0]
    /// The share of the threshold from which on the quick look sees something.
    private static let quickShare = 0.3

    private let source: any HeatMapSource
    private let search: TextSearch
    private let lines: TextLineFinder
    private let quickThreshold: UInt8
    private let threshold: UInt8
    private var canvas: HeatMapCanvas?
    private var allowance = LookAllowance()
    /// Tiles of the frame that seemed to show text in a quick look, and did not, row by row.
    private var wasWrong: [Bool] = []
    private var found: [TextRegion] = []
    private var largeText: LargeTextLook

    init(source: any HeatMapSource, lines: TextLineFinder, search: TextSearch) {
        self.source = source
        self.lines = lines
        self.search = search
        largeText = LargeTextLook(source: source, lines: lines, search: search)
        func level(_ probability: Double) -> UInt8 { UInt8(min(max(probability * 255, 1), 255)) }
        quickThreshold = level(lines.threshold * Self.quickShare)
        threshold = level(lines.threshold)
    }

    var examinesParts: Bool { true }

    func regions(in picture: Picture) throws(TextDetectionError) -> [TextRegion] {
        let plans = Self.plans(for: picture)
        let regions = try fullSizeRegions(in: picture, plans)
        return try regions + largeText.regions(in: picture, plans, besides: regions)
    }

    private static func plans(for picture: Picture) -> [HeatMapCanvas.Plan] {
        picture.parts.map { HeatMapCanvas.Plan($0, wanted: $0.tiles) }
    }

    /// The lines that the network sees as they are.
    private func fullSizeRegions(
        in picture: Picture, _ plans: [HeatMapCanvas.Plan]
    ) throws(TextDetectionError) -> [TextRegion] {
        let map = try heatMap(of: picture, plans)
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
        try heatMap(of: picture, Self.plans(for: picture))
    }

    private func heatMap(
        of picture: Picture, _ plans: [HeatMapCanvas.Plan]
    ) throws(TextDetectionError) -> HeatMap {
        if let canvas, picture.isContinuation, canvas.width == picture.width,
            canvas.height == picture.height
        {
            return try changed(canvas, picture, plans)
        }
        return try new(picture, plans)
    }

    private func new(
        _ picture: Picture, _ plans: [HeatMapCanvas.Plan]
    ) throws(TextDetectionError) -> HeatMap {
        var canvas = HeatMapCanvas(
            width: picture.width, height: picture.height, least: quickThreshold)
        for plan in plans {
            _ = try canvas.evaluate(
                plan, with: source, context: HeatMapCanvas.fullContext, search)
        }
        allowance = LookAllowance(pixels: picture.width * picture.height, cost: canvas.cost)
        wasWrong = [Bool](repeating: false, count: canvas.tileCount)
        self.canvas = canvas
        return canvas.map
    }

    private func changed(
        _ canvas: HeatMapCanvas, _ picture: Picture, _ plans: [HeatMapCanvas.Plan]
    ) throws(TextDetectionError) -> HeatMap {
        // A frame that could not be examined leaves nothing behind.
        self.canvas = nil
        var canvas = canvas
        allowance.earn(tiles: picture.parts.reduce(0) { $0 + $1.tiles.count })
        let context =
            Self.contexts.first { context in
                allowance.allows(plans.reduce(0) { $0 + $1.cost(context: context) })
            } ?? 0
        let before = canvas.cost
        for plan in plans {
            let neighbours = litNeighbours(of: plan, canvas)
            let doubtful = doubtfulTiles(of: plan, canvas)
            var quick = plan
            if !doubtful.isEmpty {
                let sure = HeatMapCanvas.Plan(plan.part, wanted: doubtful)
                _ = try canvas.evaluate(
                    sure, with: source, context: HeatMapCanvas.settlingContext, search)
                quick = HeatMapCanvas.Plan(
                    plan.part,
                    wanted: plan.wanted.filtered { !doubtful[$0.column, $0.row] })
            }
            let unsettled = try canvas.evaluate(quick, with: source, context: context, search)
            try lookClosely(at: unsettled, and: neighbours, plan, &canvas, picture.known)
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
    private func lookClosely(
        at unsettled: TileSet, and neighbours: TileSet, _ plan: HeatMapCanvas.Plan,
        _ canvas: inout HeatMapCanvas, _ known: [PixelBox]
    ) throws(TextDetectionError) {
        let lit = unsettled.filtered { tile in
            canvas.map.greatest(in: canvas.cells(ofTile: tile, plan), outside: known)
                >= quickThreshold
        }
        var perhaps = neighbours
        perhaps.formUnion(lit)
        guard !perhaps.isEmpty else { return }
        _ = try canvas.evaluate(
            HeatMapCanvas.Plan(plan.part, wanted: perhaps.grown), with: source,
            context: HeatMapCanvas.settlingContext, search)
        for tile in lit.tiles
        where !canvas.map.reaches(threshold, in: canvas.cells(ofTile: tile, plan)) {
            wasWrong[canvas.tileIndex(tile, plan)] = true
        }
    }

    /// Changed tiles of which a quick look says too little: where one was wrong before, those
    /// beside, and of frames that count by themselves, where the frame before showed something.
    private func doubtfulTiles(of plan: HeatMapCanvas.Plan, _ canvas: HeatMapCanvas) -> TileSet {
        plan.wanted.filtered { tile in
            wasWrong[canvas.tileIndex(tile, plan)]
                || search.isPerFrame
                    && canvas.map.reaches(quickThreshold, in: canvas.cells(ofTile: tile, plan))
        }.grown.intersection(plan.wanted)
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
