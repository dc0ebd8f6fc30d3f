import Raster
import Testing

@testable import TextSynthesis

@Suite struct LineCoverageTests {
    private let line: BurntLine = {
        let ink = LineStyle().ink(of: "HH")
        return BurntLine(
            text: "HH", style: LineStyle(),
            box: PixelBox(x: 10, y: 20, width: ink.width, height: ink.height), ink: ink)
    }()

    @Test func aBoxRoundTheLineCoversAllOfIt() {
        #expect(line.coverage(by: [line.box]) == 1)
    }

    @Test func noBoxCoversNothing() {
        #expect(line.coverage(by: []) == 0)
        #expect(line.coverage(by: [PixelBox(x: 0, y: 0, width: 10, height: 100)]) == 0)
    }

    @Test func oneLetterOfTwoIsHalf() {
        #expect(line.coverage(by: [PixelBox(x: 0, y: 0, width: 15, height: 100)]) == 0.5)
    }

    @Test func boxesCountTogether() {
        let halves = [
            PixelBox(x: 0, y: 0, width: 15, height: 100),
            PixelBox(x: 15, y: 0, width: 50, height: 100),
        ]
        #expect(line.coverage(by: halves) == 1)
    }

    @Test(
        arguments: [
            ([], 0), ([(0, 0, 2, 3)], 6), ([(0, 0, 2, 2), (1, 1, 2, 2)], 7),
            ([(0, 0, 4, 4), (1, 1, 2, 2)], 16), ([(0, 0, 2, 2), (5, 5, 1, 1)], 5),
            ([(0, 0, 1, 1), (0, 0, 1, 1)], 1),
        ] as [([(Int, Int, Int, Int)], Int)])
    func areaOfAUnion(_ boxes: [(Int, Int, Int, Int)], area: Int) {
        let boxes = boxes.map { PixelBox(x: $0.0, y: $0.1, width: $0.2, height: $0.3) }
        #expect(BoxArea.union(boxes) == area)
    }
}
