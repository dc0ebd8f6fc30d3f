import ImageCodecs
import Raster
import TestSupport
import Testing

/// Written by OpenJPH, read back by OpenJPEG: two libraries that share no code.
struct HTJ2KTests {
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

    private static func noise(_ shape: FrameShape, bits: Int) -> SampleBuffer {
        var random = SeededRandom(seed: 5)
        var samples = FixturePicture.samples(shape, bits: bits)
        let size = shape.bytesPerSample
        for start in stride(from: 0, to: samples.bytes.count, by: size) {
            var value = Int.random(in: 0..<1 << bits, using: &random)
            if shape.isSigned { value -= 1 << (bits - 1) }
            for index in 0..<size {
                samples.bytes[start + index] = UInt8(truncatingIfNeeded: value >> (8 * index))
            }
        }
        return samples
    }

    // MARK: Round trip

    static let shapes: [(FrameShape, Int)] = [
        (FrameShape(1, 1, 1, 1), 1), (FrameShape(1, 1, 1, 1), 8), (FrameShape(1, 9, 1, 1), 8),
        (FrameShape(70, 1, 1, 2), 12), (FrameShape(65, 67, 1, 2), 16),
        (FrameShape(33, 20, 1, 2, isSigned: true), 16),
        (FrameShape(33, 20, 1, 2, isSigned: true), 12), (FrameShape(20, 21, 1, 1), 7),
        (FrameShape(31, 30, 3, 1), 8), (FrameShape(16, 15, 3, 2), 16),
        (FrameShape(17, 15, 3, 2), 12), (FrameShape(9, 8, 1, 4), 16),
        (FrameShape(12, 11, 3, 1, isSigned: true), 8), (FrameShape(14, 10, 2, 1), 8),
        (FrameShape(14, 10, 4, 1), 8), (FrameShape(40, 50, 1, 1), 1), (FrameShape(300, 3, 1, 1), 8),
    ]

