extension TransferSyntax {
    /// The transfer syntaxes of PS3.6 table A-1, retired ones too, and one private one.
    package static let table: [TransferSyntax] = [
        .init(
            "1.2.840.10008.1.2",
            "Implicit VR Little Endian", isImplicitVR: true),
        .init(
            "1.2.840.10008.1.2.1",
            "Explicit VR Little Endian"),
        .init(
            "1.2.840.10008.1.2.1.98",
            "Encapsulated Uncompressed Explicit VR Little Endian", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.1.99",
            "Deflated Explicit VR Little Endian", isDeflated: true),
        .init(
            "1.2.840.10008.1.2.2",
            "Explicit VR Big Endian", isBigEndian: true),
        .init(
            "1.2.840.10008.1.2.4.50",
            "JPEG Baseline (Process 1)", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.51",
            "JPEG Extended (Process 2 and 4)", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.52",
            "JPEG Extended (Process 3 and 5)", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.53",
            "JPEG Spectral Selection, Non-Hierarchical (Process 6 and 8)", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.54",
            "JPEG Spectral Selection, Non-Hierarchical (Process 7 and 9)", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.55",
            "JPEG Full Progression, Non-Hierarchical (Process 10 and 12)", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.56",
            "JPEG Full Progression, Non-Hierarchical (Process 11 and 13)", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.57",
            "JPEG Lossless, Non-Hierarchical (Process 14)", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.58",
            "JPEG Lossless, Non-Hierarchical (Process 15)", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.59",
            "JPEG Extended, Hierarchical (Process 16 and 18)", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.60",
            "JPEG Extended, Hierarchical (Process 17 and 19)", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.61",
            "JPEG Spectral Selection, Hierarchical (Process 20 and 22)", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.62",
            "JPEG Spectral Selection, Hierarchical (Process 21 and 23)", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.63",
            "JPEG Full Progression, Hierarchical (Process 24 and 26)", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.64",
            "JPEG Full Progression, Hierarchical (Process 25 and 27)", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.65",
            "JPEG Lossless, Hierarchical (Process 28)", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.66",
            "JPEG Lossless, Hierarchical (Process 29)", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.70",
            "JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14 [Selection Value 1])",
            isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.80",
            "JPEG-LS Lossless Image Compression", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.81",
            "JPEG-LS Lossy (Near-Lossless) Image Compression", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.90",
            "JPEG 2000 Image Compression (Lossless Only)", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.91",
            "JPEG 2000 Image Compression", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.92",
            "JPEG 2000 Part 2 Multi-component Image Compression (Lossless Only)",
            isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.93",
            "JPEG 2000 Part 2 Multi-component Image Compression", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.94",
            "JPIP Referenced"),
        .init(
            "1.2.840.10008.1.2.4.95",
            "JPIP Referenced Deflate", isDeflated: true),
        .init(
            "1.2.840.10008.1.2.4.100",
            "MPEG2 Main Profile / Main Level", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.100.1",
            "Fragmentable MPEG2 Main Profile / Main Level", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.101",
            "MPEG2 Main Profile / High Level", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.101.1",
            "Fragmentable MPEG2 Main Profile / High Level", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.102",
            "MPEG-4 AVC/H.264 High Profile / Level 4.1", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.102.1",
            "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.1", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.103",
            "MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.103.1",
            "Fragmentable MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1",
            isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.104",
            "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.104.1",
            "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video",
            isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.105",
            "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.105.1",
            "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video",
            isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.106",
            "MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.106.1",
            "Fragmentable MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.107",
            "HEVC/H.265 Main Profile / Level 5.1", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.108",
            "HEVC/H.265 Main 10 Profile / Level 5.1", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.110",
            "JPEG XL Lossless", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.111",
            "JPEG XL JPEG Recompression", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.112",
            "JPEG XL", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.201",
            "High-Throughput JPEG 2000 Image Compression (Lossless Only)", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.202",
            "High-Throughput JPEG 2000 with RPCL Options Image Compression (Lossless Only)",
            isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.203",
            "High-Throughput JPEG 2000 Image Compression", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.4.204",
            "JPIP HTJ2K Referenced"),
        .init(
            "1.2.840.10008.1.2.4.205",
            "JPIP HTJ2K Referenced Deflate", isDeflated: true),
        .init(
            "1.2.840.10008.1.2.5",
            "RLE Lossless", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.2.6.1",
            "RFC 2557 MIME encapsulation"),
        .init(
            "1.2.840.10008.1.2.6.2",
            "XML Encoding"),
        .init(
            "1.2.840.10008.1.2.7.1",
            "SMPTE ST 2110-20 Uncompressed Progressive Active Video"),
        .init(
            "1.2.840.10008.1.2.7.2",
            "SMPTE ST 2110-20 Uncompressed Interlaced Active Video"),
        .init(
            "1.2.840.10008.1.2.7.3",
            "SMPTE ST 2110-30 PCM Digital Audio"),
        .init(
            "1.2.840.10008.1.2.8.1",
            "Deflated Image Frame Compression", isEncapsulated: true),
        .init(
            "1.2.840.10008.1.20",
            "Papyrus 3 Implicit VR Little Endian", isImplicitVR: true),
        .init(
            "1.2.840.113619.5.2",
            "GE Private Implicit VR Little Endian with Big Endian Pixel Data", isImplicitVR: true),
    ]
}
