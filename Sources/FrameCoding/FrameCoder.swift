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

/// Decodes and repaints the frames of one instance: the place where codecs meet Pixel Data.
package struct FrameCoder: Sendable {
    package let instance: OpenedInstance

    package init(_ instance: OpenedInstance) {
        self.instance = instance
    }

    var shape: FrameShape {
        let pixels = instance.description
        return FrameShape(
            width: pixels.columns, height: pixels.rows, samplesPerPixel: pixels.samplesPerPixel,
            bytesPerSample: pixels.bytesPerSample, isSigned: pixels.isSigned)
    }

    var isDeclaredRGB: Bool { instance.description.photometricInterpretation == .rgb }

    /// What the samples mean as the data set declares them.
    private var declaredColour: ColourModel {
        instance.description.photometricInterpretation.colourModel
            ?? .monochrome(isInverted: false)
    }

    /// The samples of a frame in their canonical form: interleaved by pixel, little endian.
    package func decode(frame: Int) throws(FrameCodingError) -> DecodedFrame {
        switch instance.layout {
        case .native(let pixels):
            return DecodedFrame(
                samples: pixels.frame(frame), colour: declaredColour, ringWidth: 0)
        case .encapsulated(let pixels):
            do {
                return try decode(pixels.codestream(ofFrame: frame))
            } catch {
                throw FrameCodingError(frame: frame, cause: error)
            }
        }
    }

    private func decode(_ codestream: [UInt8]) throws(CodecError) -> DecodedFrame {
        switch instance.codec {
        case .native:
            throw CodecError(code: .mismatch, thing: "native frame")
        case .rleLossless:
            return DecodedFrame(
                samples: try RLELossless.decode(codestream, shape: shape), colour: declaredColour,
                ringWidth: 0)
        case .jpeg:
            try SecondPicture.requireNone(
                beginningWith: SecondPicture.jpegStart, in: codestream)
            let (samples, header) = try JPEGDCT.decode(
                codestream, shape: shape, declaredRGB: isDeclaredRGB)
            return DecodedFrame(
                samples: samples, colour: colour(of: header),
                ringWidth: header.ringWidth)
        case .jpeg2000:
            try SecondPicture.requireNone(
                beginningWith: SecondPicture.jpeg2000Start, in: codestream)
            // PS3.3 C.7.6.3.1.2: the decoder undoes RCT and ICT. Samples that are labelled YBR_FULL
            // were YBR before the encoder saw them.
            return DecodedFrame(
                samples: try JPEG2000.decode(codestream, shape: shape).samples,
                colour: declaredColour, ringWidth: 0)
        }
    }

    /// What the samples of a frame mean, by its codestream.
    package func colour(ofFrame frame: Int) throws(FrameCodingError) -> ColourModel {
        guard case .encapsulated(let pixels) = instance.layout, instance.codec == .jpeg else {
            return declaredColour
        }
        do {
            return colour(
                of: try JPEGDCT.header(
                    pixels.codestream(ofFrame: frame), declaredRGB: isDeclaredRGB))
        } catch {
            throw FrameCodingError(frame: frame, cause: error)
        }
    }

    /// Whether the frames went through the irreversible colour transform of JPEG 2000, which a
    /// repainted frame replaces by the reversible one.
    package func usesIrreversibleColourTransform() throws(FrameCodingError) -> Bool {
        guard case .encapsulated(let pixels) = instance.layout, instance.codec == .jpeg2000 else {
            return false
        }
        do {
            let header = try JPEG2000.header(pixels.codestream(ofFrame: 0))
            return header.usesColourTransform && !header.isReversible
        } catch {
            throw FrameCodingError(frame: 0, cause: error)
        }
    }

    private func colour(of header: JPEGDCT.Header) -> ColourModel {
        switch header.colour {
        case .grey: declaredColour
        case .ybr: .ybrFull
        case .rgb: .rgb
        case .other: declaredColour
        }
    }
}
