import ImageCodecs
import Raster
import TestSupport
import Testing

struct JPEGLosslessRobustnessTests {
    @Test(arguments: JPEGLosslessFixture.all)
    func truncationAtEveryLengthIsAnError(_ fixture: JPEGLosslessFixture) throws {
        let codestream = try fixture.codestream()
        // Without EOI the picture is whole.
        for length in 0..<JPEGLosslessFixture.withoutEnd(codestream).count {
            let cut = Array(codestream[..<length])
            expect(code: .truncated) { try JPEGLossless.decode(cut, shape: fixture.shape) }
        }
    }

    @Test(arguments: JPEGLosslessFixture.all)
    func truncatedScanWithEndOfImageIsNotHalfAPicture(_ fixture: JPEGLosslessFixture) throws {
        let codestream = try fixture.codestream()
        let scan = try JPEGSegments(codestream).first(0xDA).upperBound
        for length in scan..<JPEGLosslessFixture.withoutEnd(codestream).count {
            var cut = Array(codestream[..<length])
            if cut.last == 0xFF { cut.removeLast() }
            cut += [0xFF, 0xD9]
            let samples = try? JPEGLossless.decode(cut, shape: fixture.shape)
            #expect((samples == nil) as Bool, "cut at byte \(length)")
        }
    }

    /// What can be repainted decodes to what was there, painted; everything else throws.
    @Test(arguments: JPEGLosslessFixture.all)
    func damagedStreamsAreRepaintedAsTheyDecode(_ fixture: JPEGLosslessFixture) throws {
        let boxes = [PixelBox(x: 2, y: 1, width: 3, height: 2)]
        let fill = [Int](repeating: 0, count: fixture.shape.samplesPerPixel)
        for (seed, bytes) in mutations(of: try fixture.codestream(), count: 300) {
            let decoded = try? JPEGLossless.decode(bytes, shape: fixture.shape)
            let repainted = try? JPEGLossless.repaint(
                bytes, shape: fixture.shape, boxes: boxes, fill: fill)
            // Damage may say that components are subsampled: read, but not painted.
            let isPaintable = decoded.map { Set($0.header.samplingFactors).count == 1 } ?? false
            if repainted == nil, !isPaintable { continue }
            #expect((decoded == nil) == (repainted == nil), "seed \(seed)")
            if let decoded, let repainted {
                let again = try JPEGLossless.decode(repainted, shape: fixture.shape)
                #expect(
                    again.samples
                        == JPEGLosslessRepaintTests.painted(decoded.samples, boxes, fill),
                    "seed \(seed)")
            }
        }
    }

    // So the "Cornell" encoder ends a table that overflowed: DCMTK reads it on demand only, because
    // damage looks the same.
    @Test func codeThatIsInNoTableIsCorrupt() {
        var codestream = LosslessBuilder.picture(8, 8, precision: 16, [])
        codestream.insert(
            contentsOf: [UInt8](repeating: 0xF8, count: 400), at: codestream.count - 2)
        expect(code: .corrupt) {
            try JPEGLossless.decode(codestream, shape: FrameShape(8, 8, 1, 2))
        }
    }

    @Test func bytesThatAreNoPaddingBehindTheSamplesAreCorrupt() {
        let codestream = LosslessBuilder.picture(2, 1, precision: 8, [1, 2, 3, 4, 5, 6, 7, 8])
        expect(code: .corrupt) {
            try JPEGLossless.decode(codestream, shape: FrameShape(2, 1, 1, 1))
        }
    }

    @Test func restartMarkerOutOfOrderIsCorrupt() throws {
        let fixture = try JPEGLosslessFixture.named("gray-12-restart-sv1-gdcm")
        var codestream = try fixture.codestream()
        let index = try #require(
            codestream.indices.first { codestream[$0] == 0xFF && codestream[$0 + 1] == 0xD1 })
        codestream[index + 1] = 0xD3
        expect(code: .corrupt) { try JPEGLossless.decode(codestream, shape: fixture.shape) }
    }

    private static func withFrame(_ edit: (inout [UInt8], Int) -> Void) throws -> [UInt8] {
        var codestream = try JPEGLosslessFixture.all[0].codestream()
        edit(&codestream, try JPEGSegments.frameCode(in: codestream))
        return codestream
    }

    @Test(arguments: [0xC0, 0xC7, 0xCB, 0xF7] as [UInt8])
    func otherProcessesAreUnsupported(_ code: UInt8) throws {
        let codestream = try Self.withFrame { $0[$1] = code }
        expect(code: .unsupported) { try JPEGLossless.header(codestream) }
    }

    @Test func predictorOfHierarchicalFramesIsUnsupported() {
        let codestream = LosslessBuilder.picture(2, 1, precision: 8, predictor: 0, [1, 2])
        expect(code: .unsupported) { try JPEGLossless.header(codestream) }
    }

    @Test func restartIntervalOfBrokenRowsIsUnsupported() {
        var builder = LosslessBuilder()
        builder.frame(4, 2, precision: 8)
        builder.table()
        builder.segment(0xDD, [0, 3])
        builder.scan()
        builder.data([1, 2, 3])
        builder.end()
        expect(code: .unsupported) {
            try JPEGLossless.decode(builder.bytes, shape: FrameShape(4, 2, 1, 1))
        }
    }

    @Test(
        arguments: [
            FrameShape(18, 14, 1, 1), FrameShape(19, 15, 1, 1), FrameShape(19, 14, 3, 1),
            FrameShape(19, 14, 1, 4),
        ])
    func otherShapeIsAMismatch(_ shape: FrameShape) throws {
        let codestream = try JPEGLosslessFixture.all[0].codestream()
        expect(code: .mismatch) { try JPEGLossless.decode(codestream, shape: shape) }
    }

    @Test func wideSamplesDoNotFitIntoOneByte() throws {
        let codestream = try JPEGLosslessFixture.named("gray-10-dcmtk").codestream()
        expect(code: .mismatch) {
            try JPEGLossless.decode(codestream, shape: FrameShape(19, 14, 1, 1))
        }
    }

    @Test func limitHoldsBeforeAnythingIsAllocated() throws {
        let codestream = try Self.withFrame { bytes, frame in
            for index in 4...7 { bytes[frame + index] = 0xFF }
        }
        let shape = FrameShape(65535, 65535, 1, 1)
        expect(code: .limitExceeded) { try JPEGLossless.decode(codestream, shape: shape) }
        expect(code: .truncated) {
            try JPEGLossless.decode(
                codestream, shape: shape, limits: .init(maximumSamples: 1 << 33))
        }
    }
}
