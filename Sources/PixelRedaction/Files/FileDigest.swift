import Crypto
import DICOMCore

/// SHA-256 of a file's bytes, in lower-case hexadecimal.
enum FileDigest {
    private static let chunk = 1 << 20

    static func sha256(of source: ByteSource) -> String {
        var hash = SHA256()
        var offset = 0
        while offset < source.count {
            let end = min(offset + chunk, source.count)
            unsafe source.withUnsafeBytes(in: offset..<end) {
                unsafe hash.update(bufferPointer: $0)
            }
            offset = end
        }
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in hash.finalize() {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
