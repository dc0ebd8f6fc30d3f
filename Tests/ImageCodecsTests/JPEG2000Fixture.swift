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
        JPEG2000Fixture(name: "levels-0.j2k", shape: FrameShape(17, 9, 1, 1), bits: 8),
        JPEG2000Fixture(name: "four.j2k", shape: FrameShape(17, 9, 4, 1), bits: 8),
        JPEG2000Fixture(name: "tiles-rct.j2k", shape: FrameShape(40, 36, 3, 1), bits: 8),
        JPEG2000Fixture(name: "tiles-region.j2k", shape: FrameShape(40, 36, 1, 1), bits: 8),
        JPEG2000Fixture(name: "tiles-changes.j2k", shape: FrameShape(40, 36, 1, 1), bits: 8),
        JPEG2000Fixture(name: "tiles-packets.j2k", shape: FrameShape(40, 36, 1, 1), bits: 8),
        JPEG2000Fixture(
            name: "subsampled.j2k", shape: FrameShape(16, 16, 3, 1), bits: 8, hasOwnSamples: true),
        JPEG2000Fixture(
            name: "subsampled-422.j2k", shape: FrameShape(24, 20, 3, 1), bits: 8,
            hasOwnSamples: true),
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
        JPEG2000Fixture(
            name: "tiles-ict.j2k", shape: FrameShape(40, 36, 3, 1), bits: 8, tolerance: 1,
            hasOwnSamples: true),
        JPEG2000Fixture(
            name: "tiles-irreversible.j2k", shape: FrameShape(40, 36, 1, 2), bits: 12,
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

    /// The tile-parts in another order.
    static func reordered(
        _ bytes: [UInt8], by order: ([Range<Int>]) -> [Range<Int>]
    ) throws -> [UInt8] {
        let parts = try tileParts(of: bytes)
        let start = try #require(parts.first).lowerBound
        let end = try #require(parts.last).upperBound
        return Array(bytes[..<start]) + order(parts).flatMap { Array(bytes[$0]) }
            + Array(bytes[end...])
    }

    /// Moves the packet headers of a stream with SOP and EPH into PPT segments, or one PPM.
    static func withPackedPacketHeaders(_ bytes: [UInt8], inMainHeader: Bool) throws -> [UInt8] {
        var main: [UInt8] = []
        var body: [UInt8] = []
        let parts = try tileParts(of: bytes)
        for part in parts {
            var tilePart = Array(bytes[part])
            let data = try position(of: 0x93, in: tilePart) + 2
            var headers: [UInt8] = []
            var kept: [UInt8] = []
            var index = data
            while index < tilePart.count {
                // SOP with its six bytes, then the packet header up to and with EPH.
                kept += tilePart[index..<index + 6]
                let end = try position(of: 0x92, in: tilePart, from: index + 6) + 2
                headers += tilePart[index + 6..<end]
                index = end
                while index < tilePart.count,
                    !(tilePart[index] == 0xFF && tilePart[index + 1] == 0x91)
                {
                    kept.append(tilePart[index])
                    index += 1
                }
            }
            let size = [UInt8(headers.count >> 8), UInt8(headers.count & 0xFF)]
            var segment: [UInt8] = []
            if inMainHeader {
                main += [0, 0] + size + headers
            } else {
                let length = headers.count + 3
                segment = [0xFF, 0x61, UInt8(length >> 8), UInt8(length & 0xFF), tilePart[10]]
                segment += headers
            }
            tilePart = Array(tilePart[..<(data - 2)]) + segment + [0xFF, 0x93] + kept
            tilePart[8] = UInt8(tilePart.count >> 8)
            tilePart[9] = UInt8(tilePart.count & 0xFF)
            body += tilePart
        }
        if inMainHeader {
            let length = main.count + 3
            main = [0xFF, 0x60, UInt8(length >> 8), UInt8(length & 0xFF), 0] + main
        }
        let start = try #require(parts.first).lowerBound
        return Array(bytes[..<start]) + main + body + [0xFF, 0xD9]
    }
}
