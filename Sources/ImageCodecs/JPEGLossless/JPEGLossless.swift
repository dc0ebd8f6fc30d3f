import CJPEGLossless
package import Raster

/// JPEG Lossless (ISO 10918-1 annex H, process 14: Huffman coding): samples out of a codestream,
/// boxes painted into one.
///
/// All seven predictors, point transforms, restart intervals, 2 to 16 bits, one to four
/// components in any division into scans. Arithmetic coding, hierarchical frames (and with them
/// predictor 0), and restart intervals of broken rows, which H.1.1 forbids, are `unsupported`.
///
/// A codestream is one frame. Bytes behind its EOI marker are ignored and never copied; the marker
/// itself may be missing. A picture of which a part is missing or wrong is an error, never samples:
/// a code that is in no table may be damage as well as the work of the "Cornell" encoder, whose
/// 17-bit codes no table of the format can hold, so that both are `corrupt`.
package enum JPEGLossless {
    /// How much one codestream may ask for.
    package struct Limits: Hashable, Sendable {
        /// Width x height x components.
        package var maximumSamples: Int

        package init(maximumSamples: Int = 1 << 28) {
            self.maximumSamples = maximumSamples
        }
    }

    /// Reads the markers up to the first scan, and behind it where only a DNL marker there says
    /// how many lines the picture has.
    package static func header(_ codestream: [UInt8]) throws(CodecError) -> Header {
        try JPEGLosslessMarkers(codestream, upTo: .firstScan).header
    }

    /// Decodes to components as stored, without colour conversion. A subsampled component's
    /// samples are repeated.
    ///
    /// Samples of `precision` bits fill containers of 1 or 2 bytes; where `shape` says signed their
    /// highest bit is a sign. Predictions work modulo 2^16, as H.1.2.1 demands, whatever the
    /// precision: some encoders of 8-bit pictures rely on it.
    ///
    /// - Throws: `mismatch` where the codestream shows another shape than `shape`, before anything
    ///   is allocated; `truncated` or `corrupt` where part of the picture is missing or wrong.
    package static func decode(
        _ codestream: [UInt8], shape: FrameShape, limits: Limits = .init()
    ) throws(CodecError) -> (samples: SampleBuffer, header: Header) {
        let markers = try readMarkers(codestream, shape, limits)
        var samples = SampleBuffer(
            width: shape.width, height: shape.height, samplesPerPixel: shape.samplesPerPixel,
            bytesPerSample: shape.bytesPerSample, isSigned: shape.isSigned)
        for scan in markers.scans {
            var result = pixredact_jpegll_result()
            // The C function writes inside the frame that `target` describes, and keeps nothing.
            unsafe samples.bytes.withUnsafeMutableBufferPointer { buffer in
                var target = unsafe Self.target(
                    buffer.baseAddress, shape, markers.header, components: scan.components)
                unsafe target.point_transform = UInt32(scan.pointTransform)
                result = unsafe withSource(codestream, scan, markers.header) { source in
                    unsafe pixredact_jpegll_decode(&source, &target)
                }
            }
            try require(result, scan)
        }
        return (samples, markers.header)
    }

    /// Reads all markers and compares them with what the data set declares and the limits allow.
    static func readMarkers(
        _ codestream: [UInt8], _ shape: FrameShape, _ limits: Limits
    ) throws(CodecError) -> JPEGLosslessMarkers {
        let markers = try JPEGLosslessMarkers(codestream, upTo: .endOfImage)
        let header = markers.header
        let bytesPerSample = header.precision <= 8 ? 1...2 : 2...2
        for (thing, expected, found) in [
            ("width", shape.width, header.width),
            ("height", shape.height, header.height),
            ("components", shape.samplesPerPixel, header.components),
            (
                "bytes a sample", shape.bytesPerSample,
                bytesPerSample.contains(shape.bytesPerSample)
                    ? shape.bytesPerSample : bytesPerSample.lowerBound
            ),
        ] where expected != found {
            throw CodecError(
                code: .mismatch, thing: "JPEG Lossless \(thing)", expected: expected, found: found)
        }
        // 16-bit sides and at most four components: no overflow.
        let samples = header.width * header.height * header.components
        guard samples <= limits.maximumSamples else {
            throw CodecError(
                code: .limitExceeded, thing: "JPEG Lossless samples",
                expected: limits.maximumSamples, found: samples)
        }
        // A code is at least one bit. Fewer bytes cannot hold the picture, and a few of them cannot
        // make us allocate gigabytes.
        for scan in markers.scans where scan.geometry.samples > 8 * scan.codedBytes.count {
            throw CodecError(
                code: .truncated, thing: "JPEG Lossless scan",
                byteOffset: scan.codedBytes.upperBound, expected: scan.geometry.samples / 8,
                found: scan.codedBytes.count)
        }
        return markers
    }

    /// Runs `body` with a scan as the C functions take it.
    static func withSource<Result>(
        _ codestream: [UInt8], _ scan: JPEGLosslessMarkers.Scan, _ header: Header,
        _ body: (inout pixredact_jpegll_scan) -> Result
    ) -> Result {
        let geometry = scan.geometry
        // The bytes and tables outlive the call; no C function keeps a pointer to them.
        return unsafe codestream.withUnsafeBufferPointer { bytes in
            unsafe withTables(scan.tables.map(\.definition)) { tables in
                var source = unsafe pixredact_jpegll_scan()
                unsafe source.bytes = bytes.baseAddress.map {
                    unsafe $0 + scan.codedBytes.lowerBound
                }
                unsafe source.count = scan.codedBytes.count
                unsafe source.tables = (tables[0], tables[1], tables[2], tables[3])
                unsafe source.components = UInt32(scan.components.count)
                unsafe source.horizontal = quadruple(geometry.samplesInUnit.map(\.horizontal))
                unsafe source.vertical = quadruple(geometry.samplesInUnit.map(\.vertical))
                unsafe source.columns = UInt32(geometry.columns)
                unsafe source.rows = UInt32(geometry.rows)
                unsafe source.predictor = UInt32(scan.predictor)
                unsafe source.bits = UInt32(header.precision - scan.pointTransform)
                unsafe source.restart_rows = UInt32(geometry.restartRows)
                return unsafe body(&source)
            }
        }
    }

    /// Runs `body` with pointers to up to four tables.
    static func withTables<Result>(
        _ definitions: [[UInt8]], _ body: ([UnsafePointer<UInt8>?]) -> Result
    ) -> Result {
        let joined = definitions.flatMap { $0 }
        return unsafe joined.withUnsafeBufferPointer { bytes in
            var pointers: [UnsafePointer<UInt8>?] = unsafe []
            var offset = 0
            for definition in definitions {
                unsafe pointers.append(bytes.baseAddress.map { unsafe $0 + offset })
                offset += definition.count
            }
            while unsafe pointers.count < 4 { unsafe pointers.append(nil) }
            return unsafe body(pointers)
        }
    }

    private static func target(
        _ samples: UnsafeMutablePointer<UInt8>?, _ shape: FrameShape, _ header: Header,
        components: [Int]
    ) -> pixredact_jpegll_target {
        let repeats = components.map { header.pixelsPerSample(ofComponent: $0) }
        var target = unsafe pixredact_jpegll_target()
        unsafe target.samples = samples
        unsafe target.width = UInt32(shape.width)
        unsafe target.height = UInt32(shape.height)
        unsafe target.samples_per_pixel = UInt32(shape.samplesPerPixel)
        unsafe target.bytes_per_sample = UInt32(shape.bytesPerSample)
        unsafe target.components = quadruple(components)
        unsafe target.repeat_x = quadruple(repeats.map(\.horizontal))
        unsafe target.repeat_y = quadruple(repeats.map(\.vertical))
        unsafe target.precision = UInt32(header.precision)
        unsafe target.is_signed = shape.isSigned
        return unsafe target
    }

    /// Up to four small numbers as a C array.
    private static func quadruple(_ values: [Int]) -> (UInt8, UInt8, UInt8, UInt8) {
        let padded = values.map { UInt8($0) } + [0, 0, 0, 0]
        return (padded[0], padded[1], padded[2], padded[3])
    }

    static func require(
        _ result: pixredact_jpegll_result, _ scan: JPEGLosslessMarkers.Scan
    ) throws(CodecError) {
        let code: CodecError.Code
        switch result.status {
        case PIXREDACT_JPEGLL_OK: return
        case PIXREDACT_JPEGLL_TRUNCATED: code = .truncated
        case PIXREDACT_JPEGLL_MISSING_CODE: code = .encodingFailed
        case PIXREDACT_JPEGLL_OUT_OF_MEMORY: code = .limitExceeded
        default: code = .corrupt
        }
        throw CodecError(
            code: code, thing: "JPEG Lossless scan row \(result.row)",
            byteOffset: scan.codedBytes.lowerBound)
    }
}
