import Raster
package import RedactionReport

/// Boxes from a reviewed or hand-made list.
package enum GivenBoxes {
    /// A box that leaves the image was made for another one: nothing is painted by it.
    package static func requireInside(
        _ boxes: [ReportedBox], _ instance: OpenedInstance
    ) throws(InstanceFailure) {
        let image = PixelBox(
            x: 0, y: 0, width: instance.description.columns, height: instance.description.rows)
        for (index, box) in boxes.enumerated() where box.plane == .pixelData {
            guard !box.box.isEmpty, image.contains(box.box),
                !box.frames.reaches(beyond: instance.description.frames)
            else {
                throw .failed(
                    .boxesInvalid, "box \(index) of the list lies outside the image or its frames")
            }
        }
        for box in boxes where box.decision == .redact {
            if case .nested(let path) = box.plane {
                throw .held(
                    .nestedPixelData, "Pixel Data inside a sequence (\(path)) cannot be painted")
            }
        }
    }
}
