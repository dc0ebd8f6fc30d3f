import Raster

/// One row of text as its pixels are, cut to its ink: what enlarging begins with, and what tells equal
/// lines.
struct LineCrop: Equatable {
    private(set) var ink: InkImage
    /// Rows of `ink` from the top of capitals to the base line, about.
    private(set) var capHeight: Int
    /// Of a pixel, to its height, as displayed: where only rows or only columns are repeated, reduced
    /// letters would be squashed.
    private let pixelWidth: Double

    /// How a crop is made larger for reading.
    struct Enlargement: Hashable {
        /// Pixels that a capital shall be high.
        var capHeight: Double
        /// Black and white without greys.
        var isBinary = false

        /// On the labelled lines 20, 24 and 32 read the same within 1 %; the least costs the least.
        static let usual = Enlargement(capHeight: 24)
    }

    /// Larger letters say no more than their pixels do, and cost time.
    private static let mostEnlarged = 5.0
    /// Pixels that a prepared crop may be wide; longer lines are read smaller.
    private static let mostWidth = 6000
    /// Cap heights of ground on all sides. On the labelled lines none, and the crop's own, read 4 % fewer
    /// characters; 0.3 and 0.4 the same.
    private static let room = 0.35

    /// - Parameters:
    ///   - ink: a row of text, with some of what surrounds it.
    ///   - core: where the row was found; what lies outside may be more of it, or of its neighbours.
    /// - Returns: nothing where there is no ink.
    init?(_ ink: InkImage, core: PixelBox) {
        let doubling = PixelDoubling(in: ink.image)
        guard
            let rows = Self.span(
                ink.rowProfile, core: core.y..<core.maxY,
                least: Int(Self.leastPartOfCore * Double(core.height))),
            let columns = Self.span(
                ink.columnProfile, core: core.x..<core.maxX, least: 0)
        else { return nil }
        let box = PixelBox(
            x: columns.lowerBound, y: rows.lowerBound, maxX: columns.upperBound,
            maxY: rows.upperBound)
        let native = doubling.moved(by: box).undone(ink.image.cropped(to: box))
        self.ink = InkImage(native)
        capHeight = max(1, native.height)
        pixelWidth = Double(doubling.horizontal.factor) / Double(doubling.vertical.factor)
    }

    /// A run of rows or columns with less of it in the core is a neighbour's.
    private static let leastPartInCore = 0.5
    /// Of the core's height; lower runs of rows that go on outside are a neighbour's feet or hats.
    private static let leastPartOfCore = 0.25

    /// From the first to the last line of pixels that belongs to the text.
    ///
    /// - Parameter least: shorter runs that cross the core's edge are a neighbour's.
    private static func span(_ profile: [Int], core: Range<Int>, least: Int) -> Range<Int>? {
        let runs = RowSplitter.runs(of: profile, above: 0)
        let own = runs.filter { run in
            let inside = run.clamped(to: core).count
            guard Double(inside) >= leastPartInCore * Double(run.count) else { return false }
            return run.count >= least || inside == run.count
        }
        guard let first = own.first, let last = own.last else {
            // Everything hangs together, or nothing is inside.
            guard runs.contains(where: { $0.overlaps(core) }) else { return nil }
            return core
        }
        // A neighbour without a gap is cut off near the core.
        let slack = max(1, core.count / 8)
        return max(
            first.lowerBound, core.lowerBound - slack)..<min(
                last.upperBound, core.upperBound + slack)
    }

    /// Black on white, as large as `enlargement` says.
    func prepared(_ enlargement: Enlargement) -> GrayImage {
        let pad = Int((Self.room * Double(capHeight)).rounded())
        let source = ink.image.withGround(pad)
        let down = min(
            enlargement.capHeight / Double(capHeight), Self.mostEnlarged,
            Double(Self.mostWidth) / (Double(source.width) * pixelWidth))
        let across = down * pixelWidth
        let width = max(1, Int((Double(source.width) * across).rounded()))
        let height = max(1, Int((Double(source.height) * down).rounded()))
        var image = source.scaled(width: width, height: height)
        for index in image.pixels.indices {
            let value = 255 - image.pixels[index]
            image.pixels[index] = enlargement.isBinary ? (value < 128 ? 0 : 255) : value
        }
        return image
    }
}

extension GrayImage {
    /// With `margin` pixels of ground on all sides.
    fileprivate func withGround(_ margin: Int) -> GrayImage {
        var result = GrayImage(width: width + 2 * margin, height: height + 2 * margin)
        for y in 0..<height {
            let start = (y + margin) * result.width + margin
            result.pixels.replaceSubrange(
                start..<start + width, with: pixels[y * width..<(y + 1) * width])
        }
        return result
    }
}
