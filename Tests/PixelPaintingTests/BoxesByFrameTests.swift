import PixelPainting
import Raster
import RedactionReport
import TestSupport
import Testing

@Suite struct BoxesByFrameTests {
    private static func box(_ x: Int) -> PixelBox { PixelBox(x: x, y: 0, width: 1, height: 1) }

    @Test func findsTheBoxesOfEveryFrameInTheirOrder() {
        var random = SeededRandom(seed: 7)
        let areas = (0..<60).map { index in
            let ranges = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                let first = Int.random(in: 0..<40, using: &random)
                return first...first + Int.random(in: 0..<9, using: &random)
            }
            return PaintedArea(
                box: Self.box(index), frames: index % 9 == 0 ? .all : FrameSelection(ranges))
        }
        let found = BoxesByFrame(areas)
        for frame in 0..<60 {
            let expected = areas.filter { $0.frames.contains(frame) }.map(\.box)
            #expect(found.boxes(onFrame: frame) == expected, "frame \(frame)")
        }
    }

    @Test func hasNoneWithoutAreas() {
        #expect(BoxesByFrame([]).boxes(onFrame: 0).isEmpty)
    }

    @Test func orderFollowsItsBoxes() {
        var order = PaintOrder(
            boxes: [], fill: [0],
            attributes: CleanAttributes(claimsNoAnnotation: false, policyName: ""))
        order.boxes += [PaintedArea(box: Self.box(3), frames: FrameSelection(frame: 2))]
        #expect((0..<4).map { order.boxes(onFrame: $0).count } == [0, 0, 1, 0])
    }
}
