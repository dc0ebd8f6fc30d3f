import ImageCodecs

/// Looks for a picture besides the one that a decoder shows: behind its end, or as a thumbnail in
/// a marker segment. In a frame without a box it would go out unexamined.
enum SecondPicture {
    /// SOI and the marker behind it (ISO 10918-1 B.1.1.3). Coded data cannot hold it.
    static let jpegStart: [UInt8] = [0xFF, 0xD8, 0xFF]
    /// SOC and SIZ (ISO 15444-1 A.4.1, A.5.1), which coded data holds by chance once in 2^32 bytes.
    static let jpeg2000Start: [UInt8] = [0xFF, 0x4F, 0xFF, 0x51]

    /// - Throws: `unsupported` where `start` occurs again behind its first place.
    static func requireNone(
        beginningWith start: [UInt8], in codestream: [UInt8]
    ) throws(CodecError) {
        var count = 0
        var index = 0
        while index + start.count <= codestream.count {
            if codestream[index] == 0xFF,
                codestream[index..<index + start.count].elementsEqual(start)
            {
                count += 1
                guard count == 1 else {
                    throw CodecError(
                        code: .unsupported, thing: "second picture in a codestream",
                        byteOffset: index)
                }
            }
            index += 1
        }
    }
}
