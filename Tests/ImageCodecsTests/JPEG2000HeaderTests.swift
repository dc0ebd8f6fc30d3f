import ImageCodecs
import Raster
import Testing

struct JPEG2000HeaderTests {
    @Test(arguments: JPEG2000Fixture.all)
    func showsSizeAndComponents(_ fixture: JPEG2000Fixture) throws {
        let header = try JPEG2000.header(fixture.codestream())
        #expect(header.width == fixture.shape.width)
        #expect(header.height == fixture.shape.height)
        #expect(header.components == fixture.shape.samplesPerPixel)
        #expect(header.bitsPerComponent.allSatisfy { $0 == fixture.bits })
        #expect(header.isSigned.allSatisfy { $0 == fixture.shape.isSigned })
        #expect(header.isSubsampled == fixture.name.hasPrefix("subsampled"))
    }

    @Test(arguments: JPEG2000Fixture.all)
    func showsTheWavelet(_ fixture: JPEG2000Fixture) throws {
        let isIrreversible = JPEG2000Fixture.allIrreversible.contains { $0.name == fixture.name }
        #expect(try JPEG2000.header(fixture.codestream()).isReversible == !isIrreversible)
    }

    @Test(arguments: [
        ("rgb-8-rct.j2k", true), ("rgb-8-plain.j2k", false), ("rgb-8-ict.j2k", true),
        ("gray-8.j2k", false),
    ])
    func showsTheColourTransform(_ name: String, _ isUsed: Bool) throws {
        let header = try JPEG2000.header(FixturePicture.file("j2k/\(name)"))
        #expect(header.usesColourTransform == isUsed)
    }

    @Test func showsTheTileGrid() throws {
        let header = try JPEG2000.header(FixturePicture.file("j2k/tiles.j2k"))
        #expect(header.tiles == 12)
        #expect([header.tileWidth, header.tileHeight] == [8, 8])
        #expect([header.tileOffsetX, header.tileOffsetY] == [1, 1])
        #expect([header.imageOffsetX, header.imageOffsetY] == [3, 2])
    }

    @Test func showsLayersAndResolutions() throws {
        let header = try JPEG2000.header(
            FixturePicture.file("j2k/layers-precincts-markers.j2k"))
        #expect(header.layers == 3)
        #expect(header.resolutions == 3)
    }

    @Test(arguments: JPEG2000Fixture.all)
    func showsTheBlockCoder(_ fixture: JPEG2000Fixture) throws {
        let header = try JPEG2000.header(fixture.codestream())
        let isHighThroughput = fixture.name.hasPrefix("ht-")
        #expect(header.isHighThroughput == isHighThroughput)
        #expect((header.highThroughputCapabilities != nil) == isHighThroughput)
    }

