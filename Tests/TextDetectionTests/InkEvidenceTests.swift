import Raster
import TestSupport
import Testing
import TextDetection

@Suite struct InkEvidenceTests {
    private static let box = PixelBox(x: 20, y: 20, width: 94, height: 14)

    /// Evidence where the background is black, so that the image is its own top-hat.
    private func evidence(_ image: GrayImage) throws -> InkEvidence {
        try #require(InkEvidence(box: Self.box, of: image, topHat: image))
    }

    @Test func inkOfOneLevelIsEvidence() throws {
        var image = GrayImage(width: 140, height: 60)
        TextPainter(scale: 2).draw("DOE JOHN", x: 20, y: 20, in: &image)
        #expect(try evidence(image).score() > 5)
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func speckleIsNone(_ seed: UInt64) throws {
        let image = GrayImage.speckle(width: 140, height: 60, mean: 60, amplitude: 60, seed: seed)
        #expect(try evidence(image).score() < 0)
    }

    @Test func separabilityOfTwoLevelsIsWhole() throws {
        var image = GrayImage(width: 140, height: 60)
        TextPainter(scale: 2).draw("ABC", x: 20, y: 20, in: &image)
        #expect(try evidence(image).separability > 0.999)
    }

    @Test func flatBoxHasNoSeparability() throws {
        #expect(try evidence(GrayImage(width: 140, height: 60, filledWith: 90)).separability == 0)
    }

    @Test func confidenceAdds() throws {
        var image = GrayImage(width: 140, height: 60)
        TextPainter(scale: 2).draw("ABC", x: 20, y: 20, in: &image)
        let evidence = try evidence(image)
        #expect(evidence.score(confidence: 0.9) > evidence.score())
    }

    @Test func aBoxOfAFewPixelsTellsNothing() {
        let image = GrayImage(width: 4, height: 4)
        let box = PixelBox(x: 0, y: 0, width: 2, height: 2)
        #expect(InkEvidence(box: box, of: image, topHat: image) == nil)
    }
}
