import Foundation
import Raster
import RedactionReport
import Testing

@Suite struct RecallSummaryTests {
    /// Newcombe, Statistics in Medicine 17 (1998), table I, method 3; and the ends.
    @Test(arguments: [
        (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718), (20, 20, 0.8389, 1),
    ])
    func interval(covered: Int, lines: Int, low: Double, high: Double) throws {
        let interval = try #require(RecallRate(lines: lines, covered: covered).interval)
        #expect(abs(interval.lowerBound - low) < 1e-4)
        #expect(abs(interval.upperBound - high) < 1e-4)
    }

    @Test func nothingMeasuredHasNoRate() {
        #expect(RecallRate().recall == nil)
        #expect(RecallRate().interval == nil)
    }

    private static func line(
        kind: String = "date", coverage: Double = 1, contrast: Double = 99,
        contrastClass: String = "white", capHeight: Int = 9
    ) -> SyntheticLine {
        SyntheticLine(
            text: "1", textKind: kind, box: PixelBox(x: 1, y: 2, width: 3, height: 4),
            capHeight: capHeight, contrastClass: contrastClass, contrast: contrast, font: "tall",
            rendering: "sharp", edge: "plain", rotation: 90, coverage: coverage)
    }

    private static func summary(_ reports: [RecallReport]) -> RecallSummary {
        var summary = RecallSummary(
            RecallSettings(detector: "net", threshold: nil, seed: 1, count: 12, version: "1"))
        for report in reports { summary.add(report) }
        return summary
    }

    private static func report(
        _ lines: [SyntheticLine], _ status: RecallStatus = .measured
    ) -> RecallReport {
        var report = RecallReport(status)
        report.lines = lines
        return report
    }

    @Test(arguments: [(0.9, true), (0.8999, false), (1, true), (0, false)])
    func nineTenthsOfTheInkAreEnough(coverage: Double, isCovered: Bool) {
        let summary = Self.summary([Self.report([Self.line(coverage: coverage)])])
        #expect(summary.all == RecallRate(lines: 1, covered: isCovered ? 1 : 0))
    }

    @Test func markersCountByThemselves() {
        let summary = Self.summary([
            Self.report([Self.line(), Self.line(kind: "marker", coverage: 0)])
        ])
        #expect(summary.all == RecallRate(lines: 1, covered: 1))
        #expect(summary.markers == RecallRate(lines: 1, covered: 0))
        #expect(summary.rates(by: .textKind).map(\.name) == ["date"])
    }

    @Test func whatNobodySeesCountsForNothing() {
        let summary = Self.summary([Self.report([Self.line(coverage: 0, contrast: 4.9)])])
        #expect(summary.all.lines == 0)
        #expect(summary.invisible == 1)
    }

    @Test func classesHaveTheirRatesInOrder() {
        let summary = Self.summary([
            Self.report([
                Self.line(coverage: 0, contrastClass: "low", capHeight: 40),
                Self.line(contrastClass: "maximum", capHeight: 8),
                Self.line(contrastClass: "low", capHeight: 12),
            ])
        ])
        #expect(summary.rates(by: .contrast).map(\.name) == ["maximum", "low"])
        #expect(summary.rates(by: .contrast).map(\.rate.covered) == [1, 1])
        #expect(
            summary.rates(by: .capHeight).map(\.name) == ["up to 8", "9 to 12", "33 and more"])
        #expect(summary.rates(by: .device).map(\.name) == ["unknown"])
    }

    @Test func picturesThatAreLeftOutCountAsUntouched() {
        var first = Self.report([], .textFound)
        first.untouched = UntouchedPicture(boxes: 3, area: 0.2)
        var second = Self.report([Self.line()])
        second.untouched = UntouchedPicture(boxes: 0, area: 0)
        let summary = Self.summary([first, second, RecallReport(.failed)])
        #expect(summary.pictures == [.textFound: 1, .measured: 1, .failed: 1])
        #expect(summary.untouched.boxesPerPicture == 1.5)
        #expect(summary.untouched.meanArea == 0.1)
    }

    @Test func thresholdsAreAddedUp() {
        func step(_ threshold: Double, _ covered: Int, boxes: Int) -> RecallStep {
            RecallStep(
                threshold: threshold, lines: 2, covered: covered,
                untouched: UntouchedPicture(boxes: boxes, area: 0))
        }
        var first = Self.report([])
        first.ladder = [step(0.2, 2, boxes: 4), step(0.5, 1, boxes: 0)]
        var second = Self.report([])
        second.ladder = [step(0.2, 1, boxes: 1), step(0.5, 0, boxes: 0)]
        let ladder = Self.summary([first, second]).ladder
        #expect(ladder.map(\.threshold) == [0.2, 0.5])
        #expect(ladder.map(\.rate) == [.init(lines: 4, covered: 3), .init(lines: 4, covered: 1)])
        #expect(ladder.map(\.untouched.boxes) == [5, 0])
    }

    @Test func aReportComesBackFromJSON() throws {
        var report = Self.report([Self.line(coverage: 0.25)])
        report.untouched = UntouchedPicture(boxes: 1, area: 0.5)
        let data = try JSONEncoder().encode(report)
        #expect(try JSONDecoder().decode(RecallReport.self, from: data) == report)
    }

    @Test func theSumsHaveTheirKeys() throws {
        var summary = Self.summary([Self.report([Self.line()])])
        summary.wasInterrupted = true
        let data = try JSONEncoder().encode(summary)
        let object = try #require(
            JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(
            Set(object.keys) == [
                "schema", "kind", "settings", "images", "recall", "markers", "by", "untouched",
                "ladder", "unplaced", "invisible", "interrupted",
            ])
        #expect(object["schema"] as? String == "pixredact.synth/1")
        #expect(object["interrupted"] as? Bool == true)
        let groups = try #require(object["by"] as? [String: [[String: Any]]])
        #expect(groups["contrast_class"]?.first?["class"] as? String == "white")
        #expect(groups["contrast_class"]?.first?["covered"] as? Int == 1)
    }
}
