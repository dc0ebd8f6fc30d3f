import CSystemCalls

/// Graphic characters under one registration of ISO 2375, as PS3.3 C.12.1.1.2 lists them: what the
/// bytes of the left (G0) or the right half (G1) of a code table stand for.
enum CodedCharacterSet: Hashable, Sendable {
    /// ISO-IR 6.
    case ascii
    /// ISO-IR 14, JIS X 0201: Latin letters with a yen sign for the backslash.
    case romaji
    /// ISO-IR 13, JIS X 0201: half-width katakana.
    case katakana
    /// The right half of a part of ISO 8859, or of TIS 620; the name is iconv's.
    case rightHalf(String)
    /// ISO-IR 87 and 159; two bytes a character in the left half.
    case jisX0208, jisX0212
    /// ISO-IR 149 and 58; two bytes a character in the right half.
    case ksX1001, gb2312

    var bytesPerCharacter: Int {
        switch self {
        case .ascii, .romaji, .katakana, .rightHalf: 1
        case .jisX0208, .jisX0212, .ksX1001, .gb2312: 2
        }
    }

    /// The parts of ISO 8859 and their like by the number of their registration.
    static let rightHalves: [Int: CodedCharacterSet] = [
        100: .rightHalf("ISO-8859-1"), 101: .rightHalf("ISO-8859-2"),
        109: .rightHalf("ISO-8859-3"), 110: .rightHalf("ISO-8859-4"),
        126: .rightHalf("ISO-8859-7"), 127: .rightHalf("ISO-8859-6"),
        138: .rightHalf("ISO-8859-8"), 144: .rightHalf("ISO-8859-5"),
        148: .rightHalf("ISO-8859-9"), 166: .rightHalf("TIS-620"),
        203: .rightHalf("ISO-8859-15"),
    ]

    /// The text of whole characters of this set.
    func decode(_ bytes: [UInt8]) -> (text: String, isCertain: Bool) {
        switch self {
        case .ascii:
            return (String(decoding: bytes, as: UTF8.self), true)
        case .romaji:
            return (Self.text(bytes.map { Self.romajiDifferences[$0] ?? UInt32($0) }), true)
        case .katakana:
            // JIS X 0201: A1 to DF in the order of U+FF61 to U+FF9F.
            let isWhole = bytes.allSatisfy { (0xA1...0xDF).contains($0) }
            return (
                Self.text(
                    bytes.map { (0xA1...0xDF).contains($0) ? UInt32($0) + 0xFEC0 : 0xFFFD }),
                isWhole
            )
        case .rightHalf(let name): return Self.decode(bytes, by: name)
        case .ksX1001: return Self.decode(bytes, by: "EUC-KR")
        case .gb2312: return Self.decode(bytes, by: "EUC-CN")
        case .jisX0208: return Self.decode(bytes.map { $0 | 0x80 }, by: "EUC-JP")
        case .jisX0212:
            // EUC-JP announces each character of this set by 8F (single shift three).
            var shifted: [UInt8] = []
            for (place, byte) in bytes.enumerated() {
                if place % 2 == 0 { shifted.append(0x8F) }
                shifted.append(byte | 0x80)
            }
            return Self.decode(shifted, by: "EUC-JP")
        }
    }

    private static let romajiDifferences: [UInt8: UInt32] = [0x5C: 0xA5, 0x7E: 0x203E]

    /// Decodes by a table of the system; one that is missing leaves U+FFFD for every byte.
    static func decode(_ bytes: [UInt8], by name: String) -> (text: String, isCertain: Bool) {
        guard !bytes.isEmpty else { return ("", true) }
        var scalars = [UInt32](repeating: 0, count: bytes.count + 8)
        var lost = 0
        // The callee reads `bytes.count` bytes and writes at most `scalars.count` scalars.
        let count = unsafe pixredact_decode_text(
            name, bytes, bytes.count, &scalars, scalars.count, &lost)
        guard count >= 0 else {
            return (String(repeating: "\u{FFFD}", count: bytes.count), false)
        }
        return (text(scalars.prefix(count)), lost == 0)
    }

    private static func text(_ scalars: some Sequence<UInt32>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars.map { Unicode.Scalar($0) ?? "\u{FFFD}" })
        return String(view)
    }
}
