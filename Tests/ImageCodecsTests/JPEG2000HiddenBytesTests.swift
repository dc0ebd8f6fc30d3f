import ImageCodecs
import Raster
import TestSupport
import Testing

/// What is added to codestreams that have nothing to hide.
private enum Addition {
    static let text = Array("INVENTED^NAME".utf8)

    /// A marker segment whose content begins with two bytes, as Rcom of a comment.
    static func segment(_ marker: UInt8 = 0x64, _ content: [UInt8] = [0, 1] + text) -> [UInt8] {
        [0xFF, marker] + number(content.count + 2, 2) + content
    }

    static func box(_ type: String, _ content: [UInt8] = text) -> [UInt8] {
        number(content.count + 8, 4) + Array(type.utf8) + content
    }

    static func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// `bytes` with a segment in the header of each tile-part; Psot and TLM tell the new lengths.
    static func toTileParts(_ segment: [UInt8], of bytes: [UInt8]) throws -> [UInt8] {
        let parts = try JPEG2000Editing.tileParts(of: bytes)
        var result = Array(bytes[..<(try #require(parts.first)).lowerBound])
        for part in parts {
            let data = try JPEG2000Editing.position(of: 0x93, in: bytes, from: part.lowerBound)
            result += bytes[part.lowerBound..<part.lowerBound + 6]
            result += number(part.count + segment.count, 4)
            result += bytes[part.lowerBound + 10..<data] + segment + bytes[data..<part.upperBound]
        }
        return result + [0xFF, 0xD9]
    }

    /// With TLM in front of COD: 16 bits for the tile, 32 for the length.
    static func lengths(to bytes: [UInt8]) throws -> [UInt8] {
        var content: [UInt8] = [0, 0x60]
        for part in try JPEG2000Editing.tileParts(of: bytes) {
            content += bytes[part.lowerBound + 4..<part.lowerBound + 6] + number(part.count, 4)
        }
        var result = bytes
        result.insert(
            contentsOf: segment(0x55, content),
            at: try JPEG2000Editing.position(of: 0x52, in: bytes))
        return result
    }
}

@Suite struct JPEG2000HiddenBytesTests {
    /// Those with the comment "invented" of `opj_compress -C`.
    private static let commented: Set<String> = [
        "four.j2k", "levels-0.j2k", "subsampled-422.j2k", "tiles-changes.j2k", "tiles-ict.j2k",
        "tiles-irreversible.j2k", "tiles-packets.j2k", "tiles-rct.j2k", "tiles-region.j2k",
    ]
    private static let clean = JPEG2000Fixture.all.filter { !commented.contains($0.name) }
    private static let bare = clean.filter { $0.name != "bare.jp2" }

    @Test(arguments: clean)
    func cleanCodestreamsStay(_ fixture: JPEG2000Fixture) throws {
        #expect(try JPEG2000.withoutHiddenBytes(fixture.codestream()) == nil)
    }

    @Test(arguments: bare)
    func paddingBehindTheEndStays(_ fixture: JPEG2000Fixture) throws {
        for padding in [[0], [0xFF], [0, 0, 0, 0], [0x20, 0x20]] as [[UInt8]] {
            #expect(try JPEG2000.withoutHiddenBytes(fixture.codestream() + padding) == nil)
        }
    }

    @Test(arguments: bare)
    func bytesBehindTheEndGo(_ fixture: JPEG2000Fixture) throws {
        let original = try fixture.codestream()
        for bytes in [Addition.text, [0, 0xFF], original] {
            #expect(try JPEG2000.withoutHiddenBytes(original + bytes) == original)
        }
    }

    @Test(arguments: bare)
    func commentsOfTheMainHeaderGo(_ fixture: JPEG2000Fixture) throws {
        let original = try fixture.codestream()
        for segment in [Addition.segment(), Addition.segment(0x3A), Addition.segment(0x65)] {
            var codestream = original
            codestream.insert(
                contentsOf: segment, at: try JPEG2000Editing.position(of: 0x52, in: original))
            #expect(try JPEG2000.withoutHiddenBytes(codestream) == original)
        }
    }

    @Test(arguments: bare)
    func commentsOfTilePartsGo(_ fixture: JPEG2000Fixture) throws {
        let original = try fixture.codestream()
        let codestream = try Addition.toTileParts(Addition.segment(), of: original)
        #expect(try JPEG2000.withoutHiddenBytes(codestream) == original)
    }

    @Test(arguments: ["tiles.j2k", "tile-parts.j2k", "gray-8.j2k"])
    func lengthsOfTilePartsAreThoseOfWhatStays(_ name: String) throws {
        let original = try FixturePicture.file("j2k/\(name)")
        let codestream = try Addition.lengths(
            to: Addition.toTileParts(Addition.segment(), of: original))
        let cut = try JPEG2000.withoutHiddenBytes(codestream)
        #expect(try cut == Addition.lengths(to: original))
    }

    /// Psot 0 reaches to EOC.
    @Test func tilePartOfUnknownLengthKeepsIt() throws {
        var original = try FixturePicture.file("j2k/gray-8.j2k")
        let part = try #require(JPEG2000Editing.tileParts(of: original).first)
        original.replaceSubrange(part.lowerBound + 6..<part.lowerBound + 10, with: [0, 0, 0, 0])
        #expect(try JPEG2000.withoutHiddenBytes(original) == nil)
        for hidden in [Addition.text, original] {
            #expect(try JPEG2000.withoutHiddenBytes(original + hidden) == original)
        }
    }

    @Test func endOfCodestreamIsWrittenWhereItWasMissing() throws {
        // TNsot says that there is one tile-part.
        let original = try FixturePicture.file("j2k/gray-8.j2k")
        let open = Array(original.dropLast(2))
        #expect(try JPEG2000.withoutHiddenBytes(open + Addition.text) == original)
    }

    /// OpenJPEG reads on behind a marker it does not know, until one comes that it knows.
    @Test func unknownSegmentWithAMarkerInsideIsUnsupported() throws {
        var codestream = try FixturePicture.file("j2k/gray-8.j2k")
        codestream.insert(
            contentsOf: Addition.segment(0x3A, [0xFF, 0x52, 0, 12]),
            at: try JPEG2000Editing.position(of: 0x52, in: codestream))
        expect(code: .unsupported) { try JPEG2000.withoutHiddenBytes(codestream) }
    }

    @Test(arguments: JPEG2000Fixture.all)
    func samplesStay(_ fixture: JPEG2000Fixture) throws {
        let original = try fixture.codestream()
        let hiding =
            original.starts(with: [0xFF, 0x4F])
            ? try Addition.toTileParts(Addition.segment(), of: original) + Addition.text
            : original + Addition.box("xml ")
        let cut = try #require(try JPEG2000.withoutHiddenBytes(hiding))
        let samples = try JPEG2000.decode(cut, shape: fixture.shape).samples
        #expect(try samples.bytes == JPEG2000.decode(original, shape: fixture.shape).samples.bytes)
    }

    // MARK: Names of encoders

    static let names = [
        "Created by OpenJPEG version 2.5.0", "Created by GDCM/OpenJPEG version 2.0",
        "Created by MDCM/OpenJPEG version 2.3.1", "Kakadu-2.2", "Kakadu-v7.10.2",
        "OpenJPH Ver 0.7.3.", "Creator: JasPer Version 1.701.0", "Pegasus Imaging Corp", "AVLT_114",
        "Created by: JJ2000 version 4.1", "Lavc61.19.101", "LEAD Technologies Inc. V1.01", "",
        "Created by OPJViewer Win32 - OpenJPEG  version 1.2.0 with JPWL",
        """
        Kdu-Layer-Info: log_2{Delta-D(MSE)/[2^16*Delta-L(bytes)]}, L(bytes)
         -58.0, 5.2e+004
         -59.6, 7.3e+004

        """,
    ]

    static func withComment(_ content: [UInt8]) throws -> [UInt8] {
        var codestream = try FixturePicture.file("j2k/gray-8.j2k")
        codestream.insert(
            contentsOf: Addition.segment(0x64, content),
            at: try JPEG2000Editing.position(of: 0x52, in: codestream))
        return codestream
    }

    @Test(arguments: names)
    func namesOfEncodersStay(_ name: String) throws {
        for start in [0, 1] as [UInt8] {
            let comment = [0, start] + Array(name.utf8)
            #expect(try JPEG2000.withoutHiddenBytes(Self.withComment(comment)) == nil)
            #expect(try JPEG2000.withoutHiddenBytes(Self.withComment(comment + [0])) == nil)
        }
    }

    @Test(arguments: [
        "INVENTED^NAME", "Created by OpenJPEG version 2.5.0 for Invented", "Kakadu-2.2 1.2.840113",
        "Jasper", "Kdu-Layer-Info: Invented", "OpenJPEG \u{E9}", "Kakadu 1 2 3 4 5 6 7",
        String(repeating: "Kakadu ", count: 40),
    ])
    func otherWordsGo(_ comment: String) throws {
        let original = try FixturePicture.file("j2k/gray-8.j2k")
        let codestream = try Self.withComment([0, 1] + Array(comment.utf8))
        #expect(try JPEG2000.withoutHiddenBytes(codestream) == original)
    }

    @Test(arguments: [[0], [], [0, 2, 75], [1, 0, 75], [0, 1, 75, 0, 75]] as [[UInt8]])
    func commentsOfOtherRegistrationGo(_ content: [UInt8]) throws {
        let original = try FixturePicture.file("j2k/gray-8.j2k")
        #expect(try JPEG2000.withoutHiddenBytes(Self.withComment(content)) == original)
    }

    // MARK: JP2 files

    private static func codestream(of file: [UInt8]) throws -> [UInt8] {
        Array(file[try JPEG2000.header(file).codestreamRange])
    }

    @Test(arguments: ["xml ", "uuid", "uinf", "jp2i", "free", "Abcd", "ftyp"])
    func otherBoxesGo(_ type: String) throws {
        let file = try FixturePicture.file("j2k/bare.jp2")
        let header = try #require(file.firstRange(of: Array("jp2h".utf8))).lowerBound - 4
        var hiding = file
        hiding.insert(contentsOf: Addition.box(type), at: header)
        #expect(try JPEG2000.withoutHiddenBytes(hiding) == Self.codestream(of: file))
    }

    /// Of XML in the header box, which takes boxes of its own kind only.
    @Test func otherBoxesOfTheHeaderGo() throws {
        let file = try FixturePicture.file("j2k/bare.jp2")
        let header = try #require(file.firstRange(of: Array("jp2h".utf8)))
        let added = Addition.box("xml ")
        var hiding = file
        hiding.insert(contentsOf: added, at: header.upperBound)
        hiding[header.lowerBound - 1] += UInt8(added.count)
        #expect(try JPEG2000.withoutHiddenBytes(hiding) == Self.codestream(of: file))
    }

    @Test func requirementsOfReadersStay() throws {
        var file = try FixturePicture.file("j2k/bare.jp2")
        let header = try #require(file.firstRange(of: Array("jp2h".utf8))).lowerBound - 4
        file.insert(contentsOf: Addition.box("rreq", [1, 0xC0, 0x80, 0, 0, 0]), at: header)
        #expect(try JPEG2000.withoutHiddenBytes(file) == nil)
    }

    @Test func boxesBehindTheCodestreamGo() throws {
        let file = try FixturePicture.file("j2k/bare.jp2")
        let codestream = try Self.codestream(of: file)
        var sized = Array(file.dropLast(codestream.count + 8))
        sized += Addition.box("jp2c", codestream)
        #expect(try JPEG2000.withoutHiddenBytes(sized) == nil)
        #expect(try JPEG2000.withoutHiddenBytes(sized + [0]) == nil)
        for hidden in [Addition.box("xml "), Addition.box("jp2c", codestream), Addition.text] {
            #expect(try JPEG2000.withoutHiddenBytes(sized + hidden) == codestream)
        }
    }

    // MARK: Damage

    @Test(arguments: ["gray-8.j2k", "tile-parts.j2k", "ht-gray-8.j2c", "bare.jp2"])
    func truncationThrowsOrKeepsAWholePicture(_ name: String) throws {
        let fixture = try JPEG2000Fixture.named(name)
        let original = try fixture.codestream()
        for length in 0..<original.count {
            let prefix = Array(original[..<length])
            guard let decoded = try? JPEG2000.decode(prefix, shape: fixture.shape) else {
                // What is no picture may pass the headers, but is then left alone.
                if let cut = try? JPEG2000.withoutHiddenBytes(prefix) { #expect(cut.isEmpty) }
                continue
            }
            #expect(try decoded.samples.bytes == fixture.samples().bytes)
        }
    }

    /// What comes back has nothing more to drop, and decodes as before.
    @Test(arguments: ["gray-8.j2k", "tile-parts.j2k", "ht-rgb-8-rct.j2c", "bare.jp2"])
    func mutationsThrowOrComeOutClean(_ name: String) throws {
        let fixture = try JPEG2000Fixture.named(name)
        let original = try fixture.codestream()
        for (seed, mutated) in mutations(of: original + Addition.text, count: 300) {
            guard let cut = try? JPEG2000.withoutHiddenBytes(mutated) else { continue }
            #expect(try JPEG2000.withoutHiddenBytes(cut) == nil, "seed \(seed)")
            guard let before = try? JPEG2000.decode(mutated, shape: fixture.shape) else { continue }
            let after = try JPEG2000.decode(cut, shape: fixture.shape)
            #expect(after.samples.bytes == before.samples.bytes, "seed \(seed)")
        }
    }
}
