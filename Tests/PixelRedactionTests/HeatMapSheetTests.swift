import Raster
import TextDetection
import Testing

@testable import PixelRedaction

@Suite struct HeatMapSheetTests {
    private static let gap = HeatMapSheet.gap

    private func row(_ width: Int, _ height: Int, grey: UInt8 = 200, _ cells: [Int: UInt8] = [:])
        -> HeatMapSheet.Row
    {
        var map = HeatMap(columns: (width + 3) / 4, rows: (height + 3) / 4)
        for (cell, value) in cells { map.cells[cell] = value }
        return HeatMapSheet.Row(
            view: GrayImage(width: width, height: height, filledWith: grey), map: map)
    }

    private func drawn(
        _ rows: [HeatMapSheet.Row], _ boxes: [HeatMapSheet.Box] = [], threshold: Double = 0.5
    ) -> ColourPicture {
        HeatMapSheet(rows, boxes, threshold: threshold).drawn()
    }

    /// Where the right panel's pixel lies.
    private func right(_ x: Int, _ y: Int, width: Int) -> (x: Int, y: Int) {
        (2 * Self.gap + width + x, Self.gap + y)
    }

    @Test func theViewStandsOnTheLeft() {
        let picture = drawn([row(200, 20, [0: 255])])
        #expect(picture.width == 400 + 3 * Self.gap)
        #expect(picture[Self.gap, Self.gap] == Colour(grey: 200))
        #expect(picture[Self.gap + 199, Self.gap + 19] == Colour(grey: 200))
    }

    @Test func theMapLiesOverTheDimmedView() {
        let picture = drawn([row(200, 20, [0: 255, 1: 20])])
        let hot = right(3, 3, width: 200)
        #expect(picture[hot.x, hot.y].red > 180)
        let cool = right(4, 3, width: 200)
        #expect(picture[cool.x, cool.y].blue > picture[cool.x, cool.y].red)
        let none = right(8, 3, width: 200)
        #expect(picture[none.x, none.y] == Colour(grey: 100))
    }

    @Test func boxesThatAreSeenAreWhite() {
        let boxes = [
            HeatMapSheet.Box(box: PixelBox(x: 2, y: 2, width: 5, height: 5), isSeen: true),
            HeatMapSheet.Box(box: PixelBox(x: 20, y: 2, width: 50, height: 500), isSeen: false),
        ]
        let picture = drawn([row(200, 20)], boxes)
        let seen = right(6, 6, width: 200)
        #expect(picture[seen.x, seen.y] == .white)
        let inside = right(4, 4, width: 200)
        #expect(picture[inside.x, inside.y] == Colour(grey: 100))
        // What of the other leaves the picture is not drawn beside it.
        let other = right(30, 19, width: 200)
        #expect(picture[other.x, other.y] == Colour(grey: 150))
        #expect(picture[other.x, other.y + 1] == HeatMapSheet.background)
    }

    @Test(arguments: [(0, 0), (0.25, 64), (1, 255)])
    func theThresholdIsMarked(_ threshold: Double, _ column: Int) {
        let picture = drawn([row(4, 4)], threshold: threshold)
        let y = picture.height - HeatScale.legendHeight
        let marked = (0..<picture.width).filter { picture[$0, y + 20] == .white }
        #expect(marked == [24 + column])
    }

    @Test(arguments: [
        (0, "0"), (1, "1"), (0.5, "0.5"), (0.35, "0.35"), (0.0625, "0.063"), (0.9996, "1"),
    ])
    func numbers(_ number: Double, _ text: String) {
        #expect(PictureDigits.text(number) == text)
    }

    @Test func digitsDiffer() {
        let shapes = "0123456789.".map { PictureDigits.dots(of: $0) }
        #expect(Set(shapes).count == 11)
    }

    @Test func coloursRunFromBlueToRed() {
        #expect(HeatScale.colour(0) == Colour(40, 60, 200))
        #expect(HeatScale.colour(255) == Colour(255, 40, 0))
        #expect(Set((0...255).map { HeatScale.colour(UInt8($0)) }).count > 200)
    }

    @Test(arguments: [(1, 1), (1, 60_000), (60_000, 1), (2049, 30)])
    func anySizeFitsAScreen(_ width: Int, _ height: Int) {
        let box = HeatMapSheet.Box(
            box: PixelBox(x: 0, y: 0, width: width, height: height), isSeen: true)
        let last = (width + 3) / 4 * ((height + 3) / 4) - 1
        let picture = drawn([row(width, height, [last: 255])], [box])
        #expect(picture.width <= 2 * HeatMapSheet.longestPanelSide + 3 * Self.gap)
        #expect(picture.height <= HeatMapSheet.longestPanelSide + 100)
    }

    @Test func aReducedMapKeepsItsMaximum() {
        // 3 pixels of the view are one of the picture: 100 columns of cells, one of them hot.
        let picture = drawn([row(6000, 8, grey: 0, [100: 255])])
        let hot = right(400 / 3 + 1, 0, width: 2000)
        #expect(picture[hot.x, hot.y].red > 140)
    }

    @Test func theViewsWithTheMostTextAreShown() {
        let rows = [0, 3, 1, 4, 2].map { count in
            row(
                400, 8, grey: UInt8(40 * count),
                Dictionary(uniqueKeysWithValues: (0..<count).map { ($0, 255) }))
        }
        let picture = drawn(rows)
        let greys = (0..<4).map { picture[Self.gap + 399, Self.gap + $0 * (8 + Self.gap)].red }
        #expect(greys == [0, 120, 160, 80])
    }
}
