import ImageCodecs
import Raster
import Testing

/// Boxes that meet every kind of edge of a small picture.
let edgeBoxes = [
    PixelBox(x: 18, y: 9, width: 5, height: 3), PixelBox(x: 0, y: 0, width: 1, height: 1),
    PixelBox(x: 14, y: 6, width: 100, height: 100),
]
let jpegBlack = JPEGDCT.Fill.black(isInverted: false)

@Suite struct JPEGRepaintTests {
    @Test(arguments: JPEGFixture.all, edgeBoxes)
    func samplesOutsideStay(_ fixture: JPEGFixture, _ box: PixelBox) throws {
        let original = try fixture.codestream()
        let before = try JPEGDCT.decode(original, shape: fixture.shape)
        let repainting = try JPEGDCT.repaint(
            original, shape: fixture.shape, boxes: [box], fill: jpegBlack)
        let after = try JPEGDCT.decode(repainting.codestream, shape: fixture.shape)
        let touched = repainting.painted.map { $0.expanded(by: before.header.ringWidth) }
        let difference = firstDifference(before.samples, after.samples, outside: touched)
        #expect(difference == nil)
    }

    @Test(arguments: JPEGFixture.all, edgeBoxes)
    func samplesInsideAreTheFill(_ fixture: JPEGFixture, _ box: PixelBox) throws {
        let repainting = try JPEGDCT.repaint(
            fixture.codestream(), shape: fixture.shape, boxes: [box], fill: jpegBlack)
        let (after, header) = try JPEGDCT.decode(
            repainting.codestream, shape: fixture.shape)
        #expect(
            isFilled(
                after, box, with: jpegBlack.samples(header.colour, precision: fixture.precision)))
    }

    @Test(arguments: JPEGFixture.all)
    func chromaOfThePaintedAreaIsTheFillButForItsRim(_ fixture: JPEGFixture) throws {
        let repainting = try JPEGDCT.repaint(
            fixture.codestream(), shape: fixture.shape, boxes: edgeBoxes, fill: jpegBlack)
        let (after, header) = try JPEGDCT.decode(
            repainting.codestream, shape: fixture.shape)
        for painted in repainting.painted {
            let inner = painted.expanded(by: -header.ringWidth)
            #expect(
                isFilled(
                    after, inner,
                    with: jpegBlack.samples(header.colour, precision: fixture.precision)))
        }
    }

    @Test(arguments: JPEGFixture.all)
    func noBoxChangesNoSample(_ fixture: JPEGFixture) throws {
        let repainting = try JPEGDCT.repaint(
            fixture.codestream(), shape: fixture.shape,
            boxes: [PixelBox(x: 500, y: 500, width: 9, height: 9)], fill: jpegBlack)
        let after = try JPEGDCT.decode(repainting.codestream, shape: fixture.shape)
        #expect(repainting.painted.isEmpty)
        #expect(fnv1a(after.samples.bytes) == fixture.digest)
    }

    /// Two pictures that differ only under the box become the same bytes: neither the block means
    /// nor anything else of what was there is left.
    @Test(arguments: JPEGFixture.withCompleteTables, edgeBoxes)
    func nothingOfThePaintedAreaSurvives(_ fixture: JPEGFixture, _ box: PixelBox) throws {
        let original = try fixture.codestream()
        let other = try JPEGDCT.repaint(
            original, shape: fixture.shape, boxes: [box], fill: .value(128))
        let first = try JPEGDCT.repaint(
            original, shape: fixture.shape, boxes: [box], fill: jpegBlack)
        let second = try JPEGDCT.repaint(
            other.codestream, shape: fixture.shape, boxes: [box], fill: jpegBlack)
        let isPainted = !first.painted.isEmpty
        // Digests, so that a failure prints no codestream.
        #expect((fnv1a(other.codestream) != fnv1a(first.codestream)) == isPainted)
        #expect(fnv1a(first.codestream) == fnv1a(second.codestream))
    }

    @Test(arguments: JPEGFixture.all)
    func codestreamEndsWithEndOfImage(_ fixture: JPEGFixture) throws {
        let original = try fixture.codestream() + Array("behind the end".utf8)
        let repainted = try JPEGDCT.repaint(
            original, shape: fixture.shape, boxes: edgeBoxes, fill: jpegBlack
        ).codestream
        #expect(repainted.suffix(2) == [0xFF, 0xD9])
        #expect(repainted.prefix(2) == [0xFF, 0xD8])
    }

    @Test(arguments: JPEGFixture.withCompleteTables)
    func huffmanTablesStay(_ fixture: JPEGFixture) throws {
        let original = try fixture.codestream()
        let repainted = try JPEGDCT.repaint(
            original, shape: fixture.shape, boxes: edgeBoxes, fill: jpegBlack
        ).codestream
        #expect(
            JPEGSegments.bytes(0xC4, in: repainted) == JPEGSegments.bytes(0xC4, in: original))
    }

    @Test(arguments: JPEGFixture.all, [UInt8(0xDB), 0xDD])
    func quantisationAndRestartsStay(_ fixture: JPEGFixture, _ code: UInt8) throws {
        let original = try fixture.codestream()
        let repainted = try JPEGDCT.repaint(
            original, shape: fixture.shape, boxes: edgeBoxes, fill: jpegBlack
        ).codestream
        #expect(
            JPEGSegments.bytes(code, in: repainted) == JPEGSegments.bytes(code, in: original))
    }

    @Test(arguments: [
        ("grey", UInt8(0xC0), UInt8(0xC0)), ("ybr-420", 0xC1, 0xC1),
        ("scan-per-component", 0xC0, 0xC0), ("progressive", 0xC2, 0xC0),
        ("arithmetic", 0xC9, 0xC0),
    ])
    func sequentialFrameKeepsItsKind(_ name: String, _ kind: UInt8, _ written: UInt8) throws {
        let fixture = try JPEGFixture.named(name)
        var original = try fixture.codestream()
        original[try JPEGSegments.frameCode(in: original)] = kind
        let repainted = try JPEGDCT.repaint(
            original, shape: fixture.shape, boxes: edgeBoxes, fill: jpegBlack
        ).codestream
        #expect(try repainted[JPEGSegments.frameCode(in: repainted)] == written)
    }

    @Test(arguments: [("scan-per-component", 1), ("progressive", 1), ("mcu-of-12-blocks", 3)])
    func scansBecomeOneWhereAnMCUMayHoldAllBlocks(_ name: String, _ scans: Int) throws {
        let fixture = try JPEGFixture.named(name)
        let repainted = try JPEGDCT.repaint(
            fixture.codestream(), shape: fixture.shape, boxes: edgeBoxes, fill: jpegBlack
        ).codestream
        #expect(JPEGSegments.bytes(0xDA, in: repainted).count == scans)
    }

    @Test(arguments: JPEGFixture.all.filter { $0.isProgressive }, edgeBoxes)
    func progressionStaysWhereAsked(_ fixture: JPEGFixture, _ box: PixelBox) throws {
        let original = try fixture.codestream()
        let repainting = try JPEGDCT.repaint(
            original, shape: fixture.shape, boxes: [box], fill: jpegBlack, keepsProgression: true)
        #expect(try JPEGDCT.header(repainting.codestream).process == .progressive)
        let parameters = [original, repainting.codestream].map { codestream in
            JPEGSegments.bytes(0xDA, in: codestream).map { [$0[4]] + $0.suffix(3) }
        }
        #expect(parameters[0] == parameters[1])
        #expect(try JPEGDCT.check(repainting).passes)
        let before = try JPEGDCT.decode(original, shape: fixture.shape)
        let after = try JPEGDCT.decode(repainting.codestream, shape: fixture.shape)
        let touched = repainting.painted.map { $0.expanded(by: before.header.ringWidth) }
        #expect(firstDifference(before.samples, after.samples, outside: touched) == nil)
    }

    @Test(arguments: JPEGFixture.all.filter { !$0.isProgressive })
    func keepingProgressionMakesNoneOfASequentialSource(_ fixture: JPEGFixture) throws {
        let codestreams = try [true, false].map { keepsProgression in
            try JPEGDCT.repaint(
                fixture.codestream(), shape: fixture.shape, boxes: edgeBoxes, fill: jpegBlack,
                keepsProgression: keepsProgression
            ).codestream
        }
        #expect((codestreams[0] == codestreams[1]) as Bool)
    }

    /// libjpeg-turbo would code the missing difference as nothing and break all that follows.
    @Test(arguments: [8, 12])
    func missingCodeBringsTheStandardTable(_ precision: Int) throws {
        let fixture = try JPEGFixture.named("grey-flat-optimized", precision: precision)
        let original = try fixture.codestream()
        let repainted = try JPEGDCT.repaint(
            original, shape: fixture.shape, boxes: [edgeBoxes[0]], fill: jpegBlack
        ).codestream
        let before = JPEGSegments.bytes(0xC4, in: original)
        let after = JPEGSegments.bytes(0xC4, in: repainted)
        #expect(before.first != after.first)
        #expect(before.last == after.last)
    }

    /// The standard table has all categories: 0...11, and 0...15 with 12 bits.
    @Test(arguments: [(8, 12), (12, 16)])
    func standardTableHasAllCategories(_ precision: Int, _ categories: Int) throws {
        let fixture = try JPEGFixture.named("grey-flat-optimized", precision: precision)
        let repainted = try JPEGDCT.repaint(
            fixture.codestream(), shape: fixture.shape, boxes: [edgeBoxes[0]], fill: jpegBlack
        ).codestream
        let table = try #require(JPEGSegments.bytes(0xC4, in: repainted).first)
        #expect(table.dropFirst(21) == ArraySlice(0..<UInt8(categories)))
    }

    /// Blocks of all 64 coefficients have no end of block, a painted one has.
    @Test(arguments: [8, 12])
    func missingEndOfBlockBringsOptimalTables(_ precision: Int) throws {
        let fixture = try JPEGFixture.named("grey-without-end-of-block", precision: precision)
        let original = try fixture.codestream()
        let repainted = try JPEGDCT.repaint(
            original, shape: fixture.shape, boxes: [edgeBoxes[1]], fill: jpegBlack
        ).codestream
        let before = JPEGSegments.bytes(0xC4, in: original)
        let after = JPEGSegments.bytes(0xC4, in: repainted)
        #expect(try !#require(before.last).dropFirst(21).contains(0))
        #expect(try #require(after.last).dropFirst(21).contains(0))
    }

    /// A picture that is not painted needs no other code.
    @Test(arguments: ["grey-flat-optimized", "grey-without-end-of-block"], [8, 12])
    func tablesWithoutCodesStayWhereNoneIsMissed(_ name: String, _ precision: Int) throws {
        let fixture = try JPEGFixture.named(name, precision: precision)
        let original = try fixture.codestream()
        let repainted = try JPEGDCT.repaint(
            original, shape: fixture.shape, boxes: [], fill: .value(1 << (precision - 1))
        ).codestream
        #expect(
            JPEGSegments.bytes(0xC4, in: repainted).first
                == JPEGSegments.bytes(0xC4, in: original).first)
    }

    @Test func tablesRedefinedBehindTheScanDoNotMatter() throws {
        let fixture = try JPEGFixture.named("grey")
        let flat = try JPEGFixture.named("grey-flat-optimized").codestream()
        var original = try fixture.codestream()
        let tables = JPEGSegments.bytes(0xC4, in: flat).flatMap(\.self)
        original.insert(contentsOf: tables, at: original.count - 2)
        let repainting = try JPEGDCT.repaint(
            original, shape: fixture.shape, boxes: [], fill: jpegBlack)
        let after = try JPEGDCT.decode(repainting.codestream, shape: fixture.shape)
        #expect(fnv1a(after.samples.bytes) == fixture.digest)
    }
}

