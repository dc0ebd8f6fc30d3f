import CJPEG
package import Raster

/// JPEG with 8 bits a sample (ISO 10918-1): samples out of a codestream, boxes painted into one.
///
/// What libjpeg reads is read: baseline, extended sequential and progressive, Huffman or
/// arithmetic coding, one or three components. 12-bit, lossless and hierarchical codestreams are
/// recognised by `header` and refused as `unsupported` by everything else.
///
/// A codestream is one frame. Bytes behind its EOI marker are ignored and never copied. A picture
/// of which a part is missing or was mended by the decoder is an error, never samples.
package enum JPEGBaseline {
    /// How much one codestream may ask for.
    package struct Limits: Hashable, Sendable {
        /// Width x height x components.
        package var maximumSamples: Int
        /// A progressive picture costs its whole area again with each scan.
        package var maximumScans: Int

        package init(maximumSamples: Int = 1 << 28, maximumScans: Int = 100) {
            self.maximumSamples = maximumSamples
            self.maximumScans = maximumScans
        }
    }

    /// Reads the markers up to the first scan.
    ///
    /// - Parameter declaredRGB: whether the data set says RGB; decides only where no marker does.
    package static func header(
        _ codestream: [UInt8], declaredRGB: Bool = false
    ) throws(CodecError) -> Header {
        try JPEGMarkers(codestream, declaredRGB: declaredRGB, upTo: .firstScan).header
    }

    /// Decodes to components as stored: no colour conversion, chroma upsampled by interpolation as
    /// libjpeg does by default.
    ///
    /// - Throws: `mismatch` where the codestream shows another shape than `shape`, before anything
    ///   is allocated; `truncated` or `corrupt` where part of the picture is missing or wrong.
    package static func decode(
        _ codestream: [UInt8], shape: FrameShape, declaredRGB: Bool = false,
        limits: Limits = .init()
    ) throws(CodecError) -> (samples: SampleBuffer, header: Header) {
        let markers = try readMarkers(codestream, shape, declaredRGB, limits)
        let size = shape.width * shape.height * shape.samplesPerPixel
        var result = pixredact_jpeg_result()
        // The decoder writes exactly `size` bytes when it answers OK, and never more.
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            result = unsafe withSource(codestream, markers) { source in
                unsafe pixredact_jpeg_decode(&source, buffer.baseAddress)
            }
            count = result.status == PIXREDACT_JPEG_OK ? size : 0
        }
        try require(result, "JPEG scan")
        let samples = SampleBuffer(
            width: shape.width, height: shape.height, samplesPerPixel: shape.samplesPerPixel,
            bytesPerSample: 1, isSigned: shape.isSigned, bytes: bytes)
        return (samples, markers.header)
    }

    /// Reads all markers and compares them with what the data set declares and the limits allow.
    static func readMarkers(
        _ codestream: [UInt8], _ shape: FrameShape, _ declaredRGB: Bool, _ limits: Limits
    ) throws(CodecError) -> JPEGMarkers {
        let markers = try JPEGMarkers(
            codestream, declaredRGB: declaredRGB, upTo: .endOfImage, limits: limits)
        let header = markers.header
        for (thing, expected, found) in [
            ("JPEG frame width", shape.width, header.width),
            ("JPEG frame height", shape.height, header.height),
            ("JPEG components", shape.samplesPerPixel, header.components),
            ("JPEG bytes a sample", shape.bytesPerSample, 1),
        ] where expected != found {
            throw CodecError(code: .mismatch, thing: thing, expected: expected, found: found)
        }
        // 16-bit sides and at most three components: no overflow.
        let samples = header.width * header.height * header.components
        guard samples <= limits.maximumSamples else {
            throw CodecError(
                code: .limitExceeded, thing: "JPEG samples", expected: limits.maximumSamples,
                found: samples)
        }
        // A Huffman code is at least one bit, and a block takes at least one: its DC difference;
        // a sequential block two, with its end of block. Fewer bytes cannot hold the picture, and
        // a few of them cannot make us allocate gigabytes.
        if !header.usesArithmeticCoding {
            let bits = header.blocks * (header.process == .progressive ? 1 : 2)
            guard bits <= 8 * markers.end else {
                throw CodecError(
                    code: .truncated, thing: "JPEG codestream", byteOffset: markers.end,
                    expected: bits / 8, found: markers.end)
            }
        }
        return markers
    }

    /// Runs `body` with the codestream, up to its EOI, as the C functions take it.
    static func withSource<Result>(
        _ codestream: [UInt8], _ markers: JPEGMarkers,
        _ body: (inout pixredact_jpeg_source) -> Result
    ) -> Result {
        // The bytes outlive the call; no C function keeps the pointer.
        unsafe codestream.withUnsafeBufferPointer { bytes in
            var source = unsafe pixredact_jpeg_source(
                bytes: bytes.baseAddress, count: markers.end,
                width: UInt32(markers.header.width), height: UInt32(markers.header.height),
                components: Int32(markers.header.components))
            return unsafe body(&source)
        }
    }

    static func require(
        _ result: pixredact_jpeg_result, _ thing: String
    ) throws(CodecError) {
        let code: CodecError.Code
        switch result.status {
        case PIXREDACT_JPEG_OK: return
        case PIXREDACT_JPEG_TRUNCATED: code = .truncated
        case PIXREDACT_JPEG_UNSUPPORTED: code = .unsupported
        case PIXREDACT_JPEG_LIMIT_EXCEEDED: code = .limitExceeded
        case PIXREDACT_JPEG_MISMATCH: code = .mismatch
        case PIXREDACT_JPEG_FILL_NOT_REPRESENTABLE: code = .fillNotRepresentable
        case PIXREDACT_JPEG_ENCODING_FAILED: code = .encodingFailed
        default: code = .corrupt
        }
        throw CodecError(code: code, thing: thing, byteOffset: Int(result.byte_offset))
    }
}
