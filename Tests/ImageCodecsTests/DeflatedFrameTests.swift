import ImageCodecs
import Raster
import TestSupport
import Testing

struct DeflatedFrameTests {
    private static let gray8 = FixturePicture.samples(FrameShape(17, 9, 1, 1), bits: 8).bytes
    private static let gray16 = FixturePicture.samples(FrameShape(13, 10, 1, 2), bits: 16).bytes

    static let fixtures = [
        ("gray-8.deflate", gray8), ("gray-8-fixed.deflate", gray8),
        ("gray-8-stored.deflate", gray8), ("gray-8-wrapped.zlib", gray8),
        ("gray-16.deflate", gray16),
    ]

    private static func codestream(_ name: String) throws -> [UInt8] {
        try FixturePicture.file("deflated/\(name)")
    }

    @Test(arguments: fixtures)
    func inflatesAnotherWritersStreams(_ fixture: (name: String, bytes: [UInt8])) throws {
        let codestream = try Self.codestream(fixture.name)
        #expect(
            try DeflatedFrame.decode(codestream, byteCount: fixture.bytes.count) == fixture.bytes)
    }

    @Test(arguments: [1, 2, 7, 32_513, 100_000], [0, 6])
    func roundTripIsExact(_ count: Int, _ level: Int) throws {
        var random = SeededRandom(seed: UInt64(count))
        let noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        for bytes in [noise, [UInt8](repeating: 7, count: count)] {
            let codestream = try DeflatedFrame.encode(bytes, level: level)
            #expect(try DeflatedFrame.decode(codestream, byteCount: count) == bytes)
        }
    }

    @Test(arguments: fixtures)
    func paddingBehindTheStreamIsIgnored(_ fixture: (name: String, bytes: [UInt8])) throws {
        let codestream = try Self.codestream(fixture.name) + [0]
        #expect(
            try DeflatedFrame.decode(codestream, byteCount: fixture.bytes.count) == fixture.bytes)
    }

    @Test(arguments: fixtures)
    func otherBytesBehindTheStreamAreCorrupt(_ fixture: (name: String, bytes: [UInt8])) throws {
        let codestream = try Self.codestream(fixture.name) + [0, 1]
        let error = #expect(throws: CodecError.self) {
            try DeflatedFrame.decode(codestream, byteCount: fixture.bytes.count)
        }
        #expect(error?.code == .corrupt)
    }

    @Test(arguments: fixtures, [-1, 1])
    func otherLengthThanDeclaredIsCorrupt(
        _ fixture: (name: String, bytes: [UInt8]), _ difference: Int
    ) throws {
        let codestream = try Self.codestream(fixture.name)
        let error = #expect(throws: CodecError.self) {
            try DeflatedFrame.decode(codestream, byteCount: fixture.bytes.count + difference)
        }
        #expect(error?.code == .corrupt)
    }

    @Test func hugeFrameInAFewBytesTakesNoMemory() throws {
        let codestream = try Self.codestream("gray-8.deflate")
        let error = #expect(throws: CodecError.self) {
            try DeflatedFrame.decode(codestream, byteCount: 1 << 40)
        }
        #expect(error?.code == .truncated)
    }

    @Test(arguments: fixtures)
    func everyTruncationIsAnError(_ fixture: (name: String, bytes: [UInt8])) throws {
        let codestream = try Self.codestream(fixture.name)
        for length in codestream.indices {
            #expect(throws: CodecError.self, "length \(length)") {
                try DeflatedFrame.decode(
                    Array(codestream.prefix(length)), byteCount: fixture.bytes.count)
            }
        }
    }

    @Test(arguments: fixtures)
    func mutatedStreamsInflateToTheLengthOrFail(
        _ fixture: (name: String, bytes: [UInt8])
    ) throws {
        let codestream = try Self.codestream(fixture.name)
        for seed in 1...500 as ClosedRange<UInt64> {
            var random = SeededRandom(seed: seed)
            var mutated = codestream
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                mutated[Int.random(in: 0..<mutated.count, using: &random)] =
                    UInt8.random(in: 0...255, using: &random)
            }
            do throws(CodecError) {
                let frame = try DeflatedFrame.decode(mutated, byteCount: fixture.bytes.count)
                #expect(frame.count == fixture.bytes.count, "seed \(seed)")
            } catch {
                #expect(error.code == .corrupt, "seed \(seed)")
            }
        }
    }
}
