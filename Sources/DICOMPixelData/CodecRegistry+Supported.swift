extension CodecRegistry {
    /// Transfer syntaxes that are read and written back in one way.
    struct Support: Sendable {
        let uids: Set<String>
        let codec: FrameCodec
        let decode: String
        let writeBack: String
        let exactness: String
        let demandsProgression: Bool
        let hasBigEndianWords: Bool

        /// - Parameter ends: of the UIDs, behind the root of DICOM's transfer syntaxes; a private
        ///   UID as a whole.
        init(
            _ ends: [String], _ codec: FrameCodec, decode: String, writeBack: String,
            exactness: String, demandsProgression: Bool = false,
            hasBigEndianWords: Bool = false
        ) {
            self.demandsProgression = demandsProgression
            self.hasBigEndianWords = hasBigEndianWords
            uids = Set(
                ends.map { $0.isEmpty || $0.hasPrefix(".") ? "1.2.840.10008.1.2" + $0 : $0 })
            self.codec = codec
            self.decode = decode
            self.writeBack = writeBack
            self.exactness = exactness
        }
    }

    static let support: [Support] = [
        Support(
            ["", ".1", ".2", ".1.98"], .native, decode: "in place",
            writeBack: "rows overwritten in a copy", exactness: "identical bytes"),
        Support(
            ["1.2.840.113619.5.2"], .native, decode: "in place, words swapped",
            writeBack: "rows overwritten in a copy", exactness: "identical bytes",
            hasBigEndianWords: true),
        Support(
            [".1.99"], .native, decode: "libdeflate",
            writeBack: "inflated, overwritten, deflated", exactness: "identical"),
        Support(
            [".8.1"], .deflated, decode: "libdeflate",
            writeBack: "touched frames inflated, overwritten, deflated", exactness: "identical"),
        Support(
            [".5"], .rleLossless, decode: "own",
            writeBack: "touched rows re-coded, others copied", exactness: "identical"),
        Support(
            [".4.50", ".4.51"], .jpeg, decode: "libjpeg; 12 bits: GDCM's libjpeg",
            writeBack: "DCT blocks replaced, Huffman tables kept",
            exactness: "identical outside touched blocks (1-pixel ring with subsampled chroma)"),
        Support(
            [".4.53", ".4.55"], .jpeg, decode: "libjpeg; 12 bits: GDCM's libjpeg",
            writeBack: "DCT blocks replaced, scans kept",
            exactness: "identical outside touched blocks (1-pixel ring with subsampled chroma)",
            demandsProgression: true),
        Support(
            [".4.57", ".4.70"], .jpeg, decode: "own",
            writeBack: "re-coded with the source's predictor and Huffman tables",
            exactness: "identical"),
        Support(
            [".4.80"], .jpeg, decode: "CharLS", writeBack: "re-coded", exactness: "identical"),
        Support(
            [".4.81"], .jpeg, decode: "CharLS", writeBack: "re-coded with NEAR = 0",
            exactness: "identical; larger"),
        Support(
            [".4.90"], .jpeg2000, decode: "OpenJPEG",
            writeBack: "touched tiles re-coded reversibly", exactness: "identical"),
        Support(
            [".4.91"], .jpeg2000, decode: "OpenJPEG",
            writeBack: "touched tiles re-coded reversibly",
            exactness: "identical to OpenJPEG's decode; larger if lossy"),
        Support(
            [".4.201", ".4.202"], .jpeg2000, decode: "OpenJPEG",
            writeBack: "re-coded reversibly by OpenJPH", exactness: "identical"),
        Support(
            [".4.203"], .jpeg2000, decode: "OpenJPEG",
            writeBack: "re-coded reversibly by OpenJPH",
            exactness: "identical to OpenJPEG's decode; larger if lossy"),
    ]
}
