/// How much of each pixel ink covers: 0 nothing, 255 all of it.
package struct CoverageMap: Hashable, Sendable {
    package private(set) var width: Int
    package private(set) var height: Int
    package private(set) var values: [UInt8]

    /// - Precondition: `width` and `height` are not negative.
    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
        values = [UInt8](repeating: 0, count: width * height)
    }

    package subscript(x: Int, y: Int) -> UInt8 {
        get { values[y * width + x] }
        set { values[y * width + x] = newValue }
    }

    /// Nothing covers what lies outside.
    private func value(_ x: Int, _ y: Int) -> UInt8 {
        guard x >= 0, y >= 0, x < width, y < height else { return 0 }
        return values[y * width + x]
    }
}

extension CoverageMap {
    /// Every pixel as a square of `factor` x `factor`.
    package func magnified(by factor: Int) -> CoverageMap {
        var result = CoverageMap(width: width * factor, height: height * factor)
        for y in 0..<result.height {
            for x in 0..<result.width { result[x, y] = self[x / factor, y / factor] }
        }
        return result
    }

    /// Twice as large with rounded slopes (EPX, known from emulators too): a corner that two like
    /// neighbours cut off takes their value.
    package func roundedDouble() -> CoverageMap {
        var result = CoverageMap(width: width * 2, height: height * 2)
        for y in 0..<height {
            for x in 0..<width {
                let (above, below) = (value(x, y - 1), value(x, y + 1))
                let (left, right) = (value(x - 1, y), value(x + 1, y))
                let own = self[x, y]
                let isCorner = above != below && left != right
                result[2 * x, 2 * y] = isCorner && left == above ? left : own
                result[2 * x + 1, 2 * y] = isCorner && above == right ? right : own
                result[2 * x, 2 * y + 1] = isCorner && left == below ? left : own
                result[2 * x + 1, 2 * y + 1] = isCorner && below == right ? right : own
            }
        }
        return result
    }

    /// Scaled to `width` x `height`, each pixel the mean of what it lies on.
    ///
    /// - Precondition: both are above 0.
    package func resampled(width newWidth: Int, height newHeight: Int) -> CoverageMap {
        let rows = Self.resampled(values, length: width, lines: height, to: newWidth)
        var turned = Self.transposed(rows, width: newWidth, height: height)
        turned = Self.resampled(turned, length: height, lines: newWidth, to: newHeight)
        var result = CoverageMap(width: newWidth, height: newHeight)
        result.values = Self.transposed(turned, width: newHeight, height: newWidth)
        return result
    }

    private static func resampled(
        _ values: [UInt8], length: Int, lines: Int, to newLength: Int
    ) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: lines * newLength)
        let step = Double(length) / Double(newLength)
        for position in 0..<newLength {
            let start = Double(position) * step
            let end = min(Double(length), start + step)
            let pixels = Int(start)..<max(Int(start) + 1, min(length, Int(end.rounded(.up))))
            for line in 0..<lines {
                var sum = 0.0
                for pixel in pixels {
                    let part = min(end, Double(pixel + 1)) - max(start, Double(pixel))
                    sum += part * Double(values[line * length + pixel])
                }
                result[line * newLength + position] = UInt8(min(255, (sum / step).rounded()))
            }
        }
        return result
    }

    private static func transposed(_ values: [UInt8], width: Int, height: Int) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: values.count)
        for y in 0..<height {
            for x in 0..<width { result[x * height + y] = values[y * width + x] }
        }
        return result
    }
}

extension CoverageMap {
    /// The map with `margin` empty pixels on all sides.
    package func padded(by margin: Int) -> CoverageMap {
        var result = CoverageMap(width: width + 2 * margin, height: height + 2 * margin)
        for y in 0..<height {
            for x in 0..<width { result[x + margin, y + margin] = self[x, y] }
        }
        return result
    }

    /// Smeared by a quarter of a pixel's ink to each side: 1 2 1 along both axes. Nothing smears
    /// beyond the map.
    package func blurred() -> CoverageMap {
        alongBothAxes { line, result in
            for index in line.indices {
                let before = index > 0 ? Int(line[index - 1]) : 0
                let after = index + 1 < line.count ? Int(line[index + 1]) : 0
                result[index] = UInt8((before + 2 * Int(line[index]) + after + 2) / 4)
            }
        }
    }

    /// What lies within `radius` pixels of ink along both axes: the outline of text.
    package func grown(by radius: Int) -> CoverageMap {
        alongBothAxes { line, result in
            for (index, value) in line.enumerated() where value > 0 {
                let reached = max(0, index - radius)...min(line.count - 1, index + radius)
                for near in reached where result[near] < value { result[near] = value }
            }
        }
    }

    /// The map after `body` made a line of every row, and then of every column.
    ///
    /// - Parameter body: gets a line, and a line of zeroes for its result.
    private func alongBothAxes(
        _ body: (_ line: [UInt8], _ result: inout [UInt8]) -> Void
    ) -> CoverageMap {
        guard width > 0, height > 0 else { return self }
        func lines(_ values: [UInt8], length: Int) -> [UInt8] {
            stride(from: 0, to: values.count, by: length).flatMap { start in
                var result = [UInt8](repeating: 0, count: length)
                body(Array(values[start..<start + length]), &result)
                return result
            }
        }
        var turned = Self.transposed(lines(values, length: width), width: width, height: height)
        turned = lines(turned, length: height)
        var result = self
        result.values = Self.transposed(turned, width: height, height: width)
        return result
    }

    /// Moved to the right and down; what leaves the map is lost.
    package func shifted(by distance: Int) -> CoverageMap {
        var result = self
        for y in 0..<height {
            for x in 0..<width { result[x, y] = value(x - distance, y - distance) }
        }
        return result
    }

    /// Turned clockwise by 0, 90, 180 or 270 degrees.
    package func turned(by degrees: Int) -> CoverageMap {
        var result = self
        for _ in 0..<(degrees / 90 % 4 + 4) % 4 {
            var next = CoverageMap(width: result.height, height: result.width)
            for y in 0..<result.height {
                for x in 0..<result.width { next[result.height - 1 - y, x] = result[x, y] }
            }
            result = next
        }
        return result
    }

    /// Without empty rows and columns at its sides; a map of no ink is empty.
    package func trimmed() -> CoverageMap {
        var (left, right, top, bottom) = (width, -1, height, -1)
        for y in 0..<height {
            for x in 0..<width where self[x, y] > 0 {
                left = min(left, x)
                right = max(right, x)
                top = min(top, y)
                bottom = y
            }
        }
        guard right >= 0 else { return CoverageMap(width: 0, height: 0) }
        var result = CoverageMap(width: right - left + 1, height: bottom - top + 1)
        for y in top...bottom {
            for x in left...right { result[x - left, y - top] = self[x, y] }
        }
        return result
    }
}
