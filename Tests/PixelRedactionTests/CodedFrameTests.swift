import DICOMCore
import Raster
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// Coded images of several frames, boxes on some of them.
@Suite struct CodedFrameTests {
    private static let images = [
        CodedColourCase.runLength[3], CodedColourCase.jpeg[0], CodedColourCase.jpeg[4],
        CodedColourCase.jpeg2000[0],
    ]

    private func source(
        _ image: CodedColourCase, _ table: OffsetTableForm
    ) throws -> [UInt8] {
        let codestream = try image.codestream()
        return try image.builder(frames: 3).settingFrames(
            [[codestream], [codestream], [codestream]], table: table
        ).build()
    }

    private func cleaned(_ image: CodedColourCase, _ source: [UInt8]) -> Cleaned {
        Engine.clean(
            source, boxes: [.given(image.box, frames: FrameSelection([0...0, 2...2]))])
    }

    @Test(arguments: images, OffsetTableForm.allCases)
    func framesWithoutABoxKeepTheirFragments(
        _ image: CodedColourCase, _ table: OffsetTableForm
    ) throws {
        let source = try source(image, table)
        let cleaned = cleaned(image, source)
        #expect(cleaned.report.status == .redacted)
        let before = try Engine.fragments(source)
        let after = try Engine.fragments(cleaned.bytes)
        #expect(after.count == 4 && after[2] == before[2] && after[1] != before[1])
    }

    @Test(arguments: images)
    func onlyTheChosenFramesAreFilled(_ image: CodedColourCase) throws {
        let cleaned = cleaned(image, try source(image, .basic))
        let filled = try Engine.frames(cleaned.bytes).map {
            $0.isFilled(image.box, with: image.fill)
        }
        #expect(filled == [true, false, true])
        #expect(cleaned.report.painted.map(\.frames) == [FrameSelection([0...0, 2...2])])
    }

    /// JPEG frames of two fragments: the one that is not painted keeps both.
    @Test(arguments: [OffsetTableForm.none, .basic])
    func severalFragmentsAFrame(_ table: OffsetTableForm) throws {
        let image = CodedColourCase.jpeg[0]
        let codestream = try image.codestream()
        let split = [Array(codestream[..<100]), Array(codestream[100...])]
        let source = try image.builder(frames: 3).settingFrames(
            [split, split, split], table: table
        ).build()
        let cleaned = cleaned(image, source)
        #expect(cleaned.report.status == .redacted)
        let before = try Engine.fragments(source)
        let after = try Engine.fragments(cleaned.bytes)
        #expect(after.count == 5 && after[2...3] == before[3...4])
        let second = 8 + after[1].count
        let offsets = [0, second, second + 16 + before[3].count + before[4].count]
        #expect(
            after[0] == offsets.flatMap { DICOMBytes(.explicitLittleEndian).number(UInt64($0), 4) })
    }
}
