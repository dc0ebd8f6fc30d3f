import ImageCodecs
import Raster
import Testing

/// Bytes behind the last coded unit of a scan, in front of the next marker: no decoder shows them,
/// and nothing but decoding finds them.
@Suite struct JPEGScanEndTests {
    /// libjpeg reads up to seven bytes ahead without a word, and four more may be padding.
    private static let text = Array("INVENTED^NAM".utf8)

    private static func beforeTheEnd(_ bytes: [UInt8], of codestream: [UInt8]) throws -> [UInt8] {
        var end = try #require(
            codestream.indices.dropLast().last {
                codestream[$0] == 0xFF && codestream[$0 + 1] == 0xD9
            })
        // In front of fill bytes, which belong to the marker.
        while codestream[end - 1] == 0xFF { end -= 1 }
        var result = codestream
        result.insert(contentsOf: bytes, at: end)
        return result
    }

    @Test(arguments: JPEGFixture.all)
    func textInADCTScanIsCorrupt(_ fixture: JPEGFixture) throws {
        let codestream = try Self.beforeTheEnd(Self.text, of: fixture.codestream())
        expect(code: .corrupt) { try JPEGDCT.decode(codestream, shape: fixture.shape) }
    }

    @Test(arguments: JPEGFixture.all)
    func paddingOfADCTScanIsNone(_ fixture: JPEGFixture) throws {
        for padding in [[0], [0xFF], [0, 0], [UInt8](repeating: 0, count: 40)] as [[UInt8]] {
            let codestream = try Self.beforeTheEnd(padding, of: fixture.codestream())
            let samples = try JPEGDCT.decode(codestream, shape: fixture.shape).samples
            #expect(fnv1a(samples.bytes) == fixture.digest)
        }
    }

    @Test func textInFrontOfARestartIsCorrupt() throws {
        let fixture = try JPEGFixture.named("restart-rows")
        var codestream = try fixture.codestream()
        let restart = try #require(
            codestream.indices.dropLast().first {
                codestream[$0] == 0xFF && codestream[$0 + 1] == 0xD0
            })
        codestream.insert(contentsOf: Self.text, at: restart)
        expect(code: .corrupt) { try JPEGDCT.decode(codestream, shape: fixture.shape) }
    }

    /// `JPEGCodestream.withoutMetadata` cuts it.
    @Test func textBeforeTheFirstScanIsIgnored() throws {
        let fixture = try JPEGFixture.named("grey")
        var codestream = try fixture.codestream()
        codestream.insert(
            contentsOf: Self.text, at: try JPEGSegments(codestream).first(0xDA).lowerBound)
        let samples = try JPEGDCT.decode(codestream, shape: fixture.shape).samples
        #expect(fnv1a(samples.bytes) == fixture.digest)
    }

    @Test(arguments: JPEGLosslessFixture.all)
    func textInALosslessScanIsCorrupt(_ fixture: JPEGLosslessFixture) throws {
        let codestream = try Self.beforeTheEnd(Self.text, of: fixture.codestream())
        expect(code: .corrupt) { try JPEGLossless.decode(codestream, shape: fixture.shape) }
    }

    @Test(arguments: JPEGLSFixture.all)
    func textInAJPEGLSScanIsCorrupt(_ fixture: JPEGLSFixture) throws {
        let codestream = try Self.beforeTheEnd(Self.text, of: fixture.codestream())
        expect(code: .corrupt) { try JPEGLS.decode(codestream, shape: fixture.shape) }
    }
}
