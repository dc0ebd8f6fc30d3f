/// The marker segments that a repainted codestream keeps: what decides its colours.
///
/// EXIF, JFXX and JFIF thumbnails, comments and maker notes may show or say what was painted out,
/// so that nothing is kept but the JFIF header, Adobe's marker and ICC profiles.
struct JPEGMetadata: Hashable {
    /// 14 bytes: JFIF's identifier, version, density, and a thumbnail of 0 x 0 pixels.
    private var jfif: [UInt8] = []
    /// 12 bytes: Adobe's identifier, version, flags and colour transform.
    private var adobe: [UInt8] = []
    /// APP2 contents that begin with ICC's identifier.
    private var profiles: [[UInt8]] = []

    var hasJFIF: Bool { !jfif.isEmpty }
    /// 0: none, components are stored as they are; 1: YBR.
    var adobeTransform: UInt8? { adobe.last }

    /// Keeps what is worth keeping of the segment with this code and content.
    mutating func collect(_ code: UInt8, _ content: Range<Int>, of codestream: [UInt8]) {
        let bytes = codestream[content]
        switch code {
        case JPEGMarkers.Code.app0:
            guard bytes.starts(with: Array("JFIF\0".utf8)), bytes.count >= 14, !hasJFIF else {
                return
            }
            jfif = bytes.prefix(12) + [0, 0]
        case JPEGMarkers.Code.app14:
            // The last one decides, as in libjpeg.
            guard bytes.starts(with: Array("Adobe".utf8)), bytes.count >= 12 else { return }
            adobe = Array(bytes.prefix(12))
        case JPEGMarkers.Code.app2:
            guard bytes.starts(with: Array("ICC_PROFILE\0".utf8)), bytes.count >= 14 else { return }
            profiles.append(Array(bytes))
        default:
            return
        }
    }

    /// Marker segments, to stand behind SOI.
    var segments: [UInt8] {
        var segments: [UInt8] = []
        func append(_ code: UInt8, _ content: [UInt8]) {
            guard !content.isEmpty else { return }
            let length = content.count + 2
            segments += [0xFF, code, UInt8(length >> 8), UInt8(length & 255)] + content
        }
        append(JPEGMarkers.Code.app0, jfif)
        append(JPEGMarkers.Code.app14, adobe)
        for profile in profiles { append(JPEGMarkers.Code.app2, profile) }
        return segments
    }
}
