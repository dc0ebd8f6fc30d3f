/// How stored monochrome values become displayed ones: Modality LUT, then VOI LUT (PS3.4 N.2).
///
/// MONOCHROME1 is not part of it: it inverts what comes out.
package struct GrayscaleTransform: Hashable, Sendable {
    package enum Modality: Hashable, Sendable {
        /// Rescale Slope and Intercept; slope 1 and intercept 0 where they are absent.
        case rescale(slope: Double, intercept: Double)
        case table(LookupTable)
    }

    package enum VOI: Hashable, Sendable {
        /// The values that become black and white; they are in this order.
        case window(black: Double, white: Double)
        case table(LookupTable)
    }

    package var modality: Modality
    package var voi: VOI?
    /// What a viewer may show instead: the other windows and tables of the header.
    package var otherVOIs: [VOI]

    package static let identity = GrayscaleTransform(
        modality: .rescale(slope: 1, intercept: 0), voi: nil)

    package init(modality: Modality, voi: VOI?, otherVOIs: [VOI] = []) {
        self.modality = modality
        self.voi = voi
        self.otherVOIs = otherVOIs
    }

    /// The transforms with each of the other windows and tables.
    var alternatives: [GrayscaleTransform] {
        otherVOIs.map { GrayscaleTransform(modality: modality, voi: $0) }
    }

    package func modalityValue(_ stored: Int) -> Double {
        switch modality {
        case .rescale(let slope, let intercept): Double(stored) * slope + intercept
        case .table(let table): Double(table[stored])
        }
    }

    /// The displayed value, 0...1; without a VOI LUT the modality value as it is.
    func displayed(_ stored: Int) -> Double {
        let value = modalityValue(stored)
        switch voi {
        case nil: return value
        case .window(let black, let white):
            return min(max((value - black) / (white - black), 0), 1)
        case .table(let table):
            let index = Int(min(max(value.rounded(), -1e9), 1e9))
            return min(Double(table[index]) / Double(table.greatestEntry), 1)
        }
    }

    /// Whether higher stored values show darker.
    package func isDescending(in range: ClosedRange<Int>) -> Bool {
        // A window may show both ends alike; it never turns their order.
        let (low, high) =
            isLinear
            ? (modalityValue(range.lowerBound), modalityValue(range.upperBound))
            : (displayed(range.lowerBound), displayed(range.upperBound))
        return high < low
    }

    /// Whether no table takes part.
    var isLinear: Bool {
        if case .table = modality { return false }
        if case .table = voi { return false }
        return true
    }
}

extension GrayscaleTransform.VOI {
    /// The window of Window Center and Width; `nil` for a width that shows nothing,
    /// and for numbers beyond reckoning.
    ///
    /// LINEAR (PS3.3 C.11.2.1.2.1) unless it says LINEAR_EXACT (C.11.2.1.3.2). SIGMOID is taken
    /// as LINEAR: its ends are softer, what it shows is the same.
    package static func window(center: Double, width: Double, isExact: Bool) -> Self? {
        guard center.isFinite, width.isFinite, width > 0, isExact || width >= 1 else { return nil }
        // A width of 1 is a threshold; half a step keeps the division defined.
        let half = isExact ? width / 2 : max(width - 1, 0.5) / 2
        let middle = isExact ? center : center - 0.5
        let (black, white) = (middle - half, middle + half)
        // Far out, Double has no numbers left between the two, or none at all.
        guard black < white, (white - black).isFinite else { return nil }
        return .window(black: black, white: white)
    }
}
