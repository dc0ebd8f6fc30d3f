import FrameCoding
import Raster
import Testing
import TextDetection

@testable import PixelRedaction

@Suite struct FrameChangeTests {
    private static func frame(width: Int = 300, bytesPerSample: Int = 1, isSigned: Bool = false)
        -> SampleBuffer
    {
        SampleBuffer(
            width: width, height: 200, samplesPerPixel: 3, bytesPerSample: bytesPerSample,
            isSigned: isSigned)
    }

    /// The tiles that change where `box` is filled.
    private func changes(at box: PixelBox) throws -> TileSet {
        var frame = Self.frame()
        frame.fill(box, with: [0, 0, 3])
        return try #require(FrameChange.tiles(of: frame, since: Self.frame()))
    }

    @Test func anEqualFrameHasNothingToExamine() throws {
        #expect(try changes(at: PixelBox(x: 0, y: 0, width: 0, height: 0)).isEmpty)
    }

    @Test(arguments: [
        (PixelBox(x: 150, y: 100, width: 1, height: 1), 1),
        (PixelBox(x: 0, y: 0, width: 300, height: 1), 19),
        (PixelBox(x: 299, y: 199, width: 1, height: 1), 1),
        (PixelBox(x: 15, y: 15, width: 2, height: 2), 4),
    ])
    func tilesThatChangeAreThoseThatDiffer(box: PixelBox, count: Int) throws {
        let changes = try changes(at: box)
        var touched = TileSet(width: 300, height: 200, side: TileSet.changeSide)
        touched.insert(box)
        #expect(changes.count == count && changes == touched)
    }

    @Test(arguments: [
        frame(width: 301), frame(bytesPerSample: 2), frame(isSigned: true),
    ])
    func framesOfOtherShapesAreNotCompared(other: SampleBuffer) {
        #expect(FrameChange.tiles(of: other, since: Self.frame()) == nil)
    }
}
