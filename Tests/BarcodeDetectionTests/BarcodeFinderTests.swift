import BarcodeDetection
import Raster
import TestSupport
import Testing

@Suite struct BarcodeFinderTests {
    @Test(arguments: DrawnCode.all, [3.0, 4, 6])
    func findsCodesOfAnySize(_ code: DrawnCode, _ module: Double) {
        var painter = CodePainter()
        painter.module = module
        let (image, box) = code.view(painter)
        #expect(image.covered(box) >= 95)
    }

    // The middle of Aztec's rings is one module high: of two pixels, it may lie between two of the
    // rows that are looked at.
    @Test(arguments: DrawnCode.all.filter { $0.name != "Aztec" })
    func findsCodesOfTwoPixelsAModule(_ code: DrawnCode) {
        var painter = CodePainter()
        painter.module = 2
        let (image, box) = code.view(painter)
        #expect(image.covered(box) >= 95)
    }

    @Test(arguments: DrawnCode.all, [90.0, 180, 270])
    func findsTurnedCodes(_ code: DrawnCode, _ degrees: Double) {
        var painter = CodePainter()
        painter.degrees = degrees
        let (image, box) = code.view(painter)
        #expect(image.covered(box) >= 95)
    }

    @Test(arguments: DrawnCode.linear + [DrawnCode.all[0]], [-8.0, 5])
    func findsCodesThatLean(_ code: DrawnCode, _ degrees: Double) {
        var painter = CodePainter()
        painter.degrees = degrees
        let (image, box) = code.view(painter)
        #expect(image.covered(box) >= 90)
    }

    @Test(arguments: DrawnCode.all)
    func findsLightCodesOnDark(_ code: DrawnCode) {
        var painter = CodePainter()
        swap(&painter.dark, &painter.light)
        let (image, box) = code.view(painter, background: 235)
        #expect(image.covered(box) >= 95)
    }

    @Test(arguments: DrawnCode.all)
    func findsCodesWithoutAQuietZone(_ code: DrawnCode) {
        var painter = CodePainter()
        painter.quiet = 0
        let (image, box) = code.view(painter, background: 120)
        #expect(image.covered(box) >= 95)
    }

    @Test(arguments: DrawnCode.all)
    func findsFaintCodes(_ code: DrawnCode) {
        var painter = CodePainter()
        (painter.dark, painter.light) = (90, 150)
        let (image, box) = code.view(painter, background: 90)
        #expect(image.covered(box) >= 95)
    }

    @Test(arguments: DrawnCode.all)
    func findsNoisyCodes(_ code: DrawnCode) {
        let (image, box) = code.view()
        #expect(image.noisy(30, seed: 1).covered(box) >= 95)
    }

    @Test(arguments: DrawnCode.all.filter { $0.name != "Micro QR" })
    func findsBlurredCodes(_ code: DrawnCode) {
        let (image, box) = code.view()
        #expect(image.blurred().covered(box) >= 95)
    }

    @Test(arguments: DrawnCode.linear + [DrawnCode.all[0], DrawnCode.all[3]])
    func findsTheRestOfACutCode(_ code: DrawnCode) {
        var (image, box) = code.view()
        box.width = box.width * 6 / 10
        image = image.leftPart(width: box.maxX)
        #expect(image.covered(box) >= 95)
    }

    @Test func saysWhatItsStructureIs() {
        let kinds = DrawnCode.all.map { code in
            BarcodeFinder().regions(in: code.view().image).first?.kind
        }
        #expect(
            kinds == [
                .qrCode, .qrCode, .aztec, .stacked, .linear, .linear, .linear, .linear, .linear,
            ])
    }

    @Test(arguments: [(0, 0), (1, 1), (15, 300), (16, 16), (17, 65), (63, 200)])
    func emptyPicturesHoldNoCode(_ width: Int, _ height: Int) {
        #expect(BarcodeFinder().regions(in: GrayImage(width: width, height: height)).isEmpty)
    }

    @Test(arguments: BarePicture.allCases)
    func otherPicturesHoldNoCode(_ picture: BarePicture) {
        #expect(BarcodeFinder().regions(in: picture.image).isEmpty)
    }

    @Test(arguments: 1...8)
    func noiseOfAnyShapeHoldsNoCode(_ seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let (width, height) = (
            Int.random(in: 16...150, using: &random), Int.random(in: 16...150, using: &random)
        )
        let image = GrayImage(
            width: width, height: height, pixels: random.bytes(width * height))
        #expect(BarcodeFinder().regions(in: image).isEmpty)
    }
}

extension GrayImage {
    fileprivate func leftPart(width part: Int) -> GrayImage {
        var image = GrayImage(width: part, height: height)
        for y in 0..<height {
            for x in 0..<part { image[x, y] = self[x, y] }
        }
        return image
    }
}
