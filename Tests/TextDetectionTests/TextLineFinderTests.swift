import Raster
import TestSupport
import Testing

@testable import TextDetection

@Suite struct TextLineFinderTests {
    // MARK: Drawn maps

    /// A drawing of a heat map and the boxes expected of it, in cells. A digit d is a probability of
    /// d / 10, `#` one of 0.95.
    struct Drawing: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var rows: [String]
        /// x, y, width, height.
        var boxes: [[Int]]

        init(_ name: String, _ rows: [String], _ boxes: [[Int]]) {
            testDescription = name
            self.rows = rows
            self.boxes = boxes
        }
    }

    static let drawings = [
        Drawing("nothing", ["......", "......"], []),
        Drawing("a word", ["......", ".####.", ".####.", "......"], [[1, 1, 4, 2]]),
        Drawing(
            "words of a line",
            [
                "########.#######..########", "########.#######..########",
                ".........#######..........",
            ],
            [[0, 0, 26, 3]]),
        Drawing(
            "two columns", ["###.......####", "###.......####"], [[0, 0, 3, 2], [10, 0, 4, 2]]),
        Drawing(
            "two rows", ["########", "########", "........", "#####...", "#####..."],
            [[0, 0, 8, 2], [0, 3, 5, 2]]),
        Drawing(
            "rows that touch",
            [
                "##########", "##########", "4444444444", "4444444444", "8888888888",
                "8888888888",
            ], [[0, 0, 10, 3], [0, 3, 10, 3]]),
        Drawing(
            "rows that no cell is certain of",
            ["5555555555", "7777777777", "4444444444", "7777777777", "5555555555"],
            [[0, 0, 10, 3], [0, 3, 10, 2]]),
        Drawing(
            "rows that nothing tells apart", ["######", "######", "######", "######", "######"],
            [[0, 0, 6, 5]]),
        Drawing(
            "columns of turned text", [String](repeating: "##4488", count: 10),
            [[0, 0, 3, 10], [3, 0, 3, 10]]),
        Drawing(
            "words of a turned line",
            ["##", "##", "##", "##", "##", "..", "##", "##", "##", "##"], [[0, 0, 2, 10]]),
        Drawing(
            "lines of a list", ["##", "##", "..", "##", "##", "..", "##", "##"],
            [[0, 0, 2, 2], [0, 3, 2, 2], [0, 6, 2, 2]]),
        Drawing("the blurred end of a line", ["####2221", "####2221"], [[0, 0, 5, 2]]),
        Drawing("a fading background", ["22222222", "22222222"], []),
        Drawing("a doubtful spot", [".....", "..6..", "..6..", "....."], []),
        Drawing("a small character", [".....", "..#..", "..#..", "....."], [[2, 1, 1, 2]]),
        Drawing("a weak line", ["4444444444", "4474444444"], [[0, 0, 10, 2]]),
        Drawing("a line without a convincing cell", ["4444444444", "4444444444"], []),
        Drawing(
            "a large letter with a hollow",
            ["######", "######", "##..##", "##..##", "##..##", "######", "######"], [[0, 0, 6, 7]]),
        Drawing(
            "a dash between words", ["###....###", "###.##.###", "###....###"], [[0, 0, 10, 3]]),
        Drawing(
            "a block with a short second row",
            [
                "####################", "####################", "####################",
                "####................", "####................", "####................",
            ], [[0, 0, 20, 3], [0, 3, 4, 3]]),
    ]

    /// What is about as wide as high is a part of a level line, if of any.
    static let levelOnly: Set<String> = ["lines of a list", "a dash between words"]

    @Test(arguments: drawings) func findsTheLinesOf(_ drawing: Drawing) {
        let map = HeatMap(drawing: drawing.rows)
        #expect(Self.boxesInCells(of: map) == drawing.boxes)
    }

    @Test(arguments: drawings) func findsTheSameInTheMirror(_ drawing: Drawing) {
        let map = HeatMap(drawing: drawing.rows.map { String($0.reversed()) })
        let mirrored = drawing.boxes.map { [map.columns - $0[0] - $0[2], $0[1], $0[2], $0[3]] }
        #expect(Set(Self.boxesInCells(of: map)) == Set(mirrored))
    }

    @Test(arguments: drawings.filter { !levelOnly.contains($0.testDescription) })
    func findsTheSameInTurnedMaps(_ drawing: Drawing) {
        let map = HeatMap(drawing: drawing.rows).transposed
        let turned = drawing.boxes.map { [$0[1], $0[0], $0[3], $0[2]] }
        #expect(Set(Self.boxesInCells(of: map)) == Set(turned))
    }

    private static func boxesInCells(of map: HeatMap) -> [[Int]] {
        let side = HeatMap.cellSide
        let lines = TextLineFinder(threshold: 0.3).lines(
            in: map, width: map.columns * side, height: map.rows * side)
        return lines.map(\.box).map { [$0.x, $0.y, $0.width, $0.height].map { $0 / side } }
    }

    // MARK: Slanted and curved lines

    @Test(arguments: [-0.27, -0.1, 0.05, 0.2, 0.27]) func followsSlantedLines(_ slope: Double) {
        let map = HeatMap.withLine(columns: 100, rows: 60) { 30 + slope * ($0 - 50) }
        let lines = TextLineFinder().lines(in: map, width: 400, height: 240)
        let area = Self.coveredCells(map, lines).count { $0 }
        #expect(area <= 2 * map.cells.count { $0 > 0 })
    }

    @Test func followsCurvedLines() {
        let map = HeatMap.withLine(columns: 120, rows: 60) { 10 + ($0 - 60) * ($0 - 60) / 90 }
        let lines = TextLineFinder().lines(in: map, width: 480, height: 240)
        #expect(Self.coveredCells(map, lines).count { $0 } <= 2 * map.cells.count { $0 > 0 })
    }

    @Test func followsARingOfText() {
        var map = HeatMap(columns: 60, rows: 60)
        for y in 0..<60 {
            for x in 0..<60 where !(4..<56).contains(x) || !(4..<56).contains(y) { map[x, y] = 240 }
        }
        let lines = TextLineFinder().lines(in: map, width: 240, height: 240)
        #expect(4 * Self.coveredCells(map, lines).count { $0 } <= 5 * map.cells.count { $0 > 0 })
    }

    // MARK: Properties

    @Test(arguments: HeatMap.Kind.allCases, UInt64(1)...4)
    func coversAllConvincingCells(_ kind: HeatMap.Kind, seed: UInt64) {
        let map = HeatMap.random(kind, seed: seed)
        let covered = Self.coveredCells(map, Self.lines(in: map))
        let expected = map.cellsConnected(to: 0.73, atLeast: 0.31)
        #expect(zip(covered, expected).allSatisfy { $0 || !$1 })
    }

    @Test(arguments: HeatMap.Kind.allCases, UInt64(1)...4)
    func staysInsideTheView(_ kind: HeatMap.Kind, seed: UInt64) {
        let map = HeatMap.random(kind, seed: seed)
        let width = map.columns * 4 - 3
        let height = map.rows * 4 - 1
        let view = PixelBox(x: 0, y: 0, width: width, height: height)
        let lines = TextLineFinder().lines(in: map, width: width, height: height)
        #expect(lines.allSatisfy { !$0.box.isEmpty && view.contains($0.box) })
    }

    @Test(arguments: HeatMap.Kind.allCases, UInt64(1)...4)
    func findsTheSameAgain(_ kind: HeatMap.Kind, seed: UInt64) {
        let map = HeatMap.random(kind, seed: seed)
        #expect(Self.lines(in: map) == Self.lines(in: map))
    }

    @Test(arguments: HeatMap.Kind.allCases, UInt64(1)...4)
    func aHigherThresholdAddsNoTextCells(_ kind: HeatMap.Kind, seed: UInt64) {
        let map = HeatMap.random(kind, seed: seed)
        let texts = stride(from: 0.05, to: 1, by: 0.1).map { threshold in
            Set(
                TextCells(in: map, threshold: threshold, look: .first).runs().flatMap { run in
                    (run.start..<run.end).map { Int(run.y) * map.columns + Int($0) }
                })
        }
        for (lower, higher) in zip(texts, texts.dropFirst()) {
            #expect(higher.isSubset(of: lower))
        }
    }

    @Test(arguments: UInt64(1)...8) func aHigherThresholdPaintsHardlyMoreOfAPage(seed: UInt64) {
        let map = HeatMap.random(.page, seed: seed)
        let areas = stride(from: 0.1, to: 1, by: 0.1).map {
            Self.coveredCells(map, Self.lines(in: map, threshold: $0)).count { $0 }
        }
        // Its text cells are fewer, but fewer of them may be taken for one line.
        #expect(zip(areas, areas.dropFirst()).allSatisfy { 10 * $0 >= 9 * $1 }, "\(areas)")
    }

    @Test(arguments: HeatMap.Kind.allCases, UInt64(1)...4)
    func scoresAreProbabilities(_ kind: HeatMap.Kind, seed: UInt64) {
        let lines = Self.lines(in: HeatMap.random(kind, seed: seed))
        #expect(lines.allSatisfy { (0.3...1).contains($0.score ?? -1) })
    }

    @Test(arguments: HeatMap.Kind.allCases) func givesABoundedNumberOfBoxes(_ kind: HeatMap.Kind) {
        let map = HeatMap.random(kind, columns: 360, rows: 240, seed: 9)
        #expect(Self.lines(in: map).count <= 4096)
    }

    @Test(arguments: [0.0, -1, 1, 7, .nan, .infinity]) func takesAnyThreshold(_ threshold: Double) {
        let map = HeatMap.random(.page, seed: 3)
        let lines = Self.lines(in: map, threshold: threshold)
        #expect(lines.allSatisfy { !$0.box.isEmpty })
    }

    @Test(arguments: [(0, 0), (0, 5), (5, 0), (1, 1)]) func takesTheSmallestMaps(_ size: (Int, Int))
    {
        var map = HeatMap(columns: size.0, rows: size.1)
        map.cells = map.cells.map { _ in 255 }
        let lines = TextLineFinder().lines(in: map, width: size.0 * 4, height: size.1 * 4)
        #expect(lines.count == (size.0 * size.1 > 0 ? 1 : 0))
    }

    @Test(arguments: [(0.95, 1), (0.7, 0)]) func asksMoreOfWhatRemains(_ value: (Double, Int)) {
        var map = HeatMap(columns: 12, rows: 6)
        for index in 24..<32 { map.cells[index] = UInt8(value.0 * 255) }
        let finder = TextLineFinder()
        #expect(finder.lines(in: map, width: 48, height: 24).count == 1)
        #expect(finder.lines(in: map, width: 48, height: 24, look: .remaining).count == value.1)
    }

    private static func lines(in map: HeatMap, threshold: Double = 0.3) -> [TextRegion] {
        TextLineFinder(threshold: threshold).lines(
            in: map, width: map.columns * 4, height: map.rows * 4)
    }

    /// The cells that boxes cover.
    private static func coveredCells(_ map: HeatMap, _ lines: [TextRegion]) -> [Bool] {
        var covered = [Bool](repeating: false, count: map.cells.count)
        for line in lines {
            let box = HeatMap.cells(touching: line.box)
            for y in box.y..<box.maxY {
                for x in box.x..<box.maxX { covered[y * map.columns + x] = true }
            }
        }
        return covered
    }
}
