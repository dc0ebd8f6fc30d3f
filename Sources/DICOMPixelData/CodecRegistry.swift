package import DICOMCore

/// How the frames of a transfer syntax are coded.
package enum FrameCodec: String, Sendable, CaseIterable {
    /// Samples as they are; also one frame a fragment (Encapsulated Uncompressed, PS3.5 A.4.11).
    case native
    case rleLossless = "RLE Lossless"
    case jpeg = "JPEG, 8-bit"
    case jpeg2000 = "JPEG 2000"
}

/// What is done with a transfer syntax: the only place that tells them apart by UID.
package struct CodecRegistry: Sendable {
    package struct Entry: Sendable {
        package let transferSyntax: TransferSyntax
        /// `nil`: instances of this syntax are held.
        package let codec: FrameCodec?
        /// How a painted frame is written, or what reading this syntax would need.
        package let writeBack: String
        /// What stays equal outside the painted area.
        package let exactness: String
    }

    package static let entries: [Entry] = TransferSyntax.table.map { entry($0) }

    /// The entry of `transferSyntax`; an unknown UID is held like a known one without a codec.
    package static func entry(for transferSyntax: TransferSyntax) -> Entry {
        entries.first { $0.transferSyntax.uid == transferSyntax.uid } ?? entry(transferSyntax)
    }

    private static func entry(_ syntax: TransferSyntax) -> Entry {
        func supported(_ codec: FrameCodec, _ writeBack: String, _ exactness: String) -> Entry {
            Entry(
                transferSyntax: syntax, codec: codec, writeBack: writeBack, exactness: exactness)
        }
        switch syntax.uid {
        case "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2",
            "1.2.840.10008.1.2.1.98", TransferSyntax.gePrivateBigEndianPixels.uid:
            return supported(.native, "rows overwritten in a copy", "identical bytes")
        case "1.2.840.10008.1.2.1.99":
            return supported(.native, "inflated, overwritten, deflated", "identical")
        case "1.2.840.10008.1.2.5":
            return supported(.rleLossless, "touched rows re-coded", "identical")
        case "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51":
            return supported(
                .jpeg, "DCT blocks replaced",
                "identical outside touched MCUs (1-pixel ring with subsampled chroma)")
        case "1.2.840.10008.1.2.4.90":
            return supported(.jpeg2000, "re-coded reversibly", "identical")
        case "1.2.840.10008.1.2.4.91":
            return supported(
                .jpeg2000, "re-coded reversibly", "identical to OpenJPEG's decode; larger if lossy")
        default:
            return Entry(
                transferSyntax: syntax, codec: nil, writeBack: need(of: syntax), exactness: "-")
        }
    }
}
