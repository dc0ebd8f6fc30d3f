/// Deals looks so that every class of them comes as often as its share says, not by luck: cards of
/// a shuffled deck, which is shuffled anew when it is used up.
struct Deck<Card: Sendable>: Sendable {
    private let cards: [Card]
    private var rest: [Card] = []

    /// - Precondition: there are cards.
    init(_ cards: [Card]) { self.cards = cards }

    mutating func deal(_ generator: inout SeededGenerator) -> Card {
        if rest.isEmpty { rest = generator.shuffled(cards) }
        return rest.removeLast()
    }
}

/// Deals the looks of the lines of one picture.
package struct StyleDecks: Sendable {
    /// Capitals of the smallest and the largest lines.
    package let capHeights: ClosedRange<Int>
    private var kinds: Deck<TextKind>
    private var contrasts: Deck<ContrastClass>
    private var fonts = Deck(BitmapFont.all)
    private var renderings = Deck<TextRendering>([.sharp, .sharp, .smooth, .blurred])
    private var edges = Deck<TextEdge>([.plain, .plain, .plain, .outline, .shadow, .banner])
    private var rotations = Deck([0, 0, 0, 0, 0, 0, 0, 0, 90, 270, 180])
    private var sizes = Deck(Array(0..<Self.sizeCount))
    private let maximumIsSharp: Bool

    private static let sizeCount = 6

    /// - Parameters:
    ///   - width: of the picture.
    ///   - height: of the picture.
    ///   - scale: of its samples.
    package init(width: Int, height: Int, scale: SampleScale) {
        // One marker in a dozen, the rest lines of all kinds.
        kinds = Deck(TextKind.lines + TextKind.lines.prefix(4) + [.marker])
        var contrasts: [ContrastClass] = [.white, .white, .black, .medium, .low, .low]
        if scale.hasMaximumBeyondWhite { contrasts += [.maximum, .maximum] }
        if scale.isColour { contrasts += [.colour, .colour] }
        self.contrasts = Deck(contrasts)
        maximumIsSharp = scale.followsSamples
        capHeights = 7...min(max(min(width, height) / 16, 10), 54)
    }

    package mutating func deal(_ generator: inout SeededGenerator) -> LineStyle {
        var style = LineStyle()
        style.kind = kinds.deal(&generator)
        style.font = fonts.deal(&generator)
        style.rendering = renderings.deal(&generator)
        style.contrast = contrasts.deal(&generator)
        if style.contrast == .maximum, maximumIsSharp { style.rendering = .sharp }
        style.rotation = style.kind == .marker ? 0 : rotations.deal(&generator)
        // Sizes differ by factors: small text is as common as large text.
        let place =
            (Double(sizes.deal(&generator)) + generator.fraction()) / Double(Self.sizeCount)
        let ratio = Double(capHeights.upperBound) / Double(capHeights.lowerBound)
        var wanted = Double(capHeights.lowerBound) * Self.power(ratio, place)
        if style.kind == .marker { wanted *= 1.5 }
        style.setCapHeight(Int(wanted.rounded()))
        let sign = generator.chance(percent: 60) ? 1 : -1
        switch style.contrast {
        case .low: style.step = sign * generator.number(in: 8...20)
        case .medium: style.step = sign * generator.number(in: 21...60)
        case .maximum, .white, .black, .colour: style.edge = edges.deal(&generator)
        }
        return style
    }

    /// `base` to the power of `exponent`, 0...1, by square roots: the same on every platform,
    /// which libraries of mathematics do not promise.
    static func power(_ base: Double, _ exponent: Double) -> Double {
        var result = 1.0
        var root = base
        var rest = exponent
        for _ in 0..<20 {
            root = root.squareRoot()
            rest *= 2
            if rest >= 1 {
                result *= root
                rest -= 1
            }
        }
        return result
    }
}

extension LineStyle {
    private static let magnifications = 1...6

    /// The size nearest to `wanted` that the rendering has.
    mutating func setCapHeight(_ wanted: Int) {
        switch rendering {
        case .sharp:
            let nearest = (wanted + font.capHeight / 2) / font.capHeight
            let limits = Self.magnifications
            capHeight =
                font.capHeight * min(max(nearest, limits.lowerBound), limits.upperBound)
        case .smooth, .blurred:
            // Smaller letters of these fonts cannot be read by anyone.
            capHeight = max(wanted, font.capHeight)
        }
    }

    /// The next smaller size; `nil` for the smallest.
    func smaller() -> LineStyle? {
        var style = self
        style.setCapHeight(rendering == .sharp ? capHeight - font.capHeight : capHeight * 3 / 4)
        return style.capHeight < capHeight ? style : nil
    }
}
