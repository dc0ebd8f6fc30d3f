import Testing

@testable import DICOMCore

/// Bytes in a character set and what they say.
struct TextVector: Sendable, CustomTestStringConvertible {
    /// Specific Character Set as in the file.
    var terms: String
    var bytes: [UInt8]
    var text: String
    var vr = VR.pn

    init(_ terms: String, _ hexadecimal: String, _ text: String, _ vr: VR = .pn) {
        self.terms = terms
        let digits = hexadecimal.compactMap(\.hexDigitValue)
        bytes = stride(from: 0, to: digits.count - 1, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
        self.text = text
        self.vr = vr
    }

    var testDescription: String { terms }

    func decoded() -> DecodedText {
        let terms = terms.split(separator: "\\", omittingEmptySubsequences: false)
        return SpecificCharacterSet(terms.map(String.init)).decode(bytes, as: vr)
    }
}

@Suite struct SpecificCharacterSetTests {
    /// Encoded by the codecs of Python 3 (`"...".encode("iso8859-2")` and so on).
    static let singleSets = [
        TextVector("ISO_IR 6", "446F655E4A6F686E20", "Doe^John"),
        TextVector("ISO_IR 100", "4275635E4AE972F46D65", "Buc^Jérôme"),
        TextVector("ISO_IR 101", "5761B3EA73615EAF616E657461", "Wałęsa^Żaneta"),
        TextVector("ISO_IR 109", "D575BFE85EA1616C", "Ġużè^Ħal"),
        TextVector("ISO_IR 110", "D3BA6E69F1B95E4AE06E6973", "Ķēniņš^Jānis"),
        TextVector("ISO_IR 144", "BBEEDA6365DCD17970D3", "Люкceмбypг"),
        TextVector("ISO_IR 127", "E2C8C7E6EA5EE4E6D2C7D1", "قباني^لنزار"),
        TextVector("ISO_IR 126", "C4E9EFEDF5F3E9EFF2", "Διονυσιος"),
        TextVector("ISO_IR 138", "F9F8E5EF5EE3E1E5F8E4", "שרון^דבורה"),
        TextVector("ISO_IR 148", "C7617675FE6FF06C755E49FEFD6C", "Çavuşoğlu^Işıl"),
        TextVector("ISO_IR 203", "4CBD75665EB46F666965A4", "Lœuf^Žofie€"),
        TextVector("ISO_IR 166", "CAC1AAD2C25EE3A8B4D5", "สมชาย^ใจดี"),
        TextVector("ISO_IR 13", "D4CFC0DE5EC0DBB3", "ﾔﾏﾀﾞ^ﾀﾛｳ"),
        TextVector(
            "ISO_IR 192", "57616E675E5869616F446F6E673DE78E8B5EE5B08FE69DB1",
            "Wang^XiaoDong=王^小東"),
        TextVector(
            "GB18030", "57616E675E5869616F446F6E673DCDF55ED0A1B6AB8139EE39",
            "Wang^XiaoDong=王^小东㐀"),
        TextVector(
            "GBK", "5A68616E675E5869616F446F6E673DD5C55ED0A1B6AB", "Zhang^XiaoDong=张^小东"),
    ]

