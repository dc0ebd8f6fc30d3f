import ImageCodecs
import Raster
import TestSupport
import Testing

struct RLELosslessTests {
    static let shapes = [
        FrameShape(1, 1, 1, 1), FrameShape(1, 5, 1, 1), FrameShape(2, 1, 3, 1),
        FrameShape(127, 2, 1, 1), FrameShape(128, 2, 1, 1), FrameShape(129, 2, 1, 2),
        FrameShape(255, 1, 1, 1), FrameShape(257, 3, 1, 2, isSigned: true),
        FrameShape(16, 16, 3, 2), FrameShape(7, 6, 3, 4), FrameShape(31, 9, 1, 4),
    ]

    // MARK: Reference vectors

    @Test(arguments: RLEFixture.all)
    func decodesOtherEncodersStreams(_ fixture: RLEFixture) throws {
        let samples = try RLELossless.decode(fixture.codestream(), shape: fixture.shape)
        #expect(samples == fixture.samples)
    }

    @Test func decodesTheStandardsRunKinds() throws {
        // G.3.2: literal of 3, replicate of 4, no operation, literal of 1, replicate of 2.
        let segment: [UInt8] = [2, 10, 11, 12, 253, 7, 128, 0, 9, 255, 5]
        let samples = try RLELossless.decode(
            Self.frame([segment]), shape: FrameShape(5, 2, 1, 1))
        #expect(samples.bytes == [10, 11, 12, 7, 7, 7, 7, 9, 5, 5])
    }

    // MARK: Round trip

    @Test(arguments: shapes)
    func roundTripIsExact(_ shape: FrameShape) throws {
        let samples = FixturePicture.samples(shape, bits: 8 * shape.bytesPerSample)
        #expect(try RLELossless.decode(RLELossless.encode(samples), shape: shape) == samples)
    }

    @Test(arguments: shapes, [0, 1, 7] as [UInt8])
    func roundTripOfNoiseIsExact(_ shape: FrameShape, _ mask: UInt8) throws {
        var random = SeededRandom(seed: UInt64(mask) + 1)
        var samples = FixturePicture.samples(shape, bits: 8)
        for index in samples.bytes.indices {
            samples.bytes[index] = UInt8.random(in: 0...255, using: &random) & mask
        }
        #expect(try RLELossless.decode(RLELossless.encode(samples), shape: shape) == samples)
    }

    @Test(arguments: shapes)
    func segmentsAreEven(_ shape: FrameShape) throws {
        let samples = FixturePicture.samples(shape, bits: 8 * shape.bytesPerSample)
        let codestream = try RLELossless.encode(samples)
        let offsets = (0..<Int(codestream[0])).map { segment in
            (0..<4).reduce(0) { $0 | Int(codestream[4 + 4 * segment + $1]) << (8 * $1) }
        }
        #expect((offsets + [codestream.count]).allSatisfy { $0.isMultiple(of: 2) })
    }

    @Test func runsEndWithTheRow() throws {
        // G.3.1: four equal rows of four are four runs.
        let samples = SampleBuffer(
            width: 4, height: 4, samplesPerPixel: 1, bytesPerSample: 1)
        let codestream = try RLELossless.encode(samples)
        #expect(Array(codestream[64...]) == [253, 0, 253, 0, 253, 0, 253, 0])
    }

    // MARK: Damage

