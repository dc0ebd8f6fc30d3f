package import Raster

/// JPEG-LS (ISO/IEC 14495-1), lossless and near-lossless, by CharLS.
///
/// The marker segments are read here first, so that CharLS sees only those that code the picture,
/// and no picture of another size than was declared.
package enum JPEGLS {
    /// What one picture may cost.
    package struct Limits: Hashable, Sendable {
        /// Samples of a frame: at most two bytes each while it is decoded.
        package var maximumSamples: Int

        package init(maximumSamples: Int = 1 << 29) {
            self.maximumSamples = maximumSamples
        }
    }

    /// The samples of one coded frame, in the declared container, and what its header says.
    ///
    /// A codestream knows no sign: where `shape` is signed, samples are two's complement numbers of
    /// the coded precision and are sign-extended to the container. A colour transform (HP1 to HP3)
    /// is undone, no other colour conversion is made. Bytes behind EOI are ignored.
    ///
    /// - Throws: `CodecError`: `truncated` and `corrupt` (never half a picture), `mismatch` (size
    ///   or component count differ from `shape`, precision does not fit the container),
    ///   `unsupported` (mapping tables, subsampled components, mixed interleaving, a MAXVAL that
    ///   is not one less than a power of two, JPEG-LS extensions), `limitExceeded`.
    package static func decode(
        _ codestream: [UInt8], shape: FrameShape, limits: Limits = Limits()
    ) throws(CodecError) -> (samples: SampleBuffer, header: Header) {
        let stream = try Codestream(codestream)
        return (try decode(stream, shape: shape, limits: limits), stream.header)
    }

    static func decode(
        _ stream: Codestream, shape: FrameShape, limits: Limits
    ) throws(CodecError) -> SampleBuffer {
        try check(stream, shape, limits)
        let layout = CodedLayout(
            stream.header, bits: stream.codedBits, componentOrder: stream.componentOrder)
        let coded = try decode(stream, byteCount: layout.byteCount)
        return samples(
            coded, layout, bitsPerSample: stream.header.bitsPerSample, shape)
    }

    private static func decode(
        _ stream: Codestream, byteCount: Int
    ) throws(CodecError) -> [UInt8] {
        do {
            return try CharLSDecoder().decode(stream, byteCount: byteCount)
        } catch {
            // Old encoders, that of DICOM's own samples too, put a zero between the coded data and
            // EOI. CharLS 2.3 to 2.4.2 refuses that.
            guard error.code == .corrupt, let stream = stream.withoutLastZero else { throw error }
            return try CharLSDecoder().decode(stream, byteCount: byteCount)
        }
    }

    /// Whether the codestream is one that we decode, and the picture that the data set declares.
    private static func check(
        _ stream: Codestream, _ shape: FrameShape, _ limits: Limits
    ) throws(CodecError) {
        let header = stream.header
        try match("width", shape.width, header.width)
        try match("height", shape.height, header.height)
        try match("components", shape.samplesPerPixel, header.components)
        guard [1, 2, 4].contains(shape.bytesPerSample) else {
            throw CodecError(
                code: .unsupported, thing: "JPEG-LS container", found: shape.bytesPerSample)
        }
        guard header.bitsPerSample <= 8 * shape.bytesPerSample else {
            throw CodecError(
                code: .mismatch, thing: "JPEG-LS precision", expected: 8 * shape.bytesPerSample,
                found: header.bitsPerSample)
        }
        // HP's own coder transforms interleaved components only, others transform all.
        guard
            header.colourTransform == .none
                || (header.interleave != .none && header.components == 3)
        else {
            throw CodecError(code: .unsupported, thing: "JPEG-LS colour transform")
        }
        // Rows and Columns have 16 bits; CharLS before 2.4.4 overflows far beyond.
        guard max(header.width, header.height) <= 0xFFFF else {
            throw CodecError(
                code: .limitExceeded, thing: "JPEG-LS size", expected: 0xFFFF,
                found: max(header.width, header.height))
        }
        let samples = header.width * header.height * header.components
        guard samples <= limits.maximumSamples else {
            throw CodecError(
                code: .limitExceeded, thing: "JPEG-LS samples", expected: limits.maximumSamples,
                found: samples)
        }
        // A.7.1: a bit stands for a run of 2^15 samples of one line at most.
        let bits = header.height * ((header.width + 0x7FFF) >> 15)
        guard bits <= 8 * stream.codedLength else {
            throw CodecError(
                code: .truncated, thing: "JPEG-LS scan", expected: (bits + 7) / 8,
                found: stream.codedLength)
        }
    }

    private static func match(
        _ what: String, _ expected: Int, _ found: Int
    ) throws(CodecError) {
        guard expected == found else {
            throw CodecError(
                code: .mismatch, thing: "JPEG-LS \(what)", expected: expected, found: found)
        }
    }
}
