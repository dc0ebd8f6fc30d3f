package import Raster

/// A detector that looks at one view at a time and remembers nothing of it.
package protocol ViewTextDetector: TextDetector {
    /// What its regions are marked with.
    var finders: TextFinders { get }

    /// The lines of text in `view`, merged where they overlap.
    func regions(in view: GrayImage) throws(TextDetectionError) -> [TextRegion]

    /// The same for `TextSearch.Look.remaining`.
    func remainingRegions(in view: GrayImage) throws(TextDetectionError) -> [TextRegion]
}

extension ViewTextDetector {
    package func session(_ search: TextSearch) -> any TextSession {
        ViewSession(detector: self, search: search)
    }
}

/// Shows every view to a detector, cropped to what has changed.
private final class ViewSession: TextSession {
    /// Pixels round the changed tiles that a detector sees as well: text is judged by its
    /// surroundings, and a line may begin outside them.
    static let margin = 64

    private let detector: any ViewTextDetector
    private let search: TextSearch
    private var last: [TextRegion] = []

    init(detector: any ViewTextDetector, search: TextSearch) {
        self.detector = detector
        self.search = search
    }

    func regions(in picture: Picture) throws(TextDetectionError) -> [TextRegion] {
        let area = area(of: picture)
        guard !area.isEmpty else { return last }
        var found: [TextRegion] = []
        for view in picture.views {
            try search.checkCancellation()
            let part = view.cropped(to: area)
            switch search.look {
            case .first: found += try detector.regions(in: part)
            case .remaining: found += try detector.remainingRegions(in: part)
            }
        }
        for index in found.indices {
            found[index].box.x += area.x
            found[index].box.y += area.y
            found[index].finders = detector.finders
        }
        // Where all frames count together, what an earlier one showed was said.
        last = search.isPerFrame ? found : []
        return found
    }

    /// Any change asks for the whole picture where the regions of every frame are wanted.
    private func area(of picture: Picture) -> PixelBox {
        guard let changes = picture.changes else { return picture.bounds }
        let hull = changes.hull
        if hull.isEmpty { return hull }
        if search.isPerFrame { return picture.bounds }
        // Letters that a frame adds to a known line are no larger than those that it has.
        let tallest = picture.known.map { min($0.width, $0.height) }.max() ?? 0
        return hull.expanded(by: max(Self.margin, 2 * tallest))
            .clipped(toWidth: picture.width, height: picture.height)
    }
}
