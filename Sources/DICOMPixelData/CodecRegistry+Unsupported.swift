import DICOMCore

extension CodecRegistry {
    /// What it would take to clean instances of a transfer syntax that has no codec here.
    static func need(of syntax: TransferSyntax) -> String {
        let prefix = "1.2.840.10008.1.2."
        guard syntax.isKnown else {
            return "held: a name and a definition of this syntax would be needed"
        }
        switch syntax.uid.dropFirst(prefix.count) {
        case "4.100", "4.100.1", "4.101", "4.101.1":
            return video("MPEG-2")
        case "4.102", "4.102.1", "4.103", "4.103.1", "4.104", "4.104.1", "4.105", "4.105.1",
            "4.106", "4.106.1":
            return video("H.264")
        case "4.107", "4.108": return video("HEVC")
        case "4.110":
            return "held: a JPEG XL decoder and lossless encoder would be needed"
        case "4.111":
            return "held: JPEG XL around a JPEG; painting would need both its parts unpacked, the "
                + "JPEG's blocks replaced and the whole packed again"
        case "4.112":
            return "held: a JPEG XL decoder would be needed, and for lossy frames an encoder that "
                + "keeps the samples outside the boxes"
        case "4.92", "4.93":
            return "held: JPEG 2000 Part 2 transforms many components together; a decoder and an "
                + "encoder of its multi-component extension would be needed"
        case "4.94", "4.95", "4.204", "4.205":
            return "held: the pixels are on a JPIP server, not in the file; they would have to be "
                + "fetched and the instance rewritten with them"
        case "4.52", "4.54", "4.56", "4.58":
            return "held: a retired JPEG process with arithmetic coding; a decoder and an encoder "
                + "of it would be needed"
        case "4.59", "4.60", "4.61", "4.62", "4.63", "4.64", "4.65", "4.66":
            return "held: a retired hierarchical JPEG process, which no library at hand decodes"
        case "6.1", "6.2":
            return "held: a retired encoding of the data set as MIME or XML; a reader of it would "
                + "be needed"
        case "7.1", "7.2", "7.3":
            return "held: a real-time stream of SMPTE ST 2110, whose pixels travel beside the data "
                + "set and are in no file"
        default: break
        }
        switch syntax.uid {
        case "1.2.840.10008.1.20":
            return "held: the retired Papyrus 3 keeps its images in pointed-to parts of the file; "
                + "a reader of them would be needed"
        default: return "held: not supported yet"
        }
    }

    private static func video(_ name: String) -> String {
        "held: \(name) video; its frames are coded from each other, so that painting one means "
            + "decoding and encoding all of them, which would change every pixel"
    }
}
