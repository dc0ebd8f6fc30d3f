import ImageCodecs
import Raster
import Testing

/// A codestream of Fixtures/j2k, written by another encoder.
struct JPEG2000Fixture: Sendable, CustomTestStringConvertible {
    let name: String
    let shape: FrameShape
    let bits: Int
    /// How far an independent decoder's samples may be from OpenJPEG's: 0 but for 9/7.
    var tolerance = 0
    /// Whether the samples are in a file of their own rather than the picture's formula.
    var hasOwnSamples = false

    var testDescription: String { name }

    func codestream() throws -> [UInt8] {
        try FixturePicture.file("j2k/\(name)")
    }

    func samples() throws -> SampleBuffer {
        guard hasOwnSamples else { return FixturePicture.samples(shape, bits: bits) }
        let stem = name.prefix { $0 != "." }
        return SampleBuffer(shape, bytes: try FixturePicture.file("j2k/\(stem).raw"))
    }

    static let reversible = [
        JPEG2000Fixture(name: "gray-1.j2k", shape: FrameShape(40, 33, 1, 1), bits: 1),
        JPEG2000Fixture(name: "gray-8.j2k", shape: FrameShape(17, 9, 1, 1), bits: 8),
        JPEG2000Fixture(name: "gray-12.j2k", shape: FrameShape(21, 14, 1, 2), bits: 12),
        JPEG2000Fixture(name: "gray-16.j2k", shape: FrameShape(13, 10, 1, 2), bits: 16),
        JPEG2000Fixture(
            name: "gray-16-signed.j2k", shape: FrameShape(13, 10, 1, 2, isSigned: true), bits: 16),
        JPEG2000Fixture(
            name: "gray-8-signed.j2k", shape: FrameShape(9, 7, 1, 1, isSigned: true), bits: 8),
        JPEG2000Fixture(name: "rgb-8-rct.j2k", shape: FrameShape(15, 12, 3, 1), bits: 8),
        JPEG2000Fixture(name: "rgb-8-plain.j2k", shape: FrameShape(15, 12, 3, 1), bits: 8),
        JPEG2000Fixture(name: "rgb-16-rct.j2k", shape: FrameShape(9, 8, 3, 2), bits: 16),
        JPEG2000Fixture(name: "one-pixel.j2k", shape: FrameShape(1, 1, 1, 1), bits: 8),
        JPEG2000Fixture(name: "tiles.j2k", shape: FrameShape(23, 17, 1, 1), bits: 8),
        JPEG2000Fixture(name: "tile-parts.j2k", shape: FrameShape(23, 17, 1, 1), bits: 8),
        JPEG2000Fixture(
            name: "layers-precincts-markers.j2k", shape: FrameShape(40, 33, 3, 1), bits: 8),
        JPEG2000Fixture(name: "modes.j2k", shape: FrameShape(24, 24, 1, 2), bits: 12),
        JPEG2000Fixture(name: "bare.jp2", shape: FrameShape(17, 9, 1, 1), bits: 8),
        JPEG2000Fixture(name: "gray-8-ffmpeg.j2k", shape: FrameShape(26, 19, 1, 1), bits: 8),
        JPEG2000Fixture(name: "rgb-8-ffmpeg.j2k", shape: FrameShape(26, 19, 3, 1), bits: 8),
        JPEG2000Fixture(
            name: "gray-16-ffmpeg.j2k", shape: FrameShape(26, 19, 1, 2), bits: 16,
            hasOwnSamples: true),
    ]

    static let irreversible = [
        JPEG2000Fixture(
            name: "rgb-8-ict.j2k", shape: FrameShape(24, 18, 3, 1), bits: 8, tolerance: 1,
            hasOwnSamples: true),
        JPEG2000Fixture(
            name: "gray-12-irreversible.j2k", shape: FrameShape(24, 18, 1, 2), bits: 12,
            tolerance: 2, hasOwnSamples: true),
    ]

    /// Part 15.
    static let highThroughput = [
        JPEG2000Fixture(name: "ht-gray-8.j2c", shape: FrameShape(17, 9, 1, 1), bits: 8),
        JPEG2000Fixture(name: "ht-gray-12.j2c", shape: FrameShape(21, 14, 1, 2), bits: 12),
        JPEG2000Fixture(name: "ht-gray-16.j2c", shape: FrameShape(13, 10, 1, 2), bits: 16),
        JPEG2000Fixture(
            name: "ht-gray-16-signed.j2c", shape: FrameShape(13, 10, 1, 2, isSigned: true),
            bits: 16),
        JPEG2000Fixture(name: "ht-rgb-8-rct.j2c", shape: FrameShape(40, 33, 3, 1), bits: 8),
        JPEG2000Fixture(name: "ht-rgb-8-plain.j2c", shape: FrameShape(15, 12, 3, 1), bits: 8),
        JPEG2000Fixture(name: "ht-tiles.j2c", shape: FrameShape(23, 17, 1, 1), bits: 8),
    ]

    static let highThroughputIrreversible = [
        JPEG2000Fixture(
            name: "ht-rgb-8-ict.j2c", shape: FrameShape(24, 18, 3, 1), bits: 8, tolerance: 1,
            hasOwnSamples: true),
        JPEG2000Fixture(
            name: "ht-gray-12-irreversible.j2c", shape: FrameShape(24, 18, 1, 2), bits: 12,
            tolerance: 2, hasOwnSamples: true),
    ]

    static let allReversible = reversible + highThroughput
    static let allIrreversible = irreversible + highThroughputIrreversible
    static let all = allReversible + allIrreversible

    static func named(_ name: String) throws -> JPEG2000Fixture {
        try #require(all.first { $0.name == name })
    }
}

/// Changes to codestreams, by their marker segments.
enum JPEG2000Editing {
    /// Where a marker first stands; `marker` is its second byte.
    static func position(of marker: UInt8, in bytes: [UInt8], from start: Int = 0) throws -> Int {
        try #require(
            bytes.indices.dropLast().first {
                $0 >= start && bytes[$0] == 0xFF && bytes[$0 + 1] == marker
            })
    }

    /// Where each tile-part (SOT) of a bare codestream begins.
    static func tileParts(of bytes: [UInt8]) throws -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = try position(of: 0x90, in: bytes)
        while bytes[start + 1] == 0x90 {
            let length = bytes[start + 6..<start + 10].reduce(0) { $0 << 8 | Int($1) }
            parts.append(start..<start + length)
            start += length
        }
        return parts
    }
}
