import ImageCodecs
import Raster
import TestSupport
import Testing

struct JPEG2000EncodingTests {
    /// A source of one tile with the given properties.
    private static func header(
        _ shape: FrameShape, bits: Int, usesColourTransform: Bool = false, resolutions: Int = 6
    ) -> JPEG2000.Header {
        let components = shape.samplesPerPixel
        return JPEG2000.Header(
            width: shape.width, height: shape.height, tileWidth: shape.width,
            tileHeight: shape.height, bitsPerComponent: Array(repeating: bits, count: components),
            isSigned: Array(repeating: shape.isSigned, count: components),
            usesColourTransform: usesColourTransform, resolutions: resolutions)
    }

    // MARK: Round trip

    static let shapes: [(FrameShape, Int)] = [
        (FrameShape(1, 1, 1, 1), 1), (FrameShape(1, 9, 1, 1), 8), (FrameShape(70, 1, 1, 2), 12),
        (FrameShape(65, 67, 1, 2), 16), (FrameShape(33, 20, 1, 2, isSigned: true), 16),
        (FrameShape(33, 20, 1, 2, isSigned: true), 12), (FrameShape(20, 21, 1, 1), 7),
        (FrameShape(31, 30, 3, 1), 8), (FrameShape(16, 15, 3, 2), 16), (FrameShape(9, 8, 1, 4), 16),
        (FrameShape(12, 11, 3, 1, isSigned: true), 8), (FrameShape(14, 10, 2, 1), 8),
        (FrameShape(40, 50, 1, 1), 1),
    ]

    @Test(arguments: shapes, [false, true])
    func roundTripIsExact(
        _ picture: (shape: FrameShape, bits: Int), _ usesColourTransform: Bool
    ) throws {
        let samples = FixturePicture.samples(picture.shape, bits: picture.bits)
        let header = Self.header(
            picture.shape, bits: picture.bits, usesColourTransform: usesColourTransform)
        let codestream = try JPEG2000.encode(samples, bitsStored: picture.bits, like: header)
        #expect(try JPEG2000.decode(codestream, shape: picture.shape).samples == samples)
    }

    @Test(arguments: shapes)
    func roundTripOfNoiseIsExact(_ picture: (shape: FrameShape, bits: Int)) throws {
        var random = SeededRandom(seed: 5)
        var samples = FixturePicture.samples(picture.shape, bits: picture.bits)
        let size = picture.shape.bytesPerSample
        for start in stride(from: 0, to: samples.bytes.count, by: size) {
            var value = Int.random(in: 0..<1 << picture.bits, using: &random)
            if picture.shape.isSigned { value -= 1 << (picture.bits - 1) }
            for index in 0..<size {
                samples.bytes[start + index] = UInt8(truncatingIfNeeded: value >> (8 * index))
            }
        }
        let header = Self.header(picture.shape, bits: picture.bits, usesColourTransform: true)
        let codestream = try JPEG2000.encode(samples, bitsStored: picture.bits, like: header)
        #expect(try JPEG2000.decode(codestream, shape: picture.shape).samples == samples)
    }

    /// Extremes, which make the greatest coefficients.
    @Test(arguments: [1, 3], [false, true])
    func twentyOneBitsAreExact(_ components: Int, _ isSigned: Bool) throws {
        let shape = FrameShape(40, 37, components, 4, isSigned: isSigned)
        var random = SeededRandom(seed: 9)
        var samples = FixturePicture.samples(shape, bits: 21)
        for start in stride(from: 0, to: samples.bytes.count, by: 4) {
            var value = Bool.random(using: &random) ? 0 : 1 << 21 - 1
            if isSigned { value -= 1 << 20 }
            for index in 0..<4 {
                samples.bytes[start + index] = UInt8(truncatingIfNeeded: value >> (8 * index))
            }
        }
        let codestream = try JPEG2000.encode(
            samples, bitsStored: 21,
            like: Self.header(shape, bits: 21, usesColourTransform: components == 3))
        #expect(try JPEG2000.decode(codestream, shape: shape).samples == samples)
    }

    /// OpenJPEG writes another picture where it splits a single sample at an odd place.
    @Test(arguments: [1, 2, 3, 5], [0, 1, 5, 9, 21])
    func narrowPicturesAnywhereAreExact(_ width: Int, _ offset: Int) throws {
        let shape = FrameShape(width, 33, 1, 1)
        let samples = FixturePicture.samples(shape, bits: 8)
        for levels in 0...5 {
            var header = Self.header(shape, bits: 8, resolutions: levels + 1)
            header.imageOffsetX = offset
            header.imageOffsetY = offset / 2
            let codestream = try JPEG2000.encode(samples, bitsStored: 8, like: header)
            #expect(try JPEG2000.decode(codestream, shape: shape).samples == samples)
        }
    }

    /// The last tile of a row has one to three columns.
    @Test(arguments: [33, 34, 35, 40], [1, 3])
    func narrowTilesAreExact(_ width: Int, _ offset: Int) throws {
        let shape = FrameShape(width, 35, 1, 1)
        let samples = FixturePicture.samples(shape, bits: 8)
        var header = Self.header(shape, bits: 8, resolutions: 5)
        header.imageOffsetX = offset
        header.tileOffsetX = offset
        header.tileWidth = 16
        header.tileHeight = 16
        header.tiles = 9
        let codestream = try JPEG2000.encode(samples, bitsStored: 8, like: header)
        #expect(try JPEG2000.decode(codestream, shape: shape).samples == samples)
        #expect(try JPEG2000.header(codestream).tiles == 9)
    }

