import Raster
import TestSupport
import Testing

@testable import TextDetection

@Suite struct TileComparisonTests {
    private let view = GrayImage.speckle(width: 90, height: 50, mean: 100, amplitude: 40, seed: 5)

    private func mapped(_ change: (Int, Int) -> Int) -> GrayImage {
        var image = view
        for index in view.pixels.indices {
            image.pixels[index] = UInt8(clamping: change(index, Int(view.pixels[index])))
        }
        return image
    }

    @Test func theRangeIsThatOfTheBox() {
        var view = GrayImage(width: 40, height: 20, filledWith: 100)
        view[10, 10] = 90
        view[11, 12] = 130
        view[25, 0] = 255
        #expect(
            TileComparison.range(of: PixelBox(x: 5, y: 5, width: 20, height: 10), in: view) == 40)
        #expect(
            TileComparison.range(of: PixelBox(x: 10, y: 10, width: 1, height: 1), in: view) == 0)
        #expect(TileComparison.range(of: PixelBox(x: 5, y: 5, width: 0, height: 9), in: view) == 0)
    }

    @Test(arguments: [(0.5, 20.0), (1, 0), (-1, 255), (1.2, -10), (0, 7)])
    func aLineIsFound(slope: Double, offset: Double) {
        let other = mapped { Int((slope * Double($1) + offset).rounded()) }
        let line = TileComparison.line(
            from: view, to: other, in: PixelBox(x: 3, y: 4, width: 40, height: 40))
        #expect(abs(line.slope - slope) < 0.05)
        #expect(line.error < 2)
    }

    @Test func onePixelThatIsOffTheLineShows() {
        let other = mapped { $0 == 20 * 90 + 20 ? $1 + 30 : $1 }
        let line = TileComparison.line(
            from: view, to: other, in: PixelBox(x: 3, y: 4, width: 40, height: 40))
        #expect(abs(line.error - 30) < 2)
    }

    @Test func aFlatTileIsMappedToTheMean() {
        let flat = GrayImage(width: 90, height: 50, filledWith: 9)
        let line = TileComparison.line(
            from: flat, to: view, in: PixelBox(x: 0, y: 0, width: 40, height: 40))
        #expect(line.slope == 0 && line.error > 10)
    }
}
