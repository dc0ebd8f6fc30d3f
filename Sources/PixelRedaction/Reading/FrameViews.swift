import DICOMPixelData
import FrameCoding
import Raster
import RedactionReport
import TextDetection

/// The views of one frame, rendered as far as they are asked for.
struct FrameViews {
    /// Pixels round a region that a reader may look at.
    private static let margin = 16

    let bounds: PixelBox
    /// What was shown to the detector, if anything was.
    private let picture: Picture?
    private let frame: DecodedFrame
    private let index: Int
    private let renderer: FrameRenderer
    private var whole: [GrayImage]?

    init(_ frame: DecodedFrame, _ index: Int, _ picture: Picture?, _ renderer: FrameRenderer) {
        self.frame = frame
        self.index = index
        self.picture = picture
        self.renderer = renderer
        bounds = PixelBox(
            x: 0, y: 0, width: frame.samples.width, height: frame.samples.height)
    }

    /// Views that show `box` and what is near it, and the part of the frame that they show.
    mutating func part(
        around box: PixelBox
    ) throws(InstanceFailure) -> (area: PixelBox, views: [GrayImage]) {
        let wanted = box.expanded(by: Self.margin).intersection(bounds)
        if let part = picture?.parts.first(where: { $0.area.contains(wanted) }) {
            return (part.area, part.views)
        }
        if let whole { return (bounds, whole) }
        // A copy: what is stretched for a reader does not change how later frames are examined.
        var renderer = renderer
        let views = try renderer.picture(
            of: frame, frame: index, changes: nil, known: [], isWhole: true
        ).parts.flatMap(\.views)
        whole = views
        return (bounds, views)
    }
}
