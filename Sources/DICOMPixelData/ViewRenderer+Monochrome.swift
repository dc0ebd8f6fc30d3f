internal import Raster

extension ViewRenderer {
    func monochromeViews(
        of samples: SampleBuffer, _ transform: GrayscaleTransform, isInverted: Bool,
        _ whole: LevelCounts?
    ) -> [GrayImage] {
        var list = ViewList(samples)
        let field = StoredField(description, samples)
        guard samples.bytesPerSample > 2 else {
            let levels = StoredLevels(samples, field, whole: whole)
            addViews(of: levels, transform, isInverted: isInverted, to: &list)
            return list.images
        }
        guard let full = PixelKernels.range32(samples.bytes, isSigned: samples.isSigned) else {
            return []
        }
        let isDescending = transform.isDescending(in: full) != isInverted
        func add(_ transform: GrayscaleTransform) {
            guard let window = transform.storedWindow else { return }
            let levels = StoredLevels(samples, window: window)
            list.add(levels.stretched(window, isDescending: isDescending))
        }
        add(transform)
        let inner = fineRange(of: samples, in: full)
        list.add(StoredLevels(samples, window: inner).stretched(inner, isDescending: isDescending))
        let levels = StoredLevels(samples, window: full)
        list.add(levels.stretched(full, isDescending: isDescending))
        transform.alternatives.forEach(add)
        return list.images
    }

    /// The percentiles of 32-bit samples.
    ///
    /// A few values far away leave too few levels for the rest: it is taken apart again.
    func fineRange(of samples: SampleBuffer, in full: ClosedRange<Int>) -> ClosedRange<Int> {
        var window = full
        for _ in 0..<3 {
            let inner = StoredLevels(samples, window: window).percentiles(without: padding)
            let step = window.count >> 16 + 1
            if step == 1 || inner.count >= 1024 * step { return inner }
            // A level stands for `step` values.
            window = (inner.lowerBound - step...inner.upperBound + step).clamped(to: window)
        }
        return window
    }

    /// The views of samples of up to 16 bits.
    private func addViews(
        of levels: StoredLevels, _ transform: GrayscaleTransform, isInverted: Bool,
        to list: inout ViewList
    ) {
        guard let full = levels.range else { return }
        let isDescending = transform.isDescending(in: description.storedRange) != isInverted
        let isDeep = description.bitsStored > 8
        if !isDeep {
            list.add(levels.stretched(description.storedRange, isDescending: isDescending))
        }
        func add(_ transform: GrayscaleTransform) {
            guard let window = transform.window(over: full) else { return }
            list.add(
                levels.rendered { stored in
                    let displayed = window(stored)
                    return isInverted ? 1 - displayed : displayed
                })
        }
        add(transform)
        if isDeep {
            list.add(
                levels.stretched(
                    levels.percentiles(without: padding), isDescending: isDescending))
        }
        // A mask or a dark image of 8 bits may use a few levels only.
        if isDeep || full.count * 4 <= description.storedRange.count {
            list.add(levels.stretched(full, isDescending: isDescending))
        }
        transform.alternatives.forEach(add)
        // Bits outside Bits Stored may hold an overlay, or a header that counts too few.
        if levels.hasOtherBits {
            let containers = levels.containers
            if let range = containers.range {
                list.add(containers.stretched(range, isDescending: isDescending))
            }
        }
    }
}

extension GrayscaleTransform {
    /// The transform as a function to 0...1; `nil` where there is no window and no table.
    fileprivate func window(over full: ClosedRange<Int>) -> ((Int) -> Double)? {
        guard voi == nil else { return { displayed($0) } }
        guard case .table(let table) = modality else { return nil }
        // What a Modality LUT shows without a window is its own range.
        let shown = full.lazy.map { Double(table[$0]) }
        guard let black = shown.min(), let white = shown.max(), black < white else { return nil }
        return { (Double(table[$0]) - black) / (white - black) }
    }

    /// The stored values that a linear transform shows between black and white.
    var storedWindow: ClosedRange<Int>? {
        guard case .window(let black, let white) = voi,
            case .rescale(let slope, let intercept) = modality, slope != 0
        else { return nil }
        let ends = [(black - intercept) / slope, (white - intercept) / slope]
            .filter(\.isFinite).map { Int(min(max($0.rounded(), -1e15), 1e15)) }.sorted()
        guard ends.count == 2, ends[0] < ends[1] else { return nil }
        return ends[0]...ends[1]
    }
}
