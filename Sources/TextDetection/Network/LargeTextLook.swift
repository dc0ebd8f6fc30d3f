import Raster

/// Looks for letters that are larger than the network knows, in pictures of half the size.
///
/// Of letters of 48 pixels and more on held-back scenes (2026-11) the network covers 66 % as they are, and
/// 76 % with this second look. They are film labels, lead letters and captions: images that are small show
/// letters of that size seldom, and much that is as large.
struct LargeTextLook {
    /// Pixels of the smallest picture that is looked at.
    static let leastArea = 3 << 19
    /// Surroundings, in pixels of the whole picture.
    private static let context = 2 * HeatMapCanvas.fullContext
    /// Pixels of the lowest line, in the picture of half the size: what is lower is seen as it is.
    private static let leastHeight = 20

    /// One in so many pixels of a line that is seen at full size makes it no large one.
    private static let greatestKnownShare = 3

    private let source: any HeatMapSource
    private let finder: TextLineFinder
    private let search: TextSearch
    /// What was found, of a search per frame: parts that do not change go on to show it.
    private var found: [TextRegion] = []

    init(source: any HeatMapSource, lines: TextLineFinder, search: TextSearch) {
        self.source = source
        self.search = search
        // What is large and no text has the look of it more often.
        finder = TextLineFinder(threshold: lines.threshold + 0.55 * (1 - lines.threshold))
    }

    /// The lines of large letters in a picture, whose parts `plans` are for; those of earlier pictures may be left out where the search
    /// is not per frame.
    ///
    /// - Parameter seen: the lines that are seen at full size: a block of small rows looks like a large line
    ///   from afar.
    mutating func regions(
        in picture: Picture, _ plans: [HeatMapCanvas.Plan], besides seen: [TextRegion]
    ) throws(TextDetectionError) -> [TextRegion] {
        guard picture.width * picture.height >= Self.leastArea else { return [] }
        var regions: [TextRegion] = []
        for plan in plans {
            for (view, tiles) in plan.choices {
                try search.checkCancellation()
                guard let bounds = Self.bounds(of: tiles) else { continue }
                let area = bounds.expanded(by: Self.context)
                    .clipped(toWidth: view.width, height: view.height)
                regions += try lines(in: view, area).map { region in
                    var region = region
                    region.box.x += plan.part.area.x
                    region.box.y += plan.part.area.y
                    return region
                }
            }
        }
        regions.removeAll { region in
            let known = seen.reduce(0) { $0 + $1.box.intersection(region.box).area }
            return Self.greatestKnownShare * known >= region.box.area
        }
        guard search.isPerFrame, picture.isContinuation else {
            found = regions
            return regions
        }
        // What lies wholly in what changed was looked at anew.
        found =
            regions
            + found.filter { region in
                !picture.parts.contains { part in
                    part.area.contains(region.box)
                        && part.tiles.holdsAll(
                            of: PixelBox(
                                x: region.box.x - part.area.x, y: region.box.y - part.area.y,
                                width: region.box.width, height: region.box.height))
                }
            }
        return found
    }

    private func lines(
        in view: GrayImage, _ area: PixelBox
    ) throws(TextDetectionError) -> [TextRegion] {
        let whole = area.width == view.width && area.height == view.height
        let half = (whole ? view : view.cropped(to: area)).reducedByHalf()
        let map = try source.heatMap(of: half)
        return finder.lines(in: map, width: half.width, height: half.height, look: search.look)
            .filter { min($0.box.width, $0.box.height) >= Self.leastHeight }
            .map { line in
                let box = PixelBox(
                    x: area.x + 2 * line.box.x, y: area.y + 2 * line.box.y,
                    width: 2 * line.box.width, height: 2 * line.box.height)
                return TextRegion(box: box, score: line.score, finders: .network)
            }
    }

    private static func bounds(of tiles: TileSet) -> PixelBox? {
        tiles.tiles.reduce(nil) { bounds, tile in
            let box = tiles.box(column: tile.column, row: tile.row)
            return bounds?.union(box) ?? box
        }
    }
}