    /// The examples of PS3.5 annexes H, I, J and K, with the texts that they print; H to J read the
    /// same by pydicom 3.
    static let annexes = [
        TextVector(
            "\\ISO 2022 IR 87",
            """
            59 61 6D 61 64 61 5E 54 61 72 6F 75 3D 1B 24 42 3B 33 45 44 1B 28 42 5E 1B 24 42 42 40 4F
            3A 1B 28 42 3D 1B 24 42 24 64 24 5E 24 40 1B 28 42 5E 1B 24 42 24 3F 24 6D 24 26 1B 28 42
            """, "Yamada^Tarou=山田^太郎=やまだ^たろう"),
        TextVector(
            "ISO 2022 IR 13\\ISO 2022 IR 87",
            """
            D4 CF C0 DE 5E C0 DB B3 3D 1B 24 42 3B 33 45 44 1B 28 4A 5E 1B 24 42 42 40 4F 3A 1B 28 4A
            3D 1B 24 42 24 64 24 5E 24 40 1B 28 4A 5E 1B 24 42 24 3F 24 6D 24 26 1B 28 4A
            """, "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"),
        TextVector(
            "\\ISO 2022 IR 149",
            """
            48 6F 6E 67 5E 47 69 6C 64 6F 6E 67 3D 1B 24 29 43 FB F3 5E 1B 24 29 43 D1 CE D4 D7 3D 1B
            24 29 43 C8 AB 5E 1B 24 29 43 B1 E6 B5 BF
            """, "Hong^Gildong=洪^吉洞=홍^길동"),
        TextVector(
            "ISO_IR 192",
            "57 61 6E 67 5E 58 69 61 6F 44 6F 6E 67 3D E7 8E 8B 5E E5 B0 8F E6 9D B1 3D",
            "Wang^XiaoDong=王^小東="),
        TextVector(
            "GB18030", "57 61 6E 67 5E 58 69 61 6F 44 6F 6E 67 3D CD F5 5E D0 A1 B6 AB 3D",
            "Wang^XiaoDong=王^小东="),
        TextVector(
            "\\ISO 2022 IR 58",
            """
            5A 68 61 6E 67 5E 58 69 61 6F 44 6F 6E 67 3D 1B 24 29 41 D5 C5 5E 1B 24 29 41 D0 A1 B6 AB
            3D 20
            """, "Zhang^XiaoDong=张^小东="),
    ]

    /// Escape sequences to other sets, written by `pydicom.charset.encode_string` of pydicom 3.
    static let extensions = [
        TextVector(
            "ISO 2022 IR 100\\ISO 2022 IR 144\\ISO 2022 IR 126",
            "44696F6E7973696F7320E93D1B2D4CBBEEDA3D1B2D46C4E9EFED", "Dionysios é=Люк=Διον"),
        TextVector("\\ISO 2022 IR 159", "613D1B2428446C3F1B2842", "a=鷗"),
        TextVector(
            "ISO 2022 IR 13\\ISO 2022 IR 159\\ISO 2022 IR 87",
            "D4CF3D1B242844302130221B284A3D1B24423B331B284A", "ﾔﾏ=丂丄=山"),
    ]

    @Test(arguments: singleSets + annexes + extensions)
    func decodes(_ vector: TextVector) {
        let text = vector.decoded()
        #expect(text.values == [vector.text])
        #expect(text.isCertain)
    }

    /// Second bytes that look like delimiters, inside one character.
    @Test(arguments: [
        TextVector("GBK", "815C", "乗"), TextVector("GBK", "815E", "乛"),
        TextVector("GB18030", "815C", "乗"),
        // JIS X 0208 3D 5E: an equals sign and a caret by its bytes.
        TextVector("\\ISO 2022 IR 87", "1B2442 3D5E 1B2842", "殉"),
    ])
    func doesNotSplitCharacters(_ vector: TextVector) {
        #expect(vector.decoded().values == [vector.text])
    }

    @Test(arguments: [
        ("ISO_IR 100", "C45CD6", VR.lo, ["Ä", "Ö"]), ("ISO_IR 192", "C3845CC396", .sh, ["Ä", "Ö"]),
        ("ISO_IR 100", "C45CD6", .lt, ["Ä\\Ö"]), ("GBK", "D5C55CD5C5", .lo, ["张", "张"]),
        ("ISO_IR 13", "C05CC0", .lo, ["ﾀ", "ﾀ"]), ("", "415C5C42", .lo, ["A", "", "B"]),
    ])
    func splitsValues(_ terms: String, _ bytes: String, _ vr: VR, _ values: [String]) {
        #expect(TextVector(terms, bytes, "", vr).decoded().values == values)
    }

