import Raster
import Testing

@testable import TesseractRecognition

@Suite struct TopHatTests {
    /// A bar `size` pixels wide, `offset` brighter than its background of 100.
    private func bar(_ size: Int, offset: Int) -> GrayImage {
        var image = GrayImage(width: 61, height: 61, filledWith: 100)
        for y in 0..<61 {
            for x in 30..<30 + size { image[x, y] = UInt8(100 + offset) }
        }
        return image
    }

    @Test(arguments: [
        (polarity: InkPolarity.bright, size: 8, offset: 50, found: 50),
        (polarity: InkPolarity.bright, size: 9, offset: 50, found: 0),
        (polarity: InkPolarity.bright, size: 8, offset: -50, found: 0),
        (polarity: InkPolarity.dark, size: 8, offset: -50, found: 50),
        (polarity: InkPolarity.dark, size: 9, offset: -50, found: 0),
    ])
    func keepsWhatIsNarrower(
        _ stroke: (polarity: InkPolarity, size: Int, offset: Int, found: Int)
    ) throws {
        let strokes = try TopHat.strokes(
            of: bar(stroke.size, offset: stroke.offset), polarity: stroke.polarity, elementSize: 9)
        #expect(Int(strokes[32, 30]) == stroke.found)
    }

    @Test func leavesAFlatImageBlack() throws {
        let image = GrayImage(width: 13, height: 7, filledWith: 200)
        let strokes = try TopHat.strokes(of: image, polarity: .bright, elementSize: 5)
        #expect(strokes == GrayImage(width: 13, height: 7))
    }
}
