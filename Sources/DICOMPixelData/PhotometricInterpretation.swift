/// Photometric Interpretation (0028,0004), PS3.3 C.7.6.3.1.2; raw values as on disk.
package enum PhotometricInterpretation: String, Hashable, Sendable, CaseIterable {
    case monochrome1 = "MONOCHROME1"
    case monochrome2 = "MONOCHROME2"
    case paletteColor = "PALETTE COLOR"
    case rgb = "RGB"
    case ybrFull = "YBR_FULL"
    case ybrFull422 = "YBR_FULL_422"
    case ybrPartial422 = "YBR_PARTIAL_422"
    case ybrPartial420 = "YBR_PARTIAL_420"
    case ybrICT = "YBR_ICT"
    case ybrRCT = "YBR_RCT"
    // Retired.
    case hsv = "HSV"
    case argb = "ARGB"
    case cmyk = "CMYK"

    /// Samples a pixel that the interpretation asks for.
    package var samplesPerPixel: Int {
        switch self {
        case .monochrome1, .monochrome2, .paletteColor: 1
        case .rgb, .ybrFull, .ybrFull422, .ybrPartial422, .ybrPartial420, .ybrICT, .ybrRCT, .hsv: 3
        case .argb, .cmyk: 4
        }
    }

    /// What the samples mean when they are taken as declared (native, RLE); `nil` for the retired
    /// interpretations, which are not examined.
    ///
    /// A codec may find something else in its codestream: JPEG says itself whether it is RGB.
    package var colourModel: ColourModel? {
        switch self {
        case .monochrome1: .monochrome(isInverted: true)
        case .monochrome2: .monochrome(isInverted: false)
        case .paletteColor: .palette
        // PS3.3 C.7.6.3.1.2: RCT and ICT are transforms inside JPEG 2000; decoders undo them.
        case .rgb, .ybrICT, .ybrRCT: .rgb
        case .ybrFull, .ybrFull422: .ybrFull
        case .ybrPartial422, .ybrPartial420: .ybrPartial
        case .hsv, .argb, .cmyk: nil
        }
    }
}

/// What the samples of a decoded frame mean.
package enum ColourModel: Hashable, Sendable {
    /// `isInverted`: the lowest value shows white.
    case monochrome(isInverted: Bool)
    case palette
    case rgb
    case ybrFull
    case ybrPartial
}
