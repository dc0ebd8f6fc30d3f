import Raster

/// How stored values show: what burnt text has to be made of to look as it is meant to.
package struct SampleScale: Hashable, Sendable {
    package enum Colour: Hashable, Sendable {
        case monochrome
        case rgb
        /// Luma, then two components of chroma that are this value where there is no colour.
        case ybr(neutral: Int)
    }

    /// The stored values that show as black and as white; black is the greater where high values
    /// show dark.
    package let black: Int
    package let white: Int
    /// What a sample can hold.
    package let storedRange: ClosedRange<Int>
    /// How far the stored value lies above bit 0 of its container.
    package let shift: Int
    package let colour: Colour
    /// Whether black and white are those of the samples' own range: grey edges of text far beyond
    /// it would move them, and with them the look of everything.
    package let followsSamples: Bool
    private let bits: Int

    /// - Precondition: `black` and `white` differ.
    package init(
        black: Int, white: Int, storedRange: ClosedRange<Int>, shift: Int = 0,
        colour: Colour = .monochrome, followsSamples: Bool = false
    ) {
        precondition(black != white)
        self.black = black
        self.white = white
        self.storedRange = storedRange
        self.shift = shift
        self.colour = colour
        self.followsSamples = followsSamples
        bits = Int.bitWidth - (storedRange.upperBound - storedRange.lowerBound).leadingZeroBitCount
    }

    package var isColour: Bool { colour != .monochrome }

    /// Whether the greatest stored value is another text than white text: a window shows them
    /// alike, a stretch of the stored values does not, and in inverted pictures it is black.
    package var hasMaximumBeyondWhite: Bool {
        !isColour && white != storedRange.upperBound
    }

    /// Stored values of 1/255 of the displayed range; below 0 where high values show dark.
    var unit: Double { Double(white - black) / 255 }

    /// What shows as the grey `level`, 0...255; beyond it what the samples can hold.
    func grey(_ level: Double) -> [Double?] {
        components(clamped(Double(black) + level * unit))
    }

    /// The greatest stored value.
    var maximum: [Double?] { components(Double(storedRange.upperBound)) }

    /// What shows as a colour of levels 0...255.
    func mixed(_ red: Double, _ green: Double, _ blue: Double) -> [Double?] {
        func stored(_ level: Double) -> Double { clamped(Double(black) + level * unit) }
        switch colour {
        case .monochrome: return grey(0.299 * red + 0.587 * green + 0.114 * blue)
        case .rgb: return [stored(red), stored(green), stored(blue)]
        case .ybr(let neutral):
            // PS3.3 C.7.6.3.1.2, YBR_FULL.
            let luma = 0.299 * red + 0.587 * green + 0.114 * blue
            let blueness = Double(neutral) + 0.564 * (blue - luma) * abs(unit)
            let redness = Double(neutral) + 0.713 * (red - luma) * abs(unit)
            return [stored(luma), clamped(blueness), clamped(redness)]
        }
    }

    private func components(_ value: Double) -> [Double?] {
        switch colour {
        case .monochrome: [value]
        case .rgb: [value, value, value]
        case .ybr(let neutral): [value, Double(neutral), Double(neutral)]
        }
    }

    func clamped(_ value: Double) -> Double {
        min(max(value, Double(storedRange.lowerBound)), Double(storedRange.upperBound))
    }
}

extension SampleScale {
    /// The stored value of a sample.
    func stored(_ samples: SampleBuffer, x: Int, y: Int, component: Int) -> Int {
        let container = samples.sample(x: x, y: y, component: component)
        let field = container >> shift & ((1 << bits) - 1)
        return storedRange.lowerBound < 0 && field >> (bits - 1) == 1 ? field - 1 << bits : field
    }

    /// The level that a pixel shows, 0...255 and beyond; of colours the luma.
    func level(_ samples: SampleBuffer, x: Int, y: Int) -> Double {
        func level(_ component: Int) -> Double {
            Double(stored(samples, x: x, y: y, component: component) - black) / unit
        }
        guard colour == .rgb else { return level(0) }
        return 0.299 * level(0) + 0.587 * level(1) + 0.114 * level(2)
    }
}

/// What a part of a picture looks like.
struct Surroundings: Hashable {
    /// Of the displayed level, 0...255.
    var mean: Double
    var deviation: Double
    /// Of the stored value, by component.
    var stored: [Double]
    private var levels: [Double] = []

    /// - Precondition: `box` lies in the picture and is not empty.
    init(_ box: PixelBox, in samples: SampleBuffer, _ scale: SampleScale) {
        // A few hundred pixels tell as much as all of them.
        let step = max(1, Int((Double(box.area) / 400).squareRoot()))
        var count = 0.0
        var sum = 0.0
        var squares = 0.0
        var stored = [Double](repeating: 0, count: samples.samplesPerPixel)
        for y in stride(from: box.y, to: box.maxY, by: step) {
            for x in stride(from: box.x, to: box.maxX, by: step) {
                let level = scale.level(samples, x: x, y: y)
                levels.append(level)
                count += 1
                sum += level
                squares += level * level
                for component in stored.indices {
                    stored[component] += Double(
                        scale.stored(samples, x: x, y: y, component: component))
                }
            }
        }
        mean = sum / count
        deviation = max(0, squares / count - mean * mean).squareRoot()
        self.stored = stored.map { $0 / count }
    }

    /// The part of the pixels that show about what `level` shows: text of that level has gaps there.
    ///
    /// - Parameter clips: whether what lies beyond black and white shows as these.
    func share(near level: Double, clips: Bool) -> Double {
        let near = levels.count {
            abs((clips ? min(max($0, 0), 255) : $0) - level) < Self.leastDistance
        }
        return Double(near) / Double(max(1, levels.count))
    }

    /// Levels that letters have to be away from what is round them.
    static let leastDistance = 40.0
}
