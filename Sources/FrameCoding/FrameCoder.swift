import DICOMCore
package import DICOMPixelData
import ImageCodecs
package import PixelPainting
package import Raster

/// The samples of one frame, and how they are to be shown.
package struct DecodedFrame: Sendable {
    package var samples: SampleBuffer
    package var colour: ColourModel
    /// How far round a painted block an interpolating decoder mixes in its chroma, in pixels: 0
    /// where chroma is not subsampled.
    package var ringWidth: Int
}

/// Decodes and repaints the frames of one plane: the place where codecs meet Pixel Data.
package struct FrameCoder: Sendable {
    package let plane: ImagePlane
    /// `nil` where frames are native.
    private let codec: (any CodestreamCodec)?

    package init(_ plane: ImagePlane) {
        self.plane = plane
        let declared = FrameDeclaration(plane.coded)
        codec =
            switch plane.codec {
            case .native: nil
            case .rleLossless: RLEFrames(declared: declared)
            case .jpeg: JPEGFrames(declared: declared)
            case .jpeg2000: JPEG2000Frames(declared: declared)
            case .deflated: DeflatedFrames(declared: declared)
            }
    }

    /// The samples of a frame in their canonical form: interleaved by pixel, little endian.
    package func decode(frame: Int) throws(FrameCodingError) -> DecodedFrame {
        let coded = try decodeCoded(frame)
        guard let bit = plane.embeddedBit else { return coded }
        return DecodedFrame(
            samples: coded.samples.bits(1 << bit), colour: .monochrome(isInverted: false),
            ringWidth: 0)
    }

    private func decodeCoded(_ frame: Int) throws(FrameCodingError) -> DecodedFrame {
        switch plane.layout {
        case .native(let pixels):
            DecodedFrame(samples: pixels.frame(frame), colour: declaredColour, ringWidth: 0)
        case .encapsulated:
            try onCodestream(ofFrame: frame) { (codec, codestream) throws(CodecError) in
                try codec.decode(codestream)
            }
        }
    }

    /// What the samples of a frame mean, by its codestream.
    package func colour(ofFrame frame: Int) throws(FrameCodingError) -> ColourModel {
        if plane.embeddedBit != nil { return .monochrome(isInverted: false) }
        switch plane.layout {
        case .native: return declaredColour
        case .encapsulated:
            return try onCodestream(ofFrame: frame) { (codec, codestream) throws(CodecError) in
                try codec.colour(of: codestream)
            }
        }
    }

    /// What painting takes from the coding of a frame.
    package func traits(ofFrame frame: Int) throws(FrameCodingError) -> CodingTraits {
        guard case .encapsulated = plane.layout else { return CodingTraits() }
        return try onCodestream(ofFrame: frame) { (codec, codestream) throws(CodecError) in
            try codec.traits(of: codestream)
        }
    }

    /// Paints `boxes` into the codestream of one frame of encapsulated Pixel Data.
    ///
    /// - Parameter fill: one stored value a component of the decoded samples.
    package func repaint(
        frame: Int, boxes: [PixelBox], fill: [Int]
    ) throws(FrameCodingError) -> RepaintedFrame {
        try onCodestream(ofFrame: frame) { (codec, codestream) throws(CodecError) in
            try codec.repaint(codestream, boxes: boxes, fill: fill)
        }
    }

    /// The codestream of a frame without bytes that no decoder shows; `nil` where it has none.
    package func withoutHiddenBytes(frame: Int) throws(FrameCodingError) -> [UInt8]? {
        guard case .encapsulated = plane.layout else { return nil }
        return try onCodestream(ofFrame: frame) { (codec, codestream) throws(CodecError) in
            try codec.withoutHiddenBytes(codestream)
        }
    }

    /// Checks the coefficients of a painted JPEG frame, read back from where it was written.
    ///
    /// - Parameter proof: what painting the frame gave.
    /// - Returns: `nil` where frames are coded in another way.
    package func check(
        frame: Int, against proof: any Sendable
    ) throws(FrameCodingError) -> CoefficientCheck? {
        guard case .encapsulated = plane.layout else { return nil }
        return try onCodestream(ofFrame: frame) { (codec, codestream) throws(CodecError) in
            try codec.check(codestream, against: proof)
        }
    }

    private var declaredColour: ColourModel { FrameDeclaration(plane.coded).colour }

    private func onCodestream<Result>(
        ofFrame frame: Int,
        _ work: (any CodestreamCodec, [UInt8]) throws(CodecError) -> Result
    ) throws(FrameCodingError) -> Result {
        guard case .encapsulated(let pixels) = plane.layout, let codec else {
            preconditionFailure("native Pixel Data has no codestreams")
        }
        do {
            return try work(codec, pixels.codestream(ofFrame: frame))
        } catch {
            throw FrameCodingError(frame: frame, cause: error)
        }
    }
}
