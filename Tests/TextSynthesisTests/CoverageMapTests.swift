import TextSynthesis
import Testing

@Suite struct CoverageMapTests {
    private let letter = BitmapFont.small.coverage(of: "R").trimmed()

    private func sum(_ map: CoverageMap) -> Int { map.values.reduce(0) { $0 + Int($1) } }

    @Test func aMagnifiedPixelIsASquare() {
        let map = letter.magnified(by: 3)
        #expect(map.width == 15 && map.height == 21)
        #expect(sum(map) == 9 * sum(letter))
    }

    @Test func aTurnedLetterComesBackAfterFourTurns() {
        #expect(letter.turned(by: 90) != letter)
        #expect(letter.turned(by: 90).turned(by: 270) == letter)
        #expect(letter.turned(by: 180).turned(by: 180) == letter)
    }

    @Test func aQuarterTurnIsClockwise() {
        var map = CoverageMap(width: 2, height: 1)
        map[1, 0] = 9
        #expect(map.turned(by: 90)[0, 1] == 9)
        #expect(map.turned(by: 270)[0, 0] == 9)
    }

    @Test(arguments: [(5, 7), (11, 9), (40, 31)])
    func resamplingKeepsTheShareOfInk(width: Int, height: Int) {
        let map = letter.resampled(width: width, height: height)
        let share = Double(sum(map)) / Double(width * height)
        #expect(abs(share - Double(sum(letter)) / 35) < 2)
    }

    @Test func roundingKeepsStraightStrokes() {
        var bar = CoverageMap(width: 3, height: 3)
        for y in 0..<3 { bar[1, y] = 255 }
        #expect(bar.roundedDouble() == bar.magnified(by: 2))
    }

    @Test func blurKeepsAllInkInsideTheMap() {
        let map = letter.padded(by: 1)
        #expect(abs(sum(map.blurred()) - sum(map)) <= map.values.count)
    }

    @Test func anOutlineHoldsTheLetter() {
        let map = letter.padded(by: 1)
        let grown = map.grown(by: 1)
        #expect(zip(map.values, grown.values).allSatisfy { $0 <= $1 })
        #expect(sum(grown) > sum(map))
    }

    @Test func trimmingLeavesNoEmptySide() {
        #expect(letter.padded(by: 4).trimmed() == letter)
        #expect(CoverageMap(width: 3, height: 3).trimmed().width == 0)
    }
}
