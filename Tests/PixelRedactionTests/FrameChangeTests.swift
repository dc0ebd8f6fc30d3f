import Raster
import Testing

@testable import PixelRedaction

@Suite struct FrameChangeTests {
    private let previous = SampleBuffer(
        width: 300, height: 200, samplesPerPixel: 3, bytesPerSample: 1)

    private func frame(changedAt box: PixelBox) -> SampleBuffer {
        var frame = previous
        frame.fill(box, with: [1, 2, 3])
        return frame
    }

    @Test func anEqualFrameHasNothingToExamine() {
        #expect(FrameChange.area(of: previous, since: previous, outside: []).isEmpty)
    }

    @Test(arguments: [
        PixelBox(x: 150, y: 100, width: 1, height: 1), PixelBox(x: 0, y: 0, width: 300, height: 1),
        PixelBox(x: 299, y: 199, width: 1, height: 1),
    ])
    func aChangeIsExaminedWithItsSurroundings(box: PixelBox) {
        let area = FrameChange.area(of: frame(changedAt: box), since: previous, outside: [])
        let wanted = box.expanded(by: FrameChange.margin).clipped(toWidth: 300, height: 200)
        #expect(area.contains(wanted))
        #expect(PixelBox(x: 0, y: 0, width: 300, height: 200).contains(area))
    }

    @Test func aChangeInsideAKnownBoxIsNotExamined() {
        let changed = frame(changedAt: PixelBox(x: 70, y: 70, width: 8, height: 8))
        let known = PixelBox(x: 60, y: 60, width: 40, height: 40)
        #expect(FrameChange.area(of: changed, since: previous, outside: [known]).isEmpty)
    }

    @Test func aChangeThatLeavesAKnownBoxIsExamined() {
        let changed = frame(changedAt: PixelBox(x: 70, y: 70, width: 60, height: 8))
        let known = PixelBox(x: 60, y: 60, width: 40, height: 40)
        let area = FrameChange.area(of: changed, since: previous, outside: [known])
        #expect(area.contains(PixelBox(x: 100, y: 70, width: 30, height: 8)))
    }
}
