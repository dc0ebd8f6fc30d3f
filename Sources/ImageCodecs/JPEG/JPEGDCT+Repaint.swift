import CJPEG
import CJPEG12
package import Raster

extension JPEGDCT {
    /// What a painted area shows.
    package enum Fill: Hashable, Sendable {
        /// The level that displays black for certain: 0 in grey, luma and each of red, green and
        /// blue, no chroma; with `isInverted` (MONOCHROME1) the highest level instead.
        case black(isInverted: Bool)
        /// Exactly this sample value in grey, luma and each of red, green and blue, no chroma. In
        /// a signed shape it may be negative: a two's complement number of the precision.
        case value(Int)

        /// The sample values of a painted pixel.
        package func samples(_ colour: Header.Colour, precision: Int = 8) -> [Int] {
            let level =
                switch self {
                case .black(let isInverted): isInverted ? (1 << precision) - 1 : 0
                case .value(let value): value
                }
            let centre = 1 << (precision - 1)
            return switch colour {
            case .grey: [level]
            case .rgb: [level, level, level]
            case .ybr, .other: [level, centre, centre]
            }
        }

        /// Whether the samples of a picture can have this value.
        func isInRange(of header: Header, isSigned: Bool) -> Bool {
            guard case .value(let value) = self else { return true }
            let half = 1 << (header.precision - 1)
            return isSigned ? -half..<half ~= value : 0...header.maximumSample ~= value
        }
    }

    /// A codestream with painted boxes, and what a check of it needs to know.
    package struct Repainting: Sendable {
        package var codestream: [UInt8]
        /// What was overwritten, one a box that meets the image, in the order of the boxes.
        package var painted: [PixelBox]
        /// What `check` compares the codestream with, now or later.
        package var proof: PaintProof
    }

    /// Paints `boxes` by replacing the DCT coefficients, DC and AC, of every block they touch.
    ///
    /// All other coefficients stay, and with them the samples outside `painted`; where chroma is
    /// subsampled an interpolating decoder may show other values in a ring of `Header.ringWidth`
    /// round it and tint its rim. Inside `boxes` every sample is exactly the fill.
    ///
    /// Huffman tables, table numbers and restart interval stay those of the source; where a DC
    /// table lacks the code of a new difference, the standard one takes its place. A sequential
    /// source keeps its SOF kind, so that what was legal in its transfer syntax still is; several
    /// scans become one, with optimal tables. A progressive source (legal in neither .50 nor .51)
    /// becomes baseline, or extended where its quantisation tables have 16 bits or its samples 12,
    /// unless `keepsProgression` (.53 and .55): then its scans stay. Arithmetic coding becomes
    /// Huffman coding.
    ///
    /// Of the metadata only what decides colours is kept: JFIF without its thumbnail, Adobe's
    /// marker, ICC profiles. The codestream ends with its EOI marker and may have an odd length.
    ///
    /// - Throws: what `decode` throws; `fillNotRepresentable` where no quantised DC coefficient
    ///   shows the fill exactly.
    package static func repaint(
        _ codestream: [UInt8], shape: FrameShape, boxes: [PixelBox], fill: Fill,
        declaredRGB: Bool = false, keepsProgression: Bool = false, limits: Limits = .init()
    ) throws(CodecError) -> Repainting {
        let markers = try readMarkers(codestream, shape, declaredRGB, limits)
        let header = markers.header
        guard fill.isInRange(of: header, isSigned: shape.isSigned) else {
            throw CodecError(code: .fillNotRepresentable, thing: "JPEG fill")
        }
        let painted = boxes.map(header.paintedBox).filter { !$0.isEmpty }
        let isHuffmanSequential = header.process != .progressive && !header.usesArithmeticCoding
        let writing = Writing(
            metadata: markers.metadata.segments,
            keepsTables: isHuffmanSequential && markers.scans.count == 1
                && !markers.redefinesTables,
            scans: keepsProgression && header.process == .progressive ? markers.scans : [])
        var (repainted, survey) = try write(
            codestream, markers, painted: painted, fill: fill, writing)
        if isHuffmanSequential {
            // libjpeg chooses between SOF0 and SOF1 by the tables alone.
            let written = try JPEGMarkers(
                repainted, declaredRGB: declaredRGB, upTo: .firstScan)
            repainted[written.frameCodeOffset] = codestream[markers.frameCodeOffset]
        }
        return Repainting(
            codestream: repainted, painted: painted,
            proof: PaintProof(
                header: header, outside: survey.digests, painted: painted, fill: fill))
    }

