import PixelPainting
import Raster
import RedactionReport
import TextDetection

/// Judges the text of a plane's frames, one after the other: what did not change since the frame
/// before is not read again.
struct FrameReading {
    private let judge: RegionJudge
    /// What was judged before in a file that was written since.
    private let settled: ResidualText?
    /// The rows of the frame before, by the regions that they were read in.
    private var last: [PixelBox: [FoundRegion]] = [:]

    init(_ judge: RegionJudge, settled: ResidualText?) {
        self.judge = judge
        self.settled = settled
    }

    /// The rows of what was found in a frame.
    ///
    /// - Parameters:
    ///   - found: regions, those of one place united.
    ///   - changes: the tiles that differ from the frame before; `nil` where they are not known.
    ///   - collected: what earlier frames showed.
    mutating func judged(
        _ found: [FoundRegion], on frame: Int, changes: TileSet?, _ collected: RegionCollector,
        _ views: inout FrameViews, _ milliseconds: inout Double, isCancelled: () -> Bool
    ) throws(InstanceFailure) -> [FoundRegion] {
        // What is painted on all frames is, whatever it says.
        let painted = judge.decidesByWords && !collected.isPerFrame ? collected.painted : []
        var rows: [PixelBox: [FoundRegion]] = [:]
        for region in found where rows[region.text] == nil {
            if let before = last[region.text], let changes, !changes.touches(region.text) {
                rows[region.text] = before
                continue
            }
            if painted.contains(where: { $0.contains(region.text) }) { continue }
            if isCancelled() {
                throw .failed(.cancelled, "cancelled while text was read")
            }
            rows[region.text] = try measured(&milliseconds) { () throws(InstanceFailure) in
                try judge.decidesByWords
                    ? judged(region, on: frame, &views)
                    : [described(region, on: frame, collected, &views)]
            }
        }
        last = rows
        // In the order in which they were found, which does not depend on hashing.
        return found.flatMap { rows[$0.text] ?? [] }
    }

    private func judged(
        _ region: FoundRegion, on frame: Int, _ views: inout FrameViews
    ) throws(InstanceFailure) -> [FoundRegion] {
        if isSettled(region, frame) { return [] }
        if region.finders.contains(.barcode) { return [judge.code(region)] }
        let part = try views.part(around: region.text)
        return try judge.rows(of: region, in: part.views, of: part.area, bounds: views.bounds)
            .filter { !isSettled($0, frame) }
    }

    /// The region itself with what it tells. Where words decide nothing, a place is read once.
    private func described(
        _ region: FoundRegion, on frame: Int, _ collected: RegionCollector,
        _ views: inout FrameViews
    ) throws(InstanceFailure) -> FoundRegion {
        if isSettled(region, frame) || !collected.isPerFrame && collected.holds(region.box) {
            return region
        }
        if region.finders.contains(.barcode) { return judge.code(region) }
        let part = try views.part(around: region.text)
        return try judge.described(region, in: part.views, of: part.area)
    }

    private func isSettled(_ region: FoundRegion, _ frame: Int) -> Bool {
        settled?.isSettled(region.text, onFrame: frame) ?? false
    }
}

extension TileSet {
    /// Whether a member touches `pixels`.
    func touches(_ pixels: PixelBox) -> Bool {
        let pixels = pixels.clipped(toWidth: width, height: height)
        guard !pixels.isEmpty else { return false }
        return (pixels.y / side...(pixels.maxY - 1) / side).contains { row in
            (pixels.x / side...(pixels.maxX - 1) / side).contains { self[$0, row] }
        }
    }
}
