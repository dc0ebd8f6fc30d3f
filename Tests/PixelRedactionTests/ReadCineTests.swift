import DICOMCore
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing
import TextDetection

@testable import PixelRedaction

/// What the frames of a cine show in one place is read until it is painted.
@Suite struct ReadCineTests {
    private static let place = (x: 64, y: 80)

    /// What a place shows, frame by frame.
    private static func cine(_ bars: [Bar?]) -> Cine {
        Cine(frames: bars.count) { frame in
            bars[frame].map { [$0.at(place.x, place.y)] } ?? []
        }
    }

    private static func scan(
        _ cine: Cine, _ configuration: RedactionConfiguration = .policy(.keepTechnical),
        _ reader: BarReader = BarReader(),
        _ change: (inout DICOMBuilder) -> Void = { _ in }
    ) throws -> InstanceReport {
        try TextPolicyTests.scan(
            cine.builder(change), configuration, reader: reader,
            detector: NetworkTextDetector(source: BrightPixels()))
    }

    /// The frames on which something is painted; `nil`: all.
    private static func painted(_ report: InstanceReport) -> [FrameSelection] {
        report.boxes.filter { $0.decision == .redact }.map(\.frames)
    }

    struct Case: Sendable {
        var bars: [Bar?]
        var isPainted: Bool
        var reads: Int
    }

    @Test(arguments: [
        Case(bars: [.safe, .safe, .safe], isPainted: false, reads: 1),
        Case(bars: [.safe, .otherSafe, .safe], isPainted: false, reads: 3),
        Case(bars: [.safe, nil, nil, .otherSafe], isPainted: false, reads: 2),
        Case(bars: [.safe, .otherSafe, .name], isPainted: true, reads: 3),
        Case(bars: [.name, .safe, .otherSafe], isPainted: true, reads: 1),
        Case(bars: [.safe, .blurred, .safe], isPainted: true, reads: 2),
        Case(bars: [nil, nil, .name], isPainted: true, reads: 1),
    ])
    func aPlaceIsKeptIfAllThatItShowsIs(_ test: Case) throws {
        let reader = BarReader()
        let report = try Self.scan(Self.cine(test.bars), .policy(.keepTechnical), reader)
        let shown = test.bars.indices.filter { test.bars[$0].map { !$0.finding.isSafe } ?? false }
        for frame in shown {
            #expect(Self.covers(report, test.bars[frame], frame))
        }
        #expect(Self.painted(report).isEmpty != test.isPainted)
        #expect(Self.painted(report).allSatisfy { $0 == .all })
        #expect(reader.reads <= test.reads)
    }

    private static func covers(_ report: InstanceReport, _ bar: Bar?, _ frame: Int) -> Bool {
        guard let box = bar?.at(place.x, place.y) else { return true }
        let boxes = report.boxes.filter { $0.decision == .redact && $0.frames.contains(frame) }
            .map { $0.box.intersection(box) }.filter { !$0.isEmpty }
        return BoxCover.area(of: boxes) == box.area
    }

    @Test(arguments: [true, false])
    func ofFramesThatCountByThemselvesOneIsPainted(asks: Bool) throws {
        let bars: [Bar?] = [.safe, .safe, .name, .otherSafe, .otherSafe]
        let report = try Self.scan(
            Self.cine(bars), .policy(.keepTechnical) { $0.findsPerFrame = asks }
        ) {
            guard !asks else { return }
            $0.set(.dimensionOrganizationType, .cs, .text(["TILED_FULL"]))
        }
        #expect(Self.painted(report) == [FrameSelection(frame: 2)])
        #expect(Self.covers(report, .name, 2))
    }

    /// A clock in a kept place, beside a line that stays.
    @Test func aLineThatStaysIsReadOnce() throws {
        let cine = Cine(frames: 30) { frame in
            [Bar.safe.at(64, 80), (frame % 2 == 0 ? Bar.safe : .otherSafe).at(400, 300)]
        }
        let reader = BarReader()
        let report = try Self.scan(cine, .policy(.keepTechnical), reader)
        #expect(Self.painted(report).isEmpty)
        #expect(reader.reads == 1 + 30)
    }

    /// What is painted on all frames need not be read in those that follow.
    @Test func aPaintedClockIsReadOnce() throws {
        let cine = Cine(frames: 30) { frame in
            [PixelBox(x: 64, y: 80, width: frame % 2 == 0 ? 60 : 57, height: 8)]
        }
        let reader = BarReader()
        let report = try Self.scan(cine, .policy(.keepTechnical), reader)
        #expect(Self.painted(report) == [.all])
        #expect(reader.reads == 1)
    }

    /// Where words decide nothing, each place is read once.
    @Test func forAReportAPlaceIsReadOnce() throws {
        let cine = Self.cine([.safe, .otherSafe, .name, .safe])
        let configuration = RedactionConfiguration.policy(.allText) {
            $0.classification.readsAlways = true
        }
        let reader = BarReader()
        let report = try Self.scan(cine, configuration, reader)
        let plain = try Self.scan(cine, .policy(.allText))
        #expect(report.boxes.map(\.box) == plain.boxes.map(\.box))
        #expect(report.boxes.allSatisfy { $0.decision == .redact })
        #expect(reader.reads <= 2)
    }
}
