import ImageCodecs
import Raster
import Testing

@Suite struct JPEGFillTests {
    @Test(arguments: ["grey", "grey-quality-100", "grey-flat-optimized"])
    func invertedBlackIsTheHighestValue(_ name: String) throws {
        let fixture = try JPEGFixture.named(name)
        let repainting = try JPEGDCT.repaint(
            fixture.codestream(), shape: fixture.shape, boxes: edgeBoxes,
            fill: .black(isInverted: true))
        let (after, _) = try JPEGDCT.decode(repainting.codestream, shape: fixture.shape)
        for box in repainting.painted { #expect(isFilled(after, box, with: [255])) }
    }

    /// Rounding instead of going beyond the range would leave 4 or 251 (99 does not divide 1024).
    @Test(arguments: [(UInt8(99), false, 0), (99, true, 255), (255, false, 0), (255, true, 255)])
    func coarseQuantisationStillShowsTheEndOfTheRange(
        _ quantizer: UInt8, _ isInverted: Bool, _ value: Int
    ) throws {
        let fixture = try JPEGFixture.named("grey")
        let original = try requantised(fixture, by: quantizer)
        let repainting = try JPEGDCT.repaint(
            original, shape: fixture.shape, boxes: edgeBoxes, fill: .black(isInverted: isInverted))
        let (after, _) = try JPEGDCT.decode(repainting.codestream, shape: fixture.shape)
        for box in repainting.painted { #expect(isFilled(after, box, with: [value])) }
    }

    @Test(arguments: [0, 1, 77, 127, 128, 129, 254, 255])
    func anyValueIsExactAtFullQuality(_ value: Int) throws {
        let fixture = try JPEGFixture.named("grey-quality-100")
        let repainting = try JPEGDCT.repaint(
            fixture.codestream(), shape: fixture.shape, boxes: edgeBoxes, fill: .value(value))
        let (after, _) = try JPEGDCT.decode(repainting.codestream, shape: fixture.shape)
        for box in repainting.painted { #expect(isFilled(after, box, with: [value])) }
    }

    @Test(arguments: [(129, false), (128, true), (140, true), (141, false), (0, true), (255, true)])
    func valueBetweenTheLevelsIsNotRepresentable(_ value: Int, _ isRepresentable: Bool) throws {
        let fixture = try JPEGFixture.named("grey")
        // 99 / 8 = 12.4 grey levels a step.
        let original = try requantised(fixture, by: 99)
        let repaint = {
            try JPEGDCT.repaint(
                original, shape: fixture.shape, boxes: edgeBoxes, fill: .value(value))
        }
        if isRepresentable {
            let (after, _) = try JPEGDCT.decode(
                repaint().codestream, shape: fixture.shape)
            #expect(isFilled(after, edgeBoxes[0], with: [value]))
        } else {
            expect(code: .fillNotRepresentable) { try repaint() }
        }
    }

    @Test(arguments: [-1, 256])
    func valueOutOfRangeIsNotRepresentable(_ value: Int) throws {
        let fixture = try JPEGFixture.named("grey")
        let original = try fixture.codestream()
        expect(code: .fillNotRepresentable) {
            try JPEGDCT.repaint(
                original, shape: fixture.shape, boxes: edgeBoxes, fill: .value(value))
        }
    }

    @Test func valueOfColourIsGrey() throws {
        let fixture = try JPEGFixture.named("ybr-420")
        let repainting = try JPEGDCT.repaint(
            fixture.codestream(), shape: fixture.shape, boxes: [edgeBoxes[0]], fill: .value(128))
        let (after, _) = try JPEGDCT.decode(repainting.codestream, shape: fixture.shape)
        #expect(isFilled(after, edgeBoxes[0], with: [128, 128, 128]))
    }

    /// The codestream with another DC quantiser in table 0.
    private func requantised(_ fixture: JPEGFixture, by quantizer: UInt8) throws -> [UInt8] {
        var codestream = try fixture.codestream()
        codestream[try JPEGSegments(codestream).first(0xDB).lowerBound + 5] = quantizer
        return codestream
    }
}

@Suite struct JPEG12BitFillTests {
    @Test(arguments: [
        ("grey", UInt8(99), false, 0), ("grey", 99, true, 4095), ("grey", 255, false, 0),
        ("grey", 255, true, 4095), ("grey-coarse", 7, false, 0), ("grey-coarse", 7, true, 4095),
        ("grey-quality-100", 1, false, 0), ("grey-quality-100", 1, true, 4095),
        ("grey-flat-optimized", 1, true, 4095),
    ])
    func blackIsTheEndOfTheRange(
        _ name: String, _ quantizer: UInt8, _ isInverted: Bool, _ value: Int
    ) throws {
        let fixture = try JPEGFixture.named(name, precision: 12)
        let after = try painted(fixture, quantizer, .black(isInverted: isInverted))
        for box in edgeBoxes.dropLast() { #expect(isFilled(after, box, with: [value])) }
    }

    @Test(arguments: [0, 1, 1023, 2047, 2048, 2049, 4094, 4095])
    func anyValueIsExactAtFullQuality(_ value: Int) throws {
        let fixture = try JPEGFixture.named("grey-quality-100", precision: 12)
        let after = try painted(fixture, 1, .value(value))
        for box in edgeBoxes { #expect(isFilled(after, box, with: [value])) }
    }

    @Test(arguments: [(2049, false), (2048, true), (2060, true), (2061, false), (4095, true)])
    func valueBetweenTheLevelsIsNotRepresentable(_ value: Int, _ isRepresentable: Bool) throws {
        let fixture = try JPEGFixture.named("grey", precision: 12)
        if isRepresentable {
            #expect(isFilled(try painted(fixture, 99, .value(value)), edgeBoxes[0], with: [value]))
        } else {
            expect(code: .fillNotRepresentable) { try painted(fixture, 99, .value(value)) }
        }
    }

    @Test(arguments: [-1, 4096])
    func valueOutOfRangeIsNotRepresentable(_ value: Int) throws {
        let fixture = try JPEGFixture.named("grey", precision: 12)
        expect(code: .fillNotRepresentable) { try painted(fixture, 1, .value(value)) }
    }

    @Test(arguments: ["ybr-420", "ybr-422", "ybr-444", "rgb"])
    func valueOfColourIsGrey(_ name: String) throws {
        let fixture = try JPEGFixture.named(name, precision: 12)
        let repainting = try JPEGDCT.repaint(
            fixture.codestream(), shape: fixture.shape, boxes: [edgeBoxes[0]], fill: .value(2048))
        let (after, _) = try JPEGDCT.decode(repainting.codestream, shape: fixture.shape)
        #expect(isFilled(after, edgeBoxes[0], with: [2048, 2048, 2048]))
    }

    /// The lowest value of a signed picture is the pattern of its sign bit.
    @Test(arguments: [-2048, -1, 0, 2047])
    func signedValuesAreTwosComplement(_ value: Int) throws {
        let fixture = try JPEGFixture.named("grey-quality-100", precision: 12)
        var shape = fixture.shape
        shape.isSigned = true
        let repainting = try JPEGDCT.repaint(
            fixture.codestream(), shape: shape, boxes: [edgeBoxes[0]], fill: .value(value))
        let (after, _) = try JPEGDCT.decode(repainting.codestream, shape: shape)
        #expect(isFilled(after, edgeBoxes[0], with: [value]))
        #expect(try JPEGDCT.check(repainting).passes)
    }

    private func painted(
        _ fixture: JPEGFixture, _ quantizer: UInt8, _ fill: JPEGDCT.Fill
    ) throws -> SampleBuffer {
        var codestream = try fixture.codestream()
        codestream[try JPEGSegments(codestream).first(0xDB).lowerBound + 5] = quantizer
        let repainting = try JPEGDCT.repaint(
            codestream, shape: fixture.shape, boxes: edgeBoxes, fill: fill)
        return try JPEGDCT.decode(repainting.codestream, shape: fixture.shape).samples
    }
}
