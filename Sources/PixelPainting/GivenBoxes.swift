import Raster
package import RedactionReport

/// Boxes from a reviewed or hand-made list.
package enum GivenBoxes {
    /// A box that leaves the image was made for another one: nothing is painted by it.
    package static func requireInside(
        _ boxes: [ReportedBox], _ instance: OpenedInstance
    ) throws(InstanceFailure) {
        let removed = Set(instance.removedPlanes.map(\.plane))
        for (index, box) in boxes.enumerated() where !removed.contains(box.plane) {
            // An entry that paints nothing may speak of what is no longer there.
            guard let plane = instance.planes.first(where: { $0.plane == box.plane }) else {
                if box.plane != .pixelData && box.decision != .redact { continue }
                throw .failed(
                    .boxesInvalid, "box \(index) of the list is on a plane that is not there")
            }
            let pixels = plane.description
            let image = PixelBox(x: 0, y: 0, width: pixels.columns, height: pixels.rows)
            guard !box.box.isEmpty, image.contains(box.box),
                !box.frames.reaches(beyond: pixels.frames), box.frames != FrameSelection([])
            else {
                throw .failed(
                    .boxesInvalid, "box \(index) of the list lies outside the image or its frames")
            }
        }
    }
}
