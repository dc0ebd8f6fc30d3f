import Raster
import TextDetection

/// The text network, which evaluates each view once however often it is asked: for thresholds that
/// are tried one after the other.
final class RememberedHeatMaps: HeatMapSource {
    private struct Entry {
        var view: GrayImage
        var cells: PixelBox
        var context: Int
        var map: HeatMap
    }

    private let network: any HeatMapSource
    private var entries: [Entry] = []

    init(_ network: any HeatMapSource) { self.network = network }

    /// Makes room for the views of another picture.
    func forget() { entries = [] }

    func heatMap(
        of view: GrayImage, cells: PixelBox, context: Int
    ) throws(TextDetectionError) -> HeatMap {
        let known = entries.first {
            $0.cells == cells && $0.context == context && $0.view == view
        }
        if let known { return known.map }
        let map = try network.heatMap(of: view, cells: cells, context: context)
        entries.append(Entry(view: view, cells: cells, context: context, map: map))
        return map
    }
}
