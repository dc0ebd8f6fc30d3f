import Crypto
import RedactionPolicy

/// New SOP Instance UIDs, always the same for the same source and key (PS3.5 B.2: 2.25 and a UUID
/// as one decimal number).
///
/// A UUID of version 8 (RFC 9562 5.8) is what its maker computes: ITU-T X.667 knows no other form
/// for what is neither random nor a hash of a name without a key. It leaves 122 bits of the digest.
package enum DerivedUID {
    private static let salt = "pixredact SOP Instance UID "
    private static let prefix = "2.25."

    /// HMAC-SHA256 of the source under the key; without one, SHA-256 behind a fixed salt, which
    /// anyone can compute who knows the source.
    static func make(from uid: [UInt8], key: InstanceUIDKey?) -> String {
        if let key {
            let code = HMAC<SHA256>.authenticationCode(
                for: uid, using: SymmetricKey(data: key.bytes))
            return make(fromDigest: code)
        }
        return make(fromDigest: SHA256.hash(data: Array(salt.utf8) + uid))
    }

    /// The UID that stands for a digest, whose first 16 bytes count.
    package static func make(fromDigest digest: some Sequence<UInt8>) -> String {
        var number: UInt128 = 0
        for byte in digest.prefix(16) {
            number = number << 8 | UInt128(byte)
        }
        number = number & ~(UInt128(0xF) << 76) | UInt128(8) << 76
        number = number & ~(UInt128(3) << 62) | UInt128(2) << 62
        return prefix + String(number)
    }

    /// Whether a UID has the form of ours.
    static func isOne(_ uid: String) -> Bool {
        guard uid.hasPrefix(prefix), let number = UInt128(uid.dropFirst(prefix.count)),
            prefix + String(number) == uid
        else { return false }
        return number >> 76 & 0xF == 8 && number >> 62 & 3 == 2
    }
}
