import Raster
import RedactionReport

/// Tells text that is still there from text under painted pixels.
struct ResidualText {
    /// What was painted in the plane that is looked at.
    private let painted: [PaintedArea]

    init(painted: [PaintedArea], plane: Plane = .pixelData) {
        self.painted = painted.filter { $0.plane == plane }
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
    private func isBare(_ region: PixelBox, under covering: [PixelBox]) -> Bool {
        guard let first = covering.first else { return true }
        let covered = BoxCover.area(of: covering)
        if Double(region.area - covered) > Self.tolerance * Double(region.area) {
            return true
        }
        // A quarter of a long line may be a name: the bare ends must be short as well.
        let hull = covering.dropFirst().reduce(first) { $0.union($1) }
        let longest = max(8, 3 * min(region.width, region.height) / 2)
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
