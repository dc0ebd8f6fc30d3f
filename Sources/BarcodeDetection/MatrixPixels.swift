import CPixelKernels
import Raster

/// The bits of a box, one in a byte, so that lines that lean are followed fast.
struct MatrixPixels {
    let box: PixelBox
    /// Lines are columns.
    private let upright: Plane
    /// Lines are rows.
    private let lying: Plane

    /// The steepest slope, in 1/32 of a pixel a pixel.
    static let mostSlope = 3

    init(_ bits: BitPicture, _ box: PixelBox) {
        self.box = box
        upright = Plane(width: box.width, height: box.height) { offset, along in
            let (x, y) = (box.x + offset, box.y + along)
            return bits.contains(x, y) ? (bits[x, y] ? 1 : 0) : 2
        }
        lying = Plane(width: box.height, height: box.width) { offset, along in
            let (x, y) = (box.x + along, box.y + offset)
            return bits.contains(x, y) ? (bits[x, y] ? 1 : 0) : 2
        }
    }

    /// Of each line, the longest run of light (or dark) pixels; at most 255.
    func longestRuns(of isLight: Bool, slope: Int, isTransposed: Bool) -> [UInt8] {
        // A square that is turned leans to opposite sides along its rows and columns.
        isTransposed
            ? lying.longestRuns(of: isLight ? 1 : 0, slope: -slope)
            : upright.longestRuns(of: isLight ? 1 : 0, slope: slope)
    }

    /// Of each line, the longest stretch without a run of more than `widest` pixels.
    func alternations(
        widest: Int, slope: Int, isTransposed: Bool
    ) -> [(length: Int, runs: Int)] {
        let widest = UInt8(clamping: widest)
        return isTransposed
            ? lying.alternations(widest: widest, slope: -slope)
            : upright.alternations(widest: widest, slope: slope)
    }

    /// Lines beside each other, with as many pixels to both sides as they may lean.
    private struct Plane {
        let width: Int
        let height: Int
        private let margin: Int
        private let stride: Int
        private let values: [UInt8]

        init(width: Int, height: Int, _ value: (Int, Int) -> UInt8) {
            self.width = width
            self.height = height
            let margin = MatrixPixels.mostSlope * height / 32 + 1
            self.margin = margin
            stride = width + 2 * margin
            var values: [UInt8] = []
            let beyond = Int(PIXREDACT_LINES)
            values.reserveCapacity(stride * height + beyond)
            for along in 0..<height {
                for offset in -margin..<width + margin { values.append(value(offset, along)) }
            }
            values += repeatElement(2, count: beyond)
            self.values = values
        }

        func alternations(widest: UInt8, slope: Int) -> [(length: Int, runs: Int)] {
            precondition(abs(slope) <= MatrixPixels.mostSlope)
            // The lengths, then the numbers of runs.
            var bytes = [UInt8](repeating: 0, count: 2 * width)
            // The margin is as wide as `height` rows lean at the steepest slope; behind the last row
            // follow as many values as the kernel reads too far.
            unsafe values.withUnsafeBufferPointer { values in
                unsafe bytes.withUnsafeMutableBufferPointer { bytes in
                    guard let values = values.baseAddress, let bytes = bytes.baseAddress else {
                        return
                    }
                    unsafe pixredact_alternations(
                        values + margin, stride, width, height, Int32(slope), widest,
                        bytes, bytes + width)
                }
            }
            return (0..<width).map { (Int(bytes[$0]), Int(bytes[width + $0])) }
        }

        func longestRuns(of value: UInt8, slope: Int) -> [UInt8] {
            precondition(abs(slope) <= MatrixPixels.mostSlope)
            var runs = [UInt8](repeating: 0, count: width)
            var longest = runs
            // The margin is as wide as `height` rows lean at the steepest slope.
            unsafe values.withUnsafeBufferPointer { values in
                unsafe runs.withUnsafeMutableBufferPointer { runs in
                    unsafe longest.withUnsafeMutableBufferPointer { longest in
                        guard let values = values.baseAddress, let runs = runs.baseAddress,
                            let longest = longest.baseAddress
                        else { return }
                        unsafe pixredact_longest_runs(
                            values + margin, stride, width, height, Int32(slope), value, runs,
                            longest)
                    }
                }
            }
            return longest
        }
    }
}
