import DICOMCore
import Testing
import TestSupport

@Suite struct DeflateTests {
    /// A kilobyte that holds a megabyte.
    private static func bomb() throws -> [UInt8] {
        try Deflate.deflate([UInt8](repeating: 0, count: 1 << 20), level: 12)
    }

    private static func inflate(_ bytes: [UInt8], limit: Int = 1 << 24) throws -> [UInt8] {
        try Deflate.inflate(ByteSource(bytes), in: 0..<bytes.count, limit: limit)
    }

    @Test(arguments: [0, 1, 2, 1_000, 1_000_000])
    func inflatesWhatItDeflated(_ count: Int) throws {
        var random = SeededRandom(seed: 5)
        let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next() & 3) }
        let deflated = try Deflate.deflate(bytes)
        #expect(deflated.count.isMultiple(of: 2))
        #expect(try Self.inflate(deflated) == bytes)
    }

    @Test(
        arguments: [
            // zlib.compress(b'abc' * 5), and its raw form, by Python's zlib.
            [0x78, 0x9C, 0x4B, 0x4C, 0x4A, 0x4E, 0x44, 0x42, 0x00, 0x2D, 0xF5, 0x05, 0xBF],
            [0x4B, 0x4C, 0x4A, 0x4E, 0x44, 0x42, 0x00],
            [0x4B, 0x4C, 0x4A, 0x4E, 0x44, 0x42, 0x00, 0x00, 0x00, 0xFF],
        ] as [[UInt8]])
    func inflatesRawAndWrappedStreams(_ deflated: [UInt8]) throws {
        #expect(try Self.inflate(deflated) == Array("abcabcabcabcabc".utf8))
    }

    @Test func stopsABombAtTheLimit() throws {
        let bomb = try Self.bomb()
        #expect(code { try Self.inflate(bomb, limit: (1 << 20) - 1) } == .limitExceeded)
        #expect(try Self.inflate(bomb, limit: 1 << 20).count == 1 << 20)
    }

    @Test func stopsABombInAFile() throws {
        var builder = DICOMBuilder(.deflatedExplicitVRLittleEndian)
        builder.add(.modality, .cs, .text(["OT"]))
        builder.add(.pixelData, .ow, .bytes([UInt8](repeating: 0, count: 1 << 20)))
        var limits = Limits()
        limits.inflatedBytes = 1 << 20
        let bytes = try builder.build()
        #expect(code { try DICOMFile(ByteSource(bytes), limits: limits) } == .limitExceeded)
    }

    @Test func refusesAStreamCutAnywhere() throws {
        var random = SeededRandom(seed: 6)
        let deflated = try Deflate.deflate(random.bytes(300))
        // The last byte may be the padding.
        for length in 0..<deflated.count - 1 {
            #expect(code { try Self.inflate(Array(deflated.prefix(length))) } == .malformed)
        }
    }
}
