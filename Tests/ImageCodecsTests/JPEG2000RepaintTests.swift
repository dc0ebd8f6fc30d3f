import ImageCodecs
import Raster
import TestSupport
import Testing

struct JPEG2000RepaintTests {
    private static func fill(_ fixture: JPEG2000Fixture) -> [Int] {
        (0..<fixture.shape.samplesPerPixel).map { _ in fixture.shape.isSigned ? -1 : 1 }
    }

    /// Paints and checks that outside the painted boxes nothing differs.
    @discardableResult
    private static func repaint(
        _ codestream: [UInt8], _ fixture: JPEG2000Fixture, _ boxes: [PixelBox],
        options: JPEG2000.RepaintOptions = .init(), fill: [Int]? = nil
    ) throws -> JPEG2000.Repainting {
        let fill = fill ?? Self.fill(fixture)
        let result = try JPEG2000.repaint(
            codestream, shape: fixture.shape, bitsStored: fixture.bits, boxes: boxes, fill: fill,
            options: options)
        var expected = try JPEG2000.decode(codestream, shape: fixture.shape).samples
        for box in result.painted {
            expected.fill(box, with: fill)
        }
        let decoded = try JPEG2000.decode(result.codestream, shape: fixture.shape)
        #expect(decoded.samples == expected)
        for box in boxes {
            #expect(decoded.samples.isFilled(box, with: fill))
        }
        #expect(result.newSize == result.codestream.count)
        return result
    }

    static let partOne = JPEG2000Fixture.reversible + JPEG2000Fixture.irreversible

    // MARK: Exactness

    @Test(arguments: partOne)
    func boxIsFillAndTheRestIsSame(_ fixture: JPEG2000Fixture) throws {
        try Self.repaint(
            fixture.codestream(), fixture, [PixelBox(x: 3, y: 2, width: 5, height: 4)])
    }

    @Test(arguments: partOne)
    func randomBoxesAreExact(_ fixture: JPEG2000Fixture) throws {
        var random = SeededRandom(seed: 3)
        let codestream = try fixture.codestream()
        for _ in 0..<20 {
            let boxes = (0..<2).map { _ in
                PixelBox(
                    x: Int.random(in: -4..<fixture.shape.width, using: &random),
                    y: Int.random(in: -4..<fixture.shape.height, using: &random),
                    width: Int.random(in: 1...12, using: &random),
                    height: Int.random(in: 1...9, using: &random))
            }
            try Self.repaint(codestream, fixture, boxes)
        }
    }

    @Test(arguments: partOne)
    func sourceThatLosesSamplesIsRecodedReversibly(_ fixture: JPEG2000Fixture) throws {
        let result = try Self.repaint(
            fixture.codestream(), fixture, [PixelBox(x: 0, y: 0, width: 1, height: 1)])
        let isIrreversible = JPEG2000Fixture.irreversible.contains { $0.name == fixture.name }
        #expect(result.isRecodedReversibly == isIrreversible)
    }

    @Test(arguments: partOne)
    func noBoxInThePictureKeepsTheCodestream(_ fixture: JPEG2000Fixture) throws {
        let codestream = try fixture.codestream()
        let range = try JPEG2000.header(codestream).codestreamRange
        let result = try Self.repaint(
            codestream, fixture, [PixelBox(x: 1_000, y: 0, width: 9, height: 9)])
        #expect(result.codestream == Array(codestream[range]))
        #expect(result.painted.isEmpty)
        #expect(result.recodedTiles == 0)
    }

    @Test func codestreamOfAFileIsBareAfterwards() throws {
        let fixture = try JPEG2000Fixture.named("bare.jp2")
        let result = try Self.repaint(
            fixture.codestream(), fixture, [PixelBox(x: 3, y: 2, width: 5, height: 4)])
        #expect(result.codestream.prefix(4) == [0xFF, 0x4F, 0xFF, 0x51])
        #expect(result.codestream.suffix(2) == [0xFF, 0xD9])
    }

    // MARK: Subsampled components

