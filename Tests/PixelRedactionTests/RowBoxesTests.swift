import Raster
import Testing

@testable import PixelRedaction

@Suite struct RowBoxesTests {
    private static let region = PixelBox(x: 10, y: 10, width: 100, height: 50)

    private static func box(_ x: Int, _ y: Int, _ maxX: Int, _ maxY: Int) -> PixelBox {
        PixelBox(x: x, y: y, maxX: maxX, maxY: maxY)
    }

    @Test(
        arguments: [
            ([], []),
            ([box(30, 30, 60, 40)], [region]),
            // Rows above each other share the gap.
            (
                [box(30, 14, 60, 24), box(20, 30, 90, 40)],
                [box(10, 10, 110, 30), box(10, 24, 110, 60)]
            ),
            // Beside each other: lines that run up.
            (
                [box(20, 14, 30, 56), box(40, 14, 50, 56)],
                [box(10, 10, 40, 60), box(30, 10, 110, 60)]
            ),
            // One that stands out of its region.
            ([box(5, 30, 120, 40)], [box(4, 10, 121, 60)]),
            // Bands without a gap.
            (
                [box(10, 10, 110, 30), box(10, 30, 110, 60)],
                [box(9, 9, 111, 31), box(9, 29, 111, 61)]
            ),
        ] as [([PixelBox], [PixelBox])])
    func aRowTakesWhatNoOtherClaims(rows: [PixelBox], expected: [PixelBox]) {
        #expect(
            RowBoxes.filled(rows, in: Self.region, padding: 1) == expected)
    }
}
