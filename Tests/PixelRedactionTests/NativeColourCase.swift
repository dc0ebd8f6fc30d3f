import DICOMCore
import Raster
import TestSupport
import Testing

/// A native image in one of the forms that other tools paint green, scrambled or white, and the
/// bytes that a painted pixel has to have.
struct NativeColourCase: Sendable, CustomTestStringConvertible {
    typealias Stored = @Sendable (_ x: Int, _ y: Int) -> [(offset: Int, byte: UInt8)]

    static let box = PixelBox(x: 3, y: 1, width: 2, height: 3)
    static let rows = 5

    let name: String
    /// Without Pixel Data.
    let builder: DICOMBuilder
    let vr: VR
    /// Of the Pixel Data value.
    let byteCount: Int
    /// What the box becomes.
    let painted: PixelBox
    /// The fill as decoded samples.
    let fill: [Int]
    /// The bytes of Pixel Data that a painted pixel sets.
    let stored: Stored

    init(
        _ name: String, _ builder: DICOMBuilder, _ vr: VR = .ow, byteCount: Int,
        painted: PixelBox = box, fill: [Int], stored: @escaping Stored
    ) {
        self.name = name
        self.builder = builder
        self.vr = vr
        self.byteCount = byteCount
        self.painted = painted
        self.fill = fill
        self.stored = stored
    }

    var testDescription: String { name }

    /// Noise: a byte in the wrong place does not go unseen.
    var pixels: [UInt8] {
        var random = SeededRandom(seed: 7)
        return random.bytes(byteCount)
    }

    func source() throws -> [UInt8] {
        try builder.setting(.pixelData, vr, .bytes(pixels)).build()
    }

    var expectedPixels: [UInt8] {
        var pixels = pixels
        for y in painted.y..<painted.maxY {
            for x in painted.x..<painted.maxX {
                for (offset, byte) in stored(x, y) { pixels[offset] = byte }
            }
        }
        return pixels
    }
}

extension NativeColourCase {
    /// Pixels of `bytes` side by side.
    private static func interleaved(columns: Int, _ bytes: UInt8...) -> Stored {
        { x, y in
            bytes.indices.map { ((y * columns + x) * bytes.count + $0, bytes[$0]) }
        }
    }

    /// Planes of one sample each.
    private static func planar(columns: Int, _ samples: [UInt8]...) -> Stored {
        { x, y in
            samples.indices.flatMap { plane in
                samples[plane].indices.map { index in
                    let pixel = (plane * rows + y) * columns + x
                    return (pixel * samples[plane].count + index, samples[plane][index])
                }
            }
        }
    }

    private static func grey(
        _ interpretation: String = "MONOCHROME2",
        _ syntax: TransferSyntax = .explicitVRLittleEndian, columns: Int = 8,
        allocated: Int = 8, stored: Int? = nil, isSigned: Bool = false
    ) -> DICOMBuilder {
        .image(
            syntax, rows: rows, columns: columns, photometricInterpretation: interpretation,
            bitsAllocated: allocated, bitsStored: stored, isSigned: isSigned)
    }

    private static func colour(
        _ interpretation: String, _ syntax: TransferSyntax = .explicitVRLittleEndian,
        columns: Int = 8, planar: Int = 0, allocated: Int = 8
    ) -> DICOMBuilder {
        .image(
            syntax, rows: rows, columns: columns, samplesPerPixel: 3,
            photometricInterpretation: interpretation, planarConfiguration: planar,
            bitsAllocated: allocated)
    }

    static let all = colours + greys + bytesInWords + palettes

    static let colours = [
        NativeColourCase(
            "RGB, odd width", colour("RGB", columns: 7), .ob, byteCount: 106, fill: [0, 0, 0],
            stored: interleaved(columns: 7, 0, 0, 0)),
        NativeColourCase(
            "RGB, planar 1", colour("RGB", planar: 1), .ob, byteCount: 120, fill: [0, 0, 0],
            stored: planar(columns: 8, [0], [0], [0])),
        NativeColourCase(
            "YBR_FULL", colour("YBR_FULL"), .ob, byteCount: 120, fill: [0, 128, 128],
            stored: interleaved(columns: 8, 0, 128, 128)),
        NativeColourCase(
            "YBR_FULL, planar 1", colour("YBR_FULL", planar: 1), .ob, byteCount: 120,
            fill: [0, 128, 128], stored: planar(columns: 8, [0], [128], [128])),
        NativeColourCase(
            "YBR_FULL, 16 bits, planar 1, big endian",
            colour("YBR_FULL", .explicitVRBigEndian, planar: 1, allocated: 16), byteCount: 240,
            fill: [0, 0x8000, 0x8000], stored: planar(columns: 8, [0, 0], [0x80, 0], [0x80, 0])),
        NativeColourCase(
            "YBR_FULL_422", colour("YBR_FULL_422"), .ob, byteCount: 80,
            painted: PixelBox(x: 2, y: 1, width: 4, height: 3), fill: [0, 128, 128]
        ) { x, y in
            // Y1 Y2 Cb Cr
            let pair = (y * 8 + x) / 2 * 4
            return [(pair + x % 2, 0), (pair + 2, 128), (pair + 3, 128)]
        },
    ]

