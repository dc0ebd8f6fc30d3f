import CJPEG
import CJPEG12
package import Raster

/// DCT-based JPEG (ISO 10918-1): samples out of a codestream, boxes painted into one.
///
/// What libjpeg reads is read: baseline, extended sequential and progressive, with 8 bits a sample
/// or 12, Huffman coding or (8 bits only) arithmetic coding, one or three components. Lossless,
/// hierarchical and JPEG-LS codestreams are recognised by `header` and refused as `unsupported` by
/// everything else.
///
/// A codestream is one frame. Bytes behind its EOI marker are ignored and never copied. A picture
/// of which a part is missing or was mended by the decoder is an error, never samples.
package enum JPEGDCT {
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
    /// Samples take as many bytes as `shape` says: 8-bit ones fit in one or two, 12-bit ones in
    /// two. Where the shape is signed they are two's complement numbers of the codestream's
    /// precision, sign-extended.
    ///
    /// - Throws: `mismatch` where the codestream shows another shape than `shape`, before anything
    ///   is allocated; `truncated` or `corrupt` where part of the picture is missing or wrong, or
    ///   bytes stand behind the last block of a scan that are more than padding.
    package static func decode(
        _ codestream: [UInt8], shape: FrameShape, declaredRGB: Bool = false,
        limits: Limits = .init()
    ) throws(CodecError) -> (samples: SampleBuffer, header: Header) {
        let markers = try readMarkers(codestream, shape, declaredRGB, limits)
        let size =
            shape.width * shape.height * shape.samplesPerPixel * shape.bytesPerSample
        var result = pixredact_jpeg_result()
        // The decoder writes exactly `size` bytes when it answers OK, and never more; the buffer of
        // an array is aligned to 16 bytes.
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            result = unsafe withSource(codestream, markers) { source in
                unsafe markers.header.precision == 12
                    ? pixredact_jpeg12_decode(&source, buffer.baseAddress, shape.bytesPerSample)
                    : pixredact_jpeg_decode(&source, buffer.baseAddress, shape.bytesPerSample)
            }
            guard result.status == PIXREDACT_JPEG_OK else { return }
            count = size
            if shape.isSigned, shape.bytesPerSample == 2 {
                unsafe extendSigns(buffer, precision: markers.header.precision)
            }
        }
        try require(result, "JPEG scan")
        let samples = SampleBuffer(
            width: shape.width, height: shape.height, samplesPerPixel: shape.samplesPerPixel,
            bytesPerSample: shape.bytesPerSample, isSigned: shape.isSigned, bytes: bytes)
        return (samples, markers.header)
    }

    private static func extendSigns(_ samples: UnsafeMutableBufferPointer<UInt8>, precision: Int) {
        let shift = Int16(16 - precision)
        // Whole samples of two bytes, aligned, each visited once.
        unsafe samples.withMemoryRebound(to: Int16.self) { samples in
            for index in samples.indices {
                unsafe samples[index] = (samples[index] << shift) >> shift
            }
        }
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
            // Eight bits fit in two bytes, and are met there.
            (
                "JPEG bytes a sample", shape.bytesPerSample,
                header.precision == 8 && shape.bytesPerSample == 2 ? 2 : header.bytesPerSample
            ),
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
