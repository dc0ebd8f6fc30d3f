import DICOMCore
import Raster
import RedactionReport
import TestSupport
import Testing

@testable import PixelRedaction

/// Native images of several frames.
@Suite struct NativeFrameTests {
    private func bits(_ bytes: [UInt8]) -> [Bool] {
        bytes.flatMap { byte in (0..<8).map { byte >> $0 & 1 == 1 } }
    }

    /// 15 bits a frame: the second and third do not begin on a byte.
    @Test(arguments: ["MONOCHROME2", "MONOCHROME1"])
    func paintsBitsOfFramesThatShareBytes(interpretation: String) throws {
        var random = SeededRandom(seed: 3)
        let pixels = random.bytes(6)
        let image = DICOMBuilder.image(
            rows: 3, columns: 5, frames: 3, photometricInterpretation: interpretation,
            bitsAllocated: 1
        ).setting(.pixelData, .ob, .bytes(pixels))
        let box = PixelBox(x: 1, y: 0, width: 4, height: 3)
        let cleaned = Engine.clean(
            try image.build(), boxes: [.given(box, frames: FrameSelection([1...1]))])
        var expected = bits(pixels)
        for y in 0..<3 {
            for x in 1..<5 { expected[15 + y * 5 + x] = interpretation == "MONOCHROME1" }
        }
        #expect(bits(try Engine.pixelData(cleaned.bytes)) == expected)
        #expect(
            cleaned.report.painted == [PaintedArea(box: box, frames: FrameSelection(frame: 1))])
    }

    @Test(arguments: [
        FrameSelection.all, FrameSelection(frame: 0), FrameSelection([1...2]),
        FrameSelection([0...0, 3...3]),
    ])
    func paintsTheChosenFrames(_ frames: FrameSelection) throws {
        let pixels = [UInt8](repeating: 9, count: 4 * 16)
        let image = DICOMBuilder.image(rows: 4, columns: 4, frames: 4)
            .setting(.pixelData, .ob, .bytes(pixels))
        let box = PixelBox(x: 3, y: 3, width: 1, height: 1)
        let cleaned = Engine.clean(try image.build(), boxes: [.given(box, frames: frames)])
        var expected = pixels
        for frame in 0..<4 where frames.contains(frame) { expected[frame * 16 + 15] = 0 }
        #expect(try Engine.pixelData(cleaned.bytes) == expected)
        #expect(cleaned.report.painted == [PaintedArea(box: box, frames: frames)])
    }

    /// Encapsulated Uncompressed: native frames in fragments, with an Extended Offset Table.
    @Test(arguments: OffsetTableForm.allCases)
    func paintsFramesInFragments(table: OffsetTableForm) throws {
        let frames = (0..<3).map { frame in [(0..<20).map { UInt8(10 * (frame + 1) + $0) }] }
        let image = DICOMBuilder.image(
            .encapsulatedUncompressedExplicitVRLittleEndian, rows: 4, columns: 5, frames: 3,
            photometricInterpretation: "MONOCHROME1"
        ).settingFrames(frames, table: table)
        let cleaned = Engine.clean(
            try image.build(),
            boxes: [
                .given(PixelBox(x: 4, y: 0, width: 1, height: 2), frames: FrameSelection(frame: 1))
            ])
        var expected = frames
        expected[1][0][4] = 255
        expected[1][0][9] = 255
        #expect(try Engine.fragments(cleaned.bytes).dropFirst() == expected.flatMap { $0 }[...])
        #expect(cleaned.report.status == .redacted)
    }

    @Test func keepsBytesBehindTheLastFrame() throws {
        let image = DICOMBuilder.image(rows: 1, columns: 3)
            .setting(.pixelData, .ob, .bytes([7, 8, 9, 77]))
        let cleaned = try Engine.clean(image, boxes: [PixelBox(x: 0, y: 0, width: 2, height: 1)])
        #expect(try Engine.pixelData(cleaned.bytes) == [0, 0, 9, 77])
    }
}
