import CPixelKernels

/// What the blocks of a picture hold.
struct BlockStatistics {
    private(set) var classes: [BlockClass]
    private(set) var thresholds: [UInt8]
    private(set) var thresholdCount = 0

    /// - Parameter count: how many blocks there are.
    init(_ pixels: [UInt8], width: Int, height: Int, count: Int) {
        // The mean differences of neighbours to the right and below.
        var across = [UInt16](repeating: 0, count: count)
        var down = across
        thresholds = [UInt8](repeating: 255, count: count)
        classes = [BlockClass](repeating: [], count: count)
        // The levels of blocks, flags, and what the second kernel needs, one after the other.
        var bytes = [UInt8](repeating: 0, count: 8 * count)
        // Every array has one entry for each block, `bytes` eight.
        unsafe pixels.withUnsafeBufferPointer { pixels in
            unsafe bytes.withUnsafeMutableBufferPointer { bytes in
                unsafe across.withUnsafeMutableBufferPointer { across in
                    unsafe down.withUnsafeMutableBufferPointer { down in
                        unsafe thresholds.withUnsafeMutableBufferPointer { thresholds in
                            guard let pixels = pixels.baseAddress, let bytes = bytes.baseAddress,
                                let across = across.baseAddress, let down = down.baseAddress,
                                let thresholds = thresholds.baseAddress
                            else { return }
                            let (greatest, mean) = unsafe (bytes + count, bytes + 2 * count)
                            unsafe pixredact_block_statistics(
                                pixels, width, height, bytes, greatest, mean, across, down)
                            thresholdCount = unsafe pixredact_classify_blocks(
                                pixels, width, height, bytes, greatest, mean, across, down,
                                bytes + 3 * count, thresholds, bytes + 4 * count,
                                bytes + 5 * count)
                        }
                    }
                }
            }
        }
        for block in 0..<count { classes[block] = BlockClass(rawValue: bytes[4 * count + block]) }
    }
}
