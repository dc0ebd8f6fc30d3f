package import DICOMCore

/// How the frames of a transfer syntax are coded.
package enum FrameCodec: String, Sendable, CaseIterable {
    /// Samples as they are; also one frame a fragment (Encapsulated Uncompressed, PS3.5 A.4.11).
    case native
    case rleLossless = "RLE Lossless"
    /// All that begins with SOI: DCT-based, lossless and JPEG-LS, told apart by the codestream.
    case jpeg = "JPEG"
    /// Part 1 and High-Throughput.
    case jpeg2000 = "JPEG 2000"
    case deflated = "Deflate"
}

/// What is done with a transfer syntax: the only place that tells them apart by UID.
package struct CodecRegistry: Sendable {
    package struct Entry: Sendable {
        package let transferSyntax: TransferSyntax
        /// `nil`: instances of this syntax are held.
        package let codec: FrameCodec?
        /// What reads the frames.
        package let decode: String
        /// How a painted frame is written, or what reading this syntax would need.
        package let writeBack: String
        /// What stays equal outside the painted area.
        package let exactness: String
        /// Whether a sequential JPEG is not of this syntax.
        package let demandsProgression: Bool
        /// Whether words of pixels are big endian in a little endian data set.
        package let hasBigEndianWords: Bool
    }

    package static let entries: [Entry] = TransferSyntax.table.map { entry($0) }

    /// The entry of `transferSyntax`; an unknown UID is held like a known one without a codec.
    package static func entry(for transferSyntax: TransferSyntax) -> Entry {
        entries.first { $0.transferSyntax.uid == transferSyntax.uid } ?? entry(transferSyntax)
    }

    private static func entry(_ syntax: TransferSyntax) -> Entry {
        guard let support = support.first(where: { $0.uids.contains(syntax.uid) }) else {
            return Entry(
                transferSyntax: syntax, codec: nil, decode: "-", writeBack: need(of: syntax),
                exactness: "-", demandsProgression: false, hasBigEndianWords: false)
        }
        return Entry(
            transferSyntax: syntax, codec: support.codec, decode: support.decode,
            writeBack: support.writeBack, exactness: support.exactness,
            demandsProgression: support.demandsProgression,
            hasBigEndianWords: support.hasBigEndianWords)
    }
}
