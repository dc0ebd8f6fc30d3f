import CPixelKernels
import Raster

/// A view at one scale, with what its blocks hold.
struct GrayLevels {
    /// Pixels along a side of a block.
    static let side = 8

    let width: Int
    let height: Int
    let pixels: [UInt8]
    let columns: Int
    let rows: Int
    /// Of each block: what it could be a part of.
    let classes: [BlockClass]
    /// Of each block: the level between light and dark; 255 where no code could be.
    let thresholds: [UInt8]
    /// Whether a block has a threshold.
    let hasThresholds: Bool

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
        let blocks = BlockStatistics(pixels, width: width, height: height, count: columns * rows)
        classes = blocks.classes
        thresholds = blocks.thresholds
        hasThresholds = blocks.thresholdCount > 0
    }

    /// Which blocks have all of `wanted`; `nil` where none has.
    func mask(_ wanted: BlockClass) -> [Bool]? {
        var isEmpty = true
        let mask = classes.map { found in
            let isSet = found.isSuperset(of: wanted)
            if isSet { isEmpty = false }
            return isSet
        }
        return isEmpty ? nil : mask
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
