package import Raster

/// JPEG with 8 bits a sample (ISO 10918-1): samples out of a codestream, boxes painted into one.
///
/// What libjpeg reads is read: baseline, extended sequential and progressive, Huffman or
/// arithmetic coding, one or three components. 12-bit, lossless and hierarchical codestreams are
/// recognised by `header` and refused as `unsupported` by everything else.
///
/// A codestream is one frame. Bytes behind its EOI marker are ignored and never copied.
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

    /// What a painted area shows.
    package enum Fill: Hashable, Sendable {
        /// The level that displays black for certain: 0 in grey, luma and each of red, green and
        /// blue, no chroma; with `isInverted` (MONOCHROME1) the highest level instead.
        case black(isInverted: Bool)
        /// Exactly this sample value in grey, luma and each of red, green and blue, no chroma.
        case value(Int)
    }

    /// A codestream with painted boxes, and what a check of it needs to know.
    package struct Repainting: Sendable {
        package var codestream: [UInt8]
        /// What was overwritten, one a box that meets the image, in the order of the boxes.
        package var painted: [PixelBox]
        /// Of the source's coefficients outside `painted`, taken before anything was painted.
        let outsideDigest: [UInt64]
        let header: Header
        let fill: Fill
    }

    /// What the coefficients of a repainted codestream say.
    package struct Check: Hashable, Sendable {
        /// Outside the painted boxes every coefficient, and all that decides how it decodes
        /// (size, sampling, quantisation, colour), equals the original's.
        package var outsideIdentical: Bool
        /// Each block inside the painted boxes holds the fill and nothing else.
        package var insideIsFill: Bool

        package var passes: Bool { outsideIdentical && insideIsFill }
    }

    /// Reads the markers up to the first scan.
    ///
    /// - Parameter declaredRGB: whether the data set says RGB; decides only where no marker does.
    package static func header(
        _ codestream: [UInt8], declaredRGB: Bool = false
    ) throws(CodecError) -> Header {
        throw CodecError(code: .unsupported, thing: "JPEG")
    }

    /// Decodes to components as stored: no colour conversion, chroma upsampled by interpolation as
    /// libjpeg does by default.
    ///
    /// - Throws: `mismatch` where the codestream shows another shape than `shape`, before anything
    ///   is allocated; `truncated` or `corrupt` where part of the picture is missing or wrong.
    package static func decode(
        _ codestream: [UInt8], shape: FrameShape, declaredRGB: Bool = false, limits: Limits = .init()
    ) throws(CodecError) -> (samples: SampleBuffer, header: Header) {
        throw CodecError(code: .unsupported, thing: "JPEG")
    }

    /// Paints `boxes` by replacing the DCT coefficients, DC and AC, of the blocks they touch.
    package static func repaint(
        _ codestream: [UInt8], shape: FrameShape, boxes: [PixelBox], fill: Fill,
        declaredRGB: Bool = false, limits: Limits = .init()
    ) throws(CodecError) -> Repainting {
        throw CodecError(code: .unsupported, thing: "JPEG")
    }

    /// Checks what `repaint` made by reading its codestream back: one pass of entropy decoding.
    package static func check(
        _ repainting: Repainting, limits: Limits = .init()
    ) throws(CodecError) -> Check {
        throw CodecError(code: .unsupported, thing: "JPEG")
    }

    /// Checks a codestream against its original; reads both.
    package static func check(
        original: [UInt8], repainted: [UInt8], shape: FrameShape, painted: [PixelBox], fill: Fill,
        declaredRGB: Bool = false, limits: Limits = .init()
    ) throws(CodecError) -> Check {
        throw CodecError(code: .unsupported, thing: "JPEG")
    }
}
