import Raster

/// The heat map of a frame, on which parts are evaluated anew.
struct HeatMapCanvas {
    /// Pixels round a part with which its values are those of a map of the whole view, but for what
    /// no line of text depends on.
    static let fullContext = 48

    let width: Int
    let height: Int
    private(set) var map: HeatMap
    /// Pixels that the source was asked to look at.
    private(set) var cost = 0

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        map = HeatMap(width: width, height: height)
    }

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
                    + choice.tiles.rectangles(margin: context).reduce(0) {
                        $0 + surroundings($1, context).area
                    }
            }
        }

        func surroundings(_ box: PixelBox, _ context: Int) -> PixelBox {
            box.expanded(by: context).clipped(
                toWidth: part.area.width, height: part.area.height)
        }
    }

    /// Replaces the cells of the wanted tiles by the maximum over the views.
    ///
    /// - Returns: the tiles that were looked at with less than the full context.
    mutating func evaluate(
        _ plan: Plan, with source: any HeatMapSource, context: Int, _ search: TextSearch
    ) throws(TextDetectionError) -> TileSet {
        for tile in plan.wanted.tiles {
            map.clear(cells(ofTile: tile, plan))
        }
        var unsettled = TileSet(
            width: plan.wanted.width, height: plan.wanted.height, side: plan.wanted.side)
        for (view, tiles) in plan.choices {
            try search.checkCancellation()
            for box in tiles.rectangles(margin: context) {
                let seen = plan.surroundings(box, context)
                cost += seen.area
                let part = try source.heatMap(
                    of: view, cells: HeatMap.cells(touching: box), context: context)
                let origin = cells(of: box, plan)
                let columns = box.x / tiles.side...(box.maxX - 1) / tiles.side
                for row in box.y / tiles.side...(box.maxY - 1) / tiles.side {
                    for column in columns where tiles[column, row] {
                        map.formMaximum(
                            with: part, at: origin, in: cells(ofTile: (column, row), plan))
                        let needed = plan.surroundings(
                            tiles.box(column: column, row: row), Self.fullContext)
                        if !seen.contains(needed) { unsettled[column, row] = true }
                    }
                }
            }
        }
        return unsettled
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
