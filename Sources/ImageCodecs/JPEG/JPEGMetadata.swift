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
        guard let kept = Self.kept(code, codestream[content]) else { return }
        switch code {
        case JPEGMarkers.Code.app0:
            if !hasJFIF { jfif = kept }
        case JPEGMarkers.Code.app14:
            // The last one decides, as in libjpeg.
            adobe = kept
        default:
            profiles.append(kept)
        }
    }

    /// What of an application segment's content decides how samples are decoded or shown.
    ///
    /// - Parameter isJPEGLS: whether its decoders will read it; APP8 then matters.
    static func kept(
        _ code: UInt8, _ content: ArraySlice<UInt8>, isJPEGLS: Bool = false
    ) -> [UInt8]? {
        switch code {
        case JPEGMarkers.Code.app0:
            guard content.starts(with: Array("JFIF\0".utf8)), content.count >= 14 else {
                return nil
            }
            return content.prefix(12) + [0, 0]
        case JPEGMarkers.Code.app14:
            guard content.starts(with: Array("Adobe".utf8)), content.count >= 12 else {
                return nil
            }
            return Array(content.prefix(12))
        case JPEGMarkers.Code.app2:
            guard content.starts(with: Array("ICC_PROFILE\0".utf8)), content.count >= 14 else {
                return nil
            }
            return Array(content)
        case JPEGMarkers.Code.app8 where isJPEGLS:
            return isReadByJPEGLS(content) ? Array(content) : nil
        default:
            return nil
        }
    }

    /// HP's colour transform, the SPIFF header, and the entry that ends a SPIFF directory (ISO
    /// 10918-3 annex F), without which decoders refuse the header. Other entries are titles, dates
    /// and the like.
    private static func isReadByJPEGLS(_ content: ArraySlice<UInt8>) -> Bool {
        content.count == 5 && content.starts(with: Array("mrfx".utf8))
            || content.count == 30 && content.starts(with: Array("SPIFF\0".utf8))
            || content.elementsEqual([0, 0, 0, 1, 0xFF, 0xD8])
    }

    /// Marker segments, to stand behind SOI.
    var segments: [UInt8] {
        let contents =
            [(JPEGMarkers.Code.app0, jfif), (JPEGMarkers.Code.app14, adobe)]
            + profiles.map { (JPEGMarkers.Code.app2, $0) }
        return contents.flatMap { code, content in
            content.isEmpty ? [] : Self.segment(code, content)
        }
    }

    /// A marker segment; `content` is at most 65533 bytes long.
    static func segment(_ code: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length = content.count + 2
        return [0xFF, code, UInt8(length >> 8), UInt8(length & 255)] + content
    }
}
