import Raster
import Testing
import TextDetection

@testable import PixelRedaction

@Suite struct RegionCollectorTests {
    private let line = PixelBox(x: 10, y: 10, width: 100, height: 12)

    private func regions(_ boxes: [PixelBox]) -> [TextRegion] {
        boxes.map { TextRegion(box: $0, score: 0.5) }
    }

    @Test func viewsOfOneLineGiveOneRegion() {
        let second = PixelBox(x: 14, y: 9, width: 90, height: 14)
        let merged = RegionCollector.merged(regions([line, second]))
        #expect(merged.map(\.box) == [line.union(second)])
    }

    @Test(arguments: [
        PixelBox(x: 10, y: 24, width: 100, height: 12),  // the next line
        PixelBox(x: 105, y: 10, width: 100, height: 12),  // touches at the end only
        PixelBox(x: 10, y: 0, width: 12, height: 200),  // a column that crosses it
    ])
    func otherPlacesStayApart(other: PixelBox) {
        #expect(RegionCollector.merged(regions([line, other])).count == 2)
    }

    @Test func aChainOfOverlapsBecomesOneRegion() {
        let a = PixelBox(x: 0, y: 0, width: 60, height: 10)
        let b = PixelBox(x: 50, y: 0, width: 60, height: 10)
        let bridge = PixelBox(x: 20, y: 0, width: 80, height: 10)
        #expect(RegionCollector.merged(regions([a, b, bridge])).map(\.box) == [a.union(b)])
    }

    @Test func aCinePaintsWhatOneFrameShowsOnAllFrames() {
        var collector = RegionCollector(isPerFrame: false)
        collector.add([], frame: 0)
        collector.add(regions([line]), frame: 1)
        #expect(collector.regions.map(\.frames) == [.all])
    }

    @Test func framesOfOtherPlacesKeepTheirBoxes() {
        var collector = RegionCollector(isPerFrame: true)
        collector.add(regions([line]), frame: 1)
        collector.add(regions([line]), frame: 2)
        collector.add(regions([line.expanded(by: 1)]), frame: 2)
        #expect(
            collector.regions.map(\.frames) == [FrameSelection([1...2]), FrameSelection(frame: 2)])
    }

    @Test func theHigherScoreStays() {
        let merged = RegionCollector.merged([
            TextRegion(box: line, score: nil), TextRegion(box: line, score: 0.25),
            TextRegion(box: line, score: 0.75),
        ])
        #expect(merged.map(\.score) == [0.75])
    }
}
