extension JPEG2000 {
    // PS3.5 A.4.4 forbids the JP2 file header round a codestream, and old encoders wrote it.

    /// The signature box (ISO/IEC 15444-1 I.5.1): length 12, "jP  ", CR LF 0x87 LF.
    private static let signatureBox: [UInt8] = [
        0, 0, 0, 12, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A,
    ]

    private enum BoxType {
        static let signature = 0x6A50_2020  // jP
        static let fileType = 0x6674_7970  // ftyp
        static let codestream = 0x6A70_3263  // jp2c
        static let header = 0x6A70_3268  // jp2h
        static let colour = 0x636F_6C72  // colr
        static let palette = 0x7063_6C72  // pclr
        static let channelDefinition = 0x6364_6566  // cdef
    }

    /// What is told outside a codestream.
    struct Wrapping {
        /// Where the codestream lies: all bytes, or the first codestream box of a JP2.
        var codestream: Range<Int>
        /// EnumCS of the first colour specification box (I.5.3.3).
        var enumeratedColourSpace: Int?
    }

    /// A palette or another channel order in the file header would change what a sample means, in
    /// some readers only; such a file is `unsupported`.
    static func wrapping(of bytes: [UInt8]) throws(CodecError) -> Wrapping {
        guard bytes.starts(with: signatureBox) else {
            return Wrapping(codestream: 0..<bytes.count)
        }
        var reader = CodestreamReader(bytes, range: 0..<bytes.count, thing: "JP2 file")
        var colourSpace: Int?
        while true {
            let (type, content) = try nextBox(&reader)
            switch type {
            case BoxType.codestream:
                return Wrapping(codestream: content, enumeratedColourSpace: colourSpace)
            case BoxType.header:
                colourSpace = try readHeaderBox(bytes, content)
            default:
                break
            }
        }
    }

    /// Whether something stands round the codestream of a JP2 that says nothing of its samples: XML,
    /// UUID and vendors' boxes (I.7), a second codestream.
    static func hasOtherBoxes(_ bytes: [UInt8], round codestream: Range<Int>) throws(CodecError)
        -> Bool
    {
        guard bytes.starts(with: signatureBox) else { return false }
        var reader = CodestreamReader(bytes, range: 0..<bytes.count, thing: "JP2 file")
        while true {
            let (type, content) = try nextBox(&reader)
            switch type {
            case BoxType.signature, BoxType.fileType, BoxType.header: break
            case BoxType.codestream where content == codestream:
                return !isPadding(bytes[codestream.upperBound...])
            default: return true
            }
        }
    }

    /// Zeroes only or FF only, which say nothing.
    static func isPadding(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.allSatisfy { $0 == 0 } || bytes.allSatisfy { $0 == 0xFF }
    }

    /// - Returns: the enumerated colour space.
    private static func readHeaderBox(
        _ bytes: [UInt8], _ content: Range<Int>
    ) throws(CodecError) -> Int? {
        var reader = CodestreamReader(bytes, range: content, thing: "JP2 header box")
        var colourSpace: Int?
        var hasColour = false
        while reader.remaining > 0 {
            let offset = reader.position
            let (type, content) = try nextBox(&reader)
            var box = CodestreamReader(bytes, range: content, thing: "JP2 header box")
            switch type {
            case BoxType.colour where !hasColour:
                hasColour = true
                // METH 1: enumerated; PREC and APPROX follow.
                if try box.uint8() == 1 {
                    _ = try box.uint16()
                    colourSpace = try box.uint32()
                }
            case BoxType.palette:
                throw CodecError(code: .unsupported, thing: "JP2 palette", byteOffset: offset)
            case BoxType.channelDefinition:
                try requireNaturalOrder(&box)
            default:
                break
            }
        }
        return colourSpace
    }

    /// I.5.3.6: each channel is the colour (Typ 0) of its own number, which Asoc counts from 1.
    private static func requireNaturalOrder(
        _ box: inout CodestreamReader
    ) throws(CodecError) {
        let offset = box.position
        for _ in 0..<(try box.uint16()) {
            let channel = try box.uint16()
            let (type, association) = (try box.uint16(), try box.uint16())
            guard type == 0, association == channel + 1 else {
                throw CodecError(
                    code: .unsupported, thing: "JP2 channel definition", byteOffset: offset)
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
