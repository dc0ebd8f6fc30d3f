import DICOMCore
import DICOMPixelData
import FrameCoding
import PixelPainting
import Raster
import RedactionReport
import TextSynthesis

/// The frame of an instance that text is burnt into: the middle one, decoded, without overlays.
struct BurnableFrame {
    let plane: ImagePlane
    let index: Int
    let samples: SampleBuffer
    let colour: ColourModel
    let scale: SampleScale
    let transform: GrayscaleTransform

    /// Text in fewer grey levels has no edges and no contrasts to speak of.
    private static let leastBits = 6

    /// - Throws: `skipped` for pixels that no text can be burnt into, `failed` where the frame
    ///   cannot be decoded.
    init(_ instance: OpenedInstance) throws(InstanceFailure) {
        plane = instance.image
        index = plane.description.frames / 2
        let frame = try FrameRenderer(plane, claimedBits: instance.claimedBits)
            .visible(FrameCoder(plane).decodeOrFail(frame: index))
        samples = frame.samples
        colour = frame.colour
        let renderer = try plane.viewRenderer()
        transform = renderer.transform(ofFrame: index)
        let bits = min(plane.description.bitsStored, 8 * samples.bytesPerSample)
        guard colour != .palette else {
            throw Self.unburnable("colours of a palette have no order that text could be drawn in")
        }
        guard !plane.description.isFloat else {
            throw Self.unburnable("numbers have no greatest value that text could be drawn in")
        }
        guard bits >= Self.leastBits else {
            throw Self.unburnable("\(bits) bits are too few for text")
        }
        guard
            let ends = renderer.displayEnds(of: samples, colourModel: colour, frame: index)
        else { throw Self.unburnable("the frame shows one grey only") }
        let least = samples.isSigned ? -(1 << (bits - 1)) : 0
        scale = SampleScale(
            black: ends.black, white: ends.white, storedRange: least...least + 1 << bits - 1,
            shift: min(plane.description.storedShift, 8 * samples.bytesPerSample - bits),
            colour: Self.colour(colour, neutral: least + 1 << (bits - 1)),
            followsSamples: ends.areStretched)
    }

    private static func colour(_ model: ColourModel, neutral: Int) -> SampleScale.Colour {
        switch model {
        case .monochrome, .palette: .monochrome
        case .rgb: .rgb
        case .ybrFull, .ybrPartial: .ybr(neutral: neutral)
        }
    }

    private static func unburnable(_ message: String) -> InstanceFailure {
        .skipped(.unsupportedPixelFormat, message)
    }
}

extension FrameRenderer {
    /// The views of a frame that is the first of its plane.
    mutating func wholeViews(of frame: DecodedFrame) throws(InstanceFailure) -> [GrayImage] {
        try picture(of: frame, frame: 0, changes: nil, known: [], isWhole: true)
            .parts.flatMap(\.views)
    }
}
