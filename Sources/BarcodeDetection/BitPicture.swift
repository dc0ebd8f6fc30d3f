import CPixelKernels

/// A picture of one bit a pixel: light or dark.
struct BitPicture {
    let width: Int
    let height: Int
    private let wordsPerRow: Int
    private let words: [UInt64]

    /// The greatest side of a picture.
    static let largestSide = 65_536

    /// Sets the pixels that are lighter than the threshold of their block.
    ///
    /// - Precondition: `thresholds` has one for each block of `image`.
    init(_ image: GrayLevels, thresholds: [UInt8]) {
        precondition(thresholds.count == image.columns * image.rows)
        width = image.width
        height = image.height
        wordsPerRow = (width + 63) / 64
        var words = [UInt64](repeating: 0, count: wordsPerRow * height)
        // The picture has `width` x `height` pixels, a threshold for each block, and enough words.
        unsafe image.pixels.withUnsafeBufferPointer { pixels in
            unsafe thresholds.withUnsafeBufferPointer { limits in
                unsafe words.withUnsafeMutableBufferPointer { bits in
                    guard let pixels = pixels.baseAddress, let limits = limits.baseAddress,
                        let bits = bits.baseAddress
                    else { return }
                    unsafe pixredact_binarize(
                        pixels, image.width, image.height, limits, bits, (image.width + 63) / 64)
                }
            }
        }
        self.words = words
    }

    private init(width: Int, height: Int, wordsPerRow: Int, words: [UInt64]) {
        self.width = width
        self.height = height
        self.wordsPerRow = wordsPerRow
        self.words = words
    }

    /// Mirrored at the main diagonal.
    var transposed: BitPicture {
        let perRow = (height + 63) / 64
        var result = [UInt64](repeating: 0, count: 64 * wordsPerRow * perRow)
        // Whole squares of 64 bits are written: `wordsPerRow` of them across become rows.
        unsafe words.withUnsafeBufferPointer { source in
            unsafe result.withUnsafeMutableBufferPointer { target in
                guard let source = source.baseAddress, let target = target.baseAddress else {
                    return
                }
                unsafe pixredact_transpose_bits(source, wordsPerRow, height, target, perRow)
            }
        }
        return BitPicture(width: height, height: width, wordsPerRow: perRow, words: result)
    }

    /// - Precondition: the pixel lies in the picture.
    subscript(x: Int, y: Int) -> Bool {
        words[y * wordsPerRow + x >> 6] >> UInt64(x & 63) & 1 == 1
    }

    func contains(_ x: Int, _ y: Int) -> Bool { x >= 0 && y >= 0 && x < width && y < height }

    /// Appends the sequences of runs in a row that codes have.
    func appendPatterns(
        inRow y: Int, onlyBars: Bool, to patterns: inout [RunPattern], _ scratch: inout RunScratch
    ) {
        precondition(y >= 0 && y < height && width <= Self.largestSide)
        scratch.reserve(width)
        // The row has `wordsPerRow` words, the scratch room for all edges and one hit for each.
        let count = unsafe words.withUnsafeBufferPointer { words in
            unsafe scratch.edges.withUnsafeMutableBufferPointer { edges in
                unsafe scratch.hits.withUnsafeMutableBufferPointer { hits in
                    guard let words = words.baseAddress, let edges = edges.baseAddress,
                        let start = hits.baseAddress
                    else { return 0 }
                    return unsafe pixredact_scan_runs(
                        words + y * wordsPerRow, width, onlyBars ? 1 : 0, edges, start, hits.count)
                }
            }
        }
        for hit in scratch.hits[..<min(count, scratch.hits.count)] {
            guard let kind = RunPattern.Kind(rawValue: hit.pattern) else { continue }
            patterns.append(
                RunPattern(kind: kind, row: y, start: Int(hit.start), end: Int(hit.end)))
        }
    }
}

/// Runs of light and dark pixels in a row that follow a pattern.
struct RunPattern {
    enum Kind: UInt32 {
        /// The inner three of 1:1:3:1:1.
        case finder = 1
        /// Seven equal runs.
        case bullseye = 2
        /// The start or the stop pattern of PDF417.
        case stacked = 3
    }

    var kind: Kind
    var row: Int
    var start: Int
    var end: Int
}

/// Memory for the runs of a row.
struct RunScratch {
    fileprivate var edges: [UInt32] = []
    fileprivate var hits: [pixredact_run_hit] = []

    fileprivate mutating func reserve(_ width: Int) {
        guard edges.count < width + 1 else { return }
        edges = [UInt32](repeating: 0, count: width + 1)
        hits = [pixredact_run_hit](
            repeating: pixredact_run_hit(start: 0, end: 0, pattern: 0), count: width + 1)
    }
}
