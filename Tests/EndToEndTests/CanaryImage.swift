import DICOMCore
import Foundation
import Raster
import TestSupport

/// Images that say invented words, in their headers and burnt in, which may appear nowhere else.
enum CanaryImage {
    /// Lower case; as they stand in headers and pixels, or parts of that.
    static let words = [
        "zebraquartz", "ottilie", "qx77412", "kwyjibo", "vexhaven", "plumbago", "wolframia",
        "kanari\u{E4}n", "\u{43A}\u{430}\u{43D}\u{430}\u{440}\u{435}\u{439}\u{43A}\u{438}\u{43D}",
        "2.25.998877665544332211", "19471103", "1947-11-03", "marmaladia",
    ]

    /// Burnt in; what is known of the patient, and what is not.
    static let burntIn = [
        "ZEBRAQUARTZ MARMALADIA", "QX77412 03.11.1947", "KWYJIBO PLUMBAGO", "MI 1.1",
    ]

    /// What a file's text is encoded in, and how it spells a name.
    enum Spelling: CaseIterable {
        case plain, latin1, utf8, cyrillic

        var characterSet: String? {
            switch self {
            case .plain: nil
            case .latin1: "ISO_IR 100"
            case .utf8: "ISO_IR 192"
            case .cyrillic: "ISO_IR 144"
            }
        }

        var name: [UInt8] {
            let cyrillic = "\u{41A}\u{410}\u{41D}\u{410}\u{420}\u{415}\u{419}\u{41A}\u{418}\u{41D}"
            let given = Array("^OTTILIE".utf8)
            let name: [UInt8] =
                switch self {
                case .plain: Array("ZEBRAQUARTZ".utf8) + given
                case .latin1: Array("KANARI".utf8) + [0xC4] + Array("N".utf8) + given
                case .utf8: Array(cyrillic.utf8) + given
                // ISO 8859-5: capitals from B0 on.
                case .cyrillic:
                    cyrillic.unicodeScalars.map { UInt8($0.value - 0x410 + 0xB0) } + given
                }
            return name.count.isMultiple(of: 2) ? name : name + [0x20]
        }
    }

    static func file(
        _ spelling: Spelling = .plain, shows lines: [String] = burntIn,
        _ transferSyntax: TransferSyntax = .explicitVRLittleEndian
    ) throws -> [UInt8] {
        var image = GrayImage.speckle(width: 336, height: 160, mean: 60, amplitude: 6, seed: 7)
        for (index, line) in lines.enumerated() {
            TextPainter().draw(line, x: 20, y: 16 + 34 * index, in: &image)
        }
        var builder = DICOMBuilder.image(
            transferSyntax, rows: image.height, columns: image.width)
        if let set = spelling.characterSet {
            builder.set(.specificCharacterSet, .cs, .text([set]))
        }
        builder.set(.sopInstanceUID, .ui, .text(["2.25.7"]))
        builder.set(.patientName, .pn, .bytes(spelling.name))
        builder.set(.patientID, .lo, .text(["QX77412"]))
        builder.set(Tag(0x0010, 0x0030), .da, .text(["19471103"]))
        builder.set(.accessionNumber, .sh, .text(["KWYJIBO"]))
        builder.set(.stationName, .sh, .text(["VEXHAVEN"]))
        builder.set(.studyDescription, .lo, .text(["PLUMBAGO"]))
        builder.set(Tag(0x0008, 0x0080), .lo, .text(["VEXHAVEN"]))
        builder.set(Tag(0x0008, 0x0081), .st, .text(["VEXHAVEN 1"]))
        builder.set(Tag(0x0010, 0x21B0), .lt, .text(["WOLFRAMIA"]))
        builder.set(Tag(0x0008, 0x0119), .uc, .text(["WOLFRAMIA"]))
        builder.set(Tag(0x0008, 0x0120), .ur, .text(["http://vexhaven.example/kwyjibo"]))
        builder.set(Tag(0x0020, 0x000D), .ui, .text(["2.25.998877665544332211"]))
        builder.set(
            Tag(0x0040, 0x0275), .sq,
            .sequence(
                [.init([.init(Tag(0x0040, 0x0007), .lo, .text(["PLUMBAGO"]))])], .undefined))
        builder.set(Tag(0x0029, 0x0010), .lo, .text(["WOLFRAMIA"]))
        builder.set(Tag(0x0029, 0x1001), .ut, .text(["ZEBRAQUARTZ OTTILIE"]))
        builder.set(
            .pixelData, transferSyntax.isEncapsulated ? .ob : .ow,
            transferSyntax.isEncapsulated
                ? .fragments([[], image.pixels]) : .bytes(image.pixels))
        return try builder.build()
    }

    /// One input for each way an instance can end, and for each way in which a header is written.
    static func inputs() throws -> [String: [UInt8]] {
        let text = try file()
        var inputs = try [
            "in/text": text, "in/none": file(shows: []), "in/technical": file(shows: ["MI 1.1"]),
            "in/held": file(.plain, .jpegLSLossless), "in/coded": file(.plain, .jpegBaseline8Bit),
            "in/cut": text.dropLast(100), "in/cut-in-header": Array(text.prefix(520)),
            "in/wild": withWildRows(text), "in/notes": Array("ZEBRAQUARTZ OTTILIE".utf8),
        ]
        inputs["lists/values"] = Array("patient_id,PERSON_NAME\nQX77412,Marmaladia^Ottilie\n".utf8)
        inputs["lists/broken"] = Array("patient_id,PERSON_NAME\nQX77412,\"Marmaladia\n".utf8)
        for spelling in Spelling.allCases { inputs["in/\(spelling)"] = try file(spelling) }
        return inputs
    }

    private static func file(
        _ spelling: Spelling, _ transferSyntax: TransferSyntax
    ) throws -> [UInt8] {
        try file(spelling, shows: burntIn, transferSyntax)
    }

    /// Declares more rows than there are.
    private static func withWildRows(_ file: [UInt8]) -> [UInt8] {
        var file = file
        let rows: [UInt8] = [0x28, 0, 0x10, 0, 0x55, 0x53, 2, 0]
        for start in file.indices.dropLast(10) where Array(file[start..<start + 8]) == rows {
            file[start + 8] = 0xFF
            file[start + 9] = 0xFF
        }
        return file
    }

    /// The words that `bytes` hold, in any case, in 8-bit text, UTF-8 or UTF-16.
    static func words(in bytes: [UInt8]) -> [String] {
        func utf16(from start: Int, isBig: Bool) -> String {
            let units = stride(from: start, to: bytes.count - 1, by: 2).map { index in
                let (one, two) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
                return isBig ? one << 8 | two : two << 8 | one
            }
            return String(decoding: units, as: UTF16.self)
        }
        let texts =
            [String(decoding: bytes, as: UTF8.self), latin1(bytes)]
            + [0, 1].flatMap { start in [true, false].map { utf16(from: start, isBig: $0) } }
        let folded = texts.map { $0.lowercased() }
        return words.filter { word in folded.contains { $0.contains(word) } }
    }

    private static func latin1(_ bytes: [UInt8]) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes { text.append(Unicode.Scalar(byte)) }
        return String(text)
    }
}