    @Test(arguments: shapes, [false, true])
    func roundTripIsExact(
        _ picture: (shape: FrameShape, bits: Int), _ usesColourTransform: Bool
    ) throws {
        let header = Self.header(
            picture.shape, bits: picture.bits, usesColourTransform: usesColourTransform)
        for samples in [
            FixturePicture.samples(picture.shape, bits: picture.bits),
            Self.noise(picture.shape, bits: picture.bits),
        ] {
            let codestream = try HTJ2K.encode(samples, bitsStored: picture.bits, like: header)
            let decoded = try JPEG2000.decode(codestream, shape: picture.shape)
            #expect(decoded.samples == samples)
            #expect(
                decoded.header.usesColourTransform
                    == (usesColourTransform && picture.shape.samplesPerPixel == 3))
        }
    }

    @Test func roundTripOfDifferingPrecisionsIsExact() throws {
        let shape = FrameShape(19, 23, 3, 2)
        var header = Self.header(shape, bits: 16, usesColourTransform: true)
        header.bitsPerComponent = [5, 16, 9]
        var samples = FixturePicture.samples(shape, bits: 5)
        for pixel in 0..<19 * 23 { samples.bytes[6 * pixel + 3] = UInt8(pixel % 251) }
        let codestream = try HTJ2K.encode(samples, bitsStored: 16, like: header)
        let decoded = try JPEG2000.decode(codestream, shape: shape)
        #expect(decoded.samples == samples)
        #expect(decoded.header.bitsPerComponent == [5, 16, 9])
    }

    static let blocks = [(2, 2), (10, 2), (2, 10), (5, 5), (6, 6)]

    @Test(arguments: blocks, [15, 7, 4, 1])
    func blocksAndPrecinctsAreTheSources(_ block: (x: Int, y: Int), _ precinct: Int) throws {
        let shape = FrameShape(150, 137, 1, 2)
        var header = Self.header(shape, bits: 12, resolutions: 4)
        header.coding.blockWidthExponent = block.x
        header.coding.blockHeightExponent = block.y
        header.coding.precincts = Array(repeating: .init(x: precinct, y: precinct), count: 4)
        let samples = FixturePicture.samples(shape, bits: 12)
        let decoded = try JPEG2000.decode(
            HTJ2K.encode(samples, bitsStored: 12, like: header), shape: shape)
        #expect(decoded.samples == samples)
        #expect(decoded.header.coding.blockWidthExponent == block.x)
        #expect(decoded.header.coding.blockHeightExponent == block.y)
        #expect(decoded.header.coding.precincts == header.coding.precincts)
    }

    @Test func tileGridOfTheSourceIsKept() throws {
        let shape = FrameShape(101, 83, 3, 1)
        var header = Self.header(shape, bits: 8, usesColourTransform: true)
        header.tileWidth = 32
        header.tileHeight = 40
        header.tileOffsetX = 3
        header.tileOffsetY = 1
        header.imageOffsetX = 7
        header.imageOffsetY = 2
        header.tiles = 12
        let samples = FixturePicture.samples(shape, bits: 8)
        let decoded = try JPEG2000.decode(
            HTJ2K.encode(samples, bitsStored: 8, like: header), shape: shape)
        #expect(decoded.samples == samples)
        #expect(decoded.header.tiles == 12)
        #expect(decoded.header.tileOffsetX == 3)
        #expect(decoded.header.imageOffsetY == 2)
    }

    @Test(arguments: JPEG2000Fixture.all)
    func repaintedFrameOfAnySourceIsExact(_ fixture: JPEG2000Fixture) throws {
        var decoded = try JPEG2000.decode(fixture.codestream(), shape: fixture.shape)
        decoded.samples.fill(
            PixelBox(x: 3, y: 2, width: 5, height: 4),
            with: Array(repeating: 1, count: fixture.shape.samplesPerPixel))
        let codestream = try HTJ2K.encode(
            decoded.samples, bitsStored: fixture.bits, like: decoded.header)
        let again = try JPEG2000.decode(codestream, shape: fixture.shape)
        #expect(again.samples == decoded.samples)
        #expect(again.header.bitsPerComponent == decoded.header.bitsPerComponent)
    }

    // MARK: PS3.5 10.18, HTJ2K Lossless RPCL

    @Test(arguments: [(1, 0), (64, 0), (65, 1), (128, 1), (129, 2), (1000, 4), (5000, 7)])
    func lowestResolutionIsAThumbnail(_ side: Int, _ levels: Int) throws {
        let shape = FrameShape(side, 2, 1, 1)
        let codestream = try HTJ2K.encode(
            FixturePicture.samples(shape, bits: 8), bitsStored: 8,
            like: Self.header(shape, bits: 8, resolutions: 1))
        let header = try JPEG2000.header(codestream)
        #expect(header.coding.levels == levels)
    }

    /// The picture needs more levels than its tiles can be divided by.
    @Test(arguments: [(1000, 40, 8), (5000, 20, 16), (9000, 3, 9), (300, 300, 16)])
    func thumbnailOfSmallTilesIsExact(_ width: Int, _ height: Int, _ tile: Int) throws {
        let shape = FrameShape(width, height, 1, 2)
        var header = Self.header(shape, bits: 12)
        header.tileWidth = tile
        header.tileHeight = tile
        header.tiles = ((width + tile - 1) / tile) * ((height + tile - 1) / tile)
        let samples = Self.noise(shape, bits: 12)
        let decoded = try JPEG2000.decode(
            HTJ2K.encode(samples, bitsStored: 12, like: header), shape: shape)
        #expect(decoded.samples == samples)
    }

    @Test func streamIsReversibleHighThroughputAndInOrderRPCL() throws {
        let shape = FrameShape(31, 30, 3, 1)
        let header = try JPEG2000.header(
            HTJ2K.encode(
                FixturePicture.samples(shape, bits: 8), bitsStored: 8,
                like: Self.header(shape, bits: 8, usesColourTransform: true)))
        #expect(header.isReversible)
        #expect(header.isHighThroughput)
        #expect(header.progressionOrder == .resolutionPositionComponentLayer)
        #expect(header.layers == 1)
    }

    /// Tiles, their offsets and lengths as TLM says and as the tile-parts say.
    @Test(arguments: [1, 4, 64, 12_100])
    func tilePartLengthsAreInTheMainHeader(_ tiles: Int) throws {
        let side = 110
        let shape = FrameShape(side, side, 1, 1)
        var header = Self.header(shape, bits: 8)
        let across = [1: 1, 4: 2, 64: 8, 12_100: 110][tiles] ?? 1
        header.tileWidth = (side + across - 1) / across
        header.tileHeight = header.tileWidth
        header.tiles = tiles
        let samples = FixturePicture.samples(shape, bits: 8)
        let codestream = try HTJ2K.encode(samples, bitsStored: 8, like: header)
        var announced: [[UInt8]] = []
        var position = 2
        while codestream[position + 1] != 0x90 {
            let length = Int(codestream[position + 2]) << 8 | Int(codestream[position + 3])
            if codestream[position + 1] == 0x55 {
                for entry in stride(from: position + 6, to: position + 2 + length, by: 6) {
                    announced.append(Array(codestream[entry..<entry + 6]))
                }
            }
            position += 2 + length
        }
        let parts = try JPEG2000Editing.tileParts(of: codestream)
        #expect(parts.count == tiles)
        #expect(
            announced == parts.map { Array(codestream[$0.lowerBound + 4..<$0.lowerBound + 10]) })
        #expect(try JPEG2000.decode(codestream, shape: shape).samples == samples)
    }

    // MARK: Fill

    @Test func fillBeyondThePrecisionRaisesItToBitsStored() throws {
        let shape = FrameShape(8, 6, 1, 2)
        var samples = FixturePicture.samples(shape, bits: 8)
        samples.fill(PixelBox(x: 1, y: 1, width: 3, height: 2), with: [4095])
        let codestream = try HTJ2K.encode(
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
            try HTJ2K.encode(samples, bitsStored: 12, like: Self.header(shape, bits: 8))
        }
        #expect(error?.code == .fillNotRepresentable)
    }

    @Test func otherShapeThanTheSourceIsAMismatch() {
        let samples = FixturePicture.samples(FrameShape(8, 6, 1, 1), bits: 8)
        let error = #expect(throws: CodecError.self) {
            try HTJ2K.encode(
                samples, bitsStored: 8, like: Self.header(FrameShape(8, 7, 1, 1), bits: 8))
        }
        #expect(error?.code == .mismatch)
    }

    @Test func whatOpenJPHRefusesIsNotEncoded() {
        let shape = FrameShape(8, 6, 1, 1)
        var header = Self.header(shape, bits: 8)
        header.tiles = 2
        header.tileWidth = 4
        // A first tile without a pixel (B.3).
        header.imageOffsetX = 4
        let error = #expect(throws: CodecError.self) {
            try HTJ2K.encode(
                FixturePicture.samples(shape, bits: 8), bitsStored: 8, like: header)
        }
        #expect(error?.code == .encodingFailed)
    }
}
