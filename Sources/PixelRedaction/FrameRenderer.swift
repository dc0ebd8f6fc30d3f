import DICOMPixelData
import FrameCoding
import PixelPainting
import Raster
import RedactionReport

/// Renders the views of a plane's frames, the unused bits of their samples among them.
struct FrameRenderer {
    private let renderer: ViewRenderer
    private let unusedBits: UnusedBits
    /// Those of the image that are overlays: planes of their own.
    private let overlayBits: Int

    /// - Parameter claimedBits: those of the image that hold overlays.
    /// - Throws: `failed` where the palette or a LUT cannot be read.
    init(_ plane: ImagePlane, claimedBits: Int) throws(InstanceFailure) {
        renderer = try plane.viewRenderer()
        unusedBits = UnusedBits(plane.description)
        overlayBits = plane.plane == .pixelData ? claimedBits & unusedBits.mask : 0
    }

    /// The frame without the overlays in it.
    func visible(_ frame: DecodedFrame) -> DecodedFrame {
        guard overlayBits != 0 else { return frame }
        var frame = frame
        frame.samples.clear(
            bits: overlayBits,
            in: PixelBox(x: 0, y: 0, width: frame.samples.width, height: frame.samples.height))
        return frame
    }

    /// At least one view.
    func views(of frame: DecodedFrame, frame index: Int) throws(InstanceFailure) -> [GrayImage] {
        let views =
            renderer.views(of: frame.samples, colourModel: frame.colour, frame: index)
            + unusedBits.views(of: frame.samples)
        // A frame that nobody looked at is not one without text.
        guard !views.isEmpty else {
            throw .failed(.detectionFailed, "a frame could not be rendered for the detector")
        }
        return views
    }
}
