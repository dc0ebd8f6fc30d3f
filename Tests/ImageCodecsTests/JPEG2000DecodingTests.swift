import ImageCodecs
import Raster
import TestSupport
import Testing

struct JPEG2000DecodingTests {
    // MARK: Reference vectors

    @Test(arguments: JPEG2000Fixture.allReversible)
    func decodesReversibleStreamsExactly(_ fixture: JPEG2000Fixture) throws {
        let decoded = try JPEG2000.decode(fixture.codestream(), shape: fixture.shape)
        #expect(decoded.samples == (try fixture.samples()))
    }

    @Test(arguments: JPEG2000Fixture.allIrreversible)
    func decodesIrreversibleStreamsAsAnIndependentDecoder(_ fixture: JPEG2000Fixture) throws {
        let decoded = try JPEG2000.decode(fixture.codestream(), shape: fixture.shape).samples
        let reference = try fixture.samples()
        let (width, height) = (fixture.shape.width, fixture.shape.height)
        var difference = 0
        for index in 0..<width * height {
            for component in 0..<fixture.shape.samplesPerPixel {
                let (x, y) = (index % width, index / width)
                difference = max(
                    difference,
                    abs(
                        decoded.sample(x: x, y: y, component: component)
                            - reference.sample(x: x, y: y, component: component)))
            }
        }
        #expect(difference <= fixture.tolerance)
    }

    @Test func signOfTheStreamStandsAboveTheDeclaredOne() throws {
        let fixture = try JPEG2000Fixture.named("gray-8-signed.j2k")
        var shape = fixture.shape
        shape.isSigned = false
        let decoded = try JPEG2000.decode(fixture.codestream(), shape: shape)
        #expect(decoded.samples == (try fixture.samples()))
    }

    @Test func signedSamplesAreExtendedToAWiderContainer() throws {
        let fixture = try JPEG2000Fixture.named("gray-8-signed.j2k")
        var shape = fixture.shape
        shape.bytesPerSample = 2
        let decoded = try JPEG2000.decode(fixture.codestream(), shape: shape)
        #expect(decoded.samples == FixturePicture.samples(shape, bits: 8))
    }

    @Test func fourByteContainersAreFilled() throws {
        let fixture = try JPEG2000Fixture.named("rgb-16-rct.j2k")
        var shape = fixture.shape
        shape.bytesPerSample = 4
        let decoded = try JPEG2000.decode(fixture.codestream(), shape: shape)
        #expect(decoded.samples == FixturePicture.samples(shape, bits: 16))
    }

    // MARK: Ends of the codestream

