import ImageCodecs
import Raster
import TestSupport
import Testing

struct JPEGLosslessDecodingTests {
    static func values(_ codestream: [UInt8], _ shape: FrameShape) throws -> [Int] {
        let samples = try JPEGLossless.decode(codestream, shape: shape).samples
        return (0..<shape.height).flatMap { y in
            (0..<shape.width).flatMap { x in
                (0..<shape.samplesPerPixel).map { samples.sample(x: x, y: y, component: $0) }
            }
        }
    }

    @Test(arguments: JPEGLosslessFixture.all)
    func decodesOtherEncodersStreams(_ fixture: JPEGLosslessFixture) throws {
        let decoded = try JPEGLossless.decode(fixture.codestream(), shape: fixture.shape)
        #expect(decoded.samples == fixture.samples)
    }

    @Test(arguments: ["subsampled-gdcm", "subsampled-scans-gdcm"])
    func subsampledComponentsAreRepeated(_ name: String) throws {
        let decoded = try JPEGLossless.decode(
            FixturePicture.file("jpeg-lossless/\(name).jpg"), shape: FrameShape(15, 11, 3, 1))
        #expect(fnv1a(decoded.samples.bytes) == 0x8009_69D0_0A16_DBA5)
        #expect(decoded.header.isSubsampled)
    }

