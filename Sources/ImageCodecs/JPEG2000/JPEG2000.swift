internal import CJPEG2000
package import Raster

/// JPEG 2000 Part 1 (ISO/IEC 15444-1) and, decoding only, Part 15 (HTJ2K): bare codestream or JP2
/// file, by OpenJPEG in strict mode.
package enum JPEG2000 {
    /// The samples of one coded frame, in the declared container, and what its header says.
    ///
    /// The sign is the codestream's, which may differ from the declared one: a signed sample is
    /// sign-extended to its container, an unsigned one is not. So bits above the precision hold
    /// the sign or zero, whatever Bits Stored and High Bit say. RCT and ICT are undone, no other
    /// colour conversion is made. A sample of a subsampled component is repeated for the pixels up
    /// to the next one. What follows the codestream is ignored.
    ///
    /// - Throws: `CodecError`: `truncated` and `corrupt` (never half a picture), `mismatch` (size
    ///   or component count differ from `shape`, precision does not fit the container),
    ///   `unsupported` (more than 21 bits, components of differing sign, Part 2),
    ///   `limitExceeded`.
    package static func decode(
        _ codestream: [UInt8], shape: FrameShape, limits: Limits = .init()
    ) throws(CodecError) -> (samples: SampleBuffer, header: Header) {
        let main = try mainHeader(codestream)
        let header = main.header
        try check(header, shape, limits)
        let layout = try layout(of: codestream, main)

        var picture = picture(header, bytesPerSample: shape.bytesPerSample)
        // All components have one sign: checked above.
        var samples = SampleBuffer(
            width: shape.width, height: shape.height, samplesPerPixel: shape.samplesPerPixel,
            bytesPerSample: shape.bytesPerSample, isSigned: header.isSigned[0])
        // In strict mode OpenJPEG insists on EOC.
        let source = codestream[layout.range] + (layout.hasEndMarker ? [] : [0xFF, 0xD9])
        // The C side reads `source` and writes the bytes that `picture` describes, no more; both
        // stay in place while it runs.
        let result = unsafe source.withUnsafeBufferPointer { source in
            unsafe samples.bytes.withUnsafeMutableBufferPointer { target in
                unsafe pixredact_jpeg2000_decode(
                    source.baseAddress, source.count, &picture, target.baseAddress)
            }
        }
        try check(result)
        return (samples, header)
    }

    /// Codes a frame reversibly (5/3 wavelet, one quality layer) in the shape of its source.
    ///
    /// Precision, sign, subsampling, place on the reference grid, tile grid, number of resolution
    /// levels, precincts, size of code-blocks and progression are the source's, as far as OpenJPEG
    /// codes them rightly. RCT is used if the source used a transform, ICT too, and has three
    /// components of one precision: PS3.3 C.7.6.3.1.2 then calls the Photometric Interpretation
    /// YBR_RCT. The result is a bare codestream.
    ///
    /// A sample counts by its low bits, read as signed or unsigned, whichever fits: a data set may
    /// call samples signed that its codestream calls unsigned. A sample that does not fit the
    /// source's precision raises it to `bitsStored`.
    ///
    /// - Throws: `CodecError`: `fillNotRepresentable` (a sample fits neither precision),
    ///   `unsupported`, `encodingFailed`.
    package static func encode(
        _ samples: SampleBuffer, bitsStored: Int, like header: Header
    ) throws(CodecError) -> [UInt8] {
        var header = header
        try check(
            header,
            FrameShape(
                width: samples.width, height: samples.height,
                samplesPerPixel: samples.samplesPerPixel, bytesPerSample: samples.bytesPerSample,
                isSigned: samples.isSigned),
            Limits(maximumSamples: .max))
        for component in header.bitsPerComponent.indices {
            header.bitsPerComponent[component] = try precision(
                of: samples, component: component,
                from: [header.bitsPerComponent[component], bitsStored])
        }
        if let codestream = code(samples, header) { return codestream }
        // OpenJPEG plans its buffer by the samples; many small precincts or blocks may need more
        // bytes for packet headers alone.
        header.coding = .standard(levels: header.coding.levels)
        guard let codestream = code(samples, header) else {
            throw CodecError(code: .encodingFailed, thing: "JPEG 2000 codestream")
        }
        return codestream
    }

    private static func code(_ samples: SampleBuffer, _ header: Header) -> [UInt8]? {
        var picture = picture(header, bytesPerSample: samples.bytesPerSample)
        var coding = coding(header)
        var codestream: UnsafeMutablePointer<UInt8>?
        var size = 0
        // The C side reads the bytes that `picture` describes, which are all of the buffer's.
        let result = unsafe samples.bytes.withUnsafeBufferPointer { source in
            unsafe pixredact_jpeg2000_encode(
                &picture, &coding, source.baseAddress, &codestream, &size)
        }
        defer { unsafe pixredact_jpeg2000_free(codestream) }
        guard result == PIXREDACT_JPEG2000_OK else { return nil }
        return unsafe [UInt8](UnsafeBufferPointer(start: codestream, count: size))
    }
}
