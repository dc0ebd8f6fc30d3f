import ImageCodecs
import Raster
import Testing

@Suite struct JPEGDecodeTests {
    @Test(arguments: JPEGFixture.all)
    func decodesToReferenceSamples(_ fixture: JPEGFixture) throws {
        let (samples, _) = try JPEGDCT.decode(fixture.codestream(), shape: fixture.shape)
        #expect(fnv1a(samples.bytes) == fixture.digest)
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