    @Test func showsTheCodingStyle() throws {
        let header = try JPEG2000.header(
            FixturePicture.file("j2k/layers-precincts-markers.j2k"))
        #expect(header.progressionOrder == .positionComponentResolutionLayer)
        #expect(header.usesPacketStartMarkers)
        #expect(header.usesPacketHeaderEndMarkers)
        #expect(
            header.coding.precincts == [
                JPEG2000.PrecinctExponents(x: 2, y: 2), JPEG2000.PrecinctExponents(x: 3, y: 3),
                JPEG2000.PrecinctExponents(x: 4, y: 4),
            ])
        #expect(header.guardBits == 2)
    }

    @Test func showsTheCodeBlocks() throws {
        let coding = try JPEG2000.header(FixturePicture.file("j2k/modes.j2k")).coding
        #expect([coding.blockWidthExponent, coding.blockHeightExponent] == [4, 4])
        #expect(coding.blockStyle == 0x3F)
    }

    @Test func showsSubsampling() throws {
        let header = try JPEG2000.header(FixturePicture.file("j2k/subsampled.j2k"))
        let half = JPEG2000.Subsampling(x: 2, y: 2)
        #expect(header.subsampling == [.none, half, half])
        #expect(header.isSubsampled)
    }

    // MARK: JP2

    @Test func findsTheCodestreamInAJP2File() throws {
        let file = try FixturePicture.file("j2k/bare.jp2")
        let header = try JPEG2000.header(file)
        #expect(Array(file[header.codestreamRange].prefix(4)) == [0xFF, 0x4F, 0xFF, 0x51])
        #expect(header.codestreamRange.upperBound == file.count)
    }

    @Test func showsTheColourSpaceOfAJP2File() throws {
        let file = try JPEG2000.header(FixturePicture.file("j2k/bare.jp2"))
        #expect(file.enumeratedColourSpace == 17)
        let bare = try JPEG2000.header(FixturePicture.file("j2k/gray-8.j2k"))
        #expect(bare.enumeratedColourSpace == nil)
    }

    /// The colour specification box of `bare.jp2` becomes a channel definition of one channel.
    @Test(
        arguments: [
            ([0, 0, 0, 0, 0, 1], true), ([0, 0, 0, 1, 0, 1], false), ([0, 0, 0, 0, 0, 2], false),
        ] as [([UInt8], Bool)])
    func channelsInTheirNaturalOrderAreAccepted(_ channel: [UInt8], _ isAccepted: Bool) throws {
        var file = try FixturePicture.file("j2k/bare.jp2")
        let colour = try #require(file.firstRange(of: Array("colr".utf8)))
        // Its content has 7 bytes: one channel takes 8.
        let start = colour.upperBound
        file.replaceSubrange(colour, with: Array("cdef".utf8))
        file.replaceSubrange(start..<start + 7, with: [0, 1] + channel)
        file[colour.lowerBound - 1] += 1
        let header = try #require(file.firstRange(of: Array("jp2h".utf8)))
        file[header.lowerBound - 1] += 1
        if isAccepted {
            #expect(try JPEG2000.header(file).width == 17)
        } else {
            let error = #expect(throws: CodecError.self) { try JPEG2000.header(file) }
            #expect(error?.code == .unsupported)
        }
    }

    @Test func paletteInAJP2FileIsUnsupported() throws {
        var file = try FixturePicture.file("j2k/bare.jp2")
        let colour = try #require(file.firstRange(of: Array("colr".utf8)))
        file.replaceSubrange(colour, with: Array("pclr".utf8))
        let error = #expect(throws: CodecError.self) { try JPEG2000.header(file) }
        #expect(error?.code == .unsupported)
    }

    // MARK: What is refused

    static let changes: [(String, Int, UInt8, CodecError.Code)] = [
        ("SOC", 1, 0x4E, .corrupt), ("SIZ", 3, 0x52, .corrupt),
        ("Part 2", 6, 0x80, .unsupported),
        ("image offset beyond the image", 16, 1, .corrupt),
        ("tile offset beyond the image offset", 35, 1, .corrupt),
        ("no component", 41, 0, .corrupt), ("more components than told", 41, 2, .corrupt),
        ("precision", 42, 38, .corrupt), ("XRsiz", 43, 0, .corrupt),
    ]

    @Test(arguments: changes)
    func badImageAndTileSizeIsAnError(
        _ what: String, _ index: Int, _ value: UInt8, _ code: CodecError.Code
    ) throws {
        var codestream = try FixturePicture.file("j2k/gray-8.j2k")
        codestream[index] = value
        let error = #expect(throws: CodecError.self) { try JPEG2000.header(codestream) }
        #expect(error?.code == code)
    }

    /// Positions behind the COD marker.
    static let styleChanges: [(String, Int, UInt8, CodecError.Code)] = [
        ("no layer", 7, 0, .corrupt), ("component transform of Part 2", 8, 2, .unsupported),
        ("33 levels", 9, 33, .corrupt), ("code-block width", 10, 9, .corrupt),
        ("code-block area", 10, 8, .corrupt), ("mixed block coders", 12, 0xC0, .unsupported),
        ("progression order", 5, 5, .corrupt),
        ("wavelet of Part 2", 13, 2, .unsupported),
    ]

    @Test(arguments: styleChanges)
    func badCodingStyleIsAnError(
        _ what: String, _ offset: Int, _ value: UInt8, _ code: CodecError.Code
    ) throws {
        var codestream = try FixturePicture.file("j2k/gray-8.j2k")
        codestream[try JPEG2000Editing.position(of: 0x52, in: codestream) + offset] = value
        let error = #expect(throws: CodecError.self) { try JPEG2000.header(codestream) }
        #expect(error?.code == code)
    }

    @Test func capabilitiesOfOtherPartsAreUnsupported() throws {
        var codestream = try FixturePicture.file("j2k/gray-8.j2k")
        let style = try JPEG2000Editing.position(of: 0x52, in: codestream)
        codestream.insert(contentsOf: [0xFF, 0x50, 0, 8, 0x40, 0, 0, 0, 0, 0], at: style)
        let error = #expect(throws: CodecError.self) { try JPEG2000.header(codestream) }
        #expect(error?.code == .unsupported)
    }

    @Test func gridOfTooManyTilesIsCorrupt() throws {
        var codestream = try FixturePicture.file("j2k/gray-8.j2k")
        codestream.replaceSubrange(8..<12, with: [0x7F, 0xFF, 0xFF, 0xFF])
        let error = #expect(throws: CodecError.self) { try JPEG2000.header(codestream) }
        #expect(error?.code == .corrupt)
    }
}
