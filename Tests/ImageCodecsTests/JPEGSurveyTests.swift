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
    @Test(arguments: JPEGFixture.all)
    func readsSequentialCodestreams(_ fixture: JPEGFixture) throws {
        let isSequential = !fixture.isProgressive && fixture.name != "arithmetic"
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

    /// Found by fuzzing: a short code of a symbol without meaning was read as a long code.
    @Test func symbolsWithoutMeaningAreNoCodes() throws {
        let fixture = try JPEGFixture.named("grey")
        let original = try fixture.codestream()
        let table = JPEGSegments(original).segments.filter { $0.code == 0xC4 }[1].range
        for index in table.lowerBound + 21..<table.upperBound {
            var codestream = original
            codestream[index] = 0x30
            guard let found = try survey(codestream, fixture) else { continue }
            #expect(try found == survey(original, fixture))
        }
    }

    /// Where both read a codestream, they read the same: the proof's digests are libjpeg's.
    @Test(arguments: JPEGFixture.all, [UInt64(1), 2])
    func agreesWithLibjpeg(_ fixture: JPEGFixture, _ seed: UInt64) throws {
        let original = try fixture.codestream()
        var random = SeededGenerator(state: seed)
        for round in 0..<200 {
            var mutated = original
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let index = Int.random(in: 2..<mutated.count, using: &random)
                mutated[index] = UInt8.random(in: 0...255, using: &random)
            }
            guard
                let repainting = try? JPEGDCT.repaint(
                    mutated, shape: fixture.shape, boxes: [], fill: black)
            else { continue }
            let check = try JPEGDCT.check(mutated, against: repainting.proof)
            #expect(check.passes, "seed \(seed), round \(round)")
        }
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
