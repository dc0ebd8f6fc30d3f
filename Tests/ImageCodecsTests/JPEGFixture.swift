import Foundation
import ImageCodecs
import Raster
import Testing

/// A small codestream of Fixtures/jpeg or Fixtures/jpeg12, and what an independent decoder made of it.
struct JPEGFixture: Sendable, CustomTestStringConvertible {
    let name: String
    let width: Int
    let height: Int
    let components: Int
    /// FNV-1a of the samples that libjpeg-turbo decodes, without colour conversion.
    let digest: UInt64
    /// Bits a sample; 12-bit codestreams lie in Fixtures/jpeg12.
    let precision: Int

    init(
        _ name: String, _ width: Int, _ height: Int, _ components: Int, _ digest: UInt64,
        precision: Int = 8
    ) {
        self.name = name
        self.precision = precision
        self.width = width
        self.height = height
        self.components = components
        self.digest = digest
    }

    var testDescription: String { "\(name), \(precision) bits" }

    var isProgressive: Bool { name.contains("progressive") || name.contains("spectral") }

    var shape: FrameShape {
        FrameShape(
            width: width, height: height, samplesPerPixel: components,
            bytesPerSample: precision > 8 ? 2 : 1, isSigned: false)
    }

    func codestream() throws -> [UInt8] {
        let folder = try #require(Bundle.module.resourceURL)
        let kind = precision > 8 ? "jpeg12" : "jpeg"
        let file = folder.appending(path: "Fixtures/\(kind)/\(name).jpg")
        return Array(try Data(contentsOf: file))
    }

    static let all = eightBit + twelveBit

    static let eightBit: [JPEGFixture] = [
        .init("grey", 45, 37, 1, 0x7639_563E_D645_82E0),
        .init("grey-factors-2x2", 45, 37, 1, 0x7639_563E_D645_82E0),
        .init("grey-quality-100", 24, 16, 1, 0x47B6_67F3_F3C3_5EC5),
        .init("grey-flat-optimized", 40, 32, 1, 0x5E32_1017_1195_C9A5),
        .init("grey-without-end-of-block", 24, 16, 1, 0x88F6_93A8_8CB4_7AED),
        .init("ybr-444", 45, 37, 3, 0x91FA_8961_F823_646C),
        .init("ybr-422", 45, 37, 3, 0x1DE7_C202_9956_0835),
        .init("ybr-440", 45, 37, 3, 0x9AAD_5E25_B010_C9A0),
        .init("ybr-420", 61, 53, 3, 0xD5C1_B055_001C_C33E),
        .init("ybr-411", 77, 21, 3, 0x2083_FDFE_EA6E_0C08),
        .init("ybr-420-tiny", 17, 9, 3, 0xD5CD_92FC_8528_1BB5),
        .init("rgb-adobe", 45, 37, 3, 0xF681_F370_F5EC_C94D),
        .init("restart-rows", 61, 53, 3, 0xD5C1_B055_001C_C33E),
        .init("restart-blocks", 45, 37, 3, 0x1DE7_C202_9956_0835),
        .init("progressive", 61, 53, 3, 0xD5C1_B055_001C_C33E),
        .init("arithmetic", 45, 37, 3, 0x91FA_8961_F823_646C),
        .init("scan-per-component", 61, 53, 3, 0xD5C1_B055_001C_C33E),
        .init("mcu-of-12-blocks", 40, 24, 3, 0xA134_334E_5FD2_3325),
    ]

    static let twelveBit: [JPEGFixture] = [
        .init("grey", 45, 37, 1, 0xE9F2_67E2_C7E1_F7B8, precision: 12),
        .init("grey-quality-100", 24, 16, 1, 0x5170_9A80_3513_8128, precision: 12),
        .init("grey-coarse", 45, 37, 1, 0x679A_3C74_DD58_7A31, precision: 12),
        .init("grey-flat-optimized", 40, 32, 1, 0x0C74_57D7_42F3_0325, precision: 12),
        .init("grey-without-end-of-block", 24, 16, 1, 0x8BFC_2556_4858_50E1, precision: 12),
        .init("grey-dcmtk-extended", 45, 37, 1, 0xC544_3A4C_D65D_8406, precision: 12),
        .init("grey-dcmtk-progressive", 45, 37, 1, 0xC544_3A4C_D65D_8406, precision: 12),
        .init("grey-dcmtk-spectral", 45, 37, 1, 0xC544_3A4C_D65D_8406, precision: 12),
        .init("ybr-444", 37, 29, 3, 0x6E91_42DA_3EB7_1B0C, precision: 12),
        .init("ybr-422", 37, 29, 3, 0x012D_AA4A_8967_67C8, precision: 12),
        .init("ybr-420", 37, 29, 3, 0xD5C0_A6EA_6749_CD16, precision: 12),
        .init("ybr-dcmtk-progressive", 37, 29, 3, 0x012D_AA4A_8967_67C8, precision: 12),
        .init("ybr-gdcm-restart", 37, 29, 3, 0xA78C_ED72_4027_8458, precision: 12),
        .init("ybr-gdcm-420-restart", 37, 29, 3, 0x16C4_73DE_F940_0E5A, precision: 12),
        .init("ybr-gdcm-420-progressive", 37, 29, 3, 0x16C4_73DE_F940_0E5A, precision: 12),
        .init("rgb", 37, 29, 3, 0x112C_81F2_C569_C1FB, precision: 12),
    ]

    static func named(_ name: String, precision: Int = 8) throws -> JPEGFixture {
        try #require(all.first { $0.name == name && $0.precision == precision })
    }

    /// Fixtures of one scan of Huffman codes that has a code for every DC difference.
    static let withCompleteTables: [JPEGFixture] = all.filter {
        ![
            "progressive", "arithmetic", "scan-per-component", "mcu-of-12-blocks",
            "grey-flat-optimized", "grey-without-end-of-block",
        ].contains($0.name) && $0.precision == 8
    }
}

/// FNV-1a, 64 bits.
func fnv1a(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}

/// Marker segments of a codestream, for looking into it and changing it by hand.
struct JPEGSegments {
    struct Segment {
        let code: UInt8
        /// From FF to the end of the content, entropy-coded data left out.
        let range: Range<Int>
    }

    let segments: [Segment]

    init(_ codestream: [UInt8]) {
        var segments: [Segment] = []
        var position = 2
        while position + 1 < codestream.count {
            let code = codestream[position + 1]
            guard codestream[position] == 0xFF, code >= 0xC0, !(0xD0...0xD9 ~= code) else {
                position += 1
                continue
            }
            guard position + 3 < codestream.count else { break }
            let length = Int(codestream[position + 2]) << 8 | Int(codestream[position + 3])
            segments.append(Segment(code: code, range: position..<position + 2 + length))
            position += 2 + length
        }
        self.segments = segments
    }

    func first(_ codes: UInt8...) throws -> Range<Int> {
        try #require(segments.first { codes.contains($0.code) }).range
    }

    /// The bytes of all segments with `code`, in their order.
    static func bytes(_ code: UInt8, in codestream: [UInt8]) -> [[UInt8]] {
        JPEGSegments(codestream).segments.filter { $0.code == code }
            .map { Array(codestream[$0.range]) }
    }

    static let frames: [UInt8] = [0xC0, 0xC1, 0xC2, 0xC3, 0xC9, 0xCA]

    /// The offset of the code of the SOFn marker.
    static func frameCode(in codestream: [UInt8]) throws -> Int {
        let frame = JPEGSegments(codestream).segments.first { frames.contains($0.code) }
        return try #require(frame).range.lowerBound + 1
    }
}

/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