    private struct Writing {
        let metadata: [UInt8]
        let keepsTables: Bool
        /// Of a progressive codestream.
        let scans: [JPEGMarkers.Scan]
    }

    private static func write(
        _ codestream: [UInt8], _ markers: JPEGMarkers, painted: [PixelBox], fill: Fill,
        _ writing: Writing
    ) throws(CodecError) -> (codestream: [UInt8], survey: pixredact_jpeg_survey) {
        var survey = pixredact_jpeg_survey()
        var output: UnsafeMutablePointer<UInt8>?
        var count = 0
        // The C function owns nothing of ours; what it allocates is freed below, once.
        let is12Bit = markers.header.precision == 12
        defer {
            if is12Bit {
                unsafe pixredact_jpeg12_free(output)
            } else {
                unsafe pixredact_jpeg_free(output)
            }
        }
        let result = unsafe withSource(codestream, markers) { source in
            unsafe withPaint(painted, fill, markers.header) { paint in
                unsafe withOptions(writing) { options in
                    unsafe is12Bit
                        ? pixredact_jpeg12_repaint(
                            &source, &paint, &options, &survey, &output, &count)
                        : pixredact_jpeg_repaint(
                            &source, &paint, &options, &survey, &output, &count)
                }
            }
        }
        try require(result, "JPEG scan")
        let bytes = unsafe UnsafeBufferPointer(start: output, count: count)
        return unsafe ([UInt8](bytes), survey)
    }

    private static func withOptions<Result>(
        _ writing: Writing, _ body: (inout pixredact_jpeg_writing) -> Result
    ) -> Result {
        let scans = writing.scans.map { scan in
            // At most four, each found in the frame header.
            let components = scan.components.map { UInt8($0) } + [0, 0, 0, 0]
            return pixredact_jpeg_scan(
                component_count: UInt8(scan.components.count),
                components: (components[0], components[1], components[2], components[3]),
                first: scan.first, last: scan.last, high: scan.high, low: scan.low)
        }
        return unsafe writing.metadata.withUnsafeBufferPointer { metadata in
            unsafe scans.withUnsafeBufferPointer { scans in
                var options = unsafe pixredact_jpeg_writing(
                    metadata: metadata.baseAddress, metadata_count: metadata.count,
                    keeps_tables: writing.keepsTables, scans: scans.baseAddress,
                    scan_count: scans.count)
                return unsafe body(&options)
            }
        }
    }

    /// Runs `body` with the painting as the C functions take it.
    static func withPaint<Result>(
        _ painted: [PixelBox], _ fill: Fill, _ header: Header,
        _ body: (inout pixredact_jpeg_paint) -> Result
    ) -> Result {
        // Clipped to an image of 16-bit sides.
        let boxes = painted.map {
            pixredact_jpeg_box(
                x: UInt32($0.x), y: UInt32($0.y), max_x: UInt32($0.maxX), max_y: UInt32($0.maxY))
        }
        // A negative value is a pattern of `precision` bits to JPEG.
        let values =
            fill.samples(header.colour, precision: header.precision)
            .map { Int32(truncatingIfNeeded: $0 & header.maximumSample) } + [0, 0, 0]
        return unsafe boxes.withUnsafeBufferPointer { boxes in
            var paint = unsafe pixredact_jpeg_paint(
                boxes: boxes.baseAddress, box_count: boxes.count,
                fill: (values[0], values[1], values[2], 0))
            return unsafe body(&paint)
        }
    }
}

extension pixredact_jpeg_survey {
    var digests: [UInt64] { [outside.0, outside.1, outside.2, outside.3] }
}
