import Raster

extension GrayImage {
    /// How clearly the crop falls apart into ink and ground, 0...1: the part of its variance that lies
    /// between the two (Otsu's criterion), less where their distance is hardly seen.
    var clarity: Double {
        var counts = [Int](repeating: 0, count: 256)
        for pixel in pixels { counts[Int(pixel)] += 1 }
        let total = Double(pixels.count)
        let sum = counts.enumerated().reduce(0.0) { $0 + Double($1.offset * $1.element) }
        let squares = counts.enumerated().reduce(0.0) {
            $0 + Double($1.offset * $1.offset * $1.element)
        }
        guard total > 0 else { return 0 }
        let mean = sum / total
        let variance = squares / total - mean * mean
        guard variance > 0 else { return 0 }
        var best = (between: 0.0, distance: 0.0)
        var lower = 0.0
        var lowerSum = 0.0
        for (level, count) in counts.enumerated() {
            lower += Double(count)
            lowerSum += Double(level * count)
            let upper = total - lower
            guard lower > 0, upper > 0 else { continue }
            let distance = (sum - lowerSum) / upper - lowerSum / lower
            let between = lower / total * (upper / total) * distance * distance
            if between > best.between { best = (between, distance) }
        }
        return best.between / variance * min(1, best.distance / Self.clearDistance)
    }

    /// Grey levels; more between ink and ground is not clearer.
    private static var clearDistance: Double { 64 }
}
