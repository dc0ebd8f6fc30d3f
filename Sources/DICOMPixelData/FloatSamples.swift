internal import CPixelKernels
internal import Raster

/// The samples of a frame of IEEE 754 numbers, of 32 or 64 bits.
struct FloatSamples {
    private let bytes: [UInt8]
    private let isDouble: Bool
    private let count: Int
    /// From the least to the greatest finite one; `nil` where none is.
    let finite: ClosedRange<Double>?
    /// Whether there are infinite ones, or what is no number.
    let hasOthers: Bool

    init(_ samples: SampleBuffer) {
        precondition(samples.bytesPerSample == 4 || samples.bytesPerSample == 8)
        bytes = samples.bytes
        isDouble = samples.bytesPerSample == 8
        count = bytes.count / samples.bytesPerSample
        var least: UInt64 = 0
        var greatest: UInt64 = 0
        let (isDouble, count) = (isDouble, count)
        let finiteCount = unsafe PixelKernels.reading(bytes, otherwise: 0) { source in
            unsafe isDouble
                ? pixredact_range_float64(source, count, &least, &greatest)
                : pixredact_range_float32(source, count, &least, &greatest)
        }
        finite =
            finiteCount > 0
            ? Self.number(least, isDouble)...Self.number(greatest, isDouble) : nil
        hasOthers = finiteCount < count
    }

    /// The number at a place of the order of all bit patterns.
    private static func number(_ key: UInt64, _ isDouble: Bool) -> Double {
        if isDouble {
            let sign = UInt64(1) << 63
            return Double(bitPattern: key & sign != 0 ? key ^ sign : ~key)
        }
        let key = UInt32(truncatingIfNeeded: key)
        let sign = UInt32(1) << 31
        return Double(Float(bitPattern: key & sign != 0 ? key ^ sign : ~key))
    }

    /// The samples as 65,536 levels of a range, clamped outside; `nil` for a range of one value.
    func levels(over range: ClosedRange<Double>) -> StoredLevels? {
        let greatest = max(abs(range.lowerBound), abs(range.upperBound))
        guard greatest > 0 else { return nil }
        // The greatest becomes about 1, so that neither a difference nor its inverse overflows.
        let unit = Double(
            sign: .plus, exponent: -min(max(greatest.exponent, -1000), 1023), significand: 1)
        let low = range.lowerBound * unit
        let scale = 65_535 / (range.upperBound * unit - low)
        guard scale.isFinite else { return nil }
        let levels = unsafe PixelKernels.bytes(2 * count) { output in
            unsafe PixelKernels.reading(bytes, otherwise: ()) { source in
                // A Swift array's storage is aligned for every integer.
                unsafe output.withMemoryRebound(to: UInt16.self, capacity: count) { words in
                    if isDouble {
                        unsafe pixredact_window_float64(source, words, count, unit, low, scale)
                    } else {
                        unsafe pixredact_window_float32(source, words, count, unit, low, scale)
                    }
                }
            }
        }
        return StoredLevels(levels: levels)
    }

    /// The finite samples that 0.5 % on both sides do not go beyond, padding left out.
    ///
    /// Numbers may differ by hundreds of powers of ten. The upper 16 bits, sign, exponent and the
    /// first of the fraction, tell roughly; levels of what is left do the rest.
    func percentiles(without padding: Double?) -> ClosedRange<Double>? {
        guard let finite else { return nil }
        guard let bins = middle(binsWithout: padding) else { return finite }
        var window = bounds(of: bins).clamped(to: finite)
        for _ in 0..<3 {
            guard let levels = levels(over: window) else { return window }
            let inner = levels.percentiles(without: nil)
            if inner.count >= 1024 { return Self.part(inner, of: window) }
            let narrowed = Self.part(
                max(0, inner.lowerBound - 1)...min(65_535, inner.upperBound + 1), of: window)
            guard narrowed != window else { return window }
            window = narrowed
        }
        return window
    }

    /// The bins of 0.5 % to 99.5 %, the first and the last left out unless there are no others:
    /// as `StoredLevels` does with values.
    private func middle(binsWithout padding: Double?) -> ClosedRange<Int>? {
        let order = unsafe PixelKernels.bytes(2 * count) { output in
            unsafe PixelKernels.reading(bytes, otherwise: ()) { source in
                // As above.
                unsafe output.withMemoryRebound(to: UInt16.self, capacity: count) { words in
                    if isDouble {
                        unsafe pixredact_order_float64(source, words, count)
                    } else {
                        unsafe pixredact_order_float32(source, words, count)
                    }
                }
            }
        }
        let histogram = PixelKernels.histogram(order, bytesPerSample: 2)
        // Infinity and what is no number have the greatest exponent, of either sign.
        let infinity = isDouble ? 0xFFF0 : 0xFF80
        let finite = 0xFFFF - infinity + 1..<infinity
        var bins = finite.filter { histogram[$0] > 0 }
        let without = bins.filter { padding.map(bin) != $0 }
        if !without.isEmpty { bins = without }
        if bins.count > 3 { bins = Array(bins.dropFirst().dropLast()) }
        let total = bins.reduce(0) { $0 + Int(histogram[$1]) }
        func edge(_ bins: some Sequence<Int>) -> Int? {
            var seen = 0
            return bins.first {
                seen += Int(histogram[$0])
                return seen * 200 > total
            }
        }
        guard let low = edge(bins), let high = edge(bins.reversed()) else { return nil }
        return min(low, high)...max(low, high)
    }

    private func bin(_ number: Double) -> Int {
        if isDouble {
            let bits = number.bitPattern
            return Int((bits >> 63 == 1 ? ~bits : bits ^ 1 << 63) >> 48)
        }
        let bits = Float(number).bitPattern
        return Int((bits >> 31 == 1 ? ~bits : bits ^ 1 << 31) >> 16)
    }

    private func bounds(of bins: ClosedRange<Int>) -> ClosedRange<Double> {
        let shift: UInt64 = isDouble ? 48 : 16
        let low = UInt64(bins.lowerBound) << shift
        let high = UInt64(bins.upperBound) << shift | (1 << shift - 1)
        return Self.number(low, isDouble)...Self.number(high, isDouble)
    }

    private static func part(
        _ levels: ClosedRange<Int>, of window: ClosedRange<Double>
    ) -> ClosedRange<Double> {
        func place(_ level: Int) -> Double {
            let part = Double(level) / 65_535
            // A difference could overflow.
            return window.lowerBound * (1 - part) + window.upperBound * part
        }
        let (low, high) = (place(levels.lowerBound), place(levels.upperBound))
        return min(low, high)...max(low, high)
    }

    /// A picture of what is not finite: infinite below and above, no number; black elsewhere.
    var classes: [UInt8] {
        unsafe PixelKernels.bytes(count) { output in
            unsafe PixelKernels.reading(bytes, otherwise: ()) { source in
                if isDouble {
                    unsafe pixredact_classes_float64(source, output, count)
                } else {
                    unsafe pixredact_classes_float32(source, output, count)
                }
            }
        }
    }
}
