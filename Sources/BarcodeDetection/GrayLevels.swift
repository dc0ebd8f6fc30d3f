import CPixelKernels
import Raster

/// A view at one scale, with what its blocks hold.
struct GrayLevels {
    /// Pixels along a side of a block.
    static let side = 8
    /// The least difference of light and dark modules in grey levels.
    static let leastContrast = 24

    let width: Int
    let height: Int
    let pixels: [UInt8]
    let columns: Int
    let rows: Int
    /// Of each block: the mean differences of neighbours to the right and below, in 1/16 levels.
    let across: [UInt16]
    let down: [UInt16]
    /// Of each block and those round it: the difference of the lightest and the darkest pixel.
    let contrast: [UInt8]
    /// Of each block: the level between light and dark; 255 where there is no contrast.
    let thresholds: [UInt8]

    init(_ view: GrayImage) {
        self.init(width: view.width, height: view.height, pixels: view.pixels)
    }

    /// - Precondition: neither side is 0.
    private init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(width > 0 && height > 0 && pixels.count == width * height)
        self.width = width
        self.height = height
        self.pixels = pixels
        columns = (width + Self.side - 1) / Self.side
        rows = (height + Self.side - 1) / Self.side
        let count = columns * rows
        var least = [UInt8](repeating: 0, count: count)
        var greatest = least
        var mean = least
        var across = [UInt16](repeating: 0, count: count)
        var down = across
        // Every array has one entry for each block.
        unsafe pixels.withUnsafeBufferPointer { pixels in
            unsafe least.withUnsafeMutableBufferPointer { least in
                unsafe greatest.withUnsafeMutableBufferPointer { greatest in
                    unsafe mean.withUnsafeMutableBufferPointer { mean in
                        unsafe across.withUnsafeMutableBufferPointer { across in
                            unsafe down.withUnsafeMutableBufferPointer { down in
                                guard let pixels = pixels.baseAddress,
                                    let least = least.baseAddress,
                                    let greatest = greatest.baseAddress,
                                    let mean = mean.baseAddress,
                                    let across = across.baseAddress,
                                    let down = down.baseAddress
                                else { return }
                                unsafe pixredact_block_statistics(
                                    pixels, width, height, least, greatest, mean, across, down)
                            }
                        }
                    }
                }
            }
        }
        self.across = across
        self.down = down
        let low = Self.spread(least, columns, rows, combine: min)
        let high = Self.spread(greatest, columns, rows, combine: max)
        var contrast = low
        var thresholds = low
        for block in 0..<count {
            contrast[block] = high[block] - low[block]
            let middle = (Int(low[block]) + Int(high[block])) / 2
            // Light that lies beside a code shifts the middle, many dark modules the mean.
            thresholds[block] =
                contrast[block] < Self.leastContrast
                ? 255 : UInt8((middle + Int(mean[block])) / 2)
        }
        self.contrast = contrast
        self.thresholds = thresholds
    }

    /// Each block's value combined with those of the blocks round it.
    private static func spread(
        _ values: [UInt8], _ columns: Int, _ rows: Int, combine: (UInt8, UInt8) -> UInt8
    ) -> [UInt8] {
        var across = values
        for row in 0..<rows {
            for column in 0..<columns {
                let index = row * columns + column
                var value = values[index]
                if column > 0 { value = combine(value, values[index - 1]) }
                if column + 1 < columns { value = combine(value, values[index + 1]) }
                across[index] = value
            }
        }
        var result = across
        for index in across.indices {
            if index >= columns { result[index] = combine(result[index], across[index - columns]) }
            if index + columns < across.count {
                result[index] = combine(result[index], across[index + columns])
            }
        }
        return result
    }

    /// The same at half the scale; `nil` where that leaves too little for a code.
    var halved: GrayLevels? {
        guard width >= 64, height >= 64 else { return nil }
        var half = [UInt8](repeating: 0, count: (width / 2) * (height / 2))
        // A pixel is written for each four that are read.
        unsafe pixels.withUnsafeBufferPointer { source in
            unsafe half.withUnsafeMutableBufferPointer { target in
                guard let source = source.baseAddress, let target = target.baseAddress else {
                    return
                }
                unsafe pixredact_halve(source, width, height, target)
            }
        }
        return GrayLevels(width: width / 2, height: height / 2, pixels: half)
    }
}
