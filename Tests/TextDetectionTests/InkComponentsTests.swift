import Raster
import Testing
import TextDetection

@Suite struct InkComponentsTests {
    /// An image of rows of characters, `#` is ink.
    private func components(_ rows: [String]) -> InkComponents {
        let pixels = rows.flatMap { $0.map { $0 == "#" ? UInt8(200) : 0 } }
        let image = GrayImage(width: rows[0].count, height: rows.count, pixels: pixels)
        return InkComponents(of: image, above: 100)
    }

    @Test(arguments: [
        (rows: ["....", "....", "...."], count: 0),
        (rows: ["##..", "..#.", "...#"], count: 1),  // corners touch
        (rows: ["#.#.", "#.#.", "###."], count: 1),  // arms that meet at the bottom
        (rows: ["#..#", "....", "#..#"], count: 4),
        (rows: ["####", "#..#", "#.##"], count: 1),
    ])
    func countsConnectedInk(_ image: (rows: [String], count: Int)) {
        #expect(components(image.rows).components.count == image.count)
    }

    @Test func measuresComponents() {
        let components = components(["..#.", ".##.", "....", "#..."]).components
        #expect(
            components.map(\.box) == [
                PixelBox(x: 1, y: 0, width: 2, height: 2),
                PixelBox(x: 0, y: 3, width: 1, height: 1),
            ])
        #expect(components.map(\.count) == [3, 1])
        #expect(components.map(\.peak) == [200, 200])
    }

    @Test func runsCoverTheInkOnce() {
        let components = components(["##.#", "#..#"])
        #expect(
            components.runs.map { [$0.y, $0.start, $0.end, $0.component] } == [
                [0, 0, 2, 0], [0, 3, 4, 1], [1, 0, 1, 0], [1, 3, 4, 1],
            ])
    }
}
