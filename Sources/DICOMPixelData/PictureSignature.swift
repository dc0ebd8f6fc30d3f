/// Formats of pictures, films and documents that show themselves by how they begin.
package enum PictureFormat: String, Sendable, CaseIterable {
    /// ISO 10918-1 and 14495-1: also JPEG Lossless and JPEG-LS.
    case jpeg = "JPEG"
    case jpeg2000 = "JPEG 2000"
    case jpegXL = "JPEG XL"
    case png = "PNG"
    case gif = "GIF"
    case bmp = "BMP"
    case tiff = "TIFF"
    case rle = "DICOM RLE"
    case dicom = "DICOM"
    case pdf = "PDF"
    case mpeg = "MPEG"
    case h264 = "H.264"
    case hevc = "HEVC"
    case mp4 = "MP4"
    case riff = "AVI or WebP"
    case asf = "ASF"
    case matroska = "Matroska"
}

extension PictureFormat {
    /// How many bytes of a value are looked at.
    package static let lookedAt = 4096
    /// A value that is shorter holds no picture of any of the formats.
    package static let shortest = 64

    /// The format whose file or stream begins at the start of `bytes`, or, where its first bytes
    /// are too many to be chance, behind a header of the vendor's own.
    ///
    /// - Parameter bytes: the beginning of a value.
    package init?(beginning bytes: [UInt8]) {
        guard bytes.count >= Self.shortest else { return nil }
        let found =
            Self.fixed.first { bytes.has($0.bytes, at: $0.offset) }?.format
            ?? Self.formatChecked(bytes) ?? Self.formatInside(bytes)
        guard let found else { return nil }
        self = found
    }

    private struct Signature {
        var format: PictureFormat
        var bytes: [UInt8]
        var offset = 0
    }

    private static func text(_ text: StaticString) -> [UInt8] { Array("\(text)".utf8) }

    /// Long enough to be looked for behind a header: by chance once in 2^40 places.
    private static let long: [Signature] = [
        // ISO 15444-1 A.4.1 and A.5.1: SOC, SIZ, whose length has a zero first; I.5.1.
        Signature(format: .jpeg2000, bytes: [0xFF, 0x4F, 0xFF, 0x51, 0]),
        Signature(format: .jpeg2000, bytes: [0, 0, 0, 0x0C] + text("jP  \r\n")),
        Signature(format: .jpegXL, bytes: [0, 0, 0, 0x0C] + text("JXL \r\n")),
        Signature(format: .png, bytes: [0x89] + text("PNG\r\n") + [0x1A, 0x0A]),
        Signature(format: .gif, bytes: text("GIF87a")),
        Signature(format: .gif, bytes: text("GIF89a")),
        Signature(format: .pdf, bytes: text("%PDF-")),
        Signature(format: .asf, bytes: [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11]),
    ]

    private static let fixed: [Signature] =
        long + [
            Signature(format: .jpeg, bytes: [0xFF, 0xD8, 0xFF]),
            Signature(format: .tiff, bytes: [0x49, 0x49, 42, 0]),
            Signature(format: .tiff, bytes: [0x4D, 0x4D, 0, 42]),
            Signature(format: .tiff, bytes: [0x49, 0x49, 43, 0]),
            Signature(format: .tiff, bytes: [0x4D, 0x4D, 0, 43]),
            // PS3.10 7.1: a whole file in a value.
            Signature(format: .dicom, bytes: text("DICM"), offset: 128),
            Signature(format: .matroska, bytes: [0x1A, 0x45, 0xDF, 0xA3]),
        ]

    /// Formats whose signature is too short to be believed alone.
    private static func formatChecked(_ bytes: [UInt8]) -> PictureFormat? {
        if beginsBMP(bytes) { return .bmp }
        if beginsRLE(bytes) { return .rle }
        if beginsMPEG(bytes) { return .mpeg }
        if beginsH264(bytes) { return .h264 }
        // ISO 23008-2 7.3.1.2: a video parameter set.
        if bytes.has([0, 0, 0, 1, 0x40, 0x01, 0x0C], at: 0) { return .hevc }
        // ISO 14496-12 4.3: the size of the first box, then its name.
        if bytes.has([0, 0], at: 0), bytes.has(text("ftyp"), at: 4) { return .mp4 }
        let isFilm = bytes.has(text("AVI "), at: 8) || bytes.has(text("WEBP"), at: 8)
        return isFilm && bytes.has(text("RIFF"), at: 0) ? .riff : nil
    }

