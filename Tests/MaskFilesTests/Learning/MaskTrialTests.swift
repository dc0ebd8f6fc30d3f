import MaskFiles
import Raster
import RedactionReport
import Testing

@Suite struct MaskTrialTests {
    private static func mask(
        _ id: String = "band", _ box: PixelBox = PixelBox(x: 0, y: 0, width: 800, height: 40)
    ) -> ReportedBox {
        ReportedBox(box: box, sources: [.mask], maskID: id, decision: .redact)
    }

    private static func text(_ x: Int, _ y: Int, _ width: Int, _ height: Int) -> ReportedBox {
        ReportedBox(
            box: PixelBox(x: x, y: y, width: width, height: height), sources: [.detector],
            decision: .redact)
    }

    private static func report(
        _ boxes: [ReportedBox], _ status: InstanceStatus = .redacted,
        notes: [InstanceNote] = []
    ) -> InstanceReport {
        var report = InstanceReport(path: "", status: status)
        report.boxes = boxes
        report.notes = notes
        return report
    }

    private static func row(_ reports: [InstanceReport]) -> MaskTrial.Row? {
        var trial = MaskTrial()
        for report in reports { trial.add(report) }
        return trial.results.first
    }

    @Test(
        arguments: [
            // The text beside the mask, its images with text inside, across its edge, and how far.
            ([text(10, 8, 90, 20)], 1, 0, 0),
            ([text(10, 300, 90, 20)], 0, 0, 0),
            // Some pixels are those that boxes have more than text.
            ([text(10, 18, 90, 28)], 1, 0, 0),
            ([text(10, 24, 90, 30)], 1, 1, 8),
            // Most of it lies elsewhere.
            ([text(10, 36, 90, 40)], 1, 0, 0),
        ] as [([ReportedBox], Int, Int, Int)])
    func comparesTextWithTheMask(
        _ texts: [ReportedBox], _ inside: Int, _ across: Int, _ farthest: Int
    ) throws {
        let row = try #require(Self.row([Self.report([Self.mask()] + texts)]))
        #expect(row.images == 1 && row.imagesWithText == inside)
        #expect(row.imagesWithTextAcross == across && row.farthest == farthest)
    }

    /// Two boxes of a rule, or of two, cover a line together.
    @Test func whatAnotherMaskCoversIsNotAcross() throws {
        let below = Self.mask("other", PixelBox(x: 0, y: 40, width: 400, height: 20))
        let row = try #require(
            Self.row([Self.report([Self.mask(), below, Self.text(10, 24, 90, 30)])]))
        #expect(row.imagesWithTextAcross == 0)
    }

    @Test func countsImages() throws {
        let row = try #require(
            Self.row([
                Self.report([Self.mask(), Self.text(10, 24, 90, 30)]),
                Self.report([Self.mask(), Self.text(10, 24, 90, 40), Self.text(200, 4, 30, 20)]),
                Self.report([Self.mask()], .flagged),
            ]))
        #expect(row.images == 3 && row.imagesWithText == 2)
        #expect(row.imagesWithTextAcross == 1 && row.farthest == 8)
    }

    @Test(arguments: [
        report([text(10, 8, 90, 20)]), report([mask()], notes: [.imageNotExamined]),
        report([mask()], .failed),
        report([
            mask("huge", PixelBox(x: 0, y: 0, width: 9_000_000_000, height: 9_000_000_000)),
            text(0, 0, 9_000_000_000, 9_000_000_000),
        ]),
    ])
    func leavesOutWhatSaysNothing(_ report: InstanceReport) {
        #expect(Self.row([report]) == nil)
    }
}
