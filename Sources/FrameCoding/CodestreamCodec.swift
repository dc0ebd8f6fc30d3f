import DICOMPixelData
import ImageCodecs
package import PixelPainting
import Raster

/// Reads and paints the codestreams of one plane, each of which is one frame.
///
/// One type a codec; which of them a plane has is said by `CodecRegistry`.
protocol CodestreamCodec: Sendable {
    /// The samples of a frame and what they mean.
    func decode(_ codestream: [UInt8]) throws(CodecError) -> DecodedFrame

    /// The codestream with `boxes` painted and all else as it decodes now.
    ///
    /// - Parameter fill: one stored value a component of the decoded samples.
    func repaint(
        _ codestream: [UInt8], boxes: [PixelBox], fill: [Int]
    ) throws(CodecError) -> RepaintedFrame

    /// What the samples of a frame mean, by its codestream.
    func colour(of codestream: [UInt8]) throws(CodecError) -> ColourModel

    /// The codestream without the bytes that no decoder shows and that may hold a picture or
    /// text: metadata, and what stands behind its end. `nil` where there are none.
    func withoutHiddenBytes(_ codestream: [UInt8]) throws(CodecError) -> [UInt8]?

    /// Checks a written codestream, without decoding it to samples, by what was known of its
    /// source when it was painted.
    ///
    /// - Returns: `nil` where that cannot be done.
    func check(
        _ written: [UInt8], against proof: any Sendable
    ) throws(CodecError) -> CoefficientCheck?

    /// What painting takes from a codestream: see `CodingTraits`.
    func traits(of codestream: [UInt8]) throws(CodecError) -> CodingTraits
}

extension CodestreamCodec {
    func withoutHiddenBytes(_ codestream: [UInt8]) throws(CodecError) -> [UInt8]? { nil }

    func check(
        _ written: [UInt8], against proof: any Sendable
    ) throws(CodecError) -> CoefficientCheck? { nil }

    func traits(of codestream: [UInt8]) throws(CodecError) -> CodingTraits { CodingTraits() }
}

/// What the data set says of a plane's frames.
struct FrameDeclaration: Sendable {
    let description: ImagePixelDescription
    let shape: FrameShape
    let bitsStored: Int
    /// Whether Bits Allocated is 1.
    let isBits: Bool
    let isRGB: Bool
    /// What the samples mean where no codestream says it.
    let colour: ColourModel

    init(_ pixels: ImagePixelDescription) {
        description = pixels
        shape = FrameShape(
            width: pixels.columns, height: pixels.rows, samplesPerPixel: pixels.samplesPerPixel,
            bytesPerSample: pixels.bytesPerSample, isSigned: pixels.isSigned)
        bitsStored = pixels.bitsStored
        isBits = pixels.bitsAllocated == 1
        isRGB = pixels.photometricInterpretation == .rgb
        colour = pixels.photometricInterpretation.colourModel ?? .monochrome(isInverted: false)
    }
}

/// What a frame's coding shows no longer once the frame was painted.
package struct CodingTraits: Hashable, Sendable {
    /// How it lost something, where a painted frame is coded without loss.
    package var lossyMethod: LossyMethod?
    /// Whether it went through ICT, which painting replaces by RCT.
    package var usesIrreversibleColourTransform = false
    /// Whether tiles that no box touches stay as they are.
    package var hasSeveralTiles = false
}

/// What the coefficients of a painted JPEG frame say.
package struct CoefficientCheck: Hashable, Sendable {
    package var outsideIdentical: Bool
    package var insideIsFill: Bool
}
