import Raster

/// How a cleaned frame differs from its original: rectangles of one value, and what is left.
struct FrameDifference {
    /// Rectangles of the fill in the cleaned frame that hold differing samples.
    let rectangles: [PixelBox]
    /// Pixels that differ and are not the fill.
    private let others: [(x: Int, y: Int)]

    init(_ original: SampleBuffer, _ cleaned: SampleBuffer) {
        let size = cleaned.bytesPerPixel
        let width = cleaned.width
        let differing = (0..<width * cleaned.height).filter { pixel in
            let range = pixel * size..<(pixel + 1) * size
            return original.bytes[range] != cleaned.bytes[range]
        }
        guard let fill = Self.commonest(differing, in: cleaned) else {
            rectangles = []
            others = []
            return
        }
        let grower = RectangleGrower(cleaned, fill: fill)
        var found: [PixelBox] = []
        var isFound = [Bool](repeating: false, count: width * cleaned.height)
        var others: [(x: Int, y: Int)] = []
        for pixel in differing {
            let x = pixel % width
            let y = pixel / width
            if !grower.isFill(x, y) {
                others.append((x, y))
            } else if !isFound[pixel] {
                let rectangle = grower.rectangle(around: x, y)
                for row in rectangle.y..<rectangle.maxY {
                    let start = row * width
                    for column in rectangle.x..<rectangle.maxX { isFound[start + column] = true }
                }
                found.append(rectangle)
            }
        }
        rectangles = found
        self.others = others
    }

    /// Whether all that differs lies in the rectangles, or within `ring` pixels of one.
    func isCovered(ring: Int) -> Bool {
        let grown = rectangles.map { $0.expanded(by: ring) }
        return others.allSatisfy { pixel in
            ring > 0
                && grown.contains {
                    $0.contains(PixelBox(x: pixel.x, y: pixel.y, width: 1, height: 1))
                }
        }
    }

    /// The value that most differing pixels have in the cleaned frame.
    private static func commonest(_ pixels: [Int], in frame: SampleBuffer) -> [UInt8]? {
        let size = frame.bytesPerPixel
        var counts: [[UInt8]: Int] = [:]
        for pixel in pixels {
            counts[Array(frame.bytes[pixel * size..<(pixel + 1) * size]), default: 0] += 1
        }
        return counts.max { ($0.value, $1.key.first ?? 0) < ($1.value, $0.key.first ?? 0) }?.key
    }
}

/// Grows rectangles of one value in a frame.
private struct RectangleGrower {
    private let width: Int
    private let height: Int
    private let mask: [Bool]

    init(_ frame: SampleBuffer, fill: [UInt8]) {
        width = frame.width
        height = frame.height
        let size = frame.bytesPerPixel
        mask = (0..<frame.width * frame.height).map { pixel in
            frame.bytes[pixel * size..<(pixel + 1) * size].elementsEqual(fill)
        }
    }

    func isFill(_ x: Int, _ y: Int) -> Bool { mask[y * width + x] }

    /// A rectangle of fill around a pixel of fill: as wide as the row allows, then as high as
    /// that width allows.
    func rectangle(around x: Int, _ y: Int) -> PixelBox {
        var left = x
        var right = x + 1
        while left > 0, isFill(left - 1, y) { left -= 1 }
        while right < width, isFill(right, y) { right += 1 }
        var top = y
        var bottom = y + 1
        while top > 0, (left..<right).allSatisfy({ isFill($0, top - 1) }) { top -= 1 }
        while bottom < height, (left..<right).allSatisfy({ isFill($0, bottom) }) { bottom += 1 }
        return PixelBox(x: left, y: top, maxX: right, maxY: bottom)
    }
}
