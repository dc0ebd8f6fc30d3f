extension JPEG2000 {
    // ISO/IEC 15444-1 Annex A, and the names of its parameters here:
    //   Xsiz - XOsiz, Ysiz - YOsiz   width, height
    //   XTsiz, XTOsiz                tileWidth, tileOffsetX
    //   Ssiz                         bitsPerComponent, isSigned
    //   XRsiz, YRsiz                 Subsampling
    //   Scod                         usesPacketStartMarkers (SOP), usesPacketHeaderEndMarkers (EPH)
    //   SGcod                        progressionOrder, layers, usesColourTransform
    //   SPcod, SPcoc                 ComponentCoding
    //   Pcap, Ccap15                 highThroughputCapabilities
    //   Isot, Psot, TPsot, TNsot     tile, length, part, parts
    enum Marker {
        static let startOfCodestream = 0xFF4F  // SOC
        static let extendedCapabilities = 0xFF50  // CAP
        static let imageAndTileSize = 0xFF51  // SIZ
        static let codingStyleDefault = 0xFF52  // COD
        static let codingStyleComponent = 0xFF53  // COC
        static let tilePartLengths = 0xFF55  // TLM
        static let profile = 0xFF56  // PRF
        static let packetLengthsMain = 0xFF57  // PLM
        static let packetLengthsTilePart = 0xFF58  // PLT
        static let correspondingProfile = 0xFF59  // CPF
        static let quantizationDefault = 0xFF5C  // QCD
        static let quantizationComponent = 0xFF5D  // QCC
        static let regionOfInterest = 0xFF5E  // RGN
        static let progressionOrderChange = 0xFF5F  // POC
        static let packedPacketHeadersMain = 0xFF60  // PPM
        static let packedPacketHeadersTilePart = 0xFF61  // PPT
        static let componentRegistration = 0xFF63  // CRG
        static let comment = 0xFF64  // COM
        static let startOfTilePart = 0xFF90  // SOT
        static let startOfData = 0xFF93  // SOD
        static let endOfCodestream = 0xFFD9  // EOC

        /// Those of a main header that do not outlive a change of tile-parts, and comments, which
        /// may name somebody.
        static let leftOut = [tilePartLengths, packetLengthsMain, comment]
    }

    /// The next marker segment: its marker and what follows its length.
    static func nextSegment(
        _ reader: inout CodestreamReader
    ) throws(CodecError) -> (marker: Int, content: Range<Int>) {
        let offset = reader.position
        let marker = try reader.uint16()
        guard marker >= 0xFF00 else {
            throw CodecError(code: .corrupt, thing: "JPEG 2000 marker", byteOffset: offset)
        }
        let length = try reader.uint16()
        guard length >= 2 else {
            throw CodecError(
                code: .corrupt, thing: "JPEG 2000 marker segment", byteOffset: offset,
                expected: 2, found: length)
        }
        return (marker, try reader.take(length - 2))
    }
}
