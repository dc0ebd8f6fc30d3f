package import DICOMCore

/// What to paint with.
package enum FillRequest: Hashable, Sendable {
    /// What displays darkest.
    case black
    /// Pixel Padding Value (0028,0120).
    case padding
    /// A stored value for every component; for YBR the luma, with neutral chroma.
    case value(Int)
}

/// The values that fill painted pixels, for each colour model (PS3.3 C.7.6.3.1.2).
package struct FillValue: Hashable, Sendable {
    /// The image that is painted.
    package let description: ImagePixelDescription
    package let transform: GrayscaleTransform
    /// Of PALETTE COLOR images.
    package let palette: PaletteColorLookupTable?
    /// As stored: of numbers the bit pattern.
    package let pixelPaddingValue: Int?

    package init(
        description: ImagePixelDescription, transform: GrayscaleTransform = .identity,
        palette: PaletteColorLookupTable? = nil, pixelPaddingValue: Int? = nil
    ) {
        self.description = description
        self.transform = transform
        self.palette = palette
        self.pixelPaddingValue = pixelPaddingValue
    }

    /// - Throws: where the palette or a LUT that decides what is dark cannot be read.
    package init(
        _ scope: DataSetScope, description: ImagePixelDescription
    ) throws(PixelDataError) {
        let isPalette = description.photometricInterpretation == .paletteColor
        self.init(
            description: description,
            transform: description.samplesPerPixel == 1 && !isPalette
                ? try GrayscaleTransform(scope, isSigned: description.isSigned) : .identity,
            palette: isPalette
                ? try PaletteColorLookupTable(scope, isSigned: description.isSigned) : nil,
            pixelPaddingValue: Self.pixelPaddingValue(scope, description))
    }

    private static func pixelPaddingValue(
        _ scope: DataSetScope, _ description: ImagePixelDescription
    ) -> Int? {
        if description.isFloat {
            return scope.decimals(description.paddingTag).first.map(description.pattern)
        }
        return scope.integer(.pixelPaddingValue).map {
            // PS3.3 C.7.5.1.1.2: US or SS by Pixel Representation, whatever the VR says.
            let bits = UInt16(truncatingIfNeeded: $0)
            return description.isSigned ? Int(Int16(bitPattern: bits)) : Int(bits)
        }
    }

    /// One value a component in the decoded form: as containers hold them, shifted up to an odd
    /// High Bit; signed ones are sign-extended, the bits above unsigned ones are 0.
    ///
    /// - Parameter colourModel: of the samples that are painted.
    /// - Throws: `missing` without Pixel Padding Value or palette, `malformed` for a value that
    ///   Bits Stored cannot hold.
    package func values(
        _ request: FillRequest, colourModel: ColourModel
    ) throws(PixelDataError) -> [Int] {
        let stored: [Int]
        switch request {
        // Nothing bounds a number: what is darkest depends on the others. Zero is nothing.
        case .black where description.isFloat: return [description.pattern(of: 0)]
        case .black: stored = try black(colourModel)
        case .value(let value) where description.isFloat:
            return [description.pattern(of: Double(value))]
        case .padding:
            guard let value = pixelPaddingValue else {
                throw PixelDataError(code: .missing, tag: description.paddingTag)
            }
            if description.isFloat { return [value] }
            stored = try uniform(value, colourModel, tag: .pixelPaddingValue)
        case .value(let value): stored = try uniform(value, colourModel, tag: .bitsStored)
        }
        return stored.map { $0 << description.storedShift }
    }

    private func black(_ colourModel: ColourModel) throws(PixelDataError) -> [Int] {
        let range = description.storedRange
        switch colourModel {
        case .monochrome(let isInverted): return [darkest(isInverted: isInverted)]
        case .palette:
            guard let palette else {
                throw PixelDataError(code: .missing, tag: .redPaletteColorLookupTableDescriptor)
            }
            return [palette.darkestIndex(in: range)]
        case .rgb: return [range.lowerBound, range.lowerBound, range.lowerBound]
        case .ybrFull: return [range.lowerBound, neutralChroma, neutralChroma]
        case .ybrPartial:
            // PS3.3 C.7.6.3.1.2: black is 16 of 256 levels.
            let black = description.bitsStored >= 5 ? 1 << (description.bitsStored - 4) : 0
            return [range.lowerBound + black, neutralChroma, neutralChroma]
        }
    }

    private func uniform(
        _ value: Int, _ colourModel: ColourModel, tag: Tag
    ) throws(PixelDataError) -> [Int] {
        guard description.storedRange.contains(value) else {
            throw PixelDataError(code: .malformed, tag: tag)
        }
        switch colourModel {
        case .monochrome, .palette: return [value]
        case .rgb: return [value, value, value]
        case .ybrFull, .ybrPartial: return [value, neutralChroma, neutralChroma]
        }
    }

    private var neutralChroma: Int {
        description.storedRange.lowerBound + 1 << (description.bitsStored - 1)
    }

    /// The stored value that displays darkest; of several the outermost.
    private func darkest(isInverted: Bool) -> Int {
        let range = description.storedRange
        let isDescending = transform.isDescending(in: range) != isInverted
        let end = isDescending ? range.upperBound : range.lowerBound
        // A LUT need not be monotonic. Beyond 16 bits its two ends are taken for all of it.
        guard !transform.isLinear, description.bitsStored <= 16 else { return end }
        func brightness(_ stored: Int) -> Double {
            isInverted ? -transform.displayed(stored) : transform.displayed(stored)
        }
        var darkest = end
        var least = brightness(end)
        let values = isDescending ? Array(range.reversed()) : Array(range)
        for stored in values {
            let value = brightness(stored)
            if value < least {
                least = value
                darkest = stored
            }
        }
        return darkest
    }
}

extension ImagePixelDescription {
    /// What names the value that stands for no measurement.
    fileprivate var paddingTag: Tag {
        guard isFloat else { return .pixelPaddingValue }
        return bitsAllocated == 32 ? .floatPixelPaddingValue : .doubleFloatPixelPaddingValue
    }

    /// The bits of a number as a sample has them.
    fileprivate func pattern(of number: Double) -> Int {
        bitsAllocated == 32
            ? Int(Float(number).bitPattern) : Int(bitPattern: UInt(number.bitPattern))
    }
}
