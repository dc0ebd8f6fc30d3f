import Raster
import TestSupport
import Testing

@testable import TextRecognition

@Suite struct PixelDoublingTests {
    /// A crop may be narrower and lower than a block, and than what stands before the first whole one.
    @Test(arguments: 1...12, 2...8)
    func aCropOfAnySizeIsUndone(_ side: Int, _ factor: Int) {
        for phase in 0..<factor {
            var doubling = PixelDoubling()
            doubling.horizontal = PixelDoubling.Axis(factor: factor, phase: phase)
            doubling.vertical = doubling.horizontal
            let image = GrayImage(width: side, height: side, filledWith: 77)
            let undone = doubling.undone(image)
            let first = phase > 0 ? 1 : 0
            let blocks = first + max(0, side - phase + factor - 1) / factor
            #expect(
                undone == GrayImage(width: blocks, height: blocks, filledWith: 77),
                "phase \(phase)")
        }
    }

    /// Blocks of random greys, enlarged by repeating pixels, with regions anywhere.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func enlargedPicturesAreReadWhereverTheRegionLies(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let factor = Int.random(in: 2...8, using: &random)
        let columns = Int.random(in: 4...28, using: &random)
        let rows = Int.random(in: 3...14, using: &random)
        let greys = random.bytes(columns * rows).map { $0 > 150 ? $0 : 0 }
        var view = GrayImage(width: columns * factor, height: rows * factor)
        for y in 0..<view.height {
            for x in 0..<view.width {
                view[x, y] = greys[y / factor * columns + x / factor]
            }
        }
        let region = PixelBox(
            x: .random(in: 0..<view.width - 4, using: &random),
            y: .random(in: 0..<view.height - 4, using: &random),
            width: .random(in: 4...view.width, using: &random),
            height: .random(in: 4...view.height, using: &random)
        ).clipped(toWidth: view.width, height: view.height)
        let recognizer = ScriptedRecognizer { _ in .unsure("A") }
        let read = try RegionReader(recognizer: recognizer).rows(in: region, of: [view])
        #expect(!read.isEmpty, "seed \(seed)")
    }
}
