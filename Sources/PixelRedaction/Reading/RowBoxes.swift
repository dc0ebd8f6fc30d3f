import Raster

/// Gives the rows of a region boxes to paint that leave nothing of it out.
///
/// Rows are as tight as a reader made them out; a detector's region reaches beyond the ink that a
/// reader sees, and faint strokes stand there. So each row takes what lies between it and the next
/// one, or the region's border: first along the line, then across.
enum RowBoxes {
    /// The boxes of `rows`, in their order.
    ///
    /// - Parameters:
    ///   - region: with its padding.
    ///   - padding: at least so much round each row; it may cut into the next one.
    static func filled(
        _ rows: [PixelBox], in region: PixelBox, padding: Int
    ) -> [PixelBox] {
        rows.indices.map { index in
            let others = rows.indices.filter { $0 != index }.map { rows[$0] }
            return grown(rows[index], past: others, in: region)
                .union(rows[index].expanded(by: padding))
        }
    }

    private static func grown(
        _ row: PixelBox, past others: [PixelBox], in region: PixelBox
    ) -> PixelBox {
        var (left, right) = (min(row.x, region.x), max(row.maxX, region.maxX))
        for other in others where other.y < row.maxY && other.maxY > row.y {
            if other.maxX <= row.x { left = max(left, other.maxX) }
            if other.x >= row.maxX { right = min(right, other.x) }
        }
        var (top, bottom) = (min(row.y, region.y), max(row.maxY, region.maxY))
        for other in others where other.x < right && other.maxX > left {
            if other.maxY <= row.y { top = max(top, other.maxY) }
            if other.y >= row.maxY { bottom = min(bottom, other.y) }
        }
        return PixelBox(x: left, y: top, maxX: right, maxY: bottom)
    }
}
