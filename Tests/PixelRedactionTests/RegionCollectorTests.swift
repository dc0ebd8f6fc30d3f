import Raster
import RedactionReport
import Testing
import TextDetection

@testable import PixelRedaction

@Suite struct RegionCollectorTests {
    private let line = PixelBox(x: 10, y: 10, width: 100, height: 12)

    private func regions(_ boxes: [PixelBox], _ decision: Decision? = nil) -> [FoundRegion] {
        boxes.map {
            FoundRegion(box: $0, score: 0.5, judgement: decision.map { Judgement($0) })
        }
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
            FoundRegion(box: line, score: nil), FoundRegion(box: line, score: 0.25),
            FoundRegion(box: line, score: 0.75),
        ])
        #expect(merged.map(\.score) == [0.75])
    }

    // MARK: What was decided

    @Test(arguments: [
        ([Decision.keep, .keep], Decision.keep), ([.keep, .review], .review),
        ([.review, .redact], .redact), ([.redact, .keep, .keep], .redact),
    ])
    func theWorstDecisionOfAPlaceHolds(decisions: [Decision], worst: Decision) {
        var collector = RegionCollector(isPerFrame: false)
        for (frame, decision) in decisions.enumerated() {
            collector.add(regions([line.expanded(by: frame)], decision), frame: frame)
        }
        #expect(collector.regions.map(\.judgement?.decision) == [worst])
    }

    @Test func framesOfOtherPlacesAreDecidedOnByThemselves() {
        var collector = RegionCollector(isPerFrame: true)
        for (frame, decision) in [Decision.keep, .redact, .keep].enumerated() {
            collector.add(regions([line], decision), frame: frame)
        }
        #expect(collector.regions.map(\.judgement?.decision) == [.keep, .redact])
        #expect(
            collector.regions.map(\.frames)
                == [FrameSelection([0...0, 2...2]), FrameSelection(frame: 1)])
    }

    /// Padding may make two lines overlap by half.
    @Test func aRowJoinsItselfAndNotItsNeighbour() {
        let rows = [
            PixelBox(x: 0, y: 0, width: 90, height: 20),
            PixelBox(x: 0, y: 9, width: 90, height: 20),
        ]
        var collector = RegionCollector(isPerFrame: false)
        for frame in 0..<2 {
            collector.add(
                merged: regions([rows[1]], .redact) + regions([rows[0]], .keep), frame: frame)
        }
        #expect(collector.painted == [rows[1]])
        #expect(collector.kept.map(\.box) == [rows[0]])
    }

    @Test func whatIsKeptIsKeptWhereItWasSeen() {
        var collector = RegionCollector(isPerFrame: false)
        for frame in [0, 1, 4] { collector.add(regions([line], .keep), frame: frame) }
        #expect(collector.kept.map(\.frames) == [FrameSelection([0...1, 4...4])])
    }
}
