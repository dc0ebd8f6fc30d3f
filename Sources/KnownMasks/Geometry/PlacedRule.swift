internal import Raster
internal import RedactionReport

/// The areas of a rule on one image.
struct PlacedRule {
    /// What the areas cover in the image, in their order; the labels are ``Source``'s.
    private(set) var layers: [AreaLayer] = []
    private(set) var misfit: Misfit.Kind?
    /// Whether regions of the instance are kept.
    private(set) var keepsRegions = false

    /// Who made a box, as the label of a layer.
    enum Source: Int {
        case mask, region
        /// All of the image, which becomes the surroundings of regions where those are kept.
        case whole
    }

    /// - Parameter regions: asked for where an area needs them.
    init(
        _ areas: [MaskArea], rows: Int, columns: Int, regions: () -> UltrasoundRegions?
    ) {
        let image = PixelBox(x: 0, y: 0, width: columns, height: rows)
        for area in areas {
            switch area.region {
            case .all: add(image, area.kind, .whole)
            case .rectangle(let rectangle):
                let (box, isInside) = rectangle.box(inWidth: columns, height: rows)
                if !isInside { misfit = .outsideImage }
                add(box, area.kind, .mask)
            case .ultrasoundRegions:
                guard let regions = regions() else {
                    // Without them what is left over might be the whole image, or nothing of it.
                    layers = []
                    misfit = .noUltrasoundRegions
                    return
                }
                for box in regions.boxes { add(box, area.kind, .region) }
                if area.kind == .keep { keepsRegions = true }
            }
        }
    }

    private mutating func add(_ box: PixelBox, _ kind: MaskArea.Kind, _ source: Source) {
        layers.append(AreaLayer(box: box, label: kind == .keep ? nil : source.rawValue))
    }
}

extension MaskRectangle {
    /// The part that lies in an image, and whether that is what the rectangle means: all of it is there, or
    /// it may be cut and something is left.
    func box(inWidth imageWidth: Int, height imageHeight: Int) -> (box: PixelBox, isInside: Bool) {
        let columns = Self.range(from: x, width, in: imageWidth)
        let rows = Self.range(from: y, height, in: imageHeight)
        let box = PixelBox(
            x: columns.inside.lowerBound, y: rows.inside.lowerBound,
            maxX: columns.inside.upperBound, maxY: rows.inside.upperBound)
        return (box, !box.isEmpty && (isClipped || (columns.isWhole && rows.isWhole)))
    }

    private static func range(
        from start: Int, _ length: Length, in limit: Int
    ) -> (inside: Range<Int>, isWhole: Bool) {
        let first = start < 0 ? limit + start : start
        var end = limit
        if case .pixels(let pixels) = length {
            // Any number may stand in a file.
            let (sum, overflow) = first.addingReportingOverflow(pixels)
            end = overflow ? (pixels < 0 ? .min : .max) : sum
        }
        let low = min(max(0, first), limit)
        let high = max(low, min(end, limit))
        return (low..<high, first >= 0 && end <= limit && end > first)
    }
}