    /// The file header's reserved words are zero, and the size of the next header is a known one.
    private static func beginsBMP(_ bytes: [UInt8]) -> Bool {
        bytes.has(text("BM"), at: 0) && bytes.has([0, 0, 0, 0], at: 6)
            && [12, 40, 52, 56, 64, 108, 124].contains(bytes[14])
            && bytes.has([0, 0, 0], at: 15)
    }

    /// PS3.5 G.5: the number of segments and their offsets, rising from 64; unused ones are zero.
    private static func beginsRLE(_ bytes: [UInt8]) -> Bool {
        func number(_ index: Int) -> Int {
            (0..<4).reduce(0) { $0 | Int(bytes[4 * index + $1]) << (8 * $1) }
        }
        let segments = number(0)
        guard (1...15).contains(segments), number(1) == 64 else { return false }
        let offsets = (1...15).map(number)
        return zip(offsets, offsets.dropFirst()).prefix(segments - 1).allSatisfy { $0 < $1 }
            && offsets.dropFirst(segments).allSatisfy { $0 == 0 }
    }

    private static func beginsMPEG(_ bytes: [UInt8]) -> Bool {
        // ISO 13818-1 2.4.3.2: packets of 188 bytes, each with its sync byte.
        if bytes.count > 2 * 188, [0, 188, 376].allSatisfy({ bytes[$0] == 0x47 }) { return true }
        guard bytes.has([0, 0, 1], at: 0) else { return false }
        // ISO 13818-1 2.5.3.3: a pack, of MPEG-2 or MPEG-1.
        if bytes[3] == 0xBA { return bytes[4] >> 6 == 1 || bytes[4] >> 4 == 2 }
        // ISO 13818-2 6.2.2.1: 12 bits each of width and height.
        let width = Int(bytes[4]) << 4 | Int(bytes[5] >> 4)
        let height = Int(bytes[5] & 15) << 8 | Int(bytes[6])
        return bytes[3] == 0xB3 && width > 0 && height > 0
    }

    /// ISO 14496-10 7.3.1, 7.3.2.1: a sequence parameter set with a profile that is in use.
    private static func beginsH264(_ bytes: [UInt8]) -> Bool {
        bytes.has([0, 0, 0, 1], at: 0) && [0x27, 0x47, 0x67].contains(bytes[4])
            && [66, 77, 88, 100, 110, 122, 244].contains(bytes[5])
    }

    private static func formatInside(_ bytes: [UInt8]) -> PictureFormat? {
        for index in bytes.indices {
            switch bytes[index] {
            case 0xFF where beginsJPEG(bytes, at: index): return .jpeg
            case 0x00, 0x25, 0x30, 0x47, 0x89, 0xFF:
                if let found = long.first(where: { bytes.has($0.bytes, at: index) }) {
                    return found.format
                }
            default: break
            }
        }
        return nil
    }

    /// ISO 10918-1 B.1.1.3 and B.1.1.4: SOI, another marker, and the length of its segment, which
    /// begins with a zero but for long Exif data.
    private static func beginsJPEG(_ bytes: [UInt8], at index: Int) -> Bool {
        guard bytes.has([0xFF, 0xD8, 0xFF], at: index), index + 10 <= bytes.count else {
            return false
        }
        return (0xC0...0xFE).contains(bytes[index + 3])
            && (bytes[index + 4] == 0 || bytes.has(text("Exif"), at: index + 6))
    }
}

extension [UInt8] {
    fileprivate func has(_ bytes: [UInt8], at offset: Int) -> Bool {
        offset + bytes.count <= count && self[offset..<offset + bytes.count].elementsEqual(bytes)
    }
}
