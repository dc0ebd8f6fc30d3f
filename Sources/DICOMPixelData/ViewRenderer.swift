package import DICOMCore
package import Raster

/// Renders the 8-bit views of a frame that a detector looks at.
///
/// Text at the maximum of a deep image squeezes the anatomy, and a window clips text over bright
/// anatomy, so a monochrome frame of more than 8 bits has up to three views: the VOI window, a
/// percentile stretch and its full range. Colour has luma and the greatest component. Views that
/// show nothing new are left out.
package struct ViewRenderer: Sendable {
    /// Two views are the same where no pixel differs by more: text that only one of them shows
    /// would have less than twice this contrast.
    package static let tolerance: UInt8 = 4

    let description: ImagePixelDescription
    let transform: GrayscaleTransform
    /// The look-ups of PALETTE COLOR, luma and greatest component, by container.
    let paletteTables: [[UInt8]]
    /// Stored values that stand for no measurement; of numbers, bit patterns.
    let padding: ClosedRange<Int>?

    package init(
        description: ImagePixelDescription, transform: GrayscaleTransform = .identity,
        palette: PaletteColorLookupTable? = nil, padding: ClosedRange<Int>? = nil
    ) {
        self.description = description
        self.transform = transform
        self.paletteTables = palette.map { Self.tables($0, description) } ?? []
        self.padding = padding
    }

    /// - Throws: where the palette or a LUT cannot be read: what others see is then not known.
    package init(
        _ scope: DataSetScope, description: ImagePixelDescription
    ) throws(PixelDataError) {
        let fill = try FillValue(scope, description: description)
        var padding = fill.pixelPaddingValue.map { $0...$0 }
        if !description.isFloat, let value = fill.pixelPaddingValue,
            let limit = scope.integer(.pixelPaddingRangeLimit)
        {
            // PS3.3 C.7.5.1.1.2: both ends belong to it, in either order.
            let bits = UInt16(truncatingIfNeeded: limit)
            let end = description.isSigned ? Int(Int16(bitPattern: bits)) : Int(bits)
            padding = min(value, end)...max(value, end)
        }
        self.init(
            description: description, transform: fill.transform, palette: fill.palette,
            padding: padding)
    }

    /// The views of a frame: at least one, the one that displays do show first.
    ///
    /// - Parameter colourModel: what the samples mean: as the header declares, or as the codec
    ///   found.
    /// - Precondition: the samples have the components of the colour model.
    package func views(of samples: SampleBuffer, colourModel: ColourModel) -> [GrayImage] {
        switch colourModel {
        case .monochrome(let isInverted):
            precondition(samples.samplesPerPixel == 1)
            if description.isFloat { return floatViews(of: samples) }
            return monochromeViews(of: samples, isInverted: isInverted)
        case .palette:
            precondition(samples.samplesPerPixel == 1)
            return paletteViews(of: samples)
        case .rgb, .ybrFull, .ybrPartial:
            precondition(samples.samplesPerPixel == 3)
            return colourViews(of: samples, colourModel)
        }
    }
}

/// The views of one frame so far, without those that add nothing.
struct ViewList {
    let width: Int
    let height: Int
    private var views: [[UInt8]] = []
    /// The first that is flat, shown when all are: a frame has at least one.
    private var flat: [UInt8]?

    init(_ samples: SampleBuffer) {
        width = samples.width
        height = samples.height
    }

    mutating func add(_ pixels: [UInt8]) {
        // What has less contrast is seen in another view, or is not there.
        guard PixelKernels.contrast(pixels) > ViewRenderer.tolerance else {
            flat = flat ?? pixels
            return
        }
        let isNew = views.allSatisfy {
            PixelKernels.differ($0, pixels, by: ViewRenderer.tolerance)
        }
        if isNew { views.append(pixels) }
    }

    /// Whether nothing was added, not even a flat view.
    var isEmpty: Bool { views.isEmpty && flat == nil }

    var images: [GrayImage] {
        let shown = views.isEmpty ? [flat ?? []] : views
        return shown.filter { $0.count == width * height }
            .map { GrayImage(width: width, height: height, pixels: $0) }
    }
}