@Suite struct JPEGMetadataTests {
    private static let text = Array("INVENTED^NAME".utf8)

    @Test(arguments: [
        [UInt8(0xE1)] + Array("Exif\0\0".utf8), [0xFE], [0xE0] + Array("JFXX\0".utf8) + [0x10],
        [0xED] + Array("Photoshop 3.0\0".utf8), [0xEF], [0xE2] + Array("MPF\0".utf8),
        [0xE0] + Array("OTHER\0".utf8), [0xEE] + Array("OTHER\0".utf8),
    ])
    func otherSegmentsAreDropped(_ segment: [UInt8]) throws {
        let repainted = try repaint(inserting: segment.dropFirst() + Self.text, code: segment[0])
        #expect(!contains(repainted, Self.text))
    }

    @Test func jfifThumbnailIsDropped() throws {
        let header = Array("JFIF\0".utf8) + [1, 2, 1, 0, 72, 0, 72, 2, 1]
        let repainted = try repaint(inserting: header + [1, 2, 3, 4, 5, 6] + Self.text, code: 0xE0)
        let expected = [0xFF, 0xE0, 0, 16] + header.prefix(12) + [0, 0]
        #expect(JPEGSegments.bytes(0xE0, in: repainted) == [expected])
        #expect(!contains(repainted, Self.text))
    }

