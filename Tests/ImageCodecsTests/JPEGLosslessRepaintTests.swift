import ImageCodecs
import Raster
import TestSupport
import Testing

struct JPEGLosslessRepaintTests {
    /// One value a component that the fixture's precision and point transform can say.
    static func fill(_ fixture: JPEGLosslessFixture) -> [Int] {
        let isSigned = fixture.shape.isSigned
        let top = 1 << (fixture.bits - (isSigned ? 1 : 0)) - 1
        let step = 1 << fixture.pointTransform
        let values = [isSigned ? -8 : 0, top / step * step, 5 * step, step]
        return Array(values.prefix(fixture.shape.samplesPerPixel))
    }

    static func painted(
        _ samples: SampleBuffer, _ boxes: [PixelBox], _ fill: [Int]
    ) -> SampleBuffer {
        var samples = samples
        for box in boxes { samples.fill(box, with: fill) }
        return samples
    }

    @Test(arguments: JPEGLosslessFixture.all)
    func samplesAreFillInsideAndSameOutside(_ fixture: JPEGLosslessFixture) throws {
        let codestream = try fixture.codestream()
        let fill = Self.fill(fixture)
        for boxes in RLERepaintTests.boxes(fixture.shape) {
            let repainted = try JPEGLossless.repaint(
                codestream, shape: fixture.shape, boxes: boxes, fill: fill)
            let decoded = try JPEGLossless.decode(repainted, shape: fixture.shape)
            #expect(decoded.samples == Self.painted(fixture.samples, boxes, fill), "\(boxes)")
        }
    }

    @Test(arguments: JPEGLosslessFixture.all)
    func parametersAndScansStay(_ fixture: JPEGLosslessFixture) throws {
        let codestream = try fixture.codestream()
        let repainted = try JPEGLossless.repaint(
            codestream, shape: fixture.shape,
            boxes: [PixelBox(x: 0, y: 0, width: 3, height: 2)], fill: Self.fill(fixture))
        let (before, after) = (
            try JPEGLossless.decode(codestream, shape: fixture.shape).header,
            try JPEGLossless.decode(repainted, shape: fixture.shape).header
        )
        #expect(before == after)
    }

    @Test(arguments: JPEGLosslessFixture.all)
    func nothingToPaintKeepsCodedBytes(_ fixture: JPEGLosslessFixture) throws {
        let codestream = try fixture.codestream()
        let repainted = try JPEGLossless.repaint(
            codestream, shape: fixture.shape, boxes: [], fill: Self.fill(fixture))
        let (before, after) = (
            try JPEGSegments(codestream).first(0xDA), try JPEGSegments(repainted).first(0xDA)
        )
        let (source, coded) = (
            JPEGLosslessFixture.withoutEnd(codestream), JPEGLosslessFixture.withoutEnd(repainted)
        )
        let isSame = source[before.upperBound...].elementsEqual(coded[after.upperBound...])
        #expect(isSame as Bool)
    }

