package import Raster

extension JPEG2000 {
    /// A rectangle on the reference grid; `right` and `bottom` lie outside.
    struct ReferenceBox: Hashable {
        var left: Int
        var top: Int
        var right: Int
        var bottom: Int
    }

    /// Equation B-12: the samples of a component whose places on the reference grid are in `range`.
    static func componentRange(_ range: Range<Int>, step: Int) -> Range<Int> {
        (range.lowerBound + step - 1) / step..<(range.upperBound + step - 1) / step
    }
}

extension JPEG2000.Header {
    var imageBox: JPEG2000.ReferenceBox {
        JPEG2000.ReferenceBox(
            left: imageOffsetX, top: imageOffsetY, right: imageOffsetX + width,
            bottom: imageOffsetY + height)
    }

    var tileColumns: Int { (imageOffsetX + width - tileOffsetX + tileWidth - 1) / tileWidth }

    /// Equations B-7 to B-10.
    func tile(_ index: Int) -> JPEG2000.ReferenceBox {
        let left = tileOffsetX + index % tileColumns * tileWidth
        let top = tileOffsetY + index / tileColumns * tileHeight
        let image = imageBox
        return JPEG2000.ReferenceBox(
            left: max(left, image.left), top: max(top, image.top),
            right: min(left + tileWidth, image.right),
            bottom: min(top + tileHeight, image.bottom))
    }

    /// How often the samples of the smallest component of the smallest tile can be halved.
    ///
    /// Further levels would split single samples. OpenJPEG 2.5.0 codes those wrongly: where such a
    /// sample lies at an odd place, what it writes does not decode to the picture, by itself nor by
    /// ffmpeg (found by fuzzing; sides of 1 to 3 samples, all offsets).
    var usefulLevels: Int {
        let first = tiles == 1 ? imageBox : tile(0)
        let last = tiles == 1 ? imageBox : tile(tiles - 1)
        // Between the first and the last tile all have the full size, and a component has at least
        // as many samples in them as the quotient says.
        var shortest = Int.max
        for step in subsampling {
            for side in [first.left..<first.right, last.left..<last.right] {
                shortest = min(shortest, JPEG2000.componentRange(side, step: step.x).count)
            }
            for side in [first.top..<first.bottom, last.top..<last.bottom] {
                shortest = min(shortest, JPEG2000.componentRange(side, step: step.y).count)
            }
            if tiles > 1 {
                shortest = min(shortest, tileWidth / step.x, tileHeight / step.y)
            }
        }
        guard shortest > 0 else { return 0 }
        return shortest.bitWidth - 1 - shortest.leadingZeroBitCount
    }

    /// The tiles that hold pixels of `box`, which lies in the picture.
    func tiles(touchedBy box: PixelBox) -> [Int] {
        let columns = tileRange(box.x, box.maxX, imageOffsetX, tileOffsetX, tileWidth)
        let rows = tileRange(box.y, box.maxY, imageOffsetY, tileOffsetY, tileHeight)
        return rows.flatMap { row in columns.map { row * tileColumns + $0 } }
    }

    private func tileRange(
        _ start: Int, _ end: Int, _ imageOffset: Int, _ tileOffset: Int, _ tileSize: Int
    ) -> ClosedRange<Int> {
        let offset = imageOffset - tileOffset
        return (start + offset) / tileSize...(end - 1 + offset) / tileSize
    }

    /// The pixels that show the samples which `box` touches: the box itself where no component is
    /// subsampled, and empty outside the picture.
    ///
    /// A decoder that repeats a sample for the pixels up to the next one shows nothing else
    /// changed; one that interpolates mixes the fill into pixels round it, up to the next sample.
    package func paintedBox(_ box: PixelBox) -> PixelBox {
        var box = box.clipped(toWidth: width, height: height)
        guard !box.isEmpty, isSubsampled else { return box }
        // Components may have different grids: until it fits all of them.
        while true {
            var grown = box
            for step in subsampling {
                let columns = grow(grown.x..<grown.maxX, imageOffsetX, width, step.x)
                let rows = grow(grown.y..<grown.maxY, imageOffsetY, height, step.y)
                grown = PixelBox(
                    x: columns.lowerBound, y: rows.lowerBound, maxX: columns.upperBound,
                    maxY: rows.upperBound)
            }
            if grown == box { return box }
            box = grown
        }
    }

    private func grow(_ pixels: Range<Int>, _ offset: Int, _ size: Int, _ step: Int) -> Range<Int> {
        let samples = JPEG2000.componentRange(offset..<offset + size, step: step)
        // The samples that the first and the last pixel show.
        let first = (offset + pixels.lowerBound) / step
        let last = max((offset + pixels.upperBound - 1) / step, samples.lowerBound)
        // What lies before the first sample shows it too.
        let start = first <= samples.lowerBound ? 0 : first * step - offset
        let end = last + 1 >= samples.upperBound ? size : (last + 1) * step - offset
        return start..<end
    }
}
