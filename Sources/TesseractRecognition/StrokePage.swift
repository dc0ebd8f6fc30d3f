import Raster
import TextDetection

/// The strokes of the candidates of one polarity, black on white, each at full contrast, and
/// nothing else: what Tesseract reads best, and fastest.
struct StrokePage {
    /// The part of the view that holds strokes, with a margin.
    let image: GrayImage
    /// Where that part lies in the view.
    let origin: (x: Int, y: Int)

    /// White round the strokes, which Tesseract needs to tell a line from the page's edge.
    private static let margin = 16

    /// - Parameter minimumScore: candidates with less are left out.
    /// - Returns: `nil` where no candidate is left.
    init?(of analysis: StrokeAnalysis, polarity: InkPolarity, minimumScore: Double) {
        let layers = analysis.layers.filter { $0.polarity == polarity }
        let boxes = layers.flatMap(\.candidates).filter { $0.score >= minimumScore }
            .map(\.group.box)
        guard let first = boxes.first else { return nil }
        let area = boxes.reduce(first) { $0.union($1) }.expanded(by: Self.margin)
            .clipped(toWidth: analysis.view.width, height: analysis.view.height)
        var image = GrayImage(width: area.width, height: area.height, filledWith: 255)
        for layer in layers {
            var isKept = [Bool](repeating: false, count: layer.components.components.count)
            for candidate in layer.candidates where candidate.score >= minimumScore {
                for member in candidate.group.members { isKept[member] = true }
            }
            for run in layer.components.runs where isKept[Int(run.component)] {
                Self.draw(run, of: layer, at: area, on: &image)
            }
        }
        self.image = image
        origin = (area.x, area.y)
    }

    /// Draws a run and the pixels round it, which hold the soft edges of the strokes.
    private static func draw(
        _ run: InkComponents.Run, of layer: StrokeAnalysis.Layer, at area: PixelBox,
        on image: inout GrayImage
    ) {
        let peak = max(1, Int(layer.components.components[Int(run.component)].peak))
        let source = layer.topHat.pixels.span
        var target = image.pixels.mutableSpan
        for y in max(area.y, Int(run.y) - 1)...min(area.maxY - 1, Int(run.y) + 1) {
            for x in max(area.x, Int(run.start) - 1)...min(area.maxX - 1, Int(run.end)) {
                let ink = min(255, Int(source[y * layer.topHat.width + x]) * 255 / peak)
                let index = (y - area.y) * area.width + x - area.x
                target[index] = min(target[index], UInt8(255 - ink))
            }
        }
    }
}