    @Test(arguments: JPEG2000Fixture.all)
    func everyTruncationIsAnError(_ fixture: JPEG2000Fixture) throws {
        let codestream = try fixture.codestream()
        // Without EOC nothing of the picture is missing.
        for length in 0..<codestream.count - 2 {
            #expect(throws: CodecError.self, "length \(length)") {
                try JPEG2000.decode(Array(codestream.prefix(length)), shape: fixture.shape)
            }
        }
    }

    /// Those whose tile-parts tell how many there are, and that are not in a box.
    static let counted = JPEG2000Fixture.all.filter {
        !$0.name.contains("ffmpeg") && !$0.name.hasSuffix("jp2")
    }

    @Test(arguments: counted, [1, 2])
    func missingEndMarkerIsToleratedWhereAllTilePartsAreThere(
        _ fixture: JPEG2000Fixture, _ missing: Int
    ) throws {
        let codestream = try fixture.codestream()
        let whole = try JPEG2000.decode(codestream, shape: fixture.shape)
        let decoded = try JPEG2000.decode(
            Array(codestream.dropLast(missing)), shape: fixture.shape)
        #expect(decoded.samples == whole.samples)
    }

    @Test(arguments: JPEG2000Fixture.all)
    func bytesBehindTheEndMarkerAreIgnored(_ fixture: JPEG2000Fixture) throws {
        let codestream = try fixture.codestream()
        let whole = try JPEG2000.decode(codestream, shape: fixture.shape)
        let decoded = try JPEG2000.decode(codestream + [0, 1, 2, 0xFF], shape: fixture.shape)
        #expect(decoded.samples == whole.samples)
    }

    /// A.4.2: Psot 0 in the last tile-part says that its data reach up to EOC.
    private func streamOfUnknownLength() throws -> [UInt8] {
        var codestream = try JPEG2000Fixture.named("gray-8.j2k").codestream()
        let start = try JPEG2000Editing.position(of: 0x90, in: codestream)
        codestream.replaceSubrange(start + 6..<start + 10, with: [0, 0, 0, 0])
        return codestream
    }

    @Test(arguments: [[], [0], [0, 0, 7]] as [[UInt8]])
    func tilePartOfUnknownLengthReachesToTheEndMarker(_ trailing: [UInt8]) throws {
        let fixture = try JPEG2000Fixture.named("gray-8.j2k")
        let decoded = try JPEG2000.decode(streamOfUnknownLength() + trailing, shape: fixture.shape)
        #expect(decoded.samples == (try fixture.samples()))
    }

    @Test func everyTruncationOfATilePartOfUnknownLengthIsAnError() throws {
        let fixture = try JPEG2000Fixture.named("gray-8.j2k")
        let codestream = try streamOfUnknownLength()
        for length in 0..<codestream.count {
            #expect(throws: CodecError.self, "length \(length)") {
                try JPEG2000.decode(Array(codestream.prefix(length)), shape: fixture.shape)
            }
        }
    }

    @Test func unknownNumberOfTilePartsNeedsTheEndMarker() throws {
        let fixture = try JPEG2000Fixture.named("gray-8.j2k")
        var codestream = try fixture.codestream()
        // TNsot 0: not told.
        codestream[try JPEG2000Editing.position(of: 0x90, in: codestream) + 11] = 0
        #expect(
            try JPEG2000.decode(codestream, shape: fixture.shape).samples == fixture.samples())
        let error = #expect(throws: CodecError.self) {
            try JPEG2000.decode(Array(codestream.dropLast(2)), shape: fixture.shape)
        }
        #expect(error?.code == .truncated)
    }

    @Test(arguments: 0..<9)
    func missingTileIsTruncated(_ tile: Int) throws {
        let fixture = try JPEG2000Fixture.named("tiles.j2k")
        var codestream = try fixture.codestream()
        codestream.removeSubrange(try JPEG2000Editing.tileParts(of: codestream)[tile])
        let error = #expect(throws: CodecError.self) {
            try JPEG2000.decode(codestream, shape: fixture.shape)
        }
        #expect(error?.code == .truncated)
    }

    @Test(arguments: 0..<3)
    func missingTilePartIsAnError(_ part: Int) throws {
        let fixture = try JPEG2000Fixture.named("tile-parts.j2k")
        var codestream = try fixture.codestream()
        codestream.removeSubrange(try JPEG2000Editing.tileParts(of: codestream)[part])
        #expect(throws: CodecError.self) {
            try JPEG2000.decode(codestream, shape: fixture.shape)
        }
    }

    // MARK: Damage

    @Test(arguments: JPEG2000Fixture.all)
    func damagedStreamsGiveAWholeFrameOrAnError(_ fixture: JPEG2000Fixture) throws {
        for (seed, bytes) in mutations(of: try fixture.codestream(), count: 200) {
            let samples = try? JPEG2000.decode(bytes, shape: fixture.shape).samples
            let count = try fixture.samples().bytes.count
            #expect(samples == nil || samples?.bytes.count == count, "seed \(seed)")
        }
    }

    @Test func fewBytesThatPromiseMillionsOfPacketsAreTruncated() throws {
        let fixture = try JPEG2000Fixture.named("gray-8.j2k")
        var codestream = try fixture.codestream()
        // SGcod: 65,535 layers.
        let style = try JPEG2000Editing.position(of: 0x52, in: codestream)
        codestream.replaceSubrange(style + 6..<style + 8, with: [0xFF, 0xFF])
        let error = #expect(throws: CodecError.self) {
            try JPEG2000.decode(codestream, shape: fixture.shape)
        }
        #expect(error?.code == .truncated)
    }

    @Test func pictureBeyondTheLimitIsRefused() throws {
        var codestream = try JPEG2000Fixture.named("gray-8.j2k").codestream()
        let size: [UInt8] = [0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF]
        // Xsiz, Ysiz and XTsiz, YTsiz.
        codestream.replaceSubrange(8..<16, with: size)
        codestream.replaceSubrange(24..<32, with: size)
        let error = #expect(throws: CodecError.self) {
            try JPEG2000.decode(codestream, shape: FrameShape(65_535, 65_535, 1, 1))
        }
        #expect(error?.code == .limitExceeded)
    }

    // MARK: Part 15

    @Test(
        arguments: [
            ("layers", 7, 2), ("SOP", 4, 2), ("EPH", 4, 4),
        ] as [(String, Int, UInt8)])
    func layersAndPacketMarkersWithHighThroughputBlocksAreUnsupported(
        _ what: String, _ offset: Int, _ value: UInt8
    ) throws {
        let fixture = try JPEG2000Fixture.named("ht-gray-12.j2c")
        var codestream = try fixture.codestream()
        codestream[try JPEG2000Editing.position(of: 0x52, in: codestream) + offset] = value
        let error = #expect(throws: CodecError.self) {
            try JPEG2000.decode(codestream, shape: fixture.shape)
        }
        #expect(error?.code == .unsupported)
    }

    /// The library ends the process where one stands at the start of a code-block's MEL bytes.
    @Test func markerCodesInHighThroughputPacketsAreCorrupt() throws {
        let fixture = try JPEG2000Fixture.named("ht-gray-12.j2c")
        let codestream = try fixture.codestream()
        let start = try JPEG2000Editing.position(of: 0x93, in: codestream) + 2
        for index in start..<codestream.count - 3 {
            var changed = codestream
            changed.replaceSubrange(index...index + 1, with: [0xFF, 0x90])
            let error = #expect(throws: CodecError.self, "byte \(index)") {
                try JPEG2000.decode(changed, shape: fixture.shape)
            }
            #expect(error?.code == .corrupt)
        }
    }

    // MARK: Other pictures than declared, other kinds

    static let mismatches: [(String, String, FrameShape)] = [
        ("width", "gray-8.j2k", FrameShape(16, 9, 1, 1)),
        ("height", "gray-8.j2k", FrameShape(17, 10, 1, 1)),
        ("components", "gray-8.j2k", FrameShape(17, 9, 3, 1)),
        ("components", "rgb-8-rct.j2k", FrameShape(15, 12, 1, 1)),
        ("precision", "gray-12.j2k", FrameShape(21, 14, 1, 1)),
    ]

    @Test(arguments: mismatches)
    func otherPictureThanDeclaredIsAMismatch(
        _ what: String, _ name: String, _ shape: FrameShape
    ) throws {
        let codestream = try FixturePicture.file("j2k/\(name)")
        let error = #expect(throws: CodecError.self) {
            try JPEG2000.decode(codestream, shape: shape)
        }
        #expect(error?.code == .mismatch)
        #expect(error?.thing == "JPEG 2000 \(what)")
    }

    @Test func moreThanTwentyOneBitsAreUnsupported() throws {
        let fixture = try JPEG2000Fixture.named("gray-16.j2k")
        var codestream = try fixture.codestream()
        codestream[42] = 21  // Ssiz: bits less one
        let error = #expect(throws: CodecError.self) {
            try JPEG2000.decode(codestream, shape: FrameShape(13, 10, 1, 4))
        }
        #expect(error?.code == .unsupported)
    }

    @Test func componentsOfDifferingSignAreUnsupported() throws {
        let fixture = try JPEG2000Fixture.named("rgb-8-plain.j2k")
        var codestream = try fixture.codestream()
        codestream[45] |= 0x80
        let error = #expect(throws: CodecError.self) {
            try JPEG2000.decode(codestream, shape: fixture.shape)
        }
        #expect(error?.code == .unsupported)
    }
}
