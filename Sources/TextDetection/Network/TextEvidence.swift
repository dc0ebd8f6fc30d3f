/// What a threshold means for the cells of a heat map, in 1/255.
///
/// Four probabilities follow from one, and all rise with it:
///
/// | | of the threshold t | t = 0.3 | asked of |
/// |---|---|---|---|
/// | `extent` | 0.6 t | 0.18 | cells next to text: the blurred border of a line |
/// | `body` | t | 0.30 | the cells that make a component |
/// | `peak` | t + 0.5 (1 - t) | 0.65 | the best cell of a component |
/// | `certain` | t + 0.6 (1 - t) | 0.72 | parts of their own; the best of one or two cells |
///
/// On maps of a half-trained network over hand-labelled images (November 2026), `peak` at 0.65 instead
/// of 0.51 left the recall of lines as it was and halved the text-free images with a region.
struct TextEvidence: Hashable, Sendable {
    let extent: UInt8
    let body: UInt8
    let peak: UInt8
    let certain: UInt8

    init(threshold: Double, look: TextLineFinder.Look) {
        let threshold = threshold.isNaN ? TextLineFinder.defaultThreshold : threshold
        switch look {
        case .first:
            body = Self.level(threshold)
            peak = Self.level(threshold + 0.5 * (1 - threshold))
            certain = Self.level(threshold + 0.6 * (1 - threshold))
            extent = Self.level(0.6 * threshold)
        case .remaining:
            // Twice the evidence, and nothing of what surrounds it.
            let strict = max(0.5, threshold)
            body = Self.level(strict)
            extent = body
            peak = Self.level(strict + 0.5 * (1 - strict))
            certain = Self.level(strict + 0.8 * (1 - strict))
        }
    }

    /// Whether a component of body cells is text. True for a component that holds one for which it
    /// is true, so that a lower threshold never loses text.
    func isText(_ component: InkComponents.Component) -> Bool {
        component.peak >= (component.count < Self.smallest ? certain : peak)
    }

    /// Cells of the smallest component that needs no better cell than others: a character of 5
    /// pixels touches four.
    private static let smallest = 3

    private static func level(_ probability: Double) -> UInt8 {
        UInt8(min(255, max(1, (probability * 255).rounded(.up))))
    }
}
