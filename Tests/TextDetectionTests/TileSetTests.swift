import Raster
import TestSupport
import Testing

@testable import TextDetection

@Suite struct TileSetTests {
    private func set(_ boxes: PixelBox...) -> TileSet {
        var set = TileSet(width: 100, height: 70, side: 16)
        for box in boxes { set.insert(box) }
        return set
    }

    @Test func tilesAtTheEdgesAreCut() {
        let set = TileSet(width: 100, height: 70, side: 16, filled: true)
        #expect(set.count == 7 * 5)
        #expect(set.box(column: 6, row: 4) == PixelBox(x: 96, y: 64, width: 4, height: 6))
    }

    @Test(arguments: [
        (PixelBox(x: 16, y: 16, width: 16, height: 16), 1),
        (PixelBox(x: 15, y: 15, width: 18, height: 18), 9),
        (PixelBox(x: -40, y: -40, width: 41, height: 41), 1),
        (PixelBox(x: 99, y: 69, width: .max, height: .max), 1),
        (PixelBox(x: 100, y: 0, width: 10, height: 10), 0),
        (PixelBox(x: 5, y: 5, width: 0, height: 9), 0),
    ])
    func aBoxTouchesTiles(box: PixelBox, count: Int) {
        #expect(set(box).count == count)
    }

    @Test(arguments: [
        (PixelBox(x: 0, y: 0, width: 100, height: 70), 0),
        (PixelBox(x: 0, y: 0, width: 33, height: 20), 33),
        (PixelBox(x: 90, y: 60, width: 10, height: 10), 34),
    ])
    func onlyTilesThatLieInsideABoxGo(box: PixelBox, count: Int) {
        var set = TileSet(width: 100, height: 70, side: 16, filled: true)
        set.subtract(box)
        #expect(set.count == count)
    }
}

@Suite struct TileRectanglesTests {
    private static func set(_ boxes: [PixelBox]) -> TileSet {
        var set = TileSet(width: 640, height: 480, side: 16)
        for box in boxes { set.insert(box) }
        return set
    }

    @Test(
        arguments: [
            ([], 64, 0),
            ([PixelBox(x: 16, y: 16, width: 48, height: 80)], 64, 1),
            // Far apart, and near enough for their surroundings to overlap.
            (
                [
                    PixelBox(x: 0, y: 0, width: 16, height: 16),
                    PixelBox(x: 600, y: 400, width: 16, height: 16),
                ], 16, 2
            ),
            (
                [
                    PixelBox(x: 0, y: 0, width: 16, height: 16),
                    PixelBox(x: 32, y: 0, width: 16, height: 16),
                ], 16, 1
            ),
            (
                [
                    PixelBox(x: 0, y: 0, width: 16, height: 16),
                    PixelBox(x: 32, y: 0, width: 16, height: 16),
                ], 0, 2
            ),
        ] as [([PixelBox], Int, Int)])
    func boxesAreJoinedWhereThatCostsNoMore(boxes: [PixelBox], margin: Int, count: Int) {
        #expect(Self.set(boxes).rectangles(margin: margin).count == count)
    }

    @Test(arguments: [0, 16, 48])
    func theyHoldEveryTileAndCostNoMoreThanTheWhole(margin: Int) {
        var random = SeededRandom(seed: UInt64(margin) + 3)
        for share in [2, 5, 20, 300] {
            var set = TileSet(width: 640, height: 480, side: 16)
            for row in 0..<set.rows {
                for column in 0..<set.columns where Int.random(in: 0..<share, using: &random) == 0 {
                    set[column, row] = true
                }
            }
            let boxes = set.rectangles(margin: margin)
            for tile in set.tiles {
                let box = set.box(column: tile.column, row: tile.row)
                #expect(boxes.contains { $0.contains(box) })
            }
            let costs = boxes.map {
                $0.expanded(by: margin).clipped(toWidth: 640, height: 480).area
            }
            #expect(costs.reduce(0, +) <= 640 * 480)
        }
    }

    @Test func tilesOfAPartAreThoseOfTheWhole() {
        let set = Self.set([PixelBox(x: 32, y: 48, width: 16, height: 16)])
        let part = set.cropped(to: PixelBox(x: 16, y: 32, width: 70, height: 64))
        #expect(part.tiles.map(\.column) == [1] && part.tiles.map(\.row) == [1])
    }
}
