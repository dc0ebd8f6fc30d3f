import DICOMPixelData
import TestSupport
import Testing

/// How a file or stream begins, and whether it may begin behind a header.
struct PictureBeginning: Sendable, CustomTestStringConvertible {
    var format: PictureFormat
    var bytes: [UInt8]
    var isFoundInside = true

    init(_ format: PictureFormat, _ bytes: [UInt8], isFoundInside: Bool = false) {
        self.format = format
        self.bytes = bytes + [UInt8](repeating: 0x55, count: max(0, 600 - bytes.count))
        self.isFoundInside = isFoundInside
    }

    var testDescription: String { format.rawValue }

    static let all: [PictureBeginning] = [
        .init(.jpeg, [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF".utf8), isFoundInside: true),
        .init(.jpeg, [0xFF, 0xD8, 0xFF, 0xE1, 9, 16] + Array("Exif".utf8), isFoundInside: true),
        .init(.jpeg, [0xFF, 0xD8, 0xFF, 0xF7, 0, 11], isFoundInside: true),
        .init(.jpeg2000, [0xFF, 0x4F, 0xFF, 0x51, 0, 41], isFoundInside: true),
        .init(
            .jpeg2000, [0, 0, 0, 12, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A],
            isFoundInside: true),
        .init(
            .jpegXL, [0, 0, 0, 12, 0x4A, 0x58, 0x4C, 0x20, 0x0D, 0x0A, 0x87, 0x0A],
            isFoundInside: true),
        .init(.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], isFoundInside: true),
        .init(.gif, Array("GIF87a".utf8), isFoundInside: true),
        .init(.gif, Array("GIF89a".utf8), isFoundInside: true),
        .init(.bmp, Array("BM".utf8) + [9, 9, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0]),
        .init(.tiff, [0x49, 0x49, 42, 0]), .init(.tiff, [0x4D, 0x4D, 0, 42]),
        .init(.tiff, [0x49, 0x49, 43, 0]), .init(.tiff, [0x4D, 0x4D, 0, 43]),
        .init(.rle, [1, 0, 0, 0, 64, 0, 0, 0] + [UInt8](repeating: 0, count: 56)),
        .init(
            .rle,
            [3, 0, 0, 0, 64, 0, 0, 0, 80, 0, 0, 0, 0, 1, 0, 0] + [UInt8](repeating: 0, count: 48)),
        .init(.dicom, [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)),
        .init(.pdf, Array("%PDF-1.7".utf8), isFoundInside: true),
        .init(.mpeg, [0, 0, 1, 0xBA, 0x44]), .init(.mpeg, [0, 0, 1, 0xBA, 0x21]),
        .init(.mpeg, [0, 0, 1, 0xB3, 0x2D, 0x02, 0x40]),
        .init(
            .mpeg, (0..<600).map { $0 % 188 == 0 ? 0x47 : 1 }),
        .init(.h264, [0, 0, 0, 1, 0x67, 100, 0, 41]),
        .init(.hevc, [0, 0, 0, 1, 0x40, 1, 0x0C, 1]),
        .init(.mp4, [0, 0, 0, 24] + Array("ftypisom".utf8)),
        .init(.riff, Array("RIFF".utf8) + [9, 9, 9, 9] + Array("AVI ".utf8)),
        .init(.riff, Array("RIFF".utf8) + [9, 9, 9, 9] + Array("WEBP".utf8)),
        .init(
            .asf, [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], isFoundInside: true),
        .init(.matroska, [0x1A, 0x45, 0xDF, 0xA3]),
    ]
}

/// The signature table: what begins a picture, and what only resembles it.
@Suite struct PictureSignatureTests {
    @Test func everyFormatHasACase() {
        #expect(Set(PictureBeginning.all.map(\.format)) == Set(PictureFormat.allCases))
    }

    @Test(arguments: PictureBeginning.all)
    func isKnownByItsBeginning(_ picture: PictureBeginning) {
        #expect(PictureFormat(beginning: picture.bytes) == picture.format)
    }

    @Test(arguments: PictureBeginning.all, [1, 100, 3000])
    func isFoundBehindAHeaderWhereItCannotBeChance(_ picture: PictureBeginning, header: Int) {
        let bytes = [UInt8](repeating: 0x20, count: header) + picture.bytes
        #expect(
            PictureFormat(beginning: bytes) == (picture.isFoundInside ? picture.format : nil))
    }

    @Test(arguments: PictureBeginning.all)
    func isNoPictureWhenCutShort(_ picture: PictureBeginning) {
        for length in 0..<PictureFormat.shortest {
            #expect(PictureFormat(beginning: Array(picture.bytes.prefix(length))) == nil)
        }
    }

    @Test(
        arguments: [
            [0xFF, 0xD8, 0x00],  // half of SOI and a marker
            [0, 0, 0, 1, 0x43, 0xCF, 0x52, 0x14],  // histogram tables of a CT, big endian
            [0, 0, 1, 0xBA, 0x00],  // the number 442, big endian
            [0, 0, 1, 0xB3, 0, 0, 0, 0],  // the number 435, big endian
            [1, 0, 0, 0, 64, 0, 0, 0, 0x55],  // two numbers of many
            [2, 0, 0, 0, 64, 0, 0, 0, 64, 0, 0, 0] + [UInt8](repeating: 0, count: 52),
            Array("BM of a scanner".utf8), Array("RIFF of something".utf8),
            Array("SV10".utf8) + [4, 3, 2, 1, 101, 0, 0, 0],  // a vendor's header
        ] as [[UInt8]])
    func whatOnlyResemblesAPictureIsNone(_ beginning: [UInt8]) {
        let bytes = beginning + [UInt8](repeating: 0x55, count: 100)
        #expect(PictureFormat(beginning: bytes) == nil)
    }

    @Test func randomBytesAreNoPicture() {
        var random = SeededRandom(seed: 7)
        let found = (0..<2000).compactMap { _ in
            PictureFormat(
                beginning: (0..<512).map { _ in UInt8(truncatingIfNeeded: random.next()) })
        }
        #expect(found.isEmpty)
    }
}
