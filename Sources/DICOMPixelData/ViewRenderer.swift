package import DICOMCore
package import Raster

/// Renders the 8-bit views of a frame that a detector looks at.
///
/// Text at the maximum of a deep image squeezes the anatomy, and a window clips text over bright
/// anatomy, so a monochrome frame of more than 8 bits has up to three views and one for each further
/// window: the VOI window, a percentile stretch and its full range. Colour has luma and the greatest component. Views that
/// show nothing new are left out.
package struct ViewRenderer: Sendable {
    /// Two views are the same where no pixel differs by more: text that only one of them shows
    /// would have less than twice this contrast.
    package static let tolerance: UInt8 = 4

    let description: ImagePixelDescription
    private let transform: GrayscaleTransform
    private let frameTransforms: FrameTransforms?
    /// The look-ups of PALETTE COLOR, luma and greatest component, by container.
    let paletteTables: [[UInt8]]
    /// Stored values that stand for no measurement; of numbers, bit patterns.
    let padding: ClosedRange<Int>?

    package init(
        description: ImagePixelDescription, transform: GrayscaleTransform = .identity,
        palette: PaletteColorLookupTable? = nil, padding: ClosedRange<Int>? = nil
    ) {
        self.init(
            description: description, transform: transform, frameTransforms: nil,
            palette: palette, padding: padding)
    }

    private init(
        description: ImagePixelDescription, transform: GrayscaleTransform,
        frameTransforms: FrameTransforms?, palette: PaletteColorLookupTable?,
        padding: ClosedRange<Int>?
    ) {
        self.description = description
        self.transform = transform
        self.frameTransforms = frameTransforms
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
            description: description, transform: fill.transform,
            frameTransforms: fill.palette == nil && description.samplesPerPixel == 1
                ? FrameTransforms(scope, isSigned: description.isSigned) : nil,
            palette: fill.palette, padding: padding)
    }

    /// The views of a frame: at least one, the one that displays do show first.
    ///
    /// - Parameters:
    ///   - colourModel: what the samples mean: as the header declares, or as the codec found.
    ///   - frame: which frame of the image it is; it may have a window of its own.
    ///   - whole: what the stretch of a part of a frame goes by; the part counts as well.
    /// - Precondition: the samples have the components of the colour model.
    package func views(
        of samples: SampleBuffer, colourModel: ColourModel, frame: Int = 0,
        whole: LevelCounts? = nil
    ) -> [GrayImage] {
        switch colourModel {
        case .monochrome(let isInverted):
            precondition(samples.samplesPerPixel == 1)
            if description.isFloat { return floatViews(of: samples, transform(ofFrame: frame)) }
            return monochromeViews(
                of: samples, transform(ofFrame: frame), isInverted: isInverted, whole)
        case .palette:
            precondition(samples.samplesPerPixel == 1)
            return paletteViews(of: samples, whole)
        case .rgb, .ybrFull, .ybrPartial:
            precondition(samples.samplesPerPixel == 3)
            return colourViews(of: samples, colourModel, whole)
        }
    }

    /// Whether equal samples look the same in two frames.
    package func showsAlike(_ frame: Int, _ other: Int) -> Bool {
        frameTransforms == nil || transform(ofFrame: frame) == transform(ofFrame: other)
    }

    /// How the values of a frame are shown.
    package func transform(ofFrame frame: Int) -> GrayscaleTransform {
        guard let frameTransforms else { return transform }
        do {
            return try frameTransforms.transform(ofFrame: frame) ?? transform
        } catch {
            // The stretch and the full range show the frame without its table.
            return transform
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
