import ImageCodecs
import Raster
import Testing

@Suite struct JPEGDecodeTests {
    @Test(arguments: JPEGFixture.all)
    func decodesToReferenceSamples(_ fixture: JPEGFixture) throws {
        let (samples, _) = try JPEGDCT.decode(fixture.codestream(), shape: fixture.shape)
        #expect(fnv1a(samples.bytes) == fixture.digest)
    }

    @Test(arguments: JPEGFixture.eightBit)
    func eightBitsFitInTwoBytes(_ fixture: JPEGFixture) throws {
        var shape = fixture.shape
        let (narrow, _) = try JPEGDCT.decode(fixture.codestream(), shape: shape)
        shape.bytesPerSample = 2
        let (wide, _) = try JPEGDCT.decode(fixture.codestream(), shape: shape)
        #expect(wide.bytes == narrow.bytes.flatMap { [$0, 0] })
    }

    @Test(arguments: JPEGFixture.twelveBit)
    func twelveBitsDoNotFitInOneByte(_ fixture: JPEGFixture) throws {
        var shape = fixture.shape
        shape.bytesPerSample = 1
        let codestream = try fixture.codestream()
        expect(code: .mismatch) { try JPEGDCT.decode(codestream, shape: shape) }
    }

    @Test(arguments: [("grey", 8), ("grey", 12)])
    func signedSamplesAreExtended(_ name: String, _ precision: Int) throws {
        let fixture = try JPEGFixture.named(name, precision: precision)
        var shape = fixture.shape
        shape.bytesPerSample = 2
        let (plain, _) = try JPEGDCT.decode(fixture.codestream(), shape: shape)
        shape.isSigned = true
        let (signed, _) = try JPEGDCT.decode(fixture.codestream(), shape: shape)
        let half = 1 << (precision - 1)
        for (x, y) in [(0, 0), (40, 3), (11, 30), (44, 36)] {
            let value = plain.sample(x: x, y: y)
            #expect(signed.sample(x: x, y: y) == (value < half ? value : value - 2 * half))
        }
    }

