import Raster
import RedactionReport
import Testing

@testable import PixelRedaction

@Suite struct ResidualTextTests {
    private let judge = ResidualText(painted: [
        PaintedArea(box: PixelBox(x: 0, y: 0, width: 100, height: 20)),
        PaintedArea(box: PixelBox(x: 0, y: 50, width: 100, height: 20), frames: .init(frame: 3)),
        PaintedArea(box: PixelBox(x: 0, y: 80, width: 9, height: 9), plane: .icon),
    ])

    @Test(arguments: [
        (PixelBox(x: 0, y: 0, width: 100, height: 20), FrameSelection.all, false),
        (PixelBox(x: 10, y: 2, width: 110, height: 14), .all, false),  // 8 % stand out
        (PixelBox(x: 50, y: 2, width: 100, height: 14), .all, true),  // a line half painted
        (PixelBox(x: 0, y: 2, width: 126, height: 14), .all, true),  // a fifth, but long
        (PixelBox(x: 0, y: 30, width: 50, height: 10), .all, true),
        (PixelBox(x: 0, y: 50, width: 50, height: 10), FrameSelection(frame: 3), false),
        (PixelBox(x: 0, y: 50, width: 50, height: 10), FrameSelection([3...4]), true),
        (PixelBox(x: 0, y: 80, width: 9, height: 9), .all, true),
    ])
    func aRegionOnUnpaintedPixelsIsResidual(
        box: PixelBox, frames: FrameSelection, isResidual: Bool
    ) {
        let region = CollectedRegion(box: box, frames: frames, score: nil)
        #expect(judge.isResidual(region) == isResidual)
    }

    /// Each frame under a box of its own.
    @Test(
        arguments: [
            ([3...4], [5...9], false), ([3...4], [6...9], true), ([0...9], [12...20], false),
        ] as [([ClosedRange<Int>], [ClosedRange<Int>], Bool)])
    func framesMayBePaintedByDifferentAreas(
        first: [ClosedRange<Int>], second: [ClosedRange<Int>], isResidual: Bool
    ) {
        let box = PixelBox(x: 10, y: 10, width: 50, height: 12)
        let judge = ResidualText(painted: [
            PaintedArea(box: box, frames: FrameSelection(first)),
            PaintedArea(box: box.expanded(by: 3), frames: FrameSelection(second)),
        ])
        let region = CollectedRegion(box: box, frames: FrameSelection([4...7]), score: nil)
        #expect(judge.isResidual(region) == isResidual)
    }

    @Test func overlappingBoxesCountOnce() {
        let boxes = [
            PixelBox(x: 0, y: 0, width: 10, height: 10),
            PixelBox(x: 5, y: 5, width: 10, height: 10),
            PixelBox(x: 40, y: 0, width: 1, height: 3), PixelBox(x: 2, y: 2, width: 3, height: 3),
        ]
        #expect(BoxCover.area(of: boxes) == 100 + 75 + 3)
        #expect(BoxCover.area(of: []) == 0)
    }
}
