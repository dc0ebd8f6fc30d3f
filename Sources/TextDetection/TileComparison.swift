internal import CPixelKernels
import Raster

/// How parts of views compare. Boxes lie inside of the views, which are of one size.
enum TileComparison {
    /// The difference of the lightest and the darkest pixel.
    static func range(of box: PixelBox, in view: GrayImage) -> Int {
        precondition(lies(box, in: view))
        // The rows of the box lie in the view.
        return unsafe view.pixels.withUnsafeBufferPointer { pixels in
            guard let base = pixels.baseAddress, !box.isEmpty else { return 0 }
            return Int(
                unsafe pixredact_tile_range(
                    base + box.y * view.width + box.x, view.width, box.width, box.height))
        }
    }

    /// The straight line `slope` x a + offset that maps the pixels of `one` to those of `other`
    /// best, and the greatest error that it makes.
    static func line(
        from one: GrayImage, to other: GrayImage, in box: PixelBox
    ) -> (slope: Double, error: Double) {
        precondition(lies(box, in: one) && lies(box, in: other) && !box.isEmpty)
        precondition(one.width == other.width)
        let count = Double(box.area)
        let start = box.y * one.width + box.x
        // The rows of the box lie in both views.
        return unsafe one.pixels.withUnsafeBufferPointer { left in
            unsafe other.pixels.withUnsafeBufferPointer { right in
                guard let left = left.baseAddress, let right = right.baseAddress else {
                    return (0, 0)
                }
                let sums = unsafe pixredact_sum_tile(
                    left + start, right + start, one.width, box.width, box.height)
                let mean = Double(sums.one) / count
                let spread = Double(sums.one_squared) - count * mean * mean
                let common = Double(sums.product) - mean * Double(sums.other)
                // Bytes: a line steeper than 255 fits nothing.
                let slope = spread < 1 ? 0 : min(max(common / spread, -255), 255)
                let offset = Double(sums.other) / count - slope * mean
                let error = unsafe pixredact_tile_residual(
                    left + start, right + start, one.width, box.width, box.height,
                    Int32(slope * 4096), Int32(offset * 4096))
                return (slope, Double(error) / 4096)
            }
        }
    }

    private static func lies(_ box: PixelBox, in view: GrayImage) -> Bool {
        PixelBox(x: 0, y: 0, width: view.width, height: view.height).contains(box)
            && view.width <= 65_536
    }
}
