package import Raster

/// The stored values that displays show as black and as white when they open a frame.
package struct DisplayEnds: Hashable, Sendable {
    /// Greater than `white` where high values show dark.
    package var black: Int
    package var white: Int
    /// Whether they come from the samples of the frame, and not from its header.
    package var areStretched = false
}

extension ViewRenderer {
    /// The ends of the first view of a frame; `nil` where its samples are no scale of greys or
    /// colours (indexes, numbers), or show one grey only.
    ///
    /// Of a table the ends are taken for a scale: what lies between need not be even.
    package func displayEnds(
        of samples: SampleBuffer, colourModel: ColourModel, frame: Int = 0
    ) -> DisplayEnds? {
        guard !description.isFloat else { return nil }
        let field = StoredField(description, samples)
        let least = field.isSigned ? -(1 << (field.bits - 1)) : 0
        let all = least...least + 1 << field.bits - 1
        switch colourModel {
        case .palette: return nil
        case .rgb, .ybrFull: return DisplayEnds(black: all.lowerBound, white: all.upperBound)
        case .ybrPartial:
            // PS3.3 C.7.6.3.1.2: 16 is black and 235 white, of 256.
            guard field.bits >= 8 else { return nil }
            let step = 1 << (field.bits - 8)
            return DisplayEnds(
                black: all.lowerBound + 16 * step, white: all.lowerBound + 235 * step)
        case .monochrome(let isInverted):
            let transform = transform(ofFrame: frame)
            guard let shown = shownRange(of: samples, field, transform, all) else { return nil }
            let isDescending = transform.isDescending(in: all) != isInverted
            return DisplayEnds(
                black: isDescending ? shown.upperBound : shown.lowerBound,
                white: isDescending ? shown.lowerBound : shown.upperBound,
                areStretched: transform.storedWindow == nil && field.bits > 8)
        }
    }

    private func shownRange(
        of samples: SampleBuffer, _ field: StoredField, _ transform: GrayscaleTransform,
        _ all: ClosedRange<Int>
    ) -> ClosedRange<Int>? {
        var shown = all
        if let window = transform.storedWindow {
            shown = window
        } else if field.bits > 8 {
            guard let range = percentiles(of: samples, field) else { return nil }
            shown = range
        }
        return shown.lowerBound < shown.upperBound ? shown : nil
    }

    private func percentiles(of samples: SampleBuffer, _ field: StoredField) -> ClosedRange<Int>? {
        guard samples.bytesPerSample > 2 else {
            return StoredLevels(samples, field).percentiles(without: padding)
        }
        return PixelKernels.range32(samples.bytes, isSigned: samples.isSigned)
            .map { fineRange(of: samples, in: $0) }
    }
}
