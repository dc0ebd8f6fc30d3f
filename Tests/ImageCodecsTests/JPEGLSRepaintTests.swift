import ImageCodecs
import Raster
import TestSupport
import Testing

struct JPEGLSRepaintTests {
    static let boxes = [
        PixelBox(x: 3, y: 2, width: 5, height: 4), PixelBox(x: 6, y: 4, width: 20, height: 2),
        PixelBox(x: -2, y: -2, width: 3, height: 3),
    ]

    private static func fill(_ value: Int, _ shape: FrameShape) -> [Int] {
        Array(repeating: value, count: shape.samplesPerPixel)
    }

    private static func repaint(
        _ fixture: JPEGLSFixture, fill value: Int
    ) throws -> (codestream: [UInt8], expected: SampleBuffer) {
        let codestream = try fixture.codestream()
        var expected = try JPEGLS.decode(codestream, shape: fixture.shape).samples
        let fill = fill(value, fixture.shape)
        for box in boxes { expected.fill(box, with: fill) }
        let repainted = try JPEGLS.repaint(
            codestream, shape: fixture.shape, boxes: boxes, fill: fill)
        return (repainted, expected)
    }

    // MARK: Samples

    @Test(arguments: JPEGLSFixture.all, [0, 1, 3])
    func samplesAreFillInsideAndSameOutside(_ fixture: JPEGLSFixture, _ fill: Int) throws {
        let (codestream, expected) = try Self.repaint(fixture, fill: fill)
        #expect(try JPEGLS.decode(codestream, shape: fixture.shape).samples == expected)
    }

    @Test(arguments: JPEGLSFixture.all)
    func greatestAndLeastValuesArePaintedExactly(_ fixture: JPEGLSFixture) throws {
        let range =
            fixture.shape.isSigned
            ? -(1 << (fixture.bits - 1))...(1 << (fixture.bits - 1)) - 1
            : 0...(1 << fixture.bits) - 1
        for fill in [range.lowerBound, range.upperBound] {
            let (codestream, expected) = try Self.repaint(fixture, fill: fill)
            let (samples, header) = try JPEGLS.decode(codestream, shape: fixture.shape)
            #expect(samples == expected)
            #expect(header.bitsPerSample == fixture.precision ?? fixture.bits)
        }
    }

    @Test(arguments: [1, 2, 4])
    func signedSamplesStaySignedInAnyContainer(_ size: Int) throws {
        let shape = FrameShape(17, 9, 1, size, isSigned: true)
        let fixture = JPEGLSFixture(name: "gray-7-interleaved", shape: shape, bits: 7)
        let (codestream, expected) = try Self.repaint(fixture, fill: -64)
        #expect(try JPEGLS.decode(codestream, shape: shape).samples == expected)
    }

    /// Noise takes more bytes than it has samples.
    @Test func pictureThatGrowsIsCodedExactly() throws {
        let fixture = try JPEGLSFixture.named("noise")
        let (codestream, expected) = try Self.repaint(fixture, fill: 77)
        #expect(codestream.count > expected.bytes.count)
        #expect(try JPEGLS.decode(codestream, shape: fixture.shape).samples == expected)
    }

    // MARK: How it is coded

    @Test(arguments: JPEGLSFixture.all)
    func streamIsLosslessAndLikeItsSource(_ fixture: JPEGLSFixture) throws {
        let source = try JPEGLS.header(fixture.codestream())
        let (codestream, _) = try Self.repaint(fixture, fill: 1)
        let header = try JPEGLS.header(codestream)
        #expect(header.near == 0)
        #expect(header.bitsPerSample == source.bitsPerSample)
        #expect(header.interleave == source.interleave)
        #expect(header.colourTransform == source.colourTransform)
        #expect(!header.hasMetadata)
    }

    @Test func presetParametersOfTheSourceAreKept() throws {
        let fixture = try JPEGLSFixture.named("gray-12-preset")
        let (codestream, _) = try Self.repaint(fixture, fill: 4095)
        let source = try JPEGLS.header(fixture.codestream())
        #expect(try JPEGLS.header(codestream).presetParameters == source.presetParameters)
    }

    @Test func fillBeyondThePrecisionRaisesIt() throws {
        let shape = FrameShape(17, 9, 1, 2)
        let fixture = JPEGLSFixture(name: "gray-8-dcmcjpls", shape: shape, bits: 8)
        let (codestream, expected) = try Self.repaint(fixture, fill: 4095)
        let (samples, header) = try JPEGLS.decode(codestream, shape: shape)
        #expect(samples == expected)
        #expect(header.bitsPerSample == 12)
    }

    @Test func negativeFillBeyondThePrecisionRaisesIt() throws {
        let shape = FrameShape(17, 9, 1, 2, isSigned: true)
        let fixture = JPEGLSFixture(name: "gray-8-dcmcjpls", shape: shape, bits: 8)
        let (codestream, expected) = try Self.repaint(fixture, fill: -2048)
        let (samples, header) = try JPEGLS.decode(codestream, shape: shape)
        #expect(samples == expected)
        #expect(header.bitsPerSample == 12)
    }

    @Test func raisedPrecisionDropsTheColourTransform() throws {
        let shape = FrameShape(15, 12, 3, 2)
        let fixture = JPEGLSFixture(name: "rgb-8-hp1-line", shape: shape, bits: 8)
        let (codestream, expected) = try Self.repaint(fixture, fill: 1000)
        let (samples, header) = try JPEGLS.decode(codestream, shape: shape)
        #expect(samples == expected)
        #expect(header.colourTransform == .none)
    }

    @Test func fillOfMoreThan16BitsIsNotRepresentable() throws {
        let fixture = try JPEGLSFixture.named("gray-8-dcmcjpls")
        let codestream = try fixture.codestream()
        let error = #expect(throws: CodecError.self) {
            try JPEGLS.repaint(
                codestream, shape: FrameShape(17, 9, 1, 4), boxes: Self.boxes, fill: [1 << 16])
        }
        #expect(error?.code == .fillNotRepresentable)
    }

    // MARK: Without a box

    @Test(arguments: JPEGLSFixture.all)
    func withoutABoxOnlyMetadataAreCut(_ fixture: JPEGLSFixture) throws {
        let codestream = try fixture.codestream()
        let outside = [PixelBox(x: 1000, y: 0, width: 2, height: 2)]
        let repainted = try JPEGLS.repaint(
            codestream, shape: fixture.shape, boxes: outside, fill: Self.fill(0, fixture.shape))
        #expect((repainted == codestream) == (fixture.name != "gray-8-extras"))
        #expect(try !JPEGLS.header(repainted).hasMetadata)
        #expect(
            try JPEGLS.decode(repainted, shape: fixture.shape).samples == fixture.samples())
    }

    @Test func bytesBehindTheEndMarkerAreCut() throws {
        let fixture = try JPEGLSFixture.named("gray-8-dcmcjpls")
        let codestream = try fixture.codestream()
        let repainted = try JPEGLS.repaint(
            codestream + Array("INVENTED".utf8), shape: fixture.shape, boxes: [], fill: [0])
        #expect(repainted == codestream)
    }
}