    @Test func boxGrowsToTheGridOfSubsampledComponents() throws {
        let fixture = try JPEG2000Fixture.named("subsampled.j2k")
        let result = try Self.repaint(
            fixture.codestream(), fixture, [PixelBox(x: 3, y: 5, width: 4, height: 1)])
        #expect(result.painted == [PixelBox(x: 2, y: 4, width: 6, height: 2)])
    }

    @Test func subsamplingIsKept() throws {
        let fixture = try JPEG2000Fixture.named("subsampled-422.j2k")
        let result = try Self.repaint(
            fixture.codestream(), fixture, [PixelBox(x: 3, y: 5, width: 4, height: 1)])
        let half = JPEG2000.Subsampling(x: 2, y: 1)
        #expect(try JPEG2000.header(result.codestream).subsampling == [.none, half, half])
    }

    /// Tiles of odd size on an odd place of the grid: a chroma sample shows in two tiles.
    @Test func subsampledTilesAreExact() throws {
        let fixture = JPEG2000Fixture(
            name: "subsampled-tiles.j2k", shape: FrameShape(24, 20, 3, 1), bits: 8)
        let codestream = try fixture.codestream()
        for x in 0..<24 {
            try Self.repaint(
                codestream, fixture, [PixelBox(x: x, y: x * 5 % 20, width: 1, height: 1)])
        }
    }

    // MARK: Tiles

    static let tiled = partOne.filter { $0.name.hasPrefix("tile") }

    /// One box in the third tile of the first row or, where there is one row, the only tile.
    private static let box = PixelBox(x: 38, y: 3, width: 1, height: 2)