    @Test func tablesStayWhereTheyHaveEveryCode() throws {
        let picture = [-128] + [Int](repeating: 0, count: 7) + [1, -1, 2, 3, 0, 0, 0, 0]
        let codestream = LosslessBuilder.picture(8, 2, precision: 8, picture)
        let repainted = try JPEGLossless.repaint(
            codestream, shape: FrameShape(8, 2, 1, 1),
            boxes: [PixelBox(x: 3, y: 0, width: 2, height: 1)], fill: [255])
        #expect(
            JPEGSegments.bytes(0xC4, in: repainted) == JPEGSegments.bytes(0xC4, in: codestream))
        let painted = [-128, 0, 0, 255, 0, -255, 0, 0] + picture[8...]
        #expect(repainted == LosslessBuilder.picture(8, 2, precision: 8, painted))
    }

    /// Zero has a code of one bit, one of two: none for what painting needs.
    private static func flat(_ definition: [UInt8]) -> [UInt8] {
        var builder = LosslessBuilder()
        builder.frame(4, 2, precision: 8)
        builder.table(definition)
        builder.scan()
        builder.bytes.append(0b0000_0000)
        builder.end()
        return builder.bytes
    }

    @Test(
        arguments: [
            // Room behind the codes, and none: the code of all ones is taken.
            [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
            [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
        ] as [[UInt8]])
    func missingCodesAreAdded(_ definition: [UInt8]) throws {
        let shape = FrameShape(4, 2, 1, 1)
        let repainted = try JPEGLossless.repaint(
            Self.flat(definition), shape: shape,
            boxes: [PixelBox(x: 1, y: 0, width: 2, height: 1)], fill: [0])
        #expect(
            try JPEGLosslessDecodingTests.values(repainted, shape)
                == [128, 0, 0, 128, 128, 128, 128, 128])
    }

    @Test func addedCodesLeaveTheOthersAsTheyAre() throws {
        let repainted = try JPEGLossless.repaint(
            Self.flat([1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]),
            shape: FrameShape(4, 2, 1, 1),
            boxes: [PixelBox(x: 0, y: 1, width: 1, height: 1)], fill: [0])
        // 7 codes of five bits behind 0 and 10: 11000 to 11110.
        let table: [UInt8] =
            [0xFF, 0xC4, 0, 28, 0, 1, 1, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
            + [0, 1, 2, 3, 4, 5, 6, 7, 8]
        #expect(JPEGSegments.bytes(0xC4, in: repainted) == [table])
    }

    // Encoders of 8-bit pictures that count on arithmetic modulo 256 code 128 behind 52 as -180.
    @Test func samplesBeyondThePrecisionKeepTheirCodes() throws {
        let shape = FrameShape(3, 2, 1, 1)
        let codestream = LosslessBuilder.picture(
            3, 2, precision: 8, predictor: 7, [-76, -180, -76, 5, 6, 7])
        let before = try JPEGLosslessDecodingTests.values(codestream, shape)
        let repainted = try JPEGLossless.repaint(
            codestream, shape: shape, boxes: [PixelBox(x: 0, y: 1, width: 1, height: 1)],
            fill: [9])
        var expected = before
        expected[3] = 9
        #expect(try JPEGLosslessDecodingTests.values(repainted, shape) == expected)
    }

    @Test func metadataIsCutToWhatDecidesColours() throws {
        var codestream = try JPEGLosslessFixture.named("rgb-8-sv1-gdcm").codestream()
        let adobe: [UInt8] = [0xFF, 0xEE, 0, 14] + Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 0]
        let comment: [UInt8] = [0xFF, 0xFE, 0, 6] + Array("name".utf8)
        let exif: [UInt8] = [0xFF, 0xE1, 0, 8] + Array("Exif\0\0".utf8)
        codestream.insert(contentsOf: comment + adobe + exif, at: 2)
        let fixture = try JPEGLosslessFixture.named("rgb-8-sv1-gdcm")
        let repainted = try JPEGLossless.repaint(
            codestream, shape: fixture.shape, boxes: [], fill: [0, 0, 0])
        #expect(JPEGSegments.bytes(0xEE, in: repainted).last == adobe)
        #expect(JPEGSegments.bytes(0xFE, in: repainted).isEmpty)
        #expect(JPEGSegments.bytes(0xE1, in: repainted).isEmpty)
    }

    @Test func bytesBehindTheEndAreNotCopied() throws {
        let fixture = JPEGLosslessFixture.all[0]
        let codestream = try fixture.codestream()
        let (short, long) = (
            try JPEGLossless.repaint(codestream, shape: fixture.shape, boxes: [], fill: [0]),
            try JPEGLossless.repaint(
                codestream + Array("name".utf8), shape: fixture.shape, boxes: [], fill: [0])
        )
        #expect(short == long)
    }

    @Test(arguments: [
        ("gray-12-restart-sv1-gdcm", 4096), ("gray-10-dcmtk", -1),
        ("gray-16-signed-dcmtk", 40000),
        ("gray-12-point-transform-dcmtk", 4),
    ])
    func fillThatTheStreamCannotSayThrows(_ name: String, _ value: Int) throws {
        let fixture = try JPEGLosslessFixture.named(name)
        let codestream = try fixture.codestream()
        expect(code: .fillNotRepresentable) {
            try JPEGLossless.repaint(codestream, shape: fixture.shape, boxes: [], fill: [value])
        }
    }

    // A sample covers pixels in the box and outside.
    @Test func subsampledPictureIsNotPainted() throws {
        let codestream = try FixturePicture.file("jpeg-lossless/subsampled-gdcm.jpg")
        expect(code: .unsupported) {
            try JPEGLossless.repaint(
                codestream, shape: FrameShape(15, 11, 3, 1),
                boxes: [PixelBox(x: 1, y: 1, width: 3, height: 3)], fill: [0, 0, 0])
        }
    }
}