    // A.2.2: a scan of one component has no order but that of its samples.
    @Test func factorsOfASingleComponentMeanNothing() throws {
        let fixture = JPEGLosslessFixture.all[0]
        var codestream = try fixture.codestream()
        codestream[try JPEGSegments.frameCode(in: codestream) + 10] = 0x22
        #expect(
            try JPEGLossless.decode(codestream, shape: fixture.shape).samples == fixture.samples)
    }

    // H.1.2.2: category 16 has no bits behind its code.
    @Test func category16Is32768() throws {
        let codestream = LosslessBuilder.picture(3, 1, precision: 16, [-32768, 5, -32768])
        #expect(try Self.values(codestream, FrameShape(3, 1, 1, 2)) == [0, 5, 32773])
    }

    // H.1.2.1: predictions are modulo 2^16, whatever the precision. 52 - 180 is 65408, its lower
    // eight bits are 128.
    @Test func samplesWrapModuloPrecision() throws {
        let codestream = LosslessBuilder.picture(3, 1, precision: 8, [-76, -180, -76])
        #expect(try Self.values(codestream, FrameShape(3, 1, 1, 1)) == [52, 128, 52])
    }

    @Test func predictionKeepsWhatExceedsThePrecision() throws {
        // (65408 + 128) / 2 is 0 with 16 bits and would be 128 with eight.
        let codestream = LosslessBuilder.picture(
            2, 2, precision: 8, predictor: 7, [-76, 76, -180, 0])
        #expect(try Self.values(codestream, FrameShape(2, 2, 1, 1)) == [52, 128, 128, 0])
    }

    @Test func signedSamplesAreExtendedFromThePrecision() throws {
        let codestream = LosslessBuilder.picture(3, 1, precision: 12, [2047, -2047, 1])
        let shape = FrameShape(3, 1, 1, 2, isSigned: true)
        #expect(try Self.values(codestream, shape) == [-1, -2048, -2047])
    }

    @Test func numberOfLinesMayFollowTheFirstScan() throws {
        var builder = LosslessBuilder()
        builder.frame(2, 0, precision: 8)
        builder.table()
        builder.scan()
        builder.data([1, 2, 3, 4])
        builder.segment(0xDC, [0, 2])
        builder.end()
        #expect(try JPEGLossless.header(builder.bytes).height == 2)
        #expect(
            try Self.values(builder.bytes, FrameShape(2, 2, 1, 1)) == [129, 131, 132, 136])
    }

    @Test func heightThatNoMarkerSaysIsCorrupt() throws {
        let codestream = LosslessBuilder.picture(2, 0, precision: 8, [1, 2])
        expect(code: .corrupt) { try JPEGLossless.header(codestream) }
    }

    @Test func tablesMayChangeBetweenScans() throws {
        // One bit for 0, two for 1.
        let other: [UInt8] = [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
        var builder = LosslessBuilder()
        builder.frame(2, 1, precision: 8, components: 2)
        builder.table()
        builder.scan([1])
        builder.data([3, 4])
        builder.table(other)
        builder.scan([2], predictor: 2)
        builder.bytes.append(0b0101_1111)
        builder.end()
        #expect(
            try Self.values(builder.bytes, FrameShape(2, 1, 2, 1)) == [131, 128, 135, 129])
    }

    // C.2 keeps the code of all ones free; encoders of raw pictures use it.
    @Test func codeOfAllOnesIsRead() throws {
        var builder = LosslessBuilder()
        builder.frame(3, 1, precision: 8)
        builder.table([2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
        builder.scan()
        builder.bytes.append(0b1101_1111)
        builder.end()
        #expect(try Self.values(builder.bytes, FrameShape(3, 1, 1, 1)) == [129, 129, 130])
    }

    @Test func codesLongerThanTheLookUpAreRead() throws {
        // Category 0: 1 bit, 1 to 14: one bit more each, 15 and 16: 16 bits.
        var builder = LosslessBuilder()
        builder.frame(4, 1, precision: 16)
        builder.table(
            [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] + Array(0...13) + [16, 15])
        builder.scan()
        // 14 ones and a zero: 32768; 15 ones and a zero with 15 bits: 32767; twelve ones and a
        // zero with twelve bits: -4095.
        builder.bytes += Self.stuffed(
            "111111111111110" + "1111111111111110" + "111111111111111" + "1111111111110"
                + "000000000000" + "0")
        builder.end()
        #expect(
            try Self.values(builder.bytes, FrameShape(4, 1, 1, 2)) == [0, 32767, 28672, 28672])
    }

    private static func stuffed(_ bits: String) -> [UInt8] {
        var bits = bits.map { $0 == "1" ? UInt8(1) : 0 }
        while !bits.count.isMultiple(of: 8) { bits.append(1) }
        return stride(from: 0, to: bits.count, by: 8).flatMap { start -> [UInt8] in
            let byte = bits[start..<start + 8].reduce(0) { $0 << 1 | $1 }
            return byte == 0xFF ? [0xFF, 0] : [byte]
        }
    }

    @Test func fillBytesBeforeMarkersAreSkipped() throws {
        let fixture = try JPEGLosslessFixture.named("gray-12-restart-sv1-gdcm")
        var bytes: [UInt8] = []
        let codestream = try fixture.codestream()
        for (index, byte) in codestream.enumerated() {
            let isMarker =
                byte == 0xFF && index + 1 < codestream.count && codestream[index + 1] > 0xBF
            if isMarker, index > 0 { bytes += [0xFF, 0xFF] }
            bytes.append(byte)
        }
        #expect(
            try JPEGLossless.decode(bytes, shape: fixture.shape).samples == fixture.samples)
    }

    @Test(arguments: [[0], [0, 0], [0xFF, 0xD9], [1, 2, 3]] as [[UInt8]])
    func bytesBehindTheEndAreIgnored(_ rest: [UInt8]) throws {
        let fixture = JPEGLosslessFixture.all[0]
        let decoded = try JPEGLossless.decode(fixture.codestream() + rest, shape: fixture.shape)
        #expect(decoded.samples == fixture.samples)
    }

    @Test(arguments: JPEGLosslessFixture.all)
    func endOfImageMayBeMissing(_ fixture: JPEGLosslessFixture) throws {
        let cut = Array(try fixture.codestream().dropLast(2))
        #expect(try JPEGLossless.decode(cut, shape: fixture.shape).samples == fixture.samples)
    }

    @Test func headerSaysWhatMarkersDeclare() throws {
        let header = try JPEGLossless.header(
            JPEGLosslessFixture.named("rgb-8-restart-gdcm").codestream())
        #expect(header.width == 15)
        #expect(header.height == 29)
        #expect(header.precision == 8)
        #expect(header.components == 3)
        #expect(header.predictor == 4)
        #expect(header.pointTransform == 0)
        #expect(header.restartInterval == 45)
        #expect(header.scans == [[0, 1, 2]])
        #expect(header.colour == .rgb)
    }

    @Test func allScansAreInTheHeaderOfADecodedPicture() throws {
        let fixture = try JPEGLosslessFixture.named("rgb-8-scans-gdcm")
        let decoded = try JPEGLossless.decode(fixture.codestream(), shape: fixture.shape)
        #expect(decoded.header.scans == [[0], [1], [2]])
    }
}
