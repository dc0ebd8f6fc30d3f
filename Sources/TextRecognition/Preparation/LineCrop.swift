import Raster

/// One row of text as its pixels are, cut to its ink: what enlarging begins with, and what tells equal
/// lines.
struct LineCrop: Equatable {
    private(set) var ink: InkImage
    /// Rows of `ink` from the top of capitals to the base line, about.
    private(set) var capHeight: Int

    /// How a crop is made larger for reading.
    struct Enlargement: Hashable {
        /// Pixels that a capital shall be high.
        var capHeight: Double
        var isBinary = false
    }

    /// Larger letters say no more than their pixels do, and cost time.
    private static let mostEnlarged = 5.0
    /// Pixels that a prepared crop may be wide; longer lines are read smaller.
    private static let mostWidth = 6000
    /// Pixels that stay round the ink.
    private static let margin = 1
    /// Cap heights of ground added on all sides. On the labelled lines none read 4 % fewer characters,
    /// 0.4 as well.
    private static let room = 0.25

    /// - Parameter ink: a row of text, with some of what surrounds it.
    /// - Returns: nothing where there is no ink.
    init?(_ ink: InkImage) {
        let doubling = PixelDoubling(in: ink.image)
        let native = InkImage(doubling.undone(ink.image))
        guard let rows = Self.span(native.rowProfile, leastShare: 0.08),
            let columns = Self.span(native.columnProfile, leastShare: 0)
        else { return nil }
        let box = PixelBox(
            x: columns.lowerBound, y: rows.lowerBound, maxX: columns.upperBound,
            maxY: rows.upperBound
        ).expanded(by: Self.margin).clipped(toWidth: native.width, height: native.height)
        self.ink = InkImage(native.image.cropped(to: box))
        capHeight = max(1, rows.count)
    }

    /// From the first to the last that has more than `leastShare` of the fullest.
    private static func span(_ profile: [Int], leastShare: Double) -> Range<Int>? {
        guard let fullest = profile.max(), fullest > 0 else { return nil }
        let least = leastShare * Double(fullest)
        guard let first = profile.firstIndex(where: { Double($0) > least }),
            let last = profile.lastIndex(where: { Double($0) > least })
        else { return nil }
        return first..<last + 1
    }

    /// Black on white, as large as `enlargement` says.
    func prepared(_ enlargement: Enlargement) -> GrayImage {
        let pad = Int(Self.room * Double(capHeight))
        let source = ink.image.padded(x: pad, y: pad)
        let factor = min(
            enlargement.capHeight / Double(capHeight), Self.mostEnlarged,
            Double(Self.mostWidth) / Double(source.width))
        let width = max(1, Int((Double(source.width) * factor).rounded()))
        let height = max(1, Int((Double(source.height) * factor).rounded()))
        var image = source.scaled(width: width, height: height)
        for index in image.pixels.indices {
            let value = 255 - image.pixels[index]
            image.pixels[index] = enlargement.isBinary ? (value < 128 ? 0 : 255) : value
        }
        return image
    }
}
