package import DICOMCore
package import DICOMPixelData
import ImageCodecs
package import PixelPainting
package import Raster

/// The samples of one frame, and how they are to be shown.
package struct DecodedFrame: Sendable {
    package var samples: SampleBuffer
    package var colour: ColourModel
    /// Whether an interpolating decoder mixes the chroma of neighbouring blocks.
    package var hasSubsampledChroma: Bool
}

/// Decodes and repaints the frames of one instance: the place where codecs meet Pixel Data.
package struct FrameCoder: Sendable {
    package let instance: OpenedInstance

    package init(_ instance: OpenedInstance) {
        self.instance = instance
    }

    private var shape: FrameShape { instance.description.frameShape }

    /// The samples of a frame in their canonical form: interleaved by pixel, little endian.
    package func decode(frame: Int) throws(FrameCodingError) -> DecodedFrame {
        switch instance.layout {
        case .native(let pixels):
            return uncompressed(
                try rethrowing(frame) { () throws(PixelDataError) in
                    try pixels.samples(frame: frame, in: instance.file.body)
                })
        case .encapsulated(let pixels):
            return try decode(pixels.codestream(ofFrame: frame, in: instance.file.body), frame)
        }
    }

    private func decode(
        _ codestream: [UInt8], _ frame: Int
    ) throws(FrameCodingError) -> DecodedFrame {
        do {
            switch instance.codec {
            case .native, .encapsulatedUncompressed:
                return uncompressed(
                    try rethrowing(frame) { () throws(PixelDataError) in
                        try instance.description.nativeSamples(ofFrame: codestream)
                    })
            case .rleLossless:
                return uncompressed(try RLELossless.decode(codestream, shape: shape))
            case .jpeg:
                let (samples, header) = try JPEGBaseline.decode(
                    codestream, shape: shape, declaredRGB: isDeclaredRGB)
                return DecodedFrame(
                    samples: samples, colour: colour(of: header),
                    hasSubsampledChroma: header.isSubsampled)
            case .jpeg2000:
                let samples = try JPEG2000.decode(codestream, shape: shape).samples
                return DecodedFrame(
                    samples: samples, colour: instance.description.colourModelOfJPEG2000,
                    hasSubsampledChroma: false)
            }
        } catch let error as CodecError {
            throw FrameCodingError(frame: frame, cause: .codec(error))
        } catch let error as FrameCodingError {
            throw error
        } catch {
            throw FrameCodingError(
                frame: frame, cause: .codec(CodecError(code: .corrupt, thing: "codestream")))
        }
    }
}
