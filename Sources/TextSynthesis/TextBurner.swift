package import Raster

/// One line as it stands in the picture.
package struct BurntLine: Hashable, Sendable {
    package var text: String
    package var style: LineStyle
    /// Where `ink` lies; it fits the picture.
    package var box: PixelBox
    package var ink: CoverageMap

    /// Whether a pixel of `ink` counts as ink: smooth text has edges that hardly show.
    package static let leastCoverage: UInt8 = 64
}

/// Draws lines into the samples of a frame, in their own depth, sign and colours.
package struct TextBurner: Sendable {
    package let scale: SampleScale

    package init(_ scale: SampleScale) { self.scale = scale }

    private static let colours: [(Double, Double, Double)] = [
        (255, 255, 0), (0, 255, 255), (0, 255, 0), (255, 160, 0), (255, 128, 192), (128, 192, 255),
    ]

    /// Draws a line whose ink begins at `box.x`, `box.y`.
    ///
    /// - Parameter choice: which colour, any number.
    /// - Precondition: the ink lies inside the frame.
    func burn(
        _ line: BurntLine, over surroundings: Surroundings, choice: Int,
        into samples: inout SampleBuffer
    ) {
        let style = line.style
        if let (map, margin) = style.backing(of: line.ink) {
            draw(
                map, x: line.box.x - margin, y: line.box.y - margin, backing(of: style),
                &samples)
        }
        draw(
            line.ink, x: line.box.x, y: line.box.y, ink(style, surroundings, choice), &samples)
    }

    /// The values of the letters; `nil` leaves a component as it is.
    private func ink(
        _ style: LineStyle, _ surroundings: Surroundings, _ choice: Int
    ) -> [Double?] {
        switch style.contrast {
        case .maximum: return scale.maximum
        case .white: return scale.grey(255)
        case .black: return scale.grey(0)
        case .colour:
            let (red, green, blue) = Self.colours[choice % Self.colours.count]
            return scale.mixed(red, green, blue)
        case .medium, .low:
            let step = Double(style.step) * scale.unit
            return surroundings.stored.enumerated().map { component, value in
                if component > 0, case .ybr = scale.colour { return nil }
                return scale.clamped(value + step)
            }
        }
    }

    private func backing(of style: LineStyle) -> [Double?] {
        switch style.contrast {
        case .black: scale.grey(255)
        // In an inverted picture the greatest value is the black one.
        case .maximum where scale.white < scale.black: scale.grey(255)
        case .maximum, .white, .colour, .medium, .low: scale.grey(0)
        }
    }

    private func draw(
        _ map: CoverageMap, x left: Int, y top: Int, _ ink: [Double?],
        _ samples: inout SampleBuffer
    ) {
        let box = PixelBox(x: left, y: top, width: map.width, height: map.height)
            .clipped(toWidth: samples.width, height: samples.height)
        guard !box.isEmpty else { return }
        for y in box.y..<box.maxY {
            for x in box.x..<box.maxX {
                let coverage = Double(map[x - left, y - top]) / 255
                guard coverage > 0 else { continue }
                for (component, value) in ink.enumerated() {
                    guard let value else { continue }
                    let old = Double(
                        scale.stored(samples, x: x, y: y, component: component))
                    samples.set(
                        Int((old + (value - old) * coverage).rounded()) << scale.shift, x: x, y: y,
                        component: component)
                }
            }
        }
    }
}

extension SampleBuffer {
    /// Sets the container of one sample.
    fileprivate mutating func set(_ value: Int, x: Int, y: Int, component: Int) {
        let start = y * bytesPerRow + x * bytesPerPixel + component * bytesPerSample
        for index in 0..<bytesPerSample {
            bytes[start + index] = UInt8(truncatingIfNeeded: value >> (8 * index))
        }
    }
}
