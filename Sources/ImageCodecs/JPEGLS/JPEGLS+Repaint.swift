package import Raster

extension JPEGLS {
    /// The codestream with `boxes` painted: every sample outside of them decodes as before.
    ///
    /// A near-lossless source is written back with NEAR = 0, which both transfer syntaxes allow
    /// (PS3.5 A.4.3): a second pass with its own NEAR would change pixels far from the boxes. The
    /// interleave mode, the colour transform and the preset parameters of its first scan are kept,
    /// as far as fill and CharLS allow; a fill that the precision cannot say raises the precision.
    /// Metadata, restart markers and bytes behind EOI are dropped. Where no box meets the frame
    /// only metadata is cut out, and the coded data stay as they are.
    ///
    /// - Parameters:
    ///   - boxes: any; what lies outside the frame is ignored.
    ///   - fill: one stored value for each sample of a pixel; the bits of the container count.
    /// - Throws: `CodecError` as `decode`; `fillNotRepresentable` (more than 16 bits),
    ///   `encodingFailed`.
    /// - Precondition: `fill` has `samplesPerPixel` values.
    package static func repaint(
        _ codestream: [UInt8], shape: FrameShape, boxes: [PixelBox], fill: [Int],
        limits: Limits = Limits()
    ) throws(CodecError) -> [UInt8] {
        precondition(fill.count == shape.samplesPerPixel)
        let stream = try Codestream(codestream)
        var samples = try decode(stream, shape: shape, limits: limits)
        let boxes = boxes.map { $0.clipped(toWidth: shape.width, height: shape.height) }
            .filter { !$0.isEmpty }
        guard !boxes.isEmpty else {
            return stream.header.hasMetadata ? stream.essence : codestream
        }
        for box in boxes { samples.fill(box, with: fill) }
        return try encode(samples, like: stream.header, fill: fill)
    }

    private static func encode(
        _ samples: SampleBuffer, like source: Header, fill: [Int]
    ) throws(CodecError) -> [UInt8] {
        let header = try source.adapted(
            to: fill, containerBits: 8 * samples.bytesPerSample, isSigned: samples.isSigned)
        let layout = CodedLayout(
            header, bits: header.bitsPerSample, componentOrder: Array(0..<header.components))
        let coded = coded(samples, layout, bitsPerSample: header.bitsPerSample)
        // Most pictures shrink. A sample takes 2 (P + max(8, P)) bits at most (A.2.1), which is 4
        // bytes for one, and a stuffed bit after each FF; 64 bytes hold the marker segments.
        for capacity in [coded.count + 64, 5 * coded.count + 64] {
            let encoder = try CharLSEncoder()
            if let codestream = try encoder.encode(coded, header: header, capacity: capacity) {
                return codestream
            }
        }
        throw CodecError(code: .encodingFailed, thing: "JPEG-LS codestream")
    }
}

extension JPEGLS.Header {
    /// The header of a codestream that can hold the fill as well.
    fileprivate func adapted(
        to fill: [Int], containerBits: Int, isSigned: Bool
    ) throws(CodecError) -> Self {
        var header = self
        header.near = 0
        let values = fill.map { Self.contained($0, bits: containerBits, isSigned: isSigned) }
        for value in values {
            header.bitsPerSample = max(
                header.bitsPerSample, Self.precision(of: value, isSigned: isSigned))
        }
        guard header.bitsPerSample <= 16 else {
            throw CodecError(
                code: .fillNotRepresentable, thing: "JPEG-LS precision", expected: 16,
                found: header.bitsPerSample)
        }
        if header.bitsPerSample != bitsPerSample {
            // Defined for 8 and 16 bits.
            header.colourTransform = .none
        }
        let maximum = presetParameters.maximumValue
        if maximum > 0, maximum != 1 << header.bitsPerSample - 1 {
            // CharLS would code modulo 2^P, and thresholds are made for a MAXVAL.
            header.presetParameters = .init()
        }
        return header
    }

    /// The number that the low bits of `value` stand for.
    private static func contained(_ value: Int, bits: Int, isSigned: Bool) -> Int {
        let shift = Int.bitWidth - bits
        return isSigned
            ? (value << shift) >> shift : Int((UInt(bitPattern: value) << shift) >> shift)
    }

    private static func precision(of value: Int, isSigned: Bool) -> Int {
        let magnitude = value < 0 ? ~value : value
        return Int.bitWidth - magnitude.leadingZeroBitCount + (isSigned ? 1 : 0)
    }
}
