extension JPEG2000 {
    private enum BoxType {
        static let signature = 0x6A50_2020  // jP and two spaces
        static let fileType = 0x6674_7970  // ftyp
        static let readerRequirements = 0x7272_6571  // rreq
        static let header = 0x6A70_3268  // jp2h
        static let codestream = 0x6A70_3263  // jp2c
    }

    /// ihdr, bpcc, colr, pclr, cmap, cdef and res with resc and resd (ISO/IEC 15444-1 I.5.3).
    private static let headerBoxes: Set<Int> = [
        0x6968_6472, 0x6270_6363, 0x636F_6C72, 0x7063_6C72, 0x636D_6170, 0x6364_6566, 0x7265_7320,
    ]

    /// Whether a JP2 file has boxes that do not describe the codestream, such as XML, UUID or
    /// another codestream, or a box twice; or bytes behind the codestream's box.
    static func holdsHiddenBoxes(
        _ bytes: [UInt8], around codestream: Range<Int>
    ) throws(CodecError) -> Bool {
        // Without a file header the codestream is all there is.
        guard codestream != bytes.indices else { return false }
        guard bytes[codestream.upperBound...].isPadding else { return true }
        var reader = CodestreamReader(bytes, range: 0..<bytes.count, thing: "JP2 file")
        var found: Set<Int> = []
        while true {
            let (type, content) = try nextBox(&reader)
            guard found.insert(type).inserted else { return true }
            switch type {
            case BoxType.codestream:
                return false
            case BoxType.signature:
                break
            case BoxType.fileType, BoxType.readerRequirements:
                // Brands of four letters, masks and numbers of vendors' features.
                if content.count > 256 { return true }
            case BoxType.header:
                var header = CodestreamReader(bytes, range: content, thing: "JP2 header box")
                while header.remaining > 0 {
                    if try !headerBoxes.contains(nextBox(&header).type) { return true }
                }
            default:
                return true
            }
        }
    }
}
