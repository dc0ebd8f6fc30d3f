/// A value representation: the two bytes of the file, also where PS3.5 does not know them.
package struct VR: Hashable, Sendable, CustomStringConvertible {
    package let first: UInt8
    package let second: UInt8

    package init(_ first: UInt8, _ second: UInt8) {
        self.first = first
        self.second = second
    }

    private init(_ text: StaticString) {
        let bytes = Array("\(text)".utf8)
        self.init(bytes[0], bytes[1])
    }

    /// `OW`; bytes that are no letters or digits show as `?`.
    package var description: String {
        func character(_ byte: UInt8) -> Character {
            let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
            return isPlain ? Character(UnicodeScalar(byte)) : "?"
        }
        return String([character(first), character(second)])
    }

    package static let ae = VR("AE")
    package static let `as` = VR("AS")
    package static let at = VR("AT")
    package static let cs = VR("CS")
    package static let da = VR("DA")
    package static let ds = VR("DS")
    package static let dt = VR("DT")
    package static let fd = VR("FD")
    package static let fl = VR("FL")
    package static let `is` = VR("IS")
    package static let lo = VR("LO")
    package static let lt = VR("LT")
    package static let ob = VR("OB")
    package static let od = VR("OD")
    package static let of = VR("OF")
    package static let ol = VR("OL")
    package static let ov = VR("OV")
    package static let ow = VR("OW")
    package static let pn = VR("PN")
    package static let sh = VR("SH")
    package static let sl = VR("SL")
    package static let sq = VR("SQ")
    package static let ss = VR("SS")
    package static let st = VR("ST")
    package static let sv = VR("SV")
    package static let tm = VR("TM")
    package static let uc = VR("UC")
    package static let ui = VR("UI")
    package static let ul = VR("UL")
    package static let un = VR("UN")
    package static let ur = VR("UR")
    package static let us = VR("US")
    package static let ut = VR("UT")
    package static let uv = VR("UV")

    /// PS3.5 table 7.1-2: the VRs with a 16-bit length.
    private static let shortForm: Set<VR> = [
        .ae, .as, .at, .cs, .da, .ds, .dt, .fd, .fl, .is, .lo, .lt, .pn, .sh, .sl, .ss, .st, .tm,
        .ui, .ul, .us,
    ]
    /// PS3.5 table 7.1-1: the VRs with two reserved bytes and a 32-bit length.
    private static let longForm: Set<VR> = [
        .ob, .od, .of, .ol, .ov, .ow, .sq, .sv, .uc, .un, .ur, .ut, .uv,
    ]

    /// Whether PS3.5 6.2 lists it.
    package var isKnown: Bool { Self.shortForm.contains(self) || hasLongLength }
    /// Whether an explicit header has two reserved bytes and a 32-bit length.
    package var hasLongLength: Bool { Self.longForm.contains(self) }
    /// Whether both bytes are upper-case letters, as every VR's are.
    package var isPlausible: Bool {
        (0x41...0x5A).contains(first) && (0x41...0x5A).contains(second)
    }
    /// Whether a value may come in fragments (PS3.5 A.4; only Pixel Data should).
    package var isOther: Bool { first == 0x4F && hasLongLength }
    /// Whether the value is text, padded with a space. UI is not: it is padded with NUL.
    package var isText: Bool { Self.text.contains(self) }

    private static let text: Set<VR> = [
        .ae, .as, .cs, .da, .ds, .dt, .is, .lo, .lt, .pn, .sh, .st, .tm, .uc, .ur, .ut,
    ]
}
