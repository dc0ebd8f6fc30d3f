import DICOMCore
import PixelPainting
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// The short way of native instances with boxes on other pictures than the image.
@Suite struct NativePlanesTests {
    private func clean(
        _ source: [UInt8], _ boxes: [ReportedBox], _ level: VerificationLevel = .fast
    ) -> (report: InstanceReport?, bytes: [UInt8]) {
        Engine.cleanNatively(source, boxes: boxes, .verifying(level))
    }

    private static func isNative(_ image: PlaneCase) -> Bool {
        let syntax = image.image.transferSyntax
        return !syntax.isDeflated
            && (!syntax.isEncapsulated
                || syntax == .encapsulatedUncompressedExplicitVRLittleEndian)
    }

    private static let native: @Sendable () throws -> [PlaneCase] = {
        try PlaneCase.all().filter(isNative)
    }

    @Test(arguments: try native(), [VerificationLevel.fast, .off])
    func writesWhatTheEngineWrites(_ image: PlaneCase, _ level: VerificationLevel) throws {
        let source = try image.source()
        let long = Engine.clean(source, boxes: [image.box], .verifying(level))
        #expect(clean(source, [image.box], level).bytes == long.bytes && !long.bytes.isEmpty)
    }

    @Test(arguments: try native(), [VerificationLevel.fast, .off])
    func reportsWhatTheEngineReports(
        _ image: PlaneCase, _ level: VerificationLevel
    ) throws {
        let source = try image.source()
        var long = Engine.clean(source, boxes: [image.box], .verifying(level)).report
        var short = try #require(clean(source, [image.box], level).report)
        long.milliseconds = nil
        short.milliseconds = nil
        #expect(short == long)
    }

    /// Nothing was compressed, and nothing is said of compressed frames.
    @Test func bytesBehindTheFramesAreClearedAsTheEngineDoes() throws {
        let source = try DICOMBuilder.image(rows: 2, columns: 8)
            .setting(.pixelData, .ob, .bytes([UInt8](1...16) + [3, 4, 5, 6])).build()
        let boxes = [ReportedBox.given(PixelBox(x: 0, y: 0, width: 1, height: 1))]
        let long = Engine.clean(source, boxes: boxes, .verifying(.fast))
        #expect(long.report.status == .redacted)
        #expect(clean(source, boxes).bytes == long.bytes)
    }

    @Test(arguments: try PlaneCase.all().filter { !isNative($0) })
    func leavesTheRestToTheEngine(_ image: PlaneCase) throws {
        let result = clean(try image.source(), [image.box])
        #expect(result.report == nil && result.bytes.isEmpty)
    }
}
