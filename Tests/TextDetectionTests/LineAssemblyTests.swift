import Raster
import Testing
import TextDetection

@Suite struct LineAssemblyTests {
    private func word(
        _ text: String, x: Int, y: Int = 10, width: Int = 40, height: Int = 10,
        confidence: Double = 0.5
    ) -> TextWord {
        TextWord(
            box: PixelBox(x: x, y: y, width: width, height: height), confidence: confidence,
            text: text)
    }

    @Test(arguments: [
        (x: 60, y: 10, height: 10, lines: 1),  // one height apart would be 60
        (x: 59, y: 12, height: 10, lines: 1),
        (x: 61, y: 10, height: 10, lines: 2),
        (x: 55, y: 15, height: 10, lines: 2),
        (x: 55, y: 10, height: 17, lines: 1),
        (x: 55, y: 10, height: 18, lines: 2),
    ])
    func joinsWordsSideBySide(_ second: (x: Int, y: Int, height: Int, lines: Int)) {
        let words = [
            word("DOE", x: 10),
            word("JOHN", x: second.x - 1, y: second.y, height: second.height),
        ]
        #expect(LineAssembly.lines(of: words).count == second.lines)
    }

    @Test func lineHoldsAllItsWords() {
        let lines = LineAssembly.lines(of: [
            word("C", x: 106, y: 9), word("A", x: 10), word("B", x: 58, y: 11),
        ])
        #expect(lines.map(\.box) == [PixelBox(x: 10, y: 9, maxX: 146, maxY: 21)])
    }

    @Test func longWordsWeighMore() {
        let lines = LineAssembly.lines(of: [
            word("ABCDEFGH", x: 10, confidence: 1), word("IJ", x: 55, confidence: 0),
        ])
        #expect(lines.map(\.confidence) == [0.8])
    }

    @Test(arguments: ["", "--", "|", ". :", "~°"])
    func wordsWithoutLettersAreNoLine(_ text: String) {
        #expect(LineAssembly.lines(of: [word(text, x: 10)]).isEmpty)
    }

    @Test(arguments: [
        (text: "ABCD", width: 40, isPlausible: true),
        (text: "ABCD", width: 11, isPlausible: false),
        (text: "AB", width: 45, isPlausible: false),
    ])
    func pitchIsThatOfText(_ line: (text: String, width: Int, isPlausible: Bool)) {
        let lines = LineAssembly.lines(of: [word(line.text, x: 10, width: line.width)])
        #expect(lines.map(\.hasPlausiblePitch) == [line.isPlausible])
    }

    @Test func regionsThatMeetAreJoinedUntilNothingChanges() {
        let regions = [(0, 30), (50, 80), (28, 52)].map { start, end in
            TextRegion(box: PixelBox(x: start, y: 0, maxX: end, maxY: 10), score: Double(end))
        }
        #expect(
            LineAssembly.merged(regions) == [
                TextRegion(box: PixelBox(x: 0, y: 0, width: 80, height: 10), score: 80)
            ])
    }

    @Test func linesAboveEachOtherStayApart() {
        let regions = [0, 10, 20].map { y in
            TextRegion(box: PixelBox(x: 0, y: y, width: 50, height: 12))
        }
        #expect(LineAssembly.merged(regions).count == 3)
    }

    @Test func onlyOutermostRegionsStay() {
        let large = TextRegion(box: PixelBox(x: 0, y: 0, width: 50, height: 50))
        let small = TextRegion(box: PixelBox(x: 10, y: 10, width: 10, height: 10))
        let beside = TextRegion(box: PixelBox(x: 45, y: 10, width: 10, height: 10))
        #expect(LineAssembly.outermost([small, large, beside, large]) == [large, beside])
    }

    @Test func coveredAreaIsAtMostTheBox() {
        let box = PixelBox(x: 0, y: 0, width: 10, height: 10)
        let region = TextRegion(box: box)
        #expect(LineAssembly.areaCovered(of: box, by: [region, region]) == 100)
    }
}
