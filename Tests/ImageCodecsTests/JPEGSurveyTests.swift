import CJPEG
import ImageCodecs
import Raster
import Testing

private let boxes = [
    PixelBox(x: 18, y: 9, width: 5, height: 3), PixelBox(x: 0, y: 0, width: 1, height: 1),
]
private let black = JPEGDCT.Fill.black(isInverted: false)

/// The survey that reads scans by itself; `JPEGDCT.check` goes to libjpeg where it gives up.
@Suite struct JPEGSurveyTests {
    private static let otherProcesses = [
        "progressive", "arithmetic", "grey-dcmtk-spectral", "grey-dcmtk-progressive",
        "ybr-dcmtk-progressive", "ybr-gdcm-420-progressive",
    ]

    @Test(arguments: JPEGFixture.all)
    func readsSequentialCodestreams(_ fixture: JPEGFixture) throws {
        let isSequential = !Self.otherProcesses.contains(fixture.name)
        let survey = try survey(fixture.codestream(), fixture)
        #expect((survey != nil) == isSequential)
    }

    /// Whatever was painted becomes sequential; the proof's digests are of libjpeg's coefficients.
    @Test(arguments: JPEGFixture.all)
    func readsWhatIsPainted(_ fixture: JPEGFixture) throws {
        let repainting = try JPEGDCT.repaint(
            fixture.codestream(), shape: fixture.shape, boxes: boxes, fill: black)
        #expect(try survey(repainting.codestream, fixture) != nil)
        #expect(try JPEGDCT.check(repainting.codestream, against: repainting.proof).passes)
    }

    @Test(arguments: JPEGFixture.all)
    func givesUpAtEveryTruncation(_ fixture: JPEGFixture) throws {
        let repainted = try JPEGDCT.repaint(
            fixture.codestream(), shape: fixture.shape, boxes: boxes, fill: black
        ).codestream
        for length in 0..<repainted.count {
            #expect(try survey(Array(repainted[..<length]), fixture) == nil)
        }
    }

    /// Bytes that no block needs would pass the check of coefficients.
    @Test(arguments: ["grey", "ybr-420"])
    func givesUpAtBytesBehindTheScan(_ name: String) throws {
        let fixture = try JPEGFixture.named(name)
        var codestream = try fixture.codestream()
        codestream.insert(contentsOf: [0x12], at: codestream.count - 2)
        #expect(try survey(codestream, fixture) == nil)
    }

    @Test func givesUpAtARestartOutOfOrder() throws {
        let fixture = try JPEGFixture.named("restart-rows")
        var codestream = try fixture.codestream()
        let scan = try JPEGSegments(codestream).first(0xDA).upperBound
        let restart = try #require(
            (scan..<codestream.count - 1).first {
                codestream[$0] == 0xFF && codestream[$0 + 1] == 0xD0
            })
        codestream[restart + 1] = 0xD5
        #expect(try survey(codestream, fixture) == nil)
    }

    private func survey(
        _ codestream: [UInt8], _ fixture: JPEGFixture
    ) throws -> [UInt64]? {
        var survey = pixredact_jpeg_survey()
        let isDone = unsafe codestream.withUnsafeBufferPointer { bytes in
            var source = unsafe pixredact_jpeg_source(
                bytes: bytes.baseAddress, count: bytes.count, width: UInt32(fixture.width),
                height: UInt32(fixture.height), components: Int32(fixture.components))
            var paint = unsafe pixredact_jpeg_paint(boxes: nil, box_count: 0, fill: (0, 0, 0, 0))
            return unsafe pixredact_jpeg_survey_sequential(
                &source, &paint, Int32(fixture.precision), &survey)
        }
        return isDone ? [survey.outside.0, survey.outside.1, survey.outside.2] : nil
    }
}