    @Test(arguments: RLEFixture.all)
    func everyTruncationIsAnError(_ fixture: RLEFixture) throws {
        let codestream = try fixture.codestream()
        // Of the padding byte nobody misses anything.
        let padding = try Self.paddingOfLastSegment(fixture)
        for length in 0..<codestream.count - padding {
            #expect(throws: CodecError.self, "length \(length)") {
                try RLELossless.decode(Array(codestream.prefix(length)), shape: fixture.shape)
            }
        }
    }

    @Test(arguments: RLEFixture.all)
    func bytesBehindTheLastSegmentAreIgnored(_ fixture: RLEFixture) throws {
        let samples = try RLELossless.decode(
            fixture.codestream() + [3, 1, 2, 3, 4, 200], shape: fixture.shape)
        #expect(samples == fixture.samples)
    }

    @Test func bytesBehindASegmentAreIgnored() throws {
        let codestream = Self.frame([[255, 1, 255, 3, 0, 0], [1, 2, 3, 0, 9]])
        let samples = try RLELossless.decode(codestream, shape: FrameShape(2, 1, 1, 2))
        #expect(samples.bytes == [2, 1, 3, 1])
    }

    @Test func lastRunMaySayMoreThanThePlaneTakes() throws {
        let samples = try RLELossless.decode(
            Self.frame([[129, 4]]), shape: FrameShape(3, 2, 1, 1))
        #expect(samples.bytes == [4, 4, 4, 4, 4, 4])
    }

    @Test func shortSegmentIsTruncated() {
        let codestream = Self.frame([[255, 1], [1, 2, 3]])
        #expect(
            throws: CodecError(
                code: .truncated, thing: "RLE segment", byteOffset: 66, expected: 1, found: 0)
        ) {
            try RLELossless.decode(codestream, shape: FrameShape(3, 1, 1, 2))
        }
    }

    static let badHeaders: [(String, [UInt8], CodecError.Code)] = [
        ("empty", [], .truncated),
        ("no segments", frame([]), .mismatch),
        ("too many segments", frame([[0, 1], [0, 1]]), .mismatch),
        ("offset in header", patched(frame([[0, 1]]), at: 4, 63), .corrupt),
        ("offset behind end", patched(frame([[0, 1]]), at: 5, 1), .truncated),
    ]

    @Test(arguments: badHeaders)
    func badHeaderIsAnError(_ name: String, _ bytes: [UInt8], _ code: CodecError.Code) {
        let error = #expect(throws: CodecError.self) {
            try RLELossless.decode(bytes, shape: FrameShape(1, 1, 1, 1))
        }
        #expect(error?.code == code)
    }

    @Test func descendingOffsetsAreCorrupt() {
        let codestream = Self.patched(Self.frame([[0, 1], [0, 2]]), at: 4, 66)
        let descending = Self.patched(codestream, at: 8, 64)
        let error = #expect(throws: CodecError.self) {
            try RLELossless.decode(descending, shape: FrameShape(1, 1, 1, 2))
        }
        #expect(error?.code == .corrupt)
    }

    @Test func promiseOfGigabytesIsRefusedBeforeMemoryIsTaken() {
        let error = #expect(throws: CodecError.self) {
            try RLELossless.decode(
                Self.frame([[129, 0, 129, 0]]), shape: FrameShape(65_535, 65_535, 1, 1))
        }
        #expect(error?.code == .truncated)
    }

    @Test func sixteenSegmentsAreUnsupported() {
        let error = #expect(throws: CodecError.self) {
            try RLELossless.encode(
                SampleBuffer(width: 1, height: 1, samplesPerPixel: 4, bytesPerSample: 4))
        }
        #expect(error?.code == .unsupported)
    }

    @Test(arguments: RLEFixture.all)
    func damagedStreamsGiveAWholeFrameOrAnError(_ fixture: RLEFixture) throws {
        for (seed, bytes) in mutations(of: try fixture.codestream(), count: 500) {
            let samples = try? RLELossless.decode(bytes, shape: fixture.shape)
            #expect(
                samples == nil || samples?.bytes.count == fixture.samples.bytes.count,
                "seed \(seed)")
        }
    }

    // MARK: Helpers

    /// An RLE frame of given segments.
    static func frame(_ segments: [[UInt8]]) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 64)
        bytes[0] = UInt8(segments.count)
        for (index, segment) in segments.enumerated() {
            bytes[4 + 4 * index] = UInt8(bytes.count)
            bytes += segment
        }
        return bytes
    }

    private static func patched(_ bytes: [UInt8], at index: Int, _ value: UInt8) -> [UInt8] {
        var bytes = bytes
        bytes[index] = value
        return bytes
    }

    /// 1 when the last segment still holds all its samples without its last byte.
    private static func paddingOfLastSegment(_ fixture: RLEFixture) throws -> Int {
        let codestream = try fixture.codestream()
        var position = Int(codestream[4 * Int(codestream[0])])
        position |= Int(codestream[4 * Int(codestream[0]) + 1]) << 8
        var samples = 0
        while samples < fixture.shape.width * fixture.shape.height {
            let announcement = Int(codestream[position])
            samples += announcement < 128 ? announcement + 1 : 257 - announcement
            position += announcement < 128 ? announcement + 2 : 2
        }
        return codestream.count - position
    }
}
