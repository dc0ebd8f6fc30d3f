import ImageCodecs
import Raster
import Testing

private let box = PixelBox(x: 18, y: 9, width: 5, height: 3)
private let black = JPEGDCT.Fill.black(isInverted: false)

@Suite struct JPEGCheckTests {
    @Test(arguments: JPEGFixture.all)
    func repaintingPasses(_ fixture: JPEGFixture) throws {
        let repainting = try JPEGDCT.repaint(
            fixture.codestream(), shape: fixture.shape, boxes: [box], fill: black)
        #expect(try JPEGDCT.check(repainting).passes)
    }

    @Test(arguments: JPEGFixture.all)
    func repaintingPassesAgainstItsOriginal(_ fixture: JPEGFixture) throws {
        let original = try fixture.codestream()
        let repainting = try JPEGDCT.repaint(
            original, shape: fixture.shape, boxes: [box], fill: black)
        let check = try JPEGDCT.check(
            original: original, repainted: repainting.codestream, shape: fixture.shape,
            painted: repainting.painted, fill: black)
        #expect(check.passes)
    }

    @Test func unpaintedCodestreamIsNotFilled() throws {
        let fixture = try JPEGFixture.named("ybr-420")
        var repainting = try JPEGDCT.repaint(
            fixture.codestream(), shape: fixture.shape, boxes: [box], fill: black)
        repainting.codestream = try fixture.codestream()
        let check = try JPEGDCT.check(repainting)
        #expect(check.outsideIdentical)
        #expect(!check.insideIsFill)
    }

    @Test func otherFillIsNotTheFill() throws {
        let fixture = try JPEGFixture.named("grey")
        var repainting = try JPEGDCT.repaint(
            fixture.codestream(), shape: fixture.shape, boxes: [box], fill: black)
        repainting.codestream =
            try JPEGDCT.repaint(
                fixture.codestream(), shape: fixture.shape, boxes: [box],
                fill: .black(isInverted: true)
            ).codestream
        let check = try JPEGDCT.check(repainting)
        #expect(check.outsideIdentical)
        #expect(!check.insideIsFill)
    }

    @Test func paintedBlockOutsideIsADifference() throws {
        let fixture = try JPEGFixture.named("ybr-420")
        var repainting = try JPEGDCT.repaint(
            fixture.codestream(), shape: fixture.shape, boxes: [box], fill: black)
        repainting.codestream =
            try JPEGDCT.repaint(
                fixture.codestream(), shape: fixture.shape,
                boxes: [box, PixelBox(x: 60, y: 52, width: 1, height: 1)], fill: black
            ).codestream
        let check = try JPEGDCT.check(repainting)
        #expect(!check.outsideIdentical)
        #expect(check.insideIsFill)
    }

    @Test func otherQuantisationIsADifference() throws {
        let fixture = try JPEGFixture.named("grey")
        var repainting = try JPEGDCT.repaint(
            fixture.codestream(), shape: fixture.shape, boxes: [box], fill: black)
        let tables = try JPEGSegments(repainting.codestream).first(0xDB)
        repainting.codestream[tables.upperBound - 1] += 1
        #expect(try !JPEGDCT.check(repainting).outsideIdentical)
    }

    @Test func otherColourIsADifference() throws {
        let fixture = try JPEGFixture.named("rgb-adobe")
        var repainting = try JPEGDCT.repaint(
            fixture.codestream(), shape: fixture.shape, boxes: [box], fill: black)
        let adobe = try JPEGSegments(repainting.codestream).first(0xEE)
        repainting.codestream[adobe.upperBound - 1] = 1
        #expect(try !JPEGDCT.check(repainting).outsideIdentical)
    }

    /// Whatever single bit of the scan turns: the check fails, or the picture is the same (padding
    /// at the end of the scan).
    @Test(arguments: ["grey", "ybr-420-tiny", "restart-blocks"])
    func tamperedCoefficientIsFound(_ name: String) throws {
        let fixture = try JPEGFixture.named(name)
        let repainting = try JPEGDCT.repaint(
            fixture.codestream(), shape: fixture.shape, boxes: [box], fill: black)
        let intact = try JPEGDCT.decode(repainting.codestream, shape: fixture.shape).samples
        let scan = try JPEGSegments(repainting.codestream).first(0xDA).upperBound
        for index in scan..<repainting.codestream.count - 2 {
            for bit in 0..<8 {
                var tampered = repainting
                tampered.codestream[index] ^= 1 << bit
                guard let check = try? JPEGDCT.check(tampered), check.passes else { continue }
                let samples = try JPEGDCT.decode(
                    tampered.codestream, shape: fixture.shape
                ).samples
                #expect(samples == intact, "bit \(bit) of byte \(index)")
            }
        }
    }
}
