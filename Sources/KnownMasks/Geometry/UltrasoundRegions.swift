package import DICOMCore
package import Raster
package import RedactionReport

/// Where an ultrasound device says that it shows anatomy or measurements: Sequence of Ultrasound Regions
/// (0018,6011), PS3.3 C.8.5.5.
package struct UltrasoundRegions: Hashable, Sendable {
    /// In the image, in the order of the file; one or more.
    package let boxes: [PixelBox]
    private let image: PixelBox

    /// Devices write one to a handful. A file with more is not read: what it keeps would be made up.
    static let most = 128

    /// - Returns: `nil` where the instance has no region that can be used, or more than a device writes:
    ///   nothing is known then of what is to be kept.
    package init?(of header: DataSetScope, rows: Int, columns: Int) {
        image = PixelBox(x: 0, y: 0, width: columns, height: rows)
        let items = header.items(of: .sequenceOfUltrasoundRegions)
        guard items.count <= Self.most else { return nil }
        let image = image
        boxes = items.compactMap { Self.box(of: $0, in: image) }
        if boxes.isEmpty { return nil }
    }

    private static func box(of item: DataSetScope, in image: PixelBox) -> PixelBox? {
        // C.8.5.5.1.2: Region Data Type 0 is none.
        if item.integer(.regionDataType) == 0 { return nil }
        guard let minX = item.integer(.regionLocationMinX0),
            let minY = item.integer(.regionLocationMinY0),
            let maxX = item.integer(.regionLocationMaxX1),
            let maxY = item.integer(.regionLocationMaxY1)
        else { return nil }
        // C.8.5.5.1.14: the maxima are of the last column and row, they belong to the region. One column or
        // row, or corners that are exchanged, show nothing.
        guard minX < maxX, minY < maxY, minX < image.width, minY < image.height, maxX >= 0,
            maxY >= 0
        else { return nil }
        return PixelBox(
            x: max(0, minX), y: max(0, minY), maxX: min(maxX, image.width - 1) + 1,
            maxY: min(maxY, image.height - 1) + 1)
    }

    /// All of the image outside the regions, as boxes to be painted; none where they cover all of it.
    package var boxesOutside: [ReportedBox] {
        let layers =
            [AreaLayer(box: image, label: 0)] + boxes.map { AreaLayer(box: $0, label: nil) }
        return AreaLayer.boxes(of: layers).map {
            ReportedBox(box: $0.box, sources: [.region], decision: .redact)
        }
    }
}
