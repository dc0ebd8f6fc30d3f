import Raster
import TestSupport

/// What medical images show that could be taken for a code.
enum BarePicture: CaseIterable, Sendable {
    case text, smallText, grid, fineGrid, ruler, wedge, trace, speckle, linePairs, window

    var image: GrayImage {
        var image = GrayImage(width: 320, height: 256, filledWith: 8)
        let ink = TextPainter(scale: 1, level: 230)
        switch self {
        case .text, .smallText:
            let painter = TextPainter(scale: self == .text ? 3 : 1, level: 230)
            let text = "HILL MINNIE 0088 IIIHHH0O8B"
            for line in 0..<24 {
                painter.draw(
                    String(text.dropFirst(line) + text.prefix(line)), x: 4,
                    y: 6 + line * 10 * painter.scale,
                    in: &image)
            }
        case .grid, .fineGrid:
            let step = self == .grid ? 24 : 6
            for y in 0..<image.height {
                for x in 0..<image.width where x % step < 2 || y % step < 2 { image[x, y] = 200 }
            }
        case .ruler:
            for tick in 0..<60 {
                ink.fill(
                    PixelBox(
                        x: 20, y: 8 + 4 * tick, width: tick % 10 == 0 ? 24 : 14, height: 1),
                    in: &image)
                ink.fill(
                    PixelBox(
                        x: 60 + 4 * tick, y: 200, width: 2, height: tick % 5 == 0 ? 30 : 16),
                    in: &image)
            }
        case .wedge:
            for y in 0..<image.height {
                for x in 0..<image.width { image[x, y] = UInt8(x / 20 * 16) }
            }
        case .trace:
            for x in 0..<image.width {
                let beat = x % 40
                let height = beat < 4 ? beat * 20 : beat < 8 ? (8 - beat) * 20 : 6
                ink.fill(
                    PixelBox(x: x, y: 180 - height, width: 2, height: 12), in: &image)
            }
        case .speckle:
            return .speckle(width: 320, height: 256, mean: 120, amplitude: 110, seed: 7)
        case .linePairs:
            // Groups of bars, each of its own width, as on a test pattern.
            var x = 10
            for width in [2, 3, 4, 5, 6] {
                for _ in 0..<6 {
                    ink.fill(PixelBox(x: x, y: 40, width: width, height: 120), in: &image)
                    x += 2 * width
                }
            }
        case .window:
            ink.fill(PixelBox(x: 40, y: 40, width: 90, height: 90), in: &image)
            TextPainter(scale: 1, level: 8).fill(
                PixelBox(x: 55, y: 55, width: 60, height: 60), in: &image)
            ink.fill(PixelBox(x: 70, y: 70, width: 30, height: 30), in: &image)
        }
        return image
    }
}
