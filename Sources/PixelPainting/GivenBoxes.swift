import Raster
package import RedactionReport

/// Boxes from a reviewed or hand-made list.
package enum GivenBoxes {
    /// A box that leaves the image was made for another one: nothing is painted by it.
    package static func requireInside(
        _ boxes: [ReportedBox], _ instance: OpenedInstance
    ) throws(InstanceFailure) {
        let image = PixelBox(
            x: 0, y: 0, width: instance.image.description.columns, height: instance.image.description.rows)
        for (index, box) in boxes.enumerated() where box.plane == .pixelData {
            guard !box.box.isEmpty, image.contains(box.box),
                !box.frames.reaches(beyond: instance.image.description.frames),
                box.frames != FrameSelection([])
            else {
                throw .failed(
                    .boxesInvalid, "box \(index) of the list lies outside the image or its frames")
            }
        }
        let planes = Set(instance.hiddenPlanes.map(\.plane))
        for (index, box) in boxes.enumerated() where box.decision == .redact {
            switch box.plane {
            case .pixelData: continue
            case .nested(let path):
                throw .held(
                    .nestedPixelData, "Pixel Data inside a sequence (\(path)) cannot be painted")
            case .overlay, .icon:
                guard planes.contains(box.plane) else {
                    throw .failed(
                        .boxesInvalid, "box \(index) of the list is on a plane that is not there")
                }
            }
        }
    }
}
