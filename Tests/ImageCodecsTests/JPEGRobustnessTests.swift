import ImageCodecs
import Raster
import Testing

private let boxes = [
    PixelBox(x: 18, y: 9, width: 5, height: 3), PixelBox(x: 0, y: 0, width: 1, height: 1),
]
private let black = JPEGDCT.Fill.black(isInverted: false)

@Suite struct JPEGRobustnessTests {
    @Test(arguments: JPEGFixture.all)
    func truncationAtEveryLengthIsAnError(_ fixture: JPEGFixture) throws {
        let codestream = try fixture.codestream()
        for length in 0..<codestream.count {
            let cut = Array(codestream[..<length])
            expect(code: .truncated) { try JPEGDCT.decode(cut, shape: fixture.shape) }
        }
    }

    /// Not arithmetic: its decoder may go on without bytes (ISO 10918-1 D.2.6).
    @Test(arguments: JPEGFixture.all.filter { $0.name != "arithmetic" })
    func truncatedScanWithEndOfImageIsNotHalfAPicture(_ fixture: JPEGFixture) throws {
        let codestream = try fixture.codestream()
        let scan = try JPEGSegments(codestream).first(0xDA).upperBound
        // Up to eight bytes less can be padding and what the last block needs not.
        for length in stride(from: scan, to: codestream.count - 10, by: 7) {
            var cut = Array(codestream[..<length])
            if cut.last == 0xFF { cut.removeLast() }
            cut += [0xFF, 0xD9]
            let samples = try? JPEGDCT.decode(cut, shape: fixture.shape)
            #expect((samples == nil) as Bool, "cut at byte \(length)")
            let repainting = try? JPEGDCT.repaint(
                cut, shape: fixture.shape, boxes: boxes, fill: black)
            #expect((repainting == nil) as Bool, "cut at byte \(length)")
        }
    }

    /// What can be repainted passes its check and decodes; everything else throws.
    @Test(arguments: JPEGFixture.all, [UInt64(1), 2, 3])
    func mutationsThrowOrRepaintRight(_ fixture: JPEGFixture, _ seed: UInt64) throws {
        let codestream = try fixture.codestream()
        var random = SeededGenerator(state: seed)
        for round in 0..<200 {
            var mutated = codestream
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let index = Int.random(in: 2..<mutated.count, using: &random)
                mutated[index] = UInt8.random(in: 0...255, using: &random)
            }
            guard let header = try? JPEGDCT.header(mutated) else { continue }
            let shape = FrameShape(
                width: header.width, height: header.height,
                samplesPerPixel: header.components,
                bytesPerSample: header.precision > 8 ? 2 : 1, isSigned: false)
            let limits = JPEGDCT.Limits(maximumSamples: 1 << 20)
            _ = try? JPEGDCT.decode(mutated, shape: shape, limits: limits)
            guard
                let repainting = try? JPEGDCT.repaint(
                    mutated, shape: shape, boxes: boxes, fill: black, limits: limits)
            else { continue }
            let check = try JPEGDCT.check(repainting)
            #expect(check.passes, "seed \(seed), round \(round)")
            _ = try JPEGDCT.decode(repainting.codestream, shape: shape)
        }
    }

    @Test(arguments: [UInt64(1), 2, 3, 4])
    func noiseBehindStartOfImageThrows(_ seed: UInt64) {
        var random = SeededGenerator(state: seed)
        for _ in 0..<500 {
            var bytes: [UInt8] = [0xFF, 0xD8]
            for _ in 0..<Int.random(in: 0...400, using: &random) {
                // Markers often, or the noise is passed over as extraneous bytes.
                bytes.append(
                    Bool.random(using: &random) ? 0xFF : UInt8.random(in: 0...255, using: &random))
            }
            let shape = FrameShape(
                width: 8, height: 8, samplesPerPixel: 1, bytesPerSample: 1, isSigned: false)
            let samples = try? JPEGDCT.decode(bytes, shape: shape)
            #expect((samples == nil) as Bool)
        }
    }
}
