import DICOMCore
import PixelPainting
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// The short way of native instances with known boxes, against the whole engine.
@Suite struct NativeInstanceCleanerTests {
    private static let native = NativeColourCase.all.filter {
        !$0.builder.transferSyntax.isDeflated
    }

    private func clean(
        _ source: [UInt8], _ boxes: [ReportedBox] = [.given(NativeColourCase.box)],
        _ configuration: RedactionConfiguration = .verifying(.fast)
    ) -> (report: InstanceReport?, bytes: [UInt8]) {
        Engine.cleanNatively(source, boxes: boxes, configuration)
    }

    @Test(arguments: native, [VerificationLevel.fast, .off])
    func writesWhatTheEngineWrites(
        _ image: NativeColourCase, _ level: VerificationLevel
    ) throws {
        let source = try image.source()
        let boxes = [ReportedBox.given(NativeColourCase.box)]
        let long = Engine.clean(source, boxes: boxes, .verifying(level))
        #expect(clean(source, boxes, .verifying(level)).bytes == long.bytes)
    }

    @Test(arguments: native, [VerificationLevel.fast, .off])
    func reportsWhatTheEngineReports(
        _ image: NativeColourCase, _ level: VerificationLevel
    ) throws {
        let source = try image.source()
        let boxes = [ReportedBox.given(NativeColourCase.box)]
        var long = Engine.clean(source, boxes: boxes, .verifying(level)).report
        var short = try #require(clean(source, boxes, .verifying(level)).report)
        long.milliseconds = nil
        short.milliseconds = nil
        #expect(short == long)
    }

    @Test func frameInFragmentsAreWrittenAsTheEngineDoes() throws {
        let frames = (0..<3).map { frame in [[UInt8](repeating: UInt8(frame + 1), count: 20)] }
        let source = try DICOMBuilder.image(
            .encapsulatedUncompressedExplicitVRLittleEndian, rows: 4, columns: 5, frames: 3
        ).settingFrames(frames, table: .basic).build()
        let boxes = [
            ReportedBox.given(
                PixelBox(x: 1, y: 1, width: 2, height: 2), frames: FrameSelection(frame: 1))
        ]
        let long = Engine.clean(source, boxes: boxes, .verifying(.fast))
        #expect(clean(source, boxes).bytes == long.bytes)
    }

    private static func source(_ change: (inout DICOMBuilder) -> Void = { _ in }) -> [UInt8] {
        var image = DICOMBuilder.image(rows: 5, columns: 8)
            .setting(.pixelData, .ob, .bytes([UInt8](repeating: 1, count: 40)))
        change(&image)
        return (try? image.build()) ?? []
    }

    /// What is not for this way: nothing is written, the engine has the word.
    @Test(arguments: [
        source { $0.transferSyntax = .deflatedExplicitVRLittleEndian },
        source { $0.transferSyntax = TransferSyntax(uid: "1.2.840.10008.1.2.4.70") },
        source { $0.transferSyntax = .rleLossless },
        source { $0.remove(.rows) },
        source { $0.remove(.pixelData) },
        source { $0.set(.rows, .us, .numbers([6])) },
        Array(source().dropLast()), [1, 2, 3], [],
    ])
    func leavesTheRestToTheEngine(_ source: [UInt8]) {
        let result = clean(source)
        #expect(result.report == nil && result.bytes.isEmpty)
    }

    @Test(arguments: [
        [], [ReportedBox.given(NativeColourCase.box, decision: .keep)],
        [.given(NativeColourCase.box), .given(NativeColourCase.box, decision: .review)],
    ])
    func leavesBoxesWithoutPaintToTheEngine(_ boxes: [ReportedBox]) {
        #expect(clean(Self.source(), boxes).report == nil)
    }

    @Test func leavesAFullComparisonToTheEngine() {
        let boxes = [ReportedBox.given(NativeColourCase.box)]
        #expect(clean(Self.source(), boxes, .verifying(.full)).report == nil)
    }

    @Test func aBoxOutsideTheImageFails() {
        let boxes = [ReportedBox.given(PixelBox(x: 7, y: 0, width: 2, height: 1))]
        let report = clean(Self.source(), boxes).report
        #expect(report?.status == .failed && report?.reason?.code == .boxesInvalid)
    }

    @Test func overlaysAreRemovedHereToo() {
        let source = Self.source {
            $0.set(Tag(0x6000, 0x0010), .us, .numbers([2]))
            $0.set(Tag(0x6000, 0x3000), .ow, .bytes([255, 255]))
        }
        let boxes = [ReportedBox.given(NativeColourCase.box)]
        let result = clean(source, boxes)
        #expect(result.bytes == Engine.clean(source, boxes: boxes, .verifying(.fast)).bytes)
        #expect(result.report?.notes == [.overlaysRemoved])
    }
}
