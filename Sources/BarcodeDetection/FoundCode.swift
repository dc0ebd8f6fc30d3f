import Raster

/// A code that was found, in pixels of the level that it was found at.
struct FoundCode {
    var kind: BarcodeRegion.Kind
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double
    var score: Double

    init(
        kind: BarcodeRegion.Kind, left: Double, top: Double, right: Double, bottom: Double,
        score: Double
    ) {
        self.kind = kind
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
        self.score = score
    }

    init(kind: BarcodeRegion.Kind, _ box: PixelBox, score: Double) {
        self.init(
            kind: kind, left: Double(box.x), top: Double(box.y), right: Double(box.maxX),
            bottom: Double(box.maxY), score: score)
    }

    /// Whole pixels that hold it.
    var box: PixelBox {
        PixelBox(
            x: Int(left.rounded(.down)), y: Int(top.rounded(.down)),
            maxX: Int(right.rounded(.up)), maxY: Int(bottom.rounded(.up)))
    }

    /// In pixels of a picture of `factor` times the size.
    func scaled(by factor: Double) -> FoundCode {
        FoundCode(
            kind: kind, left: left * factor, top: top * factor, right: right * factor,
            bottom: bottom * factor, score: score)
    }

    /// Rows and columns swapped.
    var transposed: FoundCode {
        FoundCode(
            kind: kind, left: top, top: left, right: bottom, bottom: right, score: score)
    }
}
