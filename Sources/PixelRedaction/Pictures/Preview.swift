package import DICOMCore
import DICOMPixelData
import FrameCoding
import PixelPainting
import Raster
package import RedactionPolicy
package import RedactionReport

/// Pictures an instance on the first frame that has a box.
package enum Preview {
    /// A PNG file, or `nil` when the instance cannot be pictured.
    ///
    /// - Parameter drawsBoxes: whether the outlines of the report's boxes are drawn.
    package static func png(
        of source: ByteSource, _ report: InstanceReport, drawsBoxes: Bool, limits: ResourceLimits
    ) -> [UInt8]? {
        let boxes = report.boxes.filter { $0.plane == .pixelData }
        let frame = boxes.first?.frames.ranges?.first?.lowerBound ?? 0
        do {
            let instance = try OpenedInstance(
                RedactionPipeline.read(source, limits), limits: limits)
            guard frame < instance.image.description.frames else { return nil }
            var image = PreviewImage(
                try FrameCoder(instance.image).decodeOrFail(frame: frame),
                try instance.image.viewRenderer())
            if drawsBoxes {
                for box in boxes where box.frames.contains(frame) {
                    image.draw(box.box, decision: box.decision)
                }
            }
            return image.png()
        } catch {
            return nil
        }
    }
}
