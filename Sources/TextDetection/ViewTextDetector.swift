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

/// Shows every view of every part to a detector.
private final class ViewSession: TextSession {
    private let detector: any ViewTextDetector
    private let search: TextSearch

    init(detector: any ViewTextDetector, search: TextSearch) {
        self.detector = detector
        self.search = search
    }

    // What stands outside of a part is not remembered.
    var examinesParts: Bool { !search.isPerFrame }

    func regions(in picture: Picture) throws(TextDetectionError) -> [TextRegion] {
        var found: [TextRegion] = []
        for part in picture.parts {
            for view in part.views {
                try search.checkCancellation()
                let regions =
                    switch search.look {
                    case .first: try detector.regions(in: view)
                    case .remaining: try detector.remainingRegions(in: view)
                    }
                for var region in regions {
                    region.box.x += part.area.x
                    region.box.y += part.area.y
                    region.finders = detector.finders
                    found.append(region)
                }
            }
        }
        return found
    }
}
