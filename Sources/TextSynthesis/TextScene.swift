package import Raster

/// Burns invented lines into a picture, at places of their own.
package struct TextScene: Sendable {
    package let scale: SampleScale
    /// Where no line may stand.
    package let excluded: [PixelBox]
    private var generator: SeededGenerator

    /// Tries to find a place for one line, and looks that are tried for one line that is asked for.
    private static let placesTried = 60
    private static let looksTried = 4
    /// Pixels between the outermost ink and the picture's edge, at least.
    private static let margin = 2

    package init(scale: SampleScale, generator: SeededGenerator, excluded: [PixelBox] = []) {
        self.scale = scale
        self.generator = generator
        self.excluded = excluded
    }

    /// Burns up to `count` lines into `samples`.
    ///
    /// - Returns: the lines that found a place; small or crowded pictures take fewer.
    package mutating func burn(_ count: Int, into samples: inout SampleBuffer) -> [BurntLine] {
        var decks = StyleDecks(width: samples.width, height: samples.height, scale: scale)
        let burner = TextBurner(scale)
        var lines: [BurntLine] = []
        var taken = excluded
        for _ in 0..<count * Self.looksTried where lines.count < count {
            let style = decks.deal(&generator)
            guard var line = line(style, samples), let place = place(for: &line, samples, taken)
            else { continue }
            let choice = generator.number(in: 0...5)
            burner.burn(line, over: place, choice: choice, into: &samples)
            // Lines far enough apart that a detector does not join them: each counts by itself.
            taken.append(line.box.expanded(by: max(4, style.capHeight)))
            lines.append(line)
        }
        return lines
    }

    /// A line that the picture is large enough for, not yet at its place.
    private mutating func line(_ style: LineStyle, _ samples: SampleBuffer) -> BurntLine? {
        var style: LineStyle? = style
        let isUpright = (style?.rotation ?? 0) % 180 == 0
        let length = (isUpright ? samples.width : samples.height) - 2 * Self.margin
        let across = (isUpright ? samples.height : samples.width) - 2 * Self.margin
        while let current = style {
            style = current.smaller()
            let most = Int(0.9 * Double(length) / current.advance)
            guard Double(current.font.height) * current.scale <= Double(across) else { continue }
            var words = InventedText(generator)
            guard let text = words.line(current.kind, atMost: most) else { continue }
            generator = words.generator
            let ink = current.ink(of: text)
            guard ink.width > 0, ink.width <= samples.width - 2 * Self.margin,
                ink.height <= samples.height - 2 * Self.margin
            else { continue }
            return BurntLine(
                text: text, style: current,
                box: PixelBox(x: 0, y: 0, width: ink.width, height: ink.height), ink: ink)
        }
        return nil
    }

    /// Moves `line` to a place that is free and on which it can be seen; what is there now.
    ///
    /// White text on white gets a banner, as devices give it; grey text keeps off what is rough.
    private mutating func place(
        for line: inout BurntLine, _ samples: SampleBuffer, _ taken: [PixelBox]
    ) -> Surroundings? {
        var roomy: (box: PixelBox, surroundings: Surroundings)?
        // What is drawn round the letters must not reach another line.
        let reach = line.style.capHeight / 3 + Self.margin
        for _ in 0..<Self.placesTried {
            var box = line.box
            box.x = generator.number(in: Self.margin...samples.width - Self.margin - box.width)
            box.y = generator.number(in: Self.margin...samples.height - Self.margin - box.height)
            let claimed = box.expanded(by: reach)
            guard !taken.contains(where: { $0.intersects(claimed) }) else { continue }
            let around = box.expanded(by: Self.margin)
            let surroundings = Surroundings(around, in: samples, scale)
            if let step = step(of: line.style, on: surroundings) {
                line.style.step = step
                line.box = box
                return surroundings
            }
            roomy = roomy ?? (box, surroundings)
        }
        guard let roomy, [.white, .black, .maximum, .colour].contains(line.style.contrast) else {
            return nil
        }
        line.style.edge = .banner
        line.box = roomy.box
        return roomy.surroundings
    }

    /// The step of a style on some surroundings, its sign turned where the range ends; `nil` where
    /// the text would drown.
    private func step(of style: LineStyle, on surroundings: Surroundings) -> Int? {
        if style.edge == .banner || style.edge == .outline { return style.step }
        switch style.contrast {
        case .maximum, .white, .black, .colour:
            let level = level(of: style.contrast)
            let isFar = abs(level - surroundings.mean) >= 60
            let gaps = surroundings.share(near: level, clips: style.contrast != .maximum)
            return isFar && gaps <= Self.mostGaps ? style.step : nil
        case .medium, .low:
            guard surroundings.deviation <= max(3, 0.5 * Double(abs(style.step))) else {
                return nil
            }
            return [style.step, -style.step].first {
                let level = surroundings.mean + Double($0)
                return (1...254).contains(level) && scale.holds(surroundings.stored, step: $0)
            }
        }
    }
}

extension TextScene {
    /// The part of a line that may stand on what shows about the same as its letters.
    private static let mostGaps = 0.01

    /// What letters show, 0...255 and beyond.
    private func level(of contrast: ContrastClass) -> Double {
        switch contrast {
        case .maximum: Double(scale.storedRange.upperBound - scale.black) / scale.unit
        // Bright, each of them.
        case .colour: 180
        case .black: 0
        case .white, .medium, .low: 255
        }
    }
}

extension SampleScale {
    /// Whether values that far from `stored` can be stored.
    fileprivate func holds(_ stored: [Double], step: Int) -> Bool {
        let components = isColour && colour != .rgb ? stored.prefix(1) : stored[...]
        return components.allSatisfy { value in
            let new = value + Double(step) * unit
            return new >= Double(storedRange.lowerBound) && new <= Double(storedRange.upperBound)
        }
    }
}
