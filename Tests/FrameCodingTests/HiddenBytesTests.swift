import ImageCodecs
import Testing

@testable import FrameCoding

/// Bytes of codestreams that no decoder shows.
@Suite struct HiddenBytesTests {
    private static let jpeg2000 = [
        CodedImage.jpeg2000, .jpeg2000Colour, .lossyJPEG2000,
    ]
    private static let secret = Array("INVENTED^NAME".utf8)

    @Test(arguments: CodedImage.all)
    func aPlainCodestreamHasNone(_ image: CodedImage) throws {
        let coder = try image.coder([image.codestream()])
        #expect(try coder.withoutHiddenBytes(frame: 0) == nil)
    }

    @Test(arguments: jpeg2000, [[0], [0, 0, 0, 0]])
    func paddingIsNone(_ image: CodedImage, _ padding: [UInt8]) throws {
        let coder = try image.coder([image.codestream() + padding])
        #expect(try coder.withoutHiddenBytes(frame: 0) == nil)
    }

    @Test(arguments: jpeg2000)
    func bytesBehindTheEndGo(_ image: CodedImage) throws {
        let codestream = try image.codestream()
        let coder = try image.coder([codestream + Self.secret])
        #expect(try coder.withoutHiddenBytes(frame: 0) == codestream)
    }

    /// A JP2 file of one codestream, with more boxes behind its signature and behind it all.
    private static func jp2(_ before: [UInt8], _ behind: [UInt8]) throws -> [UInt8] {
        let signature: [UInt8] = [0, 0, 0, 12, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A]
        let codestream = try CodedImage.jpeg2000.codestream()
        return signature + before + box("jp2c", codestream) + behind
    }

    private static func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
        let length = 8 + content.count
        return [0, 0, UInt8(length >> 8), UInt8(length & 255)] + Array(type.utf8) + content
    }

    @Test func aBoxThatDescribesTheFileStays() throws {
        let file = try Self.jp2(Self.box("ftyp", Array("jp2 ".utf8)), [])
        #expect(try JPEG2000.withoutHiddenBytes(file) == nil)
    }

    @Test(arguments: [
        (box("xml ", secret), [] as [UInt8]), (box("uuid", secret), []), ([], box("xml ", secret)),
        ([], box("jp2c", secret)), ([], secret),
    ])
    func otherBoxesGo(_ before: [UInt8], _ behind: [UInt8]) throws {
        let stripped = try JPEG2000.withoutHiddenBytes(try Self.jp2(before, behind))
        #expect(try stripped == CodedImage.jpeg2000.codestream())
    }
}
