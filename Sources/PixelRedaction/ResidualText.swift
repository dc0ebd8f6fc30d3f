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
        let covering = painted.filter {
            coversFrames(of: region, $0.frames)
        }.map { $0.box.expanded(by: Self.margin).intersection(region.box) }
            .filter { !$0.isEmpty }
        guard let first = covering.first else { return true }
        let covered = BoxCover.area(of: covering)
        if Double(region.box.area - covered) > Self.tolerance * Double(region.box.area) {
            return true
        }
        // A quarter of a long line may be a name: the bare ends must be short as well.
        let hull = covering.dropFirst().reduce(first) { $0.union($1) }
        let longest = max(8, 3 * min(region.box.width, region.box.height) / 2)
        return [
            hull.x - region.box.x, region.box.maxX - hull.maxX, hull.y - region.box.y,
            region.box.maxY - hull.maxY,
        ].contains { $0 > longest }
    }

    /// Whether an area stands on every frame that the region stands on.
    private func coversFrames(of region: CollectedRegion, _ frames: FrameSelection) -> Bool {
        frames == .all || frames.union(region.frames) == frames
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
