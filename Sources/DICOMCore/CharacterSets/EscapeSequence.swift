/// A designation of ISO 2022 (PS3.3 tables C.12-3 and C.12-4): behind it the bytes of one half of
/// the code table belong to another set.
struct EscapeSequence: Hashable, Sendable {
    enum Half: Sendable { case left, right }

    let half: Half
    let characterSet: CodedCharacterSet
    /// Bytes behind the ESC.
    let length: Int

    static let escape: UInt8 = 0x1B

    /// The sequence whose ESC stands before `rest`; `nil` where PS3.3 has none that begins so.
    init?(_ rest: ArraySlice<UInt8>) {
        for (bytes, half, characterSet) in Self.known where rest.starts(with: bytes.utf8) {
            self.half = half
            self.characterSet = characterSet
            length = bytes.utf8.count
            return
        }
        // ISO 2022: ESC - F designates a 96-character set in the right half.
        guard rest.first == UInt8(ascii: "-"), let final = rest.dropFirst().first,
            let number = Self.registrations[final],
            let characterSet = CodedCharacterSet.rightHalves[number]
        else { return nil }
        half = .right
        self.characterSet = characterSet
        length = 2
    }

    /// Bytes of a sequence that designates nothing we know, behind its ESC: intermediate bytes and
    /// a final one (ISO 2022).
    static func length(ofUnknown rest: ArraySlice<UInt8>) -> Int {
        let intermediate = rest.prefix { (0x20...0x2F).contains($0) }.count
        guard let final = rest.dropFirst(intermediate).first, (0x30...0x7E).contains(final) else {
            return intermediate
        }
        return intermediate + 1
    }

    private static let known: [(String, Half, CodedCharacterSet)] = [
        ("(B", .left, .ascii), ("(J", .left, .romaji), (")I", .right, .katakana),
        ("$B", .left, .jisX0208),
        // JIS C 6226-1978, the same code by its older name: never valid, met in old files.
        ("$@", .left, .jisX0208),
        ("$(D", .left, .jisX0212), ("$)C", .right, .ksX1001), ("$)A", .right, .gb2312),
    ]

    private static let registrations: [UInt8: Int] = [
        UInt8(ascii: "A"): 100, UInt8(ascii: "B"): 101, UInt8(ascii: "C"): 109,
        UInt8(ascii: "D"): 110, UInt8(ascii: "F"): 126, UInt8(ascii: "G"): 127,
        UInt8(ascii: "H"): 138, UInt8(ascii: "L"): 144, UInt8(ascii: "M"): 148,
        UInt8(ascii: "T"): 166, UInt8(ascii: "b"): 203,
    ]
}
