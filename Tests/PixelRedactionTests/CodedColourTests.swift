import DICOMCore
import Raster
import RedactionPolicy
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// The whole clean of coded images: the syntax stays, and so does all that is not painted.
@Suite struct CodedColourTests {
    @Test(arguments: CodedColourCase.all)
    func isRedacted(_ image: CodedColourCase) throws {
        let report = Engine.clean(try image.source(), boxes: [.given(image.box)]).report
        #expect(report.status == .redacted)
        #expect(report.verification?.outsideIdentical == true)
        #expect(report.verification?.boxesOpaque == true)
    }

    @Test(arguments: CodedColourCase.all)
    func boxesHoldTheFill(_ image: CodedColourCase) throws {
        let cleaned = Engine.clean(try image.source(), boxes: [.given(image.box)])
        let frame = try #require(try Engine.frames(cleaned.bytes).first)
        #expect(frame.isFilled(image.box, with: image.fill))
    }

    /// Interpolated chroma reaches one pixel over the border of painted blocks (JPEG).
    @Test(arguments: CodedColourCase.all)
    func nothingElseChanges(_ image: CodedColourCase) throws {
        let source = try image.source()
        let cleaned = Engine.clean(source, boxes: [.given(image.box)])
        var before = try Engine.frames(source)
        var after = try Engine.frames(cleaned.bytes)
        let ring = image.photometricInterpretation == "YBR_FULL_422" ? 1 : 0
        for area in cleaned.report.painted {
            before[0].fill(area.box.expanded(by: ring), with: image.fill)
            after[0].fill(area.box.expanded(by: ring), with: image.fill)
        }
        #expect(after == before)
    }

    @Test(arguments: CodedColourCase.runLength + CodedColourCase.jpeg2000)
    func exactCodecsPaintTheBoxAlone(_ image: CodedColourCase) throws {
        let report = Engine.clean(try image.source(), boxes: [.given(image.box)]).report
        #expect(report.painted == [PaintedArea(box: image.box)])
    }

    @Test(arguments: CodedColourCase.jpeg)
    func blocksOfJPEGHoldTheBox(_ image: CodedColourCase) throws {
        let report = Engine.clean(try image.source(), boxes: [.given(image.box)]).report
        let painted = try #require(report.painted.first).box
        #expect(painted.contains(image.box))
        #expect(painted.x.isMultiple(of: 8) && painted.y.isMultiple(of: 8))
    }

    @Test(arguments: CodedColourCase.all)
    func theTransferSyntaxAndLabelStay(_ image: CodedColourCase) throws {
        let file = try Engine.clean(try image.source(), boxes: [.given(image.box)]).file()
        #expect(file.transferSyntax == image.transferSyntax)
        // PS3.3 C.7.6.3.1.2: what was coded irreversibly is written reversibly.
        let label = image.photometricInterpretation
        #expect(
            file.dataSet.string(.photometricInterpretation)
                == (label == "YBR_ICT" ? "YBR_RCT" : label))
    }

    @Test(arguments: CodedColourCase.all)
    func fastVerificationWritesTheSameFile(_ image: CodedColourCase) throws {
        let source = try image.source()
        let full = Engine.clean(source, boxes: [.given(image.box)])
        let fast = Engine.clean(source, boxes: [.given(image.box)], .verifying(.fast))
        #expect(fast.bytes == full.bytes)
        #expect(fast.report.verification == VerificationSummary(boxesOpaque: true))
    }

    @Test(arguments: CodedColourCase.all)
    func onlyALossyJPEG2000StreamIsRecoded(_ image: CodedColourCase) throws {
        let report = Engine.clean(try image.source(), boxes: [.given(image.box)]).report
        #expect(
            report.notes.contains(.recodedReversibly) == (image.transferSyntax == .jpeg2000))
    }
}