    @Test func bytesBehindAdobesFieldsAreDropped() throws {
        let marker = Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 1]
        let repainted = try repaint(inserting: marker + Self.text, code: 0xEE)
        #expect(JPEGSegments.bytes(0xEE, in: repainted) == [[0xFF, 0xEE, 0, 14] + marker])
    }

    @Test func iccProfileStays() throws {
        let profile = Array("ICC_PROFILE\0".utf8) + [1, 1] + [UInt8](repeating: 7, count: 200)
        let repainted = try repaint(inserting: profile, code: 0xE2)
        #expect(JPEGSegments.bytes(0xE2, in: repainted) == [[0xFF, 0xE2, 0, 216] + profile])
    }

    @Test(arguments: JPEGFixture.all)
    func colourStays(_ fixture: JPEGFixture) throws {
        let original = try fixture.codestream()
        let repainted = try JPEGDCT.repaint(
            original, shape: fixture.shape, boxes: edgeBoxes, fill: jpegBlack
        ).codestream
        #expect(
            try JPEGDCT.header(repainted).colour == JPEGDCT.header(original).colour)
    }

    @Test func bytesBetweenSegmentsAreDropped() throws {
        let fixture = try JPEGFixture.named("grey")
        var original = try fixture.codestream()
        let tables = try JPEGSegments(original).first(0xDB)
        original.insert(contentsOf: Self.text, at: tables.lowerBound)
        original.insert(contentsOf: Self.text, at: original.count - 2)
        let repainted = try JPEGDCT.repaint(
            original, shape: fixture.shape, boxes: [], fill: jpegBlack
        ).codestream
        #expect(!contains(repainted, Self.text))
    }

    /// A colour picture with this segment behind SOI instead of its JFIF header, repainted.
    private func repaint(inserting content: [UInt8], code: UInt8) throws -> [UInt8] {
        let fixture = try JPEGFixture.named("ybr-444")
        var original = try fixture.codestream()
        original.removeSubrange(try JPEGSegments(original).first(0xE0))
        let length = content.count + 2
        let segment = [0xFF, code, UInt8(length >> 8), UInt8(length & 255)] + content
        original.insert(contentsOf: segment, at: 2)
        return try JPEGDCT.repaint(
            original, shape: fixture.shape, boxes: edgeBoxes, fill: jpegBlack
        ).codestream
    }

    private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        bytes.indices.contains { bytes[$0...].starts(with: part) }
    }
}

/// The first pixel that differs and lies in none of `boxes`.
private func firstDifference(
    _ first: SampleBuffer, _ second: SampleBuffer, outside boxes: [PixelBox]
) -> PixelBox? {
    for y in 0..<first.height {
        for x in 0..<first.width {
            let pixel = PixelBox(x: x, y: y, width: 1, height: 1)
            let start = y * first.bytesPerRow + x * first.bytesPerPixel
            let range = start..<start + first.bytesPerPixel
            if first.bytes[range] != second.bytes[range],
                !boxes.contains(where: { $0.contains(pixel) })
            {
                return pixel
            }
        }
    }
    return nil
}

/// Whether every pixel of `box` that lies in the image has these values.
func isFilled(_ samples: SampleBuffer, _ box: PixelBox, with values: [Int]) -> Bool {
    var expected = samples
    expected.fill(box, with: values)
    return expected == samples
}
