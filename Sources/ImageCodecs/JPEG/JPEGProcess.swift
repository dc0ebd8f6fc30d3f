/// What kind of JPEG codestream this is, by its frame header, whatever its data set says.
///
/// Transfer syntaxes are mixed up in the wild: 12-bit and lossless codestreams under JPEG Baseline,
/// 8-bit ones under Extended.
package enum JPEGProcess: Hashable, Sendable {
    /// Baseline, extended sequential or progressive: `JPEGDCT`, where `Header.isSupported` says so.
    case dct(precision: Int)
    /// Process 14, Huffman coding: SOF3.
    case lossless
    /// ISO 14495-1: SOF55.
    case jpegLS
    /// Several frames that refine each other, or differential ones: DHP, SOF5-7, SOF13-15.
    case hierarchical
    /// Process 29: SOF11.
    case losslessArithmetic

    /// Reads the markers up to the first frame header.
    ///
    /// - Throws: `truncated` or `corrupt` where there is none.
    package static func recognize(_ codestream: [UInt8]) throws(CodecError) -> JPEGProcess {
        var reader = JPEGReader(bytes: codestream)
        try reader.readStartOfImage()
        return try JPEGProcess(reading: &reader)
    }

    /// Reads on behind SOI.
    init(reading reader: inout JPEGReader) throws(CodecError) {
        while true {
            let start = reader.position
            let code = try reader.readMarker()
            switch code {
            case JPEGMarkers.Code.startOfScan, JPEGMarkers.Code.endOfImage,
                JPEGMarkers.Code.startOfImage:
                throw CodecError(code: .corrupt, thing: "JPEG frame header", byteOffset: start)
            case JPEGMarkers.Code.temporary, JPEGMarkers.Code.restarts:
                continue
            case _ where JPEGMarkers.startsFrame(code):
                let content = try reader.readSegment()
                guard let precision = reader.bytes[content].first else {
                    throw CodecError(code: .corrupt, thing: "JPEG frame header", byteOffset: start)
                }
                self.init(code: code, precision: Int(precision))
                return
            default:
                _ = try reader.readSegment()
            }
        }
    }

    /// ISO 10918-1 table B.1.
    private init(code: UInt8, precision: Int) {
        self =
            switch code {
            case 0xC0...0xC2, 0xC9, 0xCA: .dct(precision: precision)
            case 0xC3: .lossless
            case 0xCB: .losslessArithmetic
            case JPEGMarkers.Code.startOfFrameJPEGLS: .jpegLS
            default: .hierarchical
            }
    }
}
