import Raster
import TestSupport
import Testing

@testable import KnownMasks

@Suite struct AreaLayerTests {
    private static let image = PixelBox(x: 0, y: 0, width: 24, height: 17)

    /// Label by pixel, painted one by one.
    private static func painted(_ layers: [AreaLayer]) -> [Int] {
        var pixels = [Int](repeating: -1, count: image.area)
        for layer in layers {
            for y in layer.box.y..<layer.box.maxY {
                for x in layer.box.x..<layer.box.maxX {
                    pixels[y * image.width + x] = layer.label ?? -1
                }
            }
        }
        return pixels
    }

    private static func randomLayers(_ random: inout SeededRandom) -> [AreaLayer] {
        (0..<Int.random(in: 0...9, using: &random)).map { _ in
            let x = Int.random(in: 0..<image.width, using: &random)
            let y = Int.random(in: 0..<image.height, using: &random)
            let box = PixelBox(
                x: x, y: y, maxX: Int.random(in: x + 1...image.width, using: &random),
                maxY: Int.random(in: y + 1...image.height, using: &random))
            let label = Int.random(in: -2...2, using: &random)
            return AreaLayer(box: box, label: label < 0 ? nil : label)
        }
    }

    @Test func coversExactlyThePixelsThatAreBlankInTheEnd() {
        for seed in 1...1000 as ClosedRange<UInt64> {
            var random = SeededRandom(seed: seed)
            let layers = Self.randomLayers(&random)
            let boxes = AreaLayer.boxes(of: layers)
            let covered = Self.painted(boxes.map { AreaLayer(box: $0.box, label: $0.label) })
            #expect(covered == Self.painted(layers), "seed \(seed)")
        }
    }

    @Test func isDisjointWhereSomethingIsTakenBack() {
        for seed in 1...300 as ClosedRange<UInt64> {
            var random = SeededRandom(seed: seed)
            let layers = [AreaLayer(box: Self.image, label: 0)] + Self.randomLayers(&random)
            guard layers.contains(where: { $0.label == nil }) else { continue }
            let boxes = AreaLayer.boxes(of: layers).map(\.box)
            let area = boxes.reduce(0) { $0 + $1.area }
            #expect(area == Self.painted(layers).count { $0 >= 0 }, "seed \(seed)")
        }
    }

    @Test func leavesRectanglesAsTheyAreWhereNothingIsTakenBack() {
        let boxes = [
            PixelBox(x: 0, y: 0, width: 24, height: 3), PixelBox(x: 10, y: 0, width: 4, height: 9),
        ]
        let layers = boxes.map { AreaLayer(box: $0, label: 0) }
        #expect(AreaLayer.boxes(of: layers).map(\.box) == boxes)
    }

    @Test func takesNothingBackFromMoreThanAnybodyLaysOverEachOther() {
        let blank = AreaLayer(box: Self.image, label: 0)
        let keep = AreaLayer(box: Self.image, label: nil)
        let pairs = (0..<256).flatMap { _ in [blank, keep] }
        #expect(AreaLayer.boxes(of: pairs).isEmpty)
        #expect(AreaLayer.boxes(of: [blank] + pairs).first?.box == Self.image)
    }

    @Test func makesFourBoxesRoundOneRegion() {
        let layers = [
            AreaLayer(box: Self.image, label: 0),
            AreaLayer(box: PixelBox(x: 5, y: 4, width: 10, height: 8), label: nil),
        ]
        #expect(
            AreaLayer.boxes(of: layers).map(\.box) == [
                PixelBox(x: 0, y: 0, width: 24, height: 4),
                PixelBox(x: 0, y: 4, width: 5, height: 8),
                PixelBox(x: 15, y: 4, width: 9, height: 8),
                PixelBox(x: 0, y: 12, width: 24, height: 5),
            ])
    }
}

@Suite struct MaskRectangleTests {
    private struct Case: Sendable {
        var rectangle: MaskRectangle
        var box: PixelBox
        var isInside = true

        init(
            _ x: Int, _ y: Int, _ width: MaskRectangle.Length, _ height: MaskRectangle.Length,
            clipped: Bool = false, _ box: [Int], isInside: Bool = true
        ) {
            rectangle = MaskRectangle(x: x, y: y, width: width, height: height, isClipped: clipped)
            self.box = PixelBox(x: box[0], y: box[1], width: box[2], height: box[3])
            self.isInside = isInside
        }
    }

    /// On an image of 100 columns and 50 rows.
    private static let cases: [Case] = [
        Case(0, 0, .pixels(100), .pixels(50), [0, 0, 100, 50]),
        Case(10, 5, .pixels(20), .pixels(6), [10, 5, 20, 6]),
        Case(10, 5, .toEdge, .pixels(6), [10, 5, 90, 6]),
        Case(10, 5, .pixels(1), .toEdge, [10, 5, 1, 45]),
        Case(-20, -5, .toEdge, .toEdge, [80, 45, 20, 5]),
        Case(-20, 0, .pixels(10), .pixels(1), [80, 0, 10, 1]),
        Case(-100, -50, .pixels(100), .pixels(50), [0, 0, 100, 50]),
        // Beyond an edge: cut, and inside only where that is meant.
        Case(90, 0, .pixels(11), .pixels(1), [90, 0, 10, 1], isInside: false),
        Case(90, 0, .pixels(11), .pixels(1), clipped: true, [90, 0, 10, 1]),
        Case(0, 45, .pixels(10), .pixels(10_000), clipped: true, [0, 45, 10, 5]),
        Case(-120, 0, .pixels(30), .pixels(1), [0, 0, 10, 1], isInside: false),
        Case(-120, 0, .pixels(30), .pixels(1), clipped: true, [0, 0, 10, 1]),
        Case(-120, 0, .toEdge, .pixels(1), [0, 0, 100, 1], isInside: false),
        // Nothing is left, so that nobody can mean it.
        Case(100, 0, .pixels(1), .pixels(1), clipped: true, [100, 0, 0, 1], isInside: false),
        Case(0, 50, .toEdge, .toEdge, clipped: true, [0, 50, 100, 0], isInside: false),
        Case(0, 0, .pixels(0), .pixels(9), [0, 0, 0, 9], isInside: false),
        Case(5, 0, .pixels(-9), .pixels(9), [5, 0, 0, 9], isInside: false),
        // No number is too great.
        Case(1, 1, .pixels(.max), .pixels(.max), clipped: true, [1, 1, 99, 49]),
        Case(.max, .max, .pixels(.max), .toEdge, [100, 50, 0, 0], isInside: false),
        Case(.min, .min, .pixels(.max), .pixels(1), [0, 0, 99, 0], isInside: false),
        Case(.min, 0, .pixels(.min), .pixels(1), [0, 0, 0, 1], isInside: false),
    ]

    @Test(arguments: cases.indices)
    func liesInTheImage(_ index: Int) {
        let expected = Self.cases[index]
        let found = expected.rectangle.box(inWidth: 100, height: 50)
        #expect(found.box == expected.box)
        #expect(found.isInside == expected.isInside)
    }
}
