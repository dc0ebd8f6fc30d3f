import PixelPainting
import Raster
import RedactionReport

/// Tells text that is still there from text under painted pixels, and from what was judged before.
struct ResidualText {
    /// What was painted in the plane that is looked at.
    private let painted: [PaintedArea]
    private let paintedByFrame: BoxesByFrame
    /// The same with what was kept.
    private let settled: BoxesByFrame

    /// - Parameter kept: text that was read before painting and is to stay, on the frames on which it
    ///   was read. Its pixels are the same as then, or painted.
    init(painted: [PaintedArea], kept: [PaintedArea] = [], plane: Plane = .pixelData) {
        self.painted = painted.filter { $0.plane == plane }
        paintedByFrame = BoxesByFrame(self.painted)
        settled = BoxesByFrame(self.painted + kept.filter { $0.plane == plane })
    }

    /// The share of a region that may lie outside painted pixels: what a detector adds round them.
    static let tolerance = 0.25
    /// Pixels round a painted area that its border may claim.
    static let margin = 2

    /// Whether `region` shows more than painted pixels on one of its frames.
    func isResidual(_ region: CollectedRegion) -> Bool {
        let areas = painted.compactMap { area -> PaintedArea? in
            var area = area
            area.box = area.box.expanded(by: Self.margin).intersection(region.box)
            return area.box.isEmpty ? nil : area
        }
        return Self.firstFrames(of: region, areas).contains { frame in
            isBare(
                region.box,
                under: areas.filter { area in
                    frame.map { area.frames.contains($0) } ?? (area.frames == .all)
                }.map(\.box))
        }
    }

    /// Whether `region`, found in a written frame, needs no reading: what it shows was painted, or read
    /// before. Beside painted pixels it might read otherwise now.
    func isSettled(_ region: PixelBox, onFrame frame: Int) -> Bool {
        func covering(_ boxes: BoxesByFrame) -> [PixelBox] {
            boxes.boxes(onFrame: frame).map { $0.expanded(by: Self.margin).intersection(region) }
                .filter { !$0.isEmpty }
        }
        if !isBare(region, under: covering(paintedByFrame)) { return true }
        // Letters beside a kept line are none of it.
        return !isBare(
            region, under: covering(settled), tolerance: Self.tolerance / 2,
            end: min(region.width, region.height) / 2)
    }

    /// The frames of a region at which other areas begin or cease to stand; `nil` for those after all
    /// that are named, of which there may be any number.
    private static func firstFrames(
        of region: CollectedRegion, _ areas: [PaintedArea]
    ) -> [Int?] {
        guard let ranges = region.frames.ranges else { return [nil] }
        let starts = Set(
            areas.flatMap { $0.frames.ranges ?? [] }
                .flatMap { [$0.lowerBound, $0.upperBound + 1] }
                + ranges.map(\.lowerBound))
        return starts.filter { region.frames.contains($0) }
    }

    /// Whether boxes leave more of `region` bare than painting does.
    ///
    /// - Parameter end: pixels that an end may be bare; `nil` for what a detector adds.
    private func isBare(
        _ region: PixelBox, under covering: [PixelBox], tolerance: Double = Self.tolerance,
        end: Int? = nil
    ) -> Bool {
        guard let first = covering.first else { return true }
        let covered = BoxCover.area(of: covering)
        if Double(region.area - covered) > tolerance * Double(region.area) {
            return true
        }
        // A quarter of a long line may be a name: the bare ends must be short as well.
        let hull = covering.dropFirst().reduce(first) { $0.union($1) }
        let longest = max(8, end ?? 3 * min(region.width, region.height) / 2)
        return [
            hull.x - region.x, region.maxX - hull.maxX, hull.y - region.y,
            region.maxY - hull.maxY,
        ].contains { $0 > longest }
    }
}

/// The area that boxes cover together.
enum BoxCover {
    static func area(of boxes: [PixelBox]) -> Int {
        let edges = Set(boxes.flatMap { [$0.y, $0.maxY] }).sorted()
        var area = 0
        for (top, bottom) in zip(edges, edges.dropFirst()) {
            let spans = boxes.filter { $0.y <= top && $0.maxY >= bottom }
                .map { ($0.x, $0.maxX) }.sorted { $0.0 < $1.0 }
            var reached = Int.min
            for (left, right) in spans where right > reached {
                area += (right - max(left, reached)) * (bottom - top)
                reached = right
            }
        }
        return area
    }
}
