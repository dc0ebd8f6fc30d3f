package import Raster

/// The 8-connected components of a binary image, kept as runs of pixels: a picture full of noise
/// costs memory by its ink, not by its area times the number of components.
package struct InkComponents: Sendable {
    /// One component.
    package struct Component: Sendable {
        /// Bounding box.
        package var box: PixelBox
        /// Number of pixels.
        package var count: Int
        /// The highest value of the image under it.
        package var peak: UInt8

        package init(box: PixelBox, count: Int, peak: UInt8) {
            self.box = box
            self.count = count
            self.peak = peak
        }
    }

    /// A stretch of a row that belongs to one component.
    package struct Run: Sendable {
        package var y: Int32
        package var start: Int32
        /// Not included.
        package var end: Int32
        /// Index in `components`.
        package var component: Int32
    }

    package private(set) var components: [Component] = []
    /// From the top, left to right in a row.
    package private(set) var runs: [Run] = []

    /// The components of the pixels of `image` that lie above `threshold`.
    ///
    /// - Complexity: nearly O(pixels).
    package init(of image: GrayImage, above threshold: UInt8) {
        self.init(of: image, mask: image.pixels, above: threshold)
    }

    /// The components of the pixels of `image` that lie above their own thresholds.
    ///
    /// - Precondition: there is a threshold for each pixel.
    package init(of image: GrayImage, above thresholds: [UInt8]) {
        precondition(thresholds.count == image.pixels.count)
        var mask = [UInt8](repeating: 0, count: thresholds.count)
        for index in thresholds.indices where image.pixels[index] > thresholds[index] {
            mask[index] = 1
        }
        self.init(of: image, mask: mask, above: 0)
    }

    private init(of image: GrayImage, mask: [UInt8], above threshold: UInt8) {
        var parents: [Int32] = []
        var previous = 0..<0
        for y in 0..<image.height {
            let first = runs.count
            appendRuns(
                ofRow: y, width: image.width, mask: mask, above: threshold, parents: &parents)
            connect(first..<runs.count, with: previous, parents: &parents)
            previous = first..<runs.count
        }
        number(of: image, parents: &parents)
    }

    private mutating func appendRuns(
        ofRow y: Int, width: Int, mask: [UInt8], above threshold: UInt8,
        parents: inout [Int32]
    ) {
        let mask = mask.span
        let row = y * width
        var x = 0
        while x < width {
            guard mask[row + x] > threshold else {
                x += 1
                continue
            }
            let start = x
            repeat { x += 1 } while x < width && mask[row + x] > threshold
            let label = Int32(parents.count)
            parents.append(label)
            runs.append(Run(y: Int32(y), start: Int32(start), end: Int32(x), component: label))
        }
    }

    /// Joins the runs of a row with those of the row above that they touch, corners included.
    private func connect(_ row: Range<Int>, with above: Range<Int>, parents: inout [Int32]) {
        var upper = above.lowerBound
        for index in row {
            let run = runs[index]
            while upper < above.upperBound && runs[upper].end < run.start { upper += 1 }
            var candidate = upper
            while candidate < above.upperBound && runs[candidate].start <= run.end {
                let a = Self.root(of: run.component, &parents)
                let b = Self.root(of: runs[candidate].component, &parents)
                // The lower label wins, so numbering follows the first pixel of a component.
                if a < b { parents[Int(b)] = a } else { parents[Int(a)] = b }
                candidate += 1
            }
        }
    }

    private static func root(of label: Int32, _ parents: inout [Int32]) -> Int32 {
        var label = label
        while parents[Int(label)] != label {
            parents[Int(label)] = parents[Int(parents[Int(label)])]
            label = parents[Int(label)]
        }
        return label
    }

    private mutating func number(of image: GrayImage, parents: inout [Int32]) {
        let pixels = image.pixels.span
        var numbers = [Int32](repeating: -1, count: parents.count)
        for index in runs.indices {
            let run = runs[index]
            let root = Int(Self.root(of: run.component, &parents))
            let y = Int(run.y)
            let start = Int(run.start)
            let end = Int(run.end)
            var peak: UInt8 = 0
            for x in start..<end { peak = max(peak, pixels[y * image.width + x]) }
            let box = PixelBox(x: start, y: y, width: end - start, height: 1)
            if numbers[root] < 0 {
                numbers[root] = Int32(components.count)
                components.append(Component(box: box, count: end - start, peak: peak))
            } else {
                let number = Int(numbers[root])
                components[number].box = components[number].box.union(box)
                components[number].count += end - start
                components[number].peak = max(components[number].peak, peak)
            }
            runs[index].component = numbers[root]
        }
    }
}
