/// How a line stands out from what is round it; raw values as reported.
package enum ContrastClass: String, Codable, Hashable, Sendable, CaseIterable {
    /// The greatest stored value: what many devices write, far above what the window shows.
    case maximum
    /// What displays show white, and what they show black.
    case white, black
    /// Yellow, cyan, green, orange and the like; in colour pictures.
    case colour
    /// A grey that is 21 to 60 of 255 steps above or below its surroundings.
    case medium
    /// A grey that is 8 to 20 steps above or below.
    case low
}

/// How the pixels of a font become those of the picture.
package enum TextRendering: String, Codable, Hashable, Sendable, CaseIterable {
    /// Whole pixels, doubled, tripled and so on.
    case sharp
    /// Rounded, and scaled to any size with grey edges.
    case smooth
    /// The same, out of focus.
    case blurred
}

/// What is drawn round or below the letters.
package enum TextEdge: String, Codable, Hashable, Sendable, CaseIterable {
    case plain, outline, shadow
    /// A box of one grey, behind all of the line.
    case banner
}

/// The look of one line.
package struct LineStyle: Hashable, Sendable {
    package var kind: TextKind
    package var font: BitmapFont
    package var rendering: TextRendering
    /// Height of capitals, in pixels of the picture.
    package var capHeight: Int
    package var contrast: ContrastClass
    /// Of `medium` and `low`: 1/255 of the displayed range, below 0 for darker text.
    package var step: Int
    package var edge: TextEdge
    /// Clockwise, in degrees: 0, 90, 180 or 270.
    package var rotation: Int

    package init(
        kind: TextKind = .other, font: BitmapFont = .small, rendering: TextRendering = .sharp,
        capHeight: Int = 7, contrast: ContrastClass = .white, step: Int = 0,
        edge: TextEdge = .plain, rotation: Int = 0
    ) {
        self.kind = kind
        self.font = font
        self.rendering = rendering
        self.capHeight = capHeight
        self.contrast = contrast
        self.step = step
        self.edge = edge
        self.rotation = rotation
    }

    /// How many pixels of the picture a pixel of the font is wide.
    package var scale: Double { Double(capHeight) / Double(font.capHeight) }

    /// Pixels from one character to the next, at most.
    package var advance: Double { Double(font.glyphs["M"]?.width ?? 7) * scale + spacing }

    private var spacing: Double { Double(font.spacing) * scale }

    /// The ink of a line, turned and without empty rows and columns.
    package func ink(of text: String) -> CoverageMap {
        let pixels = font.coverage(of: text)
        let map: CoverageMap
        switch rendering {
        case .sharp: map = pixels.magnified(by: max(1, capHeight / font.capHeight))
        case .smooth, .blurred:
            let width = max(1, Int((Double(pixels.width) * scale).rounded()))
            let height = max(1, Int((Double(pixels.height) * scale).rounded()))
            let scaled = pixels.roundedDouble().roundedDouble()
                .resampled(width: width, height: height)
            map = rendering == .smooth ? scaled : scaled.padded(by: 1).blurred()
        }
        return map.trimmed().turned(by: rotation)
    }

    /// What is drawn below the ink, on a map with `margin` more pixels on all sides.
    package func backing(of ink: CoverageMap) -> (map: CoverageMap, margin: Int)? {
        let width = max(1, capHeight / 10)
        switch edge {
        case .plain: return nil
        case .outline: return (ink.padded(by: width).grown(by: width), width)
        case .shadow: return (ink.padded(by: width).shifted(by: width), width)
        case .banner:
            let margin = max(2, capHeight / 3)
            return (ink.padded(by: margin).filled(), margin)
        }
    }
}

extension CoverageMap {
    /// All of it covered.
    fileprivate func filled() -> CoverageMap {
        var result = self
        for y in 0..<height {
            for x in 0..<width { result[x, y] = 255 }
        }
        return result
    }
}
