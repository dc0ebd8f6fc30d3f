import ImageCodecs
import Raster
import Testing

@Suite struct JPEGHeaderTests {
    @Test(arguments: JPEGFixture.all)
    func readsSize(_ fixture: JPEGFixture) throws {
        let header = try JPEGDCT.header(fixture.codestream())
        #expect(header.width == fixture.width)
        #expect(header.height == fixture.height)
        #expect(header.components == fixture.components)
        #expect(header.precision == fixture.precision)
        #expect(header.isSupported)
    }

    @Test(arguments: [
        ("grey", JPEGDCT.Header.Colour.grey), ("ybr-444", .ybr), ("rgb-adobe", .rgb),
    ])
    func readsColour(_ name: String, _ colour: JPEGDCT.Header.Colour) throws {
        let codestream = try JPEGFixture.named(name).codestream()
        #expect(try JPEGDCT.header(codestream).colour == colour)
    }

    @Test func jfifSaysYBRWhateverIsDeclared() throws {
        let codestream = try JPEGFixture.named("ybr-444").codestream()
        #expect(try JPEGDCT.header(codestream, declaredRGB: true).colour == .ybr)
    }

    @Test(arguments: [false, true])
    func declarationDecidesWithoutMarkers(_ declaredRGB: Bool) throws {
        var codestream = try JPEGFixture.named("ybr-444").codestream()
        codestream.removeSubrange(try JPEGSegments(codestream).first(0xE0))
        let header = try JPEGDCT.header(codestream, declaredRGB: declaredRGB)
        #expect(header.colour == (declaredRGB ? .rgb : .ybr))
    }

    @Test func componentIdentifiersSayRGB() throws {
        var codestream = try JPEGFixture.named("rgb-adobe").codestream()
        codestream.removeSubrange(try JPEGSegments(codestream).first(0xEE))
        #expect(try JPEGDCT.header(codestream).colour == .rgb)
    }

    @Test(arguments: [
        ("grey", false), ("grey-factors-2x2", false), ("ybr-444", false), ("ybr-422", true),
        ("ybr-440", true), ("ybr-420", true), ("ybr-411", true), ("mcu-of-12-blocks", false),
    ])
    func readsSubsampling(_ name: String, _ isSubsampled: Bool) throws {
        let codestream = try JPEGFixture.named(name).codestream()
        #expect(try JPEGDCT.header(codestream).isSubsampled == isSubsampled)
    }

    @Test(arguments: [
        ("grey-factors-2x2", 0), ("ybr-444", 0), ("ybr-422", 1), ("ybr-440", 1), ("ybr-420", 1),
        ("ybr-411", 2),
    ])
    func ringIsHalfAChromaSample(_ name: String, _ width: Int) throws {
        let codestream = try JPEGFixture.named(name).codestream()
        #expect(try JPEGDCT.header(codestream).ringWidth == width)
    }

    @Test(arguments: [
        (UInt8(0xC0), JPEGDCT.Header.Process.baseline), (0xC1, .extended),
        (0xC2, .progressive), (0xC3, .lossless), (0xC5, .hierarchical), (0xDE, .hierarchical),
        (0xC9, .extended), (0xCB, .lossless), (0xCF, .hierarchical), (0xF7, .jpegLS),
    ])
    func readsProcess(_ code: UInt8, _ process: JPEGDCT.Header.Process) throws {
        var codestream = try JPEGFixture.named("grey").codestream()
        codestream[try JPEGSegments.frameCode(in: codestream)] = code
        #expect(try JPEGDCT.header(codestream).process == process)
    }

    @Test(arguments: [UInt8(0xC3), 0xC5, 0xCB, 0xDE, 0xF7])
    func otherProcessesAreUnsupported(_ code: UInt8) throws {
        let fixture = try JPEGFixture.named("grey")
        var codestream = try fixture.codestream()
        codestream[try JPEGSegments.frameCode(in: codestream)] = code
        #expect(try !JPEGDCT.header(codestream).isSupported)
        expect(code: .unsupported) {
            try JPEGDCT.decode(codestream, shape: fixture.shape)
        }
    }

    @Test func twelveBitsDoNotFitInOneByte() throws {
        let fixture = try JPEGFixture.named("grey")
        var codestream = try fixture.codestream()
        let code = try JPEGSegments.frameCode(in: codestream)
        codestream[code] = 0xC1
        codestream[code + 3] = 12
        #expect(try JPEGDCT.header(codestream).precision == 12)
        expect(code: .mismatch) { try JPEGDCT.decode(codestream, shape: fixture.shape) }
    }

    @Test func undefinedHeightIsUnsupported() throws {
        var codestream = try JPEGFixture.named("grey").codestream()
        let code = try JPEGSegments.frameCode(in: codestream)
        codestream.replaceSubrange(code + 4..<code + 6, with: [0, 0])
        expect(code: .unsupported) { try JPEGDCT.header(codestream) }
    }

    @Test(arguments: [
        (
            "grey", PixelBox(x: 9, y: 9, width: 6, height: 6),
            PixelBox(x: 8, y: 8, width: 8, height: 8)
        ),
        (
            "grey", PixelBox(x: 8, y: 8, width: 8, height: 8),
            PixelBox(x: 8, y: 8, width: 8, height: 8)
        ),
        (
            "grey-factors-2x2", PixelBox(x: 9, y: 9, width: 6, height: 6),
            PixelBox(x: 8, y: 8, width: 8, height: 8)
        ),
        (
            "grey", PixelBox(x: 41, y: 33, width: 20, height: 20),
            PixelBox(x: 40, y: 32, width: 5, height: 5)
        ),
        (
            "ybr-420", PixelBox(x: 16, y: 17, width: 16, height: 14),
            PixelBox(x: 0, y: 16, width: 48, height: 16)
        ),
        (
            "ybr-411", PixelBox(x: 33, y: 0, width: 1, height: 1),
            PixelBox(x: 0, y: 0, width: 64, height: 8)
        ),
        (
            "ybr-420", PixelBox(x: -5, y: -5, width: 6, height: 6),
            PixelBox(x: 0, y: 0, width: 16, height: 16)
        ),
        (
            "grey", PixelBox(x: 0, y: 0, width: .max, height: .max),
            PixelBox(x: 0, y: 0, width: 45, height: 37)
        ),
        (
            "grey", PixelBox(x: 1, y: 1, width: .max, height: .max),
            PixelBox(x: 0, y: 0, width: 45, height: 37)
        ),
    ])
    func boxGrowsToBlocks(_ name: String, _ box: PixelBox, _ painted: PixelBox) throws {
        let header = try JPEGDCT.header(JPEGFixture.named(name).codestream())
        #expect(header.paintedBox(for: box) == painted)
    }

    @Test(arguments: [
        PixelBox(x: 45, y: 0, width: 5, height: 5), PixelBox(x: -9, y: 0, width: 9, height: 5),
        PixelBox(x: .max, y: .max, width: .max, height: .max),
        PixelBox(x: .min, y: .min, width: 5, height: 5), PixelBox(x: 3, y: 3, width: -1, height: 5),
    ])
    func boxBesideTheImagePaintsNothing(_ box: PixelBox) throws {
        let header = try JPEGDCT.header(JPEGFixture.named("grey").codestream())
        #expect(header.paintedBox(for: box).isEmpty)
    }
}

/// Expects a `CodecError` with this code.
func expect<Result>(
    code: CodecError.Code, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> Result
) {
    #expect(sourceLocation: sourceLocation) {
        _ = try body()
    } throws: { error in
        (error as? CodecError)?.code == code
    }
}
