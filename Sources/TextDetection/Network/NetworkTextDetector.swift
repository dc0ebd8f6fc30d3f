package import Raster

/// Finds text with the text network: one heat map a picture, and the lines in it.
package final class NetworkTextDetector: TextDetector {
    let source: any HeatMapSource
    package let lines: TextLineFinder

    /// - Parameter threshold: the probability from which on a cell is text; `nil` takes the one that
    ///   the network was calibrated with.
    package init(source: any HeatMapSource, threshold: Double? = nil) {
        self.source = source
        lines = TextLineFinder(threshold: threshold)
    }

    package func session(_ search: TextSearch) -> any TextSession {
        NetworkSession(source: source, lines: lines, search: search)
    }

    /// The heat map of a picture over all its views.
    package func heatMap(of views: [GrayImage]) throws(TextDetectionError) -> HeatMap {
        try NetworkSession(source: source, lines: lines, search: TextSearch())
            .heatMap(of: Picture(views: views))
    }
}
