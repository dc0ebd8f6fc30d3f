extension JPEG2000 {
    // PS3.5 A.4.4 forbids the JP2 file header round a codestream, and old encoders wrote it.

    /// The signature box (ISO/IEC 15444-1 I.5.1): length 12, "jP  ", CR LF 0x87 LF.
    private static let signatureBox: [UInt8] = [
        0, 0, 0, 12, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A,
    ]

    private enum BoxType {
        static let codestream = 0x6A70_3263  // jp2c
        static let header = 0x6A70_3268  // jp2h
        static let palette = 0x7063_6C72  // pclr
        static let channelDefinition = 0x6364_6566  // cdef
    }

    /// Where the codestream lies in `bytes`: all of them, or the first codestream box of a JP2.
    ///
    /// A palette or a channel order in the file header would change what a sample means, in some
    /// readers only; such a file is `unsupported`.
    static func codestreamRange(in bytes: [UInt8]) throws(CodecError) -> Range<Int> {
        guard bytes.starts(with: signatureBox) else { return 0..<bytes.count }
        var reader = CodestreamReader(bytes, range: 0..<bytes.count, thing: "JP2 file")
        while true {
            let (type, content) = try nextBox(&reader)
            switch type {
            case BoxType.codestream:
                return content
            case BoxType.header:
                try checkHeaderBox(bytes, content)
            default:
                break
            }
        }
    }

    private static func checkHeaderBox(
        _ bytes: [UInt8], _ content: Range<Int>
    ) throws(CodecError) {
        var reader = CodestreamReader(bytes, range: content, thing: "JP2 header box")
        while reader.remaining > 0 {
            let offset = reader.position
            let (type, _) = try nextBox(&reader)
            if type == BoxType.palette || type == BoxType.channelDefinition {
                throw CodecError(
                    code: .unsupported, thing: "JP2 palette or channel definition",
                    byteOffset: offset)
            }
        }
    }

    /// I.4: LBox, TBox, and XLBox when LBox is 1; LBox 0 reaches to the end.
    private static func nextBox(
        _ reader: inout CodestreamReader
    ) throws(CodecError) -> (type: Int, content: Range<Int>) {
        let offset = reader.position
        var length = try reader.uint32()
        let type = try reader.uint32()
        var headerLength = 8
        if length == 1 {
            let high = try reader.uint32()
            length = try high << 32 | reader.uint32()
            headerLength = 16
        } else if length == 0 {
            length = headerLength + reader.remaining
        }
        guard length >= headerLength else {
            throw CodecError(
                code: .corrupt, thing: "JP2 box", byteOffset: offset, expected: headerLength,
                found: length)
        }
        return (type, try reader.take(length - headerLength))
    }
}