    @Test func twelveBitsWithArithmeticCodingAreUnsupported() throws {
        let fixture = try JPEGFixture.named("grey", precision: 12)
        var codestream = try fixture.codestream()
        codestream[try JPEGSegments.frameCode(in: codestream)] = 0xC9
        #expect {
            try JPEGDCT.decode(codestream, shape: fixture.shape)
        } throws: { error in
            (error as? CodecError)?.description.hasPrefix(
                "unsupported 12-bit JPEG with arithmetic coding") ?? false
        }
    }

    /// libjpeg 6b would take the first component for all of them.
    @Test func repeatedIdentifiersWithTwelveBitsAreUnsupported() throws {
        let fixture = try JPEGFixture.named("rgb", precision: 12)
        var codestream = try fixture.codestream()
        let code = try JPEGSegments.frameCode(in: codestream)
        let scan = try JPEGSegments(codestream).first(0xDA).lowerBound
        for component in 1...2 {
            codestream[code + 9 + 3 * component] = codestream[code + 9]
            codestream[scan + 5 + 2 * component] = codestream[scan + 5]
        }
        expect(code: .unsupported) { try JPEGDCT.decode(codestream, shape: fixture.shape) }
    }

    /// libjpeg 6b would read beyond a table of its own.
    @Test func losslessSymbolsWithTwelveBitsAreCorrupt() throws {
        let fixture = try JPEGFixture.named("grey", precision: 12)
        var codestream = try fixture.codestream()
        codestream[try JPEGSegments(codestream).first(0xC4).upperBound - 1] = 16
        expect(code: .corrupt) { try JPEGDCT.decode(codestream, shape: fixture.shape) }
    }

    @Test func bytesBehindEndOfImageAreIgnored() throws {
        let fixture = try JPEGFixture.named("ybr-420")
        let codestream = try fixture.codestream() + [0, 0xFF, 0xD8, 0xFF]
        let (samples, _) = try JPEGDCT.decode(codestream, shape: fixture.shape)
        #expect(fnv1a(samples.bytes) == fixture.digest)
    }

    @Test func fillBytesBeforeMarkersAreIgnored() throws {
        let fixture = try JPEGFixture.named("grey")
        var codestream = try fixture.codestream()
        codestream.insert(contentsOf: [0xFF, 0xFF, 0xFF], at: codestream.count - 2)
        let (samples, _) = try JPEGDCT.decode(codestream, shape: fixture.shape)
        #expect(fnv1a(samples.bytes) == fixture.digest)
    }

    @Test func extraneousBytesBehindAScanAreAccepted() throws {
        let fixture = try JPEGFixture.named("grey")
        var codestream = try fixture.codestream()
        codestream.insert(contentsOf: [0x12, 0x34], at: codestream.count - 2)
        let (samples, _) = try JPEGDCT.decode(codestream, shape: fixture.shape)
        #expect(fnv1a(samples.bytes) == fixture.digest)
    }

    @Test func invalidSpectralSelectionOfASequentialScanIsAccepted() throws {
        let fixture = try JPEGFixture.named("grey")
        var codestream = try fixture.codestream()
        let scan = try JPEGSegments(codestream).first(0xDA)
        codestream[scan.upperBound - 2] = 0
        let (samples, _) = try JPEGDCT.decode(codestream, shape: fixture.shape)
        #expect(fnv1a(samples.bytes) == fixture.digest)
    }

    @Test func missingEndOfScanDataIsCorrupt() throws {
        let fixture = try JPEGFixture.named("grey")
        var codestream = try fixture.codestream()
        codestream.removeSubrange(codestream.count - 40..<codestream.count - 2)
        expect(code: .corrupt) { try JPEGDCT.decode(codestream, shape: fixture.shape) }
    }

    @Test func restartMarkerOutOfOrderIsCorrupt() throws {
        let fixture = try JPEGFixture.named("restart-rows")
        var codestream = try fixture.codestream()
        let scan = try JPEGSegments(codestream).first(0xDA).upperBound
        let restart = try #require(
            (scan..<codestream.count - 1).first {
                codestream[$0] == 0xFF && codestream[$0 + 1] == 0xD0
            })
        codestream[restart + 1] = 0xD5
        expect(code: .corrupt) { try JPEGDCT.decode(codestream, shape: fixture.shape) }
    }

    @Test(arguments: [
        FrameShape(
            width: 46, height: 37, samplesPerPixel: 1, bytesPerSample: 1, isSigned: false),
        FrameShape(
            width: 45, height: 36, samplesPerPixel: 1, bytesPerSample: 1, isSigned: false),
        FrameShape(
            width: 45, height: 37, samplesPerPixel: 3, bytesPerSample: 1, isSigned: false),
        FrameShape(
            width: 45, height: 37, samplesPerPixel: 1, bytesPerSample: 4, isSigned: false),
    ])
    func otherShapeIsAMismatch(_ shape: FrameShape) throws {
        let codestream = try JPEGFixture.named("grey").codestream()
        expect(code: .mismatch) { try JPEGDCT.decode(codestream, shape: shape) }
    }

    @Test(arguments: ["scan-per-component", "progressive"])
    func missingScanIsCorrupt(_ name: String) throws {
        let fixture = try JPEGFixture.named(name)
        var codestream = try fixture.codestream()
        let scans = JPEGSegments(codestream).segments.filter { $0.code == 0xDA }
        let last = try #require(scans.last).range.lowerBound
        codestream.removeSubrange(last..<codestream.count - 2)
        expect(code: .corrupt) { try JPEGDCT.decode(codestream, shape: fixture.shape) }
    }

    @Test func tooManyScansAreRefused() throws {
        let fixture = try JPEGFixture.named("progressive")
        let codestream = try fixture.codestream()
        let limits = JPEGDCT.Limits(maximumScans: 3)
        expect(code: .limitExceeded) {
            try JPEGDCT.decode(codestream, shape: fixture.shape, limits: limits)
        }
    }

    @Test func tooManySamplesAreRefused() throws {
        let fixture = try JPEGFixture.named("ybr-444")
        let codestream = try fixture.codestream()
        let limits = JPEGDCT.Limits(maximumSamples: 45 * 37 * 3 - 1)
        expect(code: .limitExceeded) {
            try JPEGDCT.decode(codestream, shape: fixture.shape, limits: limits)
        }
    }

    @Test(arguments: ["grey", "ybr-420", "progressive"])
    func kilobyteThatPromisesGigabytesIsTruncated(_ name: String) throws {
        let fixture = try JPEGFixture.named(name)
        var codestream = try fixture.codestream()
        let code = try JPEGSegments.frameCode(in: codestream)
        codestream.replaceSubrange(code + 4..<code + 8, with: [0xFF, 0x00, 0xFF, 0x00])
        let shape = FrameShape(
            width: 0xFF00, height: 0xFF00, samplesPerPixel: fixture.components, bytesPerSample: 1,
            isSigned: false)
        expect(code: .truncated) {
            try JPEGDCT.decode(
                codestream, shape: shape, limits: .init(maximumSamples: .max))
        }
    }
}
