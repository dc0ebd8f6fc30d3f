import Raster
import TextDetection

/// Finds the same boxes in every view.
struct FixedDetector: ViewTextDetector {
    let boxes: [PixelBox]
    let finders: TextFinders

    init(_ boxes: [PixelBox], finders: TextFinders = .network) {
        self.boxes = boxes
        self.finders = finders
    }

    func regions(in view: GrayImage) -> [TextRegion] { boxes.map { TextRegion(box: $0) } }
}

/// Finds the hull of all white pixels: text as a detector would see it, gone when painted.
struct WhiteDetector: ViewTextDetector {
    func regions(in view: GrayImage) -> [TextRegion] {
        let white = view.pixels.indices.filter { view.pixels[$0] == 255 }
        let hull = white.reduce(PixelBox(x: 0, y: 0, width: 0, height: 0)) { hull, pixel in
            hull.union(
                PixelBox(x: pixel % view.width, y: pixel / view.width, width: 1, height: 1))
        }
        return hull.isEmpty ? [] : [TextRegion(box: hull, score: 1)]
    }
}

/// Finds another row of pixels each time that it is asked.
final class RestlessDetector: ViewTextDetector {
    private(set) var calls = 0
    private let limit: Int

    init(limit: Int = .max) { self.limit = limit }

    func regions(in view: GrayImage) -> [TextRegion] {
        calls += 1
        guard calls <= limit else { return [] }
        return [TextRegion(box: PixelBox(x: 0, y: 16 * (calls - 1), width: 16, height: 4))]
    }
}

/// Cannot run; an image it was to examine has failed.
struct BrokenDetector: ViewTextDetector {
    var code = TextDetectionError.Code.failed

    func regions(in view: GrayImage) throws(TextDetectionError) -> [TextRegion] {
        throw TextDetectionError(code: code, message: "the detector cannot run")
    }
}

extension ViewTextDetector {
    var finders: TextFinders { .network }

    /// The detectors of these tests look a second time as they did the first.
    func remainingRegions(in view: GrayImage) throws(TextDetectionError) -> [TextRegion] {
        try regions(in: view)
    }
}
