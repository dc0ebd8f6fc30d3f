internal import Raster

extension ViewRenderer {
    /// What each container of a palette image shows: luma, and the greatest component.
    static func tables(
        _ palette: PaletteColorLookupTable, _ description: ImagePixelDescription
    ) -> [[UInt8]] {
        guard description.bytesPerSample <= 2 else { return [] }
        let field = StoredField(description)
        let count = 1 << (8 * description.bytesPerSample)
        var colours: [UInt8] = []
        colours.reserveCapacity(3 * count)
        let shift = palette.shift
        for container in 0..<count {
            let colour = palette.colour(of: field.value(container), shift: shift)
            colours.append(colour.red)
            colours.append(colour.green)
            colours.append(colour.blue)
        }
        return [
            PixelKernels.colour(.luma, colours), PixelKernels.colour(.maximum, colours),
        ]
    }

    func paletteViews(of samples: SampleBuffer, _ whole: LevelCounts?) -> [GrayImage] {
        // Without colours the indexes are all there is to see.
        guard !paletteTables.isEmpty, samples.bytesPerSample == description.bytesPerSample else {
            return monochromeViews(of: samples, .identity, isInverted: false, whole)
        }
        var list = ViewList(samples)
        for table in paletteTables {
            list.add(
                PixelKernels.lookup(
                    samples.bytes, bytesPerSample: samples.bytesPerSample, table: table))
        }
        // The palette shows nothing of them.
        if let containers = wholeContainers(of: samples, whole) { list.add(containers) }
        return list.images
    }

    func colourViews(
        of samples: SampleBuffer, _ colourModel: ColourModel, _ whole: LevelCounts?
    ) -> [GrayImage] {
        var list = ViewList(samples)
        var pixels = eightBits(samples)
        switch colourModel {
        case .ybrFull: pixels = PixelKernels.colour(.ybrFullToRGB, pixels)
        case .ybrPartial: pixels = PixelKernels.colour(.ybrPartialToRGB, pixels)
        case .rgb, .monochrome, .palette: break
        }
        list.add(PixelKernels.colour(.luma, pixels))
        list.add(PixelKernels.colour(.maximum, pixels))
        if let containers = wholeContainers(of: samples, whole) {
            list.add(PixelKernels.colour(.luma, containers))
            list.add(PixelKernels.colour(.maximum, containers))
        }
        return list.images
    }

    /// The samples as whole containers, stretched to 8 bits; `nil` where no bit is set outside of
    /// Bits Stored. Such bits may hold a picture of their own, and a copied file keeps them.
    private func wholeContainers(
        of samples: SampleBuffer, _ whole: LevelCounts?
    ) -> [UInt8]? {
        guard samples.bytesPerSample <= 2,
            description.bitsStored < 8 * samples.bytesPerSample
        else { return nil }
        let levels = StoredLevels(samples, StoredField(description, samples), whole: whole)
        guard levels.hasOtherBits, let range = levels.containers.range else { return nil }
        return levels.containers.stretched(range, isDescending: false)
    }

    /// Colour samples scaled from Bits Stored to 8 bits; chroma keeps its neutral point.
    private func eightBits(_ samples: SampleBuffer) -> [UInt8] {
        let field = StoredField(description, samples)
        switch samples.bytesPerSample {
        case 1 where field.bits == 8: return samples.bytes
        case 1, 2:
            let bits = field.bits
            let least = field.isSigned ? -(1 << (bits - 1)) : 0
            let table = (0..<1 << (8 * samples.bytesPerSample)).map { container in
                let level = field.value(container) - least
                return UInt8(
                    truncatingIfNeeded: bits >= 8 ? level >> (bits - 8) : level << (8 - bits))
            }
            return PixelKernels.lookup(
                samples.bytes, bytesPerSample: samples.bytesPerSample, table: table)
        default:
            let least = samples.isSigned ? -(1 << (field.bits - 1)) : 0
            let words = PixelKernels.window32(
                samples.bytes, isSigned: samples.isSigned,
                window: least...least + 1 << field.bits - 1)
            return PixelKernels.lookup(
                words, bytesPerSample: 2, table: (0..<65_536).map { UInt8($0 >> 8) })
        }
    }
}
