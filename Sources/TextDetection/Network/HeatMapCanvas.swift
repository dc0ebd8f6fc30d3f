import Raster

/// The heat map of a frame, on which parts are evaluated anew.
struct HeatMapCanvas {
    /// Pixels round a part that the network makes use of: parts of 64 x 64 pixels of 25 development
    /// images (2026-11) lost 7.3 % of their text cells without any, 4.0 % with 16, 2.3 % with 32,
    /// 1.6 % with 48 and 1.4 % with 64, against the map of the whole view; the cells that they had too
    /// many were 27, 21, 17, 12 and 5 %.
    static let fullContext = 64
    /// What is enough to settle whether there is text.
    static let settlingContext = 48
    /// What a look at less than `narrow` pixels across needs at least: of a tile without any
    /// surroundings, that it shows no text is no evidence.
    static let leastContext = 16
    private static let narrow = 3 * TileSet.changeSide

    let width: Int
    let height: Int
    private(set) var map: HeatMap
    /// Pixels that the source was asked to look at.
    private(set) var cost = 0
    /// Whether a cell that was or is text was replaced since the lines were found.
    private(set) var showsNewLines = true
    /// The least value of a cell that may be part of a line.
    private let least: UInt8

    init(width: Int, height: Int, least: UInt8) {
        self.least = least
        self.width = width
        self.height = height
        map = HeatMap(width: width, height: height)
    }

    /// The lines in the map were found.
    mutating func settleLines() { showsNewLines = false }

    /// The views of a part that have to be looked at, in boxes of its pixels.
    struct Plan {
        let part: Picture.Part
        /// The tiles whose cells are replaced.
        let wanted: TileSet
        let choices: [(view: GrayImage, tiles: TileSet)]

        init(_ part: Picture.Part, wanted: TileSet) {
            self.part = part
            self.wanted = wanted
            choices = ViewTiles(part.views, wanted: wanted).choices
        }

        /// The pixels that are looked at with this much context.
        func cost(context: Int) -> Int {
            choices.reduce(0) { sum, choice in
                sum
                    + looks(at: choice.tiles, context: context).reduce(0) {
                        $0 + surroundings($1.box, $1.context).area
                    }
            }
        }

        /// Boxes that hold the tiles, and how much round each is looked at.
        func looks(at tiles: TileSet, context: Int) -> [(box: PixelBox, context: Int)] {
            tiles.rectangles(margin: max(context, HeatMapCanvas.leastContext)).map { box in
                let isNarrow = min(box.width, box.height) < HeatMapCanvas.narrow
                return (box, isNarrow ? max(context, HeatMapCanvas.leastContext) : context)
            }
        }

        func surroundings(_ box: PixelBox, _ context: Int) -> PixelBox {
            box.expanded(by: context).clipped(
                toWidth: part.area.width, height: part.area.height)
        }
    }

    /// Replaces the cells of the wanted tiles by the maximum over the views.
    ///
    /// - Returns: the tiles that were looked at with less than the settling context.
    mutating func evaluate(
        _ plan: Plan, with source: any HeatMapSource, context: Int, _ search: TextSearch
    ) throws(TextDetectionError) -> TileSet {
        for tile in plan.wanted.tiles {
            let cells = cells(ofTile: tile, plan)
            noteText(in: cells)
            map.clear(cells)
        }
        var unsettled = TileSet(
            width: plan.wanted.width, height: plan.wanted.height, side: plan.wanted.side)
        for (view, tiles) in plan.choices {
            try search.checkCancellation()
            for (box, context) in plan.looks(at: tiles, context: context) {
                let seen = plan.surroundings(box, context)
                cost += seen.area
                let part = try source.heatMap(
                    of: view, cells: HeatMap.cells(touching: box), context: context)
                let origin = cells(of: box, plan)
                let columns = box.x / tiles.side...(box.maxX - 1) / tiles.side
                for row in box.y / tiles.side...(box.maxY - 1) / tiles.side {
                    for column in columns where tiles[column, row] {
                        let cells = cells(ofTile: (column, row), plan)
                        map.formMaximum(with: part, at: origin, in: cells)
                        noteText(in: cells)
                        let needed = plan.surroundings(
                            tiles.box(column: column, row: row), Self.settlingContext)
                        if !seen.contains(needed) { unsettled[column, row] = true }
                    }
                }
            }
        }
        return unsettled
    }

    private mutating func noteText(in cells: PixelBox) {
        showsNewLines = showsNewLines || map.reaches(least, in: cells)
    }

    /// Tiles of the frame, in its rows and in all.
    private var tileColumns: Int { (width + TileSet.changeSide - 1) / TileSet.changeSide }
    var tileCount: Int {
        tileColumns * ((height + TileSet.changeSide - 1) / TileSet.changeSide)
    }

    /// Where a tile of a part stands among those of the frame, row by row.
    func tileIndex(_ tile: (column: Int, row: Int), _ plan: Plan) -> Int {
        let side = TileSet.changeSide
        return (tile.row + plan.part.area.y / side) * tileColumns + tile.column
            + plan.part.area.x / side
    }

    /// The cells of the frame that a tile of a part has.
    func cells(ofTile tile: (column: Int, row: Int), _ plan: Plan) -> PixelBox {
        cells(of: plan.wanted.box(column: tile.column, row: tile.row), plan)
    }

    private func cells(of box: PixelBox, _ plan: Plan) -> PixelBox {
        var cells = HeatMap.cells(touching: box)
        cells.x += plan.part.area.x / HeatMap.cellSide
        cells.y += plan.part.area.y / HeatMap.cellSide
        return cells.intersection(PixelBox(x: 0, y: 0, width: map.columns, height: map.rows))
    }
}