    static let greys = [
        NativeColourCase(
            "MONOCHROME2", grey("MONOCHROME2", .implicitVRLittleEndian), byteCount: 40, fill: [0],
            stored: interleaved(columns: 8, 0)),
        NativeColourCase(
            "MONOCHROME2 with a falling rescale",
            grey().setting(.rescaleIntercept, .ds, .text(["0"]))
                .setting(.rescaleSlope, .ds, .text(["-1"])),
            .ob, byteCount: 40, fill: [255], stored: interleaved(columns: 8, 255)),
        NativeColourCase(
            "MONOCHROME1", grey("MONOCHROME1"), .ob, byteCount: 40, fill: [255],
            stored: interleaved(columns: 8, 255)),
        NativeColourCase(
            "MONOCHROME1, 12 bits of 16", grey("MONOCHROME1", allocated: 16, stored: 12),
            byteCount: 80, fill: [0x0FFF], stored: interleaved(columns: 8, 0xFF, 0x0F)),
        NativeColourCase(
            "MONOCHROME1, 12 bits of 16, big endian",
            grey("MONOCHROME1", .explicitVRBigEndian, allocated: 16, stored: 12), byteCount: 80,
            fill: [0x0FFF], stored: interleaved(columns: 8, 0x0F, 0xFF)),
        NativeColourCase(
            "MONOCHROME1, the upper 12 bits of 16",
            grey("MONOCHROME1", allocated: 16, stored: 12).setting(.highBit, .us, .numbers([15])),
            byteCount: 80, fill: [0xFFF0], stored: interleaved(columns: 8, 0xF0, 0xFF)),
        NativeColourCase(
            "MONOCHROME2, 12 bits of 16", grey(allocated: 16, stored: 12), byteCount: 80,
            fill: [0], stored: interleaved(columns: 8, 0, 0)),
        NativeColourCase(
            "MONOCHROME2, signed", grey(allocated: 16, isSigned: true), byteCount: 80,
            fill: [-0x8000], stored: interleaved(columns: 8, 0, 0x80)),
        NativeColourCase(
            "MONOCHROME1, signed", grey("MONOCHROME1", allocated: 16, isSigned: true),
            byteCount: 80, fill: [0x7FFF], stored: interleaved(columns: 8, 0xFF, 0x7F)),
        NativeColourCase(
            "MONOCHROME2, signed, 12 bits of 16",
            grey(allocated: 16, stored: 12, isSigned: true), byteCount: 80, fill: [-0x800],
            stored: interleaved(columns: 8, 0x00, 0xF8)),
        NativeColourCase(
            "MONOCHROME1, 32 bits", grey("MONOCHROME1", allocated: 32), byteCount: 160,
            fill: [0xFFFF_FFFF], stored: interleaved(columns: 8, 255, 255, 255, 255)),
        NativeColourCase(
            "MONOCHROME1, deflated", grey("MONOCHROME1", .deflatedExplicitVRLittleEndian), .ob,
            byteCount: 40, fill: [255], stored: interleaved(columns: 8, 255)),
    ]

    /// 8-bit samples in words of a big endian data set: pairs of bytes are turned round.
    static let bytesInWords = [
        NativeColourCase(
            "MONOCHROME1 in OW, big endian, odd width",
            grey("MONOCHROME1", .explicitVRBigEndian, columns: 7), byteCount: 36, fill: [255]
        ) { x, y in [((y * 7 + x) ^ 1, 255)] },
        NativeColourCase(
            "YBR_FULL in OW, big endian", colour("YBR_FULL", .explicitVRBigEndian),
            byteCount: 120, fill: [0, 128, 128]
        ) { x, y in
            let start = (y * 8 + x) * 3
            return [(start ^ 1, 0), ((start + 1) ^ 1, 128), ((start + 2) ^ 1, 128)]
        },
        NativeColourCase(
            "MONOCHROME1 in OB, big endian", grey("MONOCHROME1", .explicitVRBigEndian), .ob,
            byteCount: 40, fill: [255], stored: interleaved(columns: 8, 255)),
    ]

    static let palettes = [
        NativeColourCase(
            "PALETTE COLOR, black is 2",
            grey("PALETTE COLOR").settingPalette([200, 90, 0, 255]), .ob, byteCount: 40,
            fill: [2], stored: interleaved(columns: 8, 2)),
        NativeColourCase(
            "PALETTE COLOR in OW, big endian, black is 3",
            grey("PALETTE COLOR", .explicitVRBigEndian).settingPalette([200, 90, 70, 1, 255]),
            byteCount: 40, fill: [3]
        ) { x, y in [((y * 8 + x) ^ 1, 3)] },
        NativeColourCase(
            "PALETTE COLOR, 16 bits, black is the last",
            grey("PALETTE COLOR", allocated: 16).settingPalette([200, 90, 70, 1]), byteCount: 80,
            fill: [3], stored: interleaved(columns: 8, 3, 0)),
    ]
}
