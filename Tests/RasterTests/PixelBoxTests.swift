import Raster
import Testing

@Suite struct PixelBoxTests {
    let box = PixelBox(x: 10, y: 20, width: 30, height: 5)

    @Test(arguments: [
        (PixelBox(x: 0, y: 0, width: 20, height: 22), PixelBox(x: 10, y: 20, width: 10, height: 2)),
        (PixelBox(x: 39, y: 24, width: 9, height: 9), PixelBox(x: 39, y: 24, width: 1, height: 1)),
        (PixelBox(x: 40, y: 20, width: 9, height: 9), nil),
        (PixelBox(x: 0, y: 0, width: 10, height: 40), nil),
    ])
    func intersectsWhereBothCover(other: PixelBox, expected: PixelBox?) {
        #expect(box.intersects(other) == (expected != nil))
        if let expected { #expect(box.intersection(other) == expected) }
        #expect(box.intersection(other) == other.intersection(box))
    }

    @Test func unionHoldsBothAndIgnoresEmptyBoxes() {
        let other = PixelBox(x: 5, y: 30, width: 2, height: 2)
        let union = box.union(other)
        #expect(union == PixelBox(x: 5, y: 20, maxX: 40, maxY: 32))
        #expect(box.union(PixelBox(x: 0, y: 0, width: 0, height: 9)) == box)
    }

    @Test func clippingKeepsOnlyTheImage() {
        #expect(
            box.expanded(by: 15).clipped(toWidth: 36, height: 24)
                == PixelBox(x: 0, y: 5, maxX: 36, maxY: 24))
    }

    @Test(arguments: [(8, 8), (16, 16), (16, 8), (1, 1)])
    func alignmentGrowsToWholeCells(width: Int, height: Int) {
        let aligned = box.aligned(toCellWidth: width, cellHeight: height)
        #expect(aligned.contains(box))
        #expect(aligned.x % width == 0 && aligned.maxX % width == 0)
        #expect(aligned.y % height == 0 && aligned.maxY % height == 0)
        #expect(aligned.width < box.width + 2 * width)
        #expect(aligned.height < box.height + 2 * height)
    }
}
