import Raster
import TestSupport
import Testing
import TextDetection

@Suite struct GrayImageGeometryTests {
    private static let image = GrayImage(width: 3, height: 2, pixels: [1, 2, 3, 4, 5, 6])

    @Test func turnsTheRightEdgeUp() {
        let turned = GrayImage(width: 2, height: 3, pixels: [3, 6, 2, 5, 1, 4])
        #expect(Self.image.turnedCounterclockwise() == turned)
    }

    @Test func turningBackUndoesTheTurn() {
        #expect(Self.image.turnedClockwise().turnedCounterclockwise() == Self.image)
    }

    @Test func boxesTurnBackWithTheirPixels() {
        let box = PixelBox(x: 0, y: 0, width: 2, height: 1)
        let original = box.turnedBack(inWidth: 3)
        #expect(
            Self.image.cropped(to: original).turnedCounterclockwise()
                == Self.image.turnedCounterclockwise().cropped(to: box))
    }

    @Test func padsByRepeatingTheEdge() {
        let image = GrayImage(width: 2, height: 1, pixels: [3, 9])
        let row: [UInt8] = [3, 3, 3, 9, 9, 9]
        #expect(image.padded(x: 2, y: 1).pixels == row + row + row)
    }

    @Test func reducesToRoundedMeans() {
        let image = GrayImage(
            width: 5, height: 3, pixels: [0, 1, 9, 9, 7, 2, 3, 9, 8, 7, 1, 1, 1, 1, 1])
        #expect(image.reducedByHalf() == GrayImage(width: 2, height: 1, pixels: [2, 9]))
    }

    @Test func enlargesByInterpolation() {
        let image = GrayImage(width: 2, height: 1, pixels: [0, 100])
        #expect(image.enlargedTwice().pixels == [0, 50, 100, 100, 0, 50, 100, 100])
    }

    @Test(arguments: [
        (PixelBox(x: 4, y: 6, width: 8, height: 2), PixelBox(x: 2, y: 3, width: 4, height: 1)),
        (PixelBox(x: 5, y: 7, width: 8, height: 2), PixelBox(x: 2, y: 3, width: 5, height: 2)),
    ])
    func halvedBoxesCoverTheirPixels(_ enlarged: PixelBox, _ box: PixelBox) {
        #expect(enlarged.halved() == box)
    }

    @Test func oneLevelIsFlat() {
        #expect(GrayImage(width: 3, height: 3, filledWith: 9).isFlat)
    }

    @Test func twoLevelsAreNotFlat() {
        #expect(!Self.image.isFlat)
    }
}