    /// With several tiles OpenJPEG takes the wrong length for the rows of such a component.
    @Test func subsampledTilesOnAnOddPlaceAreExact() throws {
        let shape = FrameShape(25, 40, 3, 1)
        let half = JPEG2000.Subsampling(x: 2, y: 2)
        var header = Self.header(shape, bits: 8)
        header.subsampling = [.none, half, half]
        header.imageOffsetX = 23
        header.tileWidth = 64
        header.tileHeight = 19
        header.tiles = 3
        var samples = FixturePicture.samples(shape, bits: 8)
        // One value for the pixels that share a chroma sample.
        for y in 0..<40 {
            for x in 0..<25 {
                let box = header.paintedBox(PixelBox(x: x, y: y, width: 1, height: 1))
                samples.fill(box, with: [x * 9 & 255, box.x * 5, box.y * 6])
            }
        }
        let codestream = try JPEG2000.encode(samples, bitsStored: 8, like: header)
        #expect(try JPEG2000.decode(codestream, shape: shape).samples == samples)
    }

    // MARK: Painting

    @Test(arguments: JPEG2000Fixture.all)
    func paintedFrameIsFillInsideAndSameOutside(_ fixture: JPEG2000Fixture) throws {
        var decoded = try JPEG2000.decode(fixture.codestream(), shape: fixture.shape)
        let box = PixelBox(x: 3, y: 2, width: 5, height: 4)
        decoded.samples.fill(
            decoded.header.paintedBox(box),
            with: Array(repeating: 1, count: fixture.shape.samplesPerPixel))
        let codestream = try JPEG2000.encode(
            decoded.samples, bitsStored: fixture.bits, like: decoded.header)
        let again = try JPEG2000.decode(codestream, shape: fixture.shape)
        #expect(again.samples == decoded.samples)
    }

    @Test(arguments: JPEG2000Fixture.all)
    func streamIsReversibleAndLikeItsSource(_ fixture: JPEG2000Fixture) throws {
        let (samples, source) = try JPEG2000.decode(fixture.codestream(), shape: fixture.shape)
        let header = try JPEG2000.header(
            JPEG2000.encode(samples, bitsStored: fixture.bits, like: source))
        #expect(header.isReversible)
        #expect(header.usesColourTransform == source.usesColourTransform)
        #expect(header.bitsPerComponent == source.bitsPerComponent)
        #expect(header.isSigned == source.isSigned)
        #expect(header.resolutions <= source.resolutions)
    }

    @Test func tileGridOfTheSourceIsKept() throws {
        let fixture = try JPEG2000Fixture.named("tiles.j2k")
        let (samples, source) = try JPEG2000.decode(fixture.codestream(), shape: fixture.shape)
        let header = try JPEG2000.header(
            JPEG2000.encode(samples, bitsStored: 8, like: source))
        #expect(header.tiles == source.tiles)
        #expect(header.tileOffsetX == source.tileOffsetX)
        #expect(header.imageOffsetY == source.imageOffsetY)
    }

    @Test func colourTransformNeedsEqualComponents() throws {
        let shape = FrameShape(8, 8, 3, 1)
        var header = Self.header(shape, bits: 8, usesColourTransform: true)
        header.bitsPerComponent = [5, 6, 5]
        let samples = FixturePicture.samples(shape, bits: 5)
        let codestream = try JPEG2000.encode(samples, bitsStored: 8, like: header)
        #expect(try !JPEG2000.header(codestream).usesColourTransform)
        #expect(try JPEG2000.decode(codestream, shape: shape).samples == samples)
    }

    // MARK: Fill

    @Test func fillBeyondThePrecisionRaisesItToBitsStored() throws {
        let shape = FrameShape(8, 6, 1, 2)
        var samples = FixturePicture.samples(shape, bits: 8)
        samples.fill(PixelBox(x: 1, y: 1, width: 3, height: 2), with: [4095])
        let codestream = try JPEG2000.encode(
            samples, bitsStored: 12, like: Self.header(shape, bits: 8))
        let decoded = try JPEG2000.decode(codestream, shape: shape)
        #expect(decoded.samples == samples)
        #expect(decoded.header.bitsPerComponent == [12])
    }

    @Test func fillBeyondBitsStoredIsNotRepresentable() {
        let shape = FrameShape(8, 6, 1, 2)
        var samples = FixturePicture.samples(shape, bits: 8)
        samples.fill(PixelBox(x: 1, y: 1, width: 3, height: 2), with: [4096])
        let error = #expect(throws: CodecError.self) {
            try JPEG2000.encode(samples, bitsStored: 12, like: Self.header(shape, bits: 8))
        }
        #expect(error?.code == .fillNotRepresentable)
    }

    @Test func negativeFillOfAnUnsignedStreamCountsByItsLowBits() throws {
        let shape = FrameShape(8, 6, 1, 2)
        var samples = FixturePicture.samples(shape, bits: 12)
        samples.fill(PixelBox(x: 1, y: 1, width: 3, height: 2), with: [-2048])
        let codestream = try JPEG2000.encode(
            samples, bitsStored: 12, like: Self.header(shape, bits: 12))
        #expect(
            try JPEG2000.decode(codestream, shape: shape).samples.sample(x: 1, y: 1) == 2048)
    }

    @Test func otherShapeThanTheSourceIsAMismatch() {
        let samples = FixturePicture.samples(FrameShape(8, 6, 1, 1), bits: 8)
        let error = #expect(throws: CodecError.self) {
            try JPEG2000.encode(
                samples, bitsStored: 8, like: Self.header(FrameShape(8, 7, 1, 1), bits: 8))
        }
        #expect(error?.code == .mismatch)
    }
}