    @Test(arguments: tiled.filter { $0.shape.width == 40 })
    func otherTilePartsStayByteForByte(_ fixture: JPEG2000Fixture) throws {
        let codestream = try fixture.codestream()
        let result = try Self.repaint(codestream, fixture, [Self.box])
        #expect(result.recodedTiles == 1)
        let tile = { (bytes: [UInt8], part: Range<Int>) in bytes[part.lowerBound + 5] }
        let before = try JPEG2000Editing.tileParts(of: codestream).filter {
            tile(codestream, $0) != 2
        }
        let after = try JPEG2000Editing.tileParts(of: result.codestream).filter {
            tile(result.codestream, $0) != 2
        }
        #expect(
            after.map { Array(result.codestream[$0]) } == before.map { Array(codestream[$0]) })
        #expect(after.count > 1)
    }

    @Test(arguments: tiled)
    func splicedStreamShowsWhatARecodedOneShows(_ fixture: JPEG2000Fixture) throws {
        let codestream = try fixture.codestream()
        let box = PixelBox(x: 6, y: 9, width: 9, height: 2)
        let spliced = try Self.repaint(codestream, fixture, [box])
        let recoded = try Self.repaint(
            codestream, fixture, [box], options: .init(splicesTiles: false))
        #expect(
            try JPEG2000.decode(spliced.codestream, shape: fixture.shape).samples
                == JPEG2000.decode(recoded.codestream, shape: fixture.shape).samples)
        #expect(recoded.recodedTiles == recoded.tiles)
    }

    @Test func boxInAllTilesRecodesAll() throws {
        let fixture = try JPEG2000Fixture.named("tiles-ict.j2k")
        let result = try Self.repaint(
            fixture.codestream(), fixture, [PixelBox(x: 0, y: 0, width: 40, height: 36)])
        #expect(result.recodedTiles == 9)
        #expect(result.colourTransforms == [.reversible])
    }

    @Test func interleavedTilePartsStayInTheirOrder() throws {
        let fixture = try JPEG2000Fixture.named("tiles-packets.j2k")
        // All first tile-parts, then all second ones, and so on.
        let codestream = try JPEG2000Editing.reordered(fixture.codestream()) { parts in
            (0..<3).flatMap { part in
                stride(from: part, to: parts.count, by: 3).map { parts[$0] }
            }
        }
        let result = try Self.repaint(codestream, fixture, [Self.box])
        #expect(result.recodedTiles == 1)
        #expect(try JPEG2000Editing.tileParts(of: result.codestream).count == 25)
    }

    @Test func lastTilePartOfUnknownLengthIsSpliced() throws {
        let fixture = try JPEG2000Fixture.named("tiles-ict.j2k")
        var codestream = try fixture.codestream()
        let last = try #require(try JPEG2000Editing.tileParts(of: codestream).last)
        codestream.replaceSubrange(
            last.lowerBound + 6..<last.lowerBound + 10, with: [0, 0, 0, 0])
        for box in [Self.box, PixelBox(x: 38, y: 34, width: 1, height: 1)] {
            let result = try Self.repaint(codestream, fixture, [box])
            #expect(result.recodedTiles == 1)
        }
    }

    /// TNsot one too low in all tile-parts: seen in streams of an old encoder.
    @Test func tilePartsBeyondTheirNumberAskForAllTiles() throws {
        let fixture = try JPEG2000Fixture.named("tiles-packets.j2k")
        var codestream = try fixture.codestream()
        for part in try JPEG2000Editing.tileParts(of: codestream) {
            codestream[part.lowerBound + 11] = 2
        }
        #expect(
            try JPEG2000.decode(codestream, shape: fixture.shape).samples == fixture.samples())
        #expect(try Self.repaint(codestream, fixture, [Self.box]).recodedTiles == 9)
    }

    @Test func packetHeadersOfATileAreReplacedWithIt() throws {
        let fixture = try JPEG2000Fixture.named("tiles-packets.j2k")
        let codestream = try JPEG2000Editing.withPackedPacketHeaders(
            fixture.codestream(), inMainHeader: false)
        #expect(
            try JPEG2000.decode(codestream, shape: fixture.shape).samples == fixture.samples())
        #expect(try Self.repaint(codestream, fixture, [Self.box]).recodedTiles == 1)
    }

    @Test func packetHeadersInTheMainHeaderAskForAllTiles() throws {
        let fixture = try JPEG2000Fixture.named("tiles-packets.j2k")
        let codestream = try JPEG2000Editing.withPackedPacketHeaders(
            fixture.codestream(), inMainHeader: true)
        #expect(
            try JPEG2000.decode(codestream, shape: fixture.shape).samples == fixture.samples())
        #expect(try Self.repaint(codestream, fixture, [Self.box]).recodedTiles == 9)
    }

    @Test func changesOfProgressionInTheMainHeaderAskForAllTiles() throws {
        let fixture = try JPEG2000Fixture.named("tiles-ict.j2k")
        var codestream = try fixture.codestream()
        // POC: all packets (2 layers, 3 resolutions, 3 components) in the order that COD says.
        let start = try JPEG2000Editing.position(of: 0x90, in: codestream)
        codestream.insert(
            contentsOf: [0xFF, 0x5F, 0, 9, 0, 0, 0, 2, 3, 3, 1], at: start)
        #expect(try Self.repaint(codestream, fixture, [Self.box]).recodedTiles == 9)
    }

    @Test func fillThatNeedsMoreBitsAsksForAllTiles() throws {
        let fixture = try JPEG2000Fixture.named("tiles-irreversible.j2k")
        let result = try JPEG2000.repaint(
            fixture.codestream(), shape: fixture.shape, bitsStored: 16, boxes: [Self.box],
            fill: [4_096])
        #expect(result.recodedTiles == result.tiles)
        #expect(try JPEG2000.header(result.codestream).bitsPerComponent == [16])
    }

    /// Their precisions differ, so the main header has a QCC for each but the first.
    @Test func componentsOfDifferingPrecisionAreSpliced() throws {
        let shape = FrameShape(40, 36, 3, 1)
        let header = JPEG2000.Header(
            width: 40, height: 36, tileWidth: 16, tileHeight: 16, bitsPerComponent: [8, 5, 6],
            isSigned: [false, false, false], usesColourTransform: false, resolutions: 3, tiles: 9)
        let codestream = try JPEG2000.encode(
            FixturePicture.samples(shape, bits: 5), bitsStored: 8, like: header)
        _ = try JPEG2000Editing.position(of: 0x5D, in: codestream)
        let fixture = JPEG2000Fixture(name: "", shape: shape, bits: 8)
        #expect(try Self.repaint(codestream, fixture, [Self.box]).recodedTiles == 1)
    }

    @Test func lengthsOfTilePartsAreThoseWritten() throws {
        let fixture = try JPEG2000Fixture.named("tiles-rct.j2k")
        let result = try Self.repaint(fixture.codestream(), fixture, [Self.box])
        let start = try JPEG2000Editing.position(of: 0x55, in: result.codestream)
        let parts = try JPEG2000Editing.tileParts(of: result.codestream)
        let entries = result.codestream[(start + 6)...].prefix(6 * parts.count)
        var expected: [UInt8] = []
        for (index, part) in parts.enumerated() {
            expected += [0, UInt8(index), 0, 0, UInt8(part.count >> 8), UInt8(part.count & 0xFF)]
        }
        #expect(Array(entries) == expected)
    }

    @Test(arguments: tiled)
    func commentsOfTheMainHeaderAreGone(_ fixture: JPEG2000Fixture) throws {
        let result = try Self.repaint(fixture.codestream(), fixture, [Self.box])
        #expect(!result.codestream.contains(Array("invented".utf8)))
    }

    // MARK: Colour transform

    @Test(
        arguments: [
            ("rgb-8-ict.j2k", nil, [.reversible]), ("rgb-8-ict.j2k", false, [.none]),
            ("rgb-8-rct.j2k", nil, [.reversible]), ("rgb-8-plain.j2k", nil, [.none]),
            ("rgb-8-plain.j2k", true, [.reversible]),
            ("tiles-ict.j2k", nil, [.irreversible, .reversible]),
            ("tiles-ict.j2k", false, [.irreversible, .none]), ("gray-8.j2k", true, [.none]),
        ] as [(String, Bool?, Set<JPEG2000.ColourTransform>)])
    func colourTransformIsTheSourcesUnlessTold(
        _ name: String, _ usesColourTransform: Bool?, _ expected: Set<JPEG2000.ColourTransform>
    ) throws {
        let fixture = try JPEG2000Fixture.named(name)
        let result = try Self.repaint(
            fixture.codestream(), fixture, [PixelBox(x: 3, y: 2, width: 5, height: 4)],
            options: .init(usesColourTransform: usesColourTransform))
        #expect(result.colourTransforms == expected)
    }

    // MARK: Part 15

    @Test(arguments: JPEG2000Fixture.highThroughput)
    func sourceOfPartFifteenNeedsAnEncoder(_ fixture: JPEG2000Fixture) throws {
        let codestream = try fixture.codestream()
        let error = #expect(throws: CodecError.self) {
            try JPEG2000.repaint(
                codestream, shape: fixture.shape, bitsStored: fixture.bits,
                boxes: [PixelBox(x: 3, y: 2, width: 5, height: 4)], fill: Self.fill(fixture))
        }
        #expect(error?.code == .unsupported)
    }

    // MARK: Damage

    @Test(arguments: partOne)
    func everyTruncationIsAnError(_ fixture: JPEG2000Fixture) throws {
        let codestream = try fixture.codestream()
        for length in 0..<codestream.count - 2 {
            #expect(throws: CodecError.self, "length \(length)") {
                try JPEG2000.repaint(
                    Array(codestream.prefix(length)), shape: fixture.shape,
                    bitsStored: fixture.bits, boxes: [PixelBox(x: 3, y: 2, width: 5, height: 4)],
                    fill: Self.fill(fixture))
            }
        }
    }

    /// What was written of a damaged stream decodes to the damaged picture with its boxes.
    @Test(arguments: partOne)
    func damagedStreamsAreRepaintedExactlyOrRefused(_ fixture: JPEG2000Fixture) throws {
        let box = PixelBox(x: 3, y: 2, width: 5, height: 4)
        for (seed, bytes) in mutations(of: try fixture.codestream(), count: 40) {
            guard
                let result = try? JPEG2000.repaint(
                    bytes, shape: fixture.shape, bitsStored: fixture.bits, boxes: [box],
                    fill: Self.fill(fixture)),
                var expected = try? JPEG2000.decode(bytes, shape: fixture.shape).samples
            else { continue }
            for box in result.painted {
                expected.fill(box, with: Self.fill(fixture))
            }
            let decoded = try JPEG2000.decode(result.codestream, shape: fixture.shape)
            #expect(decoded.samples == expected, "seed \(seed)")
        }
    }
}
