import ImageCodecs
import Raster
import Testing

/// What `JPEGLS` does not decode, and what it says of it.
struct JPEGLSRefusalTests {
    private static let shape = FrameShape(15, 12, 3, 1)

    private static func error(
        _ codestream: [UInt8], _ shape: FrameShape = shape,
        limits: JPEGLS.Limits = JPEGLS.Limits()
    ) -> CodecError? {
        #expect(throws: CodecError.self) {
            try JPEGLS.decode(codestream, shape: shape, limits: limits)
        }
    }

    /// The codestream with some bytes of a marker segment replaced, counted from FF.
    private static func edited(
        _ name: String, _ marker: UInt8, _ changes: [Int: UInt8]
    ) throws -> [UInt8] {
        var codestream = try JPEGLSFixture.named(name).codestream()
        let start = try #require(
            codestream.indices.dropLast().first {
                codestream[$0] == 0xFF && codestream[$0 + 1] == marker
            })
        for (offset, byte) in changes { codestream[start + offset] = byte }
        return codestream
    }

    static let shapes = [
        FrameShape(14, 12, 3, 1), FrameShape(15, 11, 3, 1), FrameShape(15, 12, 1, 1),
    ]

    @Test(arguments: shapes)
    func otherShapeThanDeclaredIsAMismatch(_ shape: FrameShape) throws {
        let codestream = try JPEGLSFixture.named("rgb-8-line-dcmcjpls").codestream()
        #expect(Self.error(codestream, shape)?.code == .mismatch)
    }

    @Test func morePrecisionThanTheContainerIsAMismatch() throws {
        let codestream = try JPEGLSFixture.named("gray-12-gdcm").codestream()
        #expect(Self.error(codestream, FrameShape(21, 14, 1, 1))?.code == .mismatch)
    }

    @Test func moreSamplesThanTheLimitAreNotDecoded() throws {
        let codestream = try JPEGLSFixture.named("rgb-8-line-dcmcjpls").codestream()
        let limits = JPEGLS.Limits(maximumSamples: 15 * 12 * 3 - 1)
        #expect(Self.error(codestream, limits: limits)?.code == .limitExceeded)
    }

    @Test func hugePictureInAFewBytesIsTruncated() throws {
        let codestream = try Self.edited(
            "gray-8-dcmcjpls", 0xF7, [5: 0xFF, 6: 0xFF, 7: 0x20, 8: 0x00])
        #expect(Self.error(codestream, FrameShape(0x2000, 0xFFFF, 1, 1))?.code == .truncated)
    }

    @Test func subsampledComponentsAreUnsupported() throws {
        let codestream = try Self.edited("rgb-8-line-dcmcjpls", 0xF7, [11: 0x21])
        #expect(Self.error(codestream)?.code == .unsupported)
    }

    @Test func mappingTableIsUnsupported() throws {
        let codestream = try Self.edited("gray-8-dcmcjpls", 0xDA, [6: 1])
        #expect(Self.error(codestream, FrameShape(17, 9, 1, 1))?.code == .unsupported)
    }

    /// CharLS would decode it to other samples.
    @Test func maximumThatIsNoPowerOfTwoLessOneIsUnsupported() throws {
        let codestream = try Self.edited("gray-12-preset", 0xF8, [5: 0x0E])
        #expect(Self.error(codestream, FrameShape(21, 14, 1, 2))?.code == .unsupported)
    }

    @Test func maximumBeyondThePrecisionIsCorrupt() throws {
        let codestream = try Self.edited("gray-12-preset", 0xF8, [5: 0x1F])
        #expect(Self.error(codestream, FrameShape(21, 14, 1, 2))?.code == .corrupt)
    }

    @Test func toleranceOfMoreThanHalfTheValuesIsCorrupt() throws {
        let codestream = try Self.edited("gray-2", 0xDA, [7: 2])
        #expect(Self.error(codestream, FrameShape(40, 33, 1, 1))?.code == .corrupt)
    }

    /// CharLS would read behind a buffer.
    @Test func otherResetOfInterleavedSamplesIsUnsupported() throws {
        let lse: [UInt8] = [0xFF, 0xF8, 0, 13, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        for (reset, code) in [(31, CodecError.Code.unsupported), (64, nil), (0, nil)] {
            var codestream = try JPEGLSFixture.named("rgb-8-sample-dcmcjpls").codestream()
            codestream.insert(contentsOf: lse + [UInt8(reset)], at: 2)
            do throws(CodecError) {
                _ = try JPEGLS.decode(codestream, shape: Self.shape)
                #expect(code == nil)
            } catch {
                #expect(error.code == code)
            }
        }
    }

    @Test(arguments: [1, 2])
    func twoInterleavedComponentsAreUnsupported(_ interleave: UInt8) {
        let codestream: [UInt8] =
            [0xFF, 0xD8, 0xFF, 0xF7, 0, 14, 8, 0, 12, 0, 15, 2, 1, 0x11, 0, 2, 0x11, 0]
            + [0xFF, 0xDA, 0, 10, 2, 1, 0, 2, 0, 0, interleave, 0]
            + [UInt8](repeating: 0x7F, count: 60) + [0xFF, 0xD9]
        #expect(Self.error(codestream, FrameShape(15, 12, 2, 1))?.code == .unsupported)
    }

    @Test func pointTransformIsUnsupported() throws {
        let codestream = try Self.edited("gray-8-dcmcjpls", 0xDA, [9: 1])
        #expect(Self.error(codestream, FrameShape(17, 9, 1, 1))?.code == .unsupported)
    }

    @Test func colourTransformOfSeparateScansIsUnsupported() throws {
        var codestream = try JPEGLSFixture.named("rgb-8-scans-dcmcjpls").codestream()
        codestream.insert(
            contentsOf: [0xFF, 0xE8, 0, 7] + Array("mrfx".utf8) + [1], at: 2)
        #expect(Self.error(codestream)?.code == .unsupported)
    }

    @Test func colourTransformThatNobodyDefinedIsUnsupported() throws {
        let codestream = try Self.edited("rgb-8-hp1-line", 0xE8, [8: 4])
        #expect(Self.error(codestream)?.code == .unsupported)
    }

    @Test func losslessJPEGIsUnsupported() throws {
        let codestream = try Self.edited("gray-8-dcmcjpls", 0xF7, [1: 0xC3])
        #expect(Self.error(codestream, FrameShape(17, 9, 1, 1))?.code == .unsupported)
    }

    @Test func missingScanIsCorrupt() throws {
        var codestream = try JPEGLSFixture.named("rgb-8-scans-dcmcjpls").codestream()
        let last = try #require(
            codestream.indices.last {
                codestream[$0] == 0xDA && codestream[$0 - 1] == 0xFF
            })
        codestream.removeSubrange(last - 1..<codestream.count - 2)
        #expect(Self.error(codestream)?.code == .corrupt)
    }

    @Test func secondScanOfAComponentIsCorrupt() throws {
        let codestream = try Self.edited("rgb-8-scans-dcmcjpls", 0xDA, [5: 2])
        #expect(Self.error(codestream)?.code == .corrupt)
    }
}
