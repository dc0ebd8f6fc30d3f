import Raster

/// One heat map a picture: the maximum over its views, kept where nothing changes.
final class NetworkSession: TextSession {
    private let source: any HeatMapSource
    private let search: TextSearch
    private let lines: TextLineFinder

    init(source: any HeatMapSource, lines: TextLineFinder, search: TextSearch) {
        self.source = source
        self.search = search
        self.lines = lines
    }

    func regions(in picture: Picture) throws(TextDetectionError) -> [TextRegion] {
        let map = try heatMap(of: picture)
        let found = lines.lines(
            in: map, width: picture.width, height: picture.height,
            look: search.look == .first ? .first : .remaining)
        return found.map { TextRegion(box: $0.box, score: $0.score, finders: .network) }
    }

    func heatMap(of picture: Picture) throws(TextDetectionError) -> HeatMap {
        var map = HeatMap(width: picture.width, height: picture.height)
        for view in picture.views {
            try search.checkCancellation()
            map.formMaximum(with: try source.heatMap(of: view), of: map.bounds)
        }
        return map
    }
}
