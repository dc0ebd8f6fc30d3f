import Crypto

/// A new SOP Instance UID that is always the same for the same source (PS3.5 B.2: 2.25 and a
/// UUID as one decimal number).
enum DerivedUID {
    static func make(from uid: String?) -> String {
        let digest = SHA256.hash(data: Array("pixredact SOP Instance UID \(uid ?? "")".utf8))
        var number: UInt128 = 0
        for byte in digest.prefix(16) {
            number = number << 8 | UInt128(byte)
        }
        // RFC 9562 5.8: version 8, variant 10.
        number = number & ~(UInt128(0xF) << 76) | UInt128(8) << 76
        number = number & ~(UInt128(3) << 62) | UInt128(2) << 62
        return "2.25.\(number)"
    }
}
