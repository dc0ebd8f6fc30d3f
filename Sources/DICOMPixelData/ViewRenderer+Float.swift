internal import Raster

extension ViewRenderer {
    /// The views of numbers: the VOI window, a percentile stretch, the full range of the finite
    /// ones, and where some are not finite, where they are.
    func floatViews(
        of samples: SampleBuffer, _ transform: GrayscaleTransform
    ) -> [GrayImage] {
        var list = ViewList(samples)
        let numbers = FloatSamples(samples)
        let (slope, intercept) = Self.rescale(of: transform)
        func add(_ range: ClosedRange<Double>?) {
            // Of one value throughout nothing can be seen.
            guard let range, let levels = numbers.levels(over: range) else { return }
            list.add(levels.stretched(0...65_535, isDescending: slope < 0))
        }
        func add(_ voi: GrayscaleTransform.VOI?) {
            guard case .window(let black, let white) = voi else { return }
            let ends = [(black - intercept) / slope, (white - intercept) / slope].sorted()
            if ends.allSatisfy(\.isFinite), ends[0] < ends[1] { add(ends[0]...ends[1]) }
        }
        add(transform.voi)
        add(numbers.percentiles(without: paddingNumber))
        add(numbers.finite)
        for voi in transform.otherVOIs { add(voi) }
        if numbers.hasOthers { list.add(numbers.classes) }
        if list.isEmpty {
            list.add([UInt8](repeating: 0, count: samples.width * samples.height))
        }
        return list.images
    }

    private static func rescale(
        of transform: GrayscaleTransform
    ) -> (slope: Double, intercept: Double) {
        guard case .rescale(let slope, let intercept) = transform.modality, slope != 0 else {
            return (1, 0)
        }
        return (slope, intercept)
    }

    private var paddingNumber: Double? {
        guard let pattern = padding?.lowerBound else { return nil }
        return description.bitsAllocated == 32
            ? Double(Float(bitPattern: UInt32(truncatingIfNeeded: pattern)))
            : Double(bitPattern: UInt64(bitPattern: Int64(pattern)))
    }
}
