import Foundation
import Raster

/// Square rings round a point, at any angle.
struct RingPattern {
    var x: Double
    var y: Double
    /// Pixels along a side of a module.
    var module: Double
    /// Whether the middle is light.
    var isLight: Bool
    /// Modules along a side.
    var side: Int

    /// How well the grey levels agree with the rings, turned as fits best: a correlation, 1 at best.
    ///
    /// - Parameter isInk: whether what is that many modules off the middle is as dark (or light) as
    ///   the middle.
    func likeness(in levels: GrayLevels, isInk: (Double) -> Bool) -> Double {
        // The square repeats itself every 90 degrees.
        stride(from: -40.0, through: 40, by: 10).map { degrees in
            correlation(in: levels, angle: degrees * .pi / 180, isInk)
        }.max() ?? 0
    }

    private func correlation(
        in levels: GrayLevels, angle: Double, _ isInk: (Double) -> Bool
    ) -> Double {
        let (cosine, sine) = (cos(angle), sin(angle))
        var (sum, squares, light, product, count) = (0.0, 0.0, 0.0, 0.0, 0.0)
        // Two samples along a side of a module.
        let samples = 2 * side
        let middle = Double(samples - 1) / 2
        for row in 0..<samples {
            let v = (Double(row) - middle) / 2
            for column in 0..<samples {
                let u = (Double(column) - middle) / 2
                let px = Int((x + module * (u * cosine - v * sine)).rounded(.down))
                let py = Int((y + module * (u * sine + v * cosine)).rounded(.down))
                guard px >= 0, py >= 0, px < levels.width, py < levels.height else { continue }
                let level = Double(levels.pixels[py * levels.width + px])
                sum += level
                squares += level * level
                count += 1
                if isInk(max(abs(u), abs(v))) == isLight {
                    light += 1
                    product += level
                }
            }
        }
        guard count * 2 > Double(samples * samples), light > 0 else { return 0 }
        let spread = (squares - sum * sum / count) * (light - light * light / count)
        return spread > 0 ? (product - sum * light / count) / spread.squareRoot() : 0
    }
}
