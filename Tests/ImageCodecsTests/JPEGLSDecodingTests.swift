import ImageCodecs
import Raster
import TestSupport
import Testing

struct JPEGLSDecodingTests {
    // MARK: Reference vectors

    @Test(arguments: JPEGLSFixture.all)
    func decodesAsAnIndependentDecoder(_ fixture: JPEGLSFixture) throws {
        let decoded = try JPEGLS.decode(fixture.codestream(), shape: fixture.shape)
        #expect(decoded.samples == (try fixture.samples()))
    }

    @Test(arguments: JPEGLSFixture.all)
    func headerSaysHowThePictureIsCoded(_ fixture: JPEGLSFixture) throws {
        let header = try JPEGLS.header(fixture.codestream())
        #expect(header.width == fixture.shape.width)
        #expect(header.height == fixture.shape.height)
        #expect(header.components == fixture.shape.samplesPerPixel)
        #expect(header.bitsPerSample == fixture.precision ?? fixture.bits)
        #expect(header.interleave == fixture.interleave)
        #expect(header.colourTransform == fixture.colourTransform)
        #expect(header.near == fixture.near)
        #expect(header.isLossless == (fixture.near == 0))
        #expect(header.hasMetadata == (fixture.name == "gray-8-extras"))
    }

    @Test func headerShowsPresetParameters() throws {
        let header = try JPEGLS.header(JPEGLSFixture.named("gray-12-preset").codestream())
        var expected = JPEGLS.Header.PresetParameters()
        expected.maximumValue = 4095
        expected.threshold1 = 9
        expected.threshold2 = 33
        expected.threshold3 = 120
        expected.reset = 31
        #expect(header.presetParameters == expected)
    }

    @Test func headerShowsRestartInterval() throws {
        let header = try JPEGLS.header(JPEGLSFixture.named("gray-8-restarts").codestream())
        #expect(header.restartInterval == 3)
    }

    @Test(arguments: ["gray-8-dcmcjpls", "rgb-8-scans-dcmcjpls", "rgb-8-hp2-sample"], [2, 4])
    func widerContainersAreFilled(_ name: String, _ size: Int) throws {
        let fixture = try JPEGLSFixture.named(name)
        var shape = fixture.shape
        shape.bytesPerSample = size
        let decoded = try JPEGLS.decode(fixture.codestream(), shape: shape)
        #expect(decoded.samples == FixturePicture.samples(shape, bits: 8))
    }

    @Test func signComesFromTheDeclaration() throws {
        let fixture = try JPEGLSFixture.named("gray-7-interleaved")
        for size in [1, 2, 4] {
            let shape = FrameShape(17, 9, 1, size, isSigned: true)
            let decoded = try JPEGLS.decode(fixture.codestream(), shape: shape)
            #expect(decoded.samples == FixturePicture.samples(shape, bits: 7))
        }
    }

    // MARK: Ends of the codestream

    @Test(arguments: JPEGLSFixture.all)
    func everyTruncationIsAnError(_ fixture: JPEGLSFixture) throws {
        let codestream = try fixture.codestream()
        for length in codestream.indices {
            #expect(throws: CodecError.self, "length \(length)") {
                try JPEGLS.decode(Array(codestream.prefix(length)), shape: fixture.shape)
            }
        }
    }

    /// The coded data end early, and yet there is an end marker.
    @Test(arguments: JPEGLSFixture.all)
    func everyGapBeforeTheEndMarkerIsAnError(_ fixture: JPEGLSFixture) throws {
        let codestream = try fixture.codestream()
        for length in 2..<codestream.count - 3 {
            #expect(throws: CodecError.self, "length \(length)") {
                try JPEGLS.decode(
                    Array(codestream.prefix(length)) + [0xFF, 0xD9], shape: fixture.shape)
            }
        }
    }

    @Test(arguments: JPEGLSFixture.all, [[0], [0, 1, 2, 0xFF, 0xD8]])
    func bytesBehindTheEndMarkerAreIgnored(
        _ fixture: JPEGLSFixture, _ tail: [UInt8]
    ) throws {
        let codestream = try fixture.codestream()
        let decoded = try JPEGLS.decode(codestream + tail, shape: fixture.shape)
        #expect(decoded.samples == (try fixture.samples()))
    }

    @Test func onlyOtherBytesThanPaddingAreMetadata() throws {
        let codestream = try JPEGLSFixture.named("gray-8-dcmcjpls").codestream()
        #expect(try !JPEGLS.header(codestream + [0, 0]).hasMetadata)
        #expect(try JPEGLS.header(codestream + [0, 7]).hasMetadata)
    }

    /// As in DICOM's sample MR1_JLSL; CharLS 2.4.1 alone refuses it.
    @Test(arguments: JPEGLSFixture.all)
    func zeroBeforeTheEndMarkerIsSkipped(_ fixture: JPEGLSFixture) throws {
        let codestream = try fixture.codestream()
        let padded = codestream.dropLast(2) + [0, 0xFF, 0xD9]
        let decoded = try JPEGLS.decode(Array(padded), shape: fixture.shape)
        #expect(decoded.samples == (try fixture.samples()))
    }

    @Test func fillBytesBeforeMarkersAreSkipped() throws {
        let fixture = try JPEGLSFixture.named("gray-8-dcmcjpls")
        let codestream = try fixture.codestream()
        let padded = codestream.dropLast(2) + [0xFF, 0xFF, 0xFF, 0xD9]
        let decoded = try JPEGLS.decode(Array(padded), shape: fixture.shape)
        #expect(decoded.samples == (try fixture.samples()))
    }

    // MARK: Mutation

    @Test(arguments: JPEGLSFixture.all)
    func mutatedStreamsDecodeOrFail(_ fixture: JPEGLSFixture) throws {
        let codestream = try fixture.codestream()
        let byteCount = try fixture.samples().bytes.count
        for seed in 1...200 as ClosedRange<UInt64> {
            var random = SeededRandom(seed: seed)
            var mutated = codestream
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                mutated[Int.random(in: 0..<mutated.count, using: &random)] =
                    UInt8.random(in: 0...255, using: &random)
            }
            do throws(CodecError) {
                let decoded = try JPEGLS.decode(mutated, shape: fixture.shape)
                #expect(decoded.samples.bytes.count == byteCount, "seed \(seed)")
            } catch {
                #expect(error.thing.contains("JPEG-LS"), "seed \(seed)")
            }
        }
    }
}
