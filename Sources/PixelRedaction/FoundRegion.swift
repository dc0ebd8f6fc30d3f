import Raster
import TextDetection

/// A region of text, or a row of one, as one frame shows it.
struct FoundRegion: Hashable {
    /// With padding, inside the image.
    var box: PixelBox
    /// Without: what is read.
    var text: PixelBox
    var score: Double?
    var finders: TextFinders
    /// `nil` where nothing was read.
    var judgement: Judgement?

    init(
        box: PixelBox, text: PixelBox? = nil, score: Double? = nil, finders: TextFinders = [],
        judgement: Judgement? = nil
    ) {
        self.box = box
        self.text = text ?? box
        self.score = score
        self.finders = finders
        self.judgement = judgement
    }

    /// A detector's region with `padding` pixels, or as many as is usual; `nil` where nothing of it
    /// lies in an image of `width` x `height` pixels.
    init?(_ region: TextRegion, padding: Int?, width: Int, height: Int) {
        let box = region.box.expanded(by: padding ?? region.finders.usualPadding(of: region.box))
            .clipped(toWidth: width, height: height)
        guard !box.isEmpty else { return nil }
        let text = region.box.clipped(toWidth: width, height: height)
        self.init(
            box: box, text: text.isEmpty ? box : text, score: region.score,
            finders: region.finders)
    }

    /// Of one place as two views show it.
    func united(with other: FoundRegion) -> FoundRegion {
        var united = self
        united.box = box.union(other.box)
        united.text = text.union(other.text)
        united.score = CollectedRegion.higher(score, other.score)
        united.finders.formUnion(other.finders)
        united.judgement = Judgement.united(judgement, other.judgement)
        return united
    }
}

extension TextFinders {
    /// Pixels added round a box where the user names no number.
    ///
    /// Cells of the network reach beyond the ink by themselves. Tesseract's boxes may cut what
    /// stands above and below the small letters. The corners of a code are exact.
    func usualPadding(of box: PixelBox) -> Int {
        guard isEmpty || contains(.tesseract) else { return 2 }
        // Text that is turned by 90 degrees is as high as its box is wide.
        return max(3, min(box.width, box.height) / 4)
    }
}