    /// PS3.5 6.1.2.5.3: the set of value 1 is active again behind each of these.
    @Test(arguments: [
        ("backslash", "5C", VR.lo), ("caret", "5E", .pn), ("equals sign", "3D", .pn),
        ("carriage return", "0D", .lt), ("line feed", "0A", .lt), ("tabulator", "09", .lt),
    ])
    func resetsBehindDelimiters(_ name: String, _ delimiter: String, _ vr: VR) {
        let vector = TextVector(
            "ISO 2022 IR 100\\ISO 2022 IR 144", "1B2D4CDA\(delimiter)E9", "", vr)
        let text = vector.decoded().values.joined()
        #expect(text.unicodeScalars.first == "к")
        #expect(text.unicodeScalars.last == "é")
    }

    @Test func doesNotResetWithinValues() {
        let vector = TextVector("ISO 2022 IR 100\\ISO 2022 IR 144", "1B2D4CDA5EDA", "к^к", .lo)
        #expect(vector.decoded().values == [vector.text])
    }

    /// Spellings that files have.
    @Test(arguments: [
        "ISO_IR 100", "ISO_IR_100", "ISO-IR 100", "ISO IR 100", "iso_ir 100", "ISO 2022 IR 100",
        "ISO2022 IR 100", " ISO_IR 100 ",
    ])
    func readsSpellings(_ term: String) {
        #expect(TextVector(term, "E9", "").decoded().values == ["é"])
    }

    /// What means nothing is seen to mean nothing.
    @Test(arguments: [
        TextVector("ISO_IR 999", "41E942", "A\u{FFFD}B"),
        TextVector("ISO_IR 192", "41FF42", "A\u{FFFD}B"),
        TextVector("ISO_IR 192", "41E7", "A\u{FFFD}"),
        TextVector("\\ISO 2022 IR 149", "1B242943C84142", "\u{FFFD}AB"),
        TextVector("\\ISO 2022 IR 87", "1B24423B", "\u{FFFD}"),
        TextVector("", "411B2B5A42", "A\u{FFFD}B"), TextVector("", "411B", "A\u{FFFD}"),
        TextVector("ISO_IR 127", "41FF42", "A\u{FFFD}B"),
        TextVector("ISO_IR 13", "41FF42", "A\u{FFFD}B"),
        TextVector("GB18030", "41FF42", "A\u{FFFD}B"),
    ])
    func marksWhatMeansNothing(_ vector: TextVector) {
        let text = vector.decoded()
        #expect(text.values == [vector.text])
        #expect(!text.isCertain)
    }

    /// Bytes above 7F where none are declared: read all the same, and marked.
    @Test(arguments: [
        TextVector("", "4D FC 6C 6C 65 72", "Müller"), TextVector("", "4DC3BC6C6C6572", "Müller"),
        TextVector("\\ISO 2022 IR 149", "C8AB5EB1E6B5BF", "홍^길동"),
    ])
    func guessesWhatIsUndeclared(_ vector: TextVector) {
        let text = vector.decoded()
        #expect(text.values == [vector.text])
        #expect(!text.isCertain)
    }

    @Test(arguments: [
        "", "ISO_IR 100", "ISO_IR 13", "ISO_IR 192", "GB18030", "GBK", "ISO_IR 166", "nonsense",
        "\\ISO 2022 IR 87", "\\ISO 2022 IR 149\\ISO 2022 IR 58", "ISO 2022 IR 13\\ISO 2022 IR 159",
    ])
    func decodesEveryPairAfterEveryEscape(_ terms: String) {
        let escapes: [[UInt8]] = [
            [], [0x1B], [0x1B, 0x24, 0x42], [0x1B, 0x24, 0x28, 0x44], [0x1B, 0x24, 0x29, 0x43],
            [0x1B, 0x29, 0x49], [0x1B, 0x2D, 0x41], [0x1B, 0x24],
        ]
        let set = SpecificCharacterSet(terms.components(separatedBy: "\\"))
        for escape in escapes {
            for first in stride(from: UInt8(0), through: 0xFF, by: 5) {
                for second in UInt8(0)...0xFF {
                    let bytes = escape + [first, second]
                    let text = set.decode(bytes, as: .pn)
                    #expect(text.values.joined().unicodeScalars.count <= bytes.count)
                }
            }
        }
    }
}

extension String {
    fileprivate func components(separatedBy separator: Character) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
