internal import CPixelKernels
internal import Raster

/// The C loops, with the sizes of their buffers checked.
enum PixelKernels {
    /// `count` bytes, all of which `body` writes.
    static func bytes(
        _ count: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Void
    ) -> [UInt8] {
        guard count > 0 else { return [] }
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let base = buffer.baseAddress {
                unsafe body(base)
                initialized = count
            }
        }
    }

    /// Reads `source` where it lies; an empty one is not read at all.
    static func reading<T>(
        _ source: [UInt8], otherwise empty: T, _ body: (UnsafePointer<UInt8>) -> T
    ) -> T {
        unsafe source.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return empty }
            return unsafe body(base)
        }
    }

    /// How often each value occurs; 256 bins for bytes, 65,536 for 16-bit samples.
    static func histogram(_ samples: [UInt8], bytesPerSample: Int) -> [UInt32] {
        precondition(bytesPerSample == 1 || bytesPerSample == 2)
        var bins = [UInt32](repeating: 0, count: bytesPerSample == 1 ? 256 : 65_536)
        unsafe reading(samples, otherwise: ()) { source in
            // Every value of a byte or a word has its bin.
            unsafe bins.withUnsafeMutableBufferPointer { buffer in
                if bytesPerSample == 1 {
                    unsafe pixredact_histogram8(source, samples.count, buffer.baseAddress)
                } else {
                    unsafe pixredact_histogram16(source, samples.count / 2, buffer.baseAddress)
                }
            }
        }
        return bins
    }

    /// Takes the samples of `box` in one frame out of `bins`, which `histogram` made, and puts in those
    /// of another frame of its shape.
    static func recount(
        _ box: PixelBox, from old: SampleBuffer, to new: SampleBuffer, in bins: inout [UInt32]
    ) {
        precondition(PixelBox(x: 0, y: 0, width: old.width, height: old.height).contains(box))
        precondition(old.bytes.count == new.bytes.count && old.bytesPerRow == new.bytesPerRow)
        precondition(bins.count == (old.bytesPerSample == 1 ? 256 : 65_536))
        let start = box.y * old.bytesPerRow + box.x * old.bytesPerPixel
        let stride = old.width * old.samplesPerPixel
        let width = box.width * old.samplesPerPixel
        unsafe reading(old.bytes, otherwise: ()) { gone in
            unsafe reading(new.bytes, otherwise: ()) { come in
                // The box lies in both frames; every value of a byte or a word has its bin.
                unsafe bins.withUnsafeMutableBufferPointer { bins in
                    if old.bytesPerSample == 1 {
                        unsafe pixredact_recount8(
                            gone + start, come + start, stride, width, box.height,
                            bins.baseAddress)
                    } else {
                        unsafe pixredact_recount16(
                            gone + start, come + start, stride, width, box.height,
                            bins.baseAddress)
                    }
                }
            }
        }
    }

    /// Each sample replaced by its entry of `table`.
    static func lookup(_ samples: [UInt8], bytesPerSample: Int, table: [UInt8]) -> [UInt8] {
        precondition(bytesPerSample == 1 || bytesPerSample == 2)
        precondition(table.count == (bytesPerSample == 1 ? 256 : 65_536))
        let count = samples.count / bytesPerSample
        return unsafe bytes(count) { output in
            unsafe reading(samples, otherwise: ()) { source in
                unsafe table.withUnsafeBufferPointer { entries in
                    if bytesPerSample == 1 {
                        unsafe pixredact_lookup8(source, output, count, entries.baseAddress)
                    } else {
                        unsafe pixredact_lookup16(source, output, count, entries.baseAddress)
                    }
                }
            }
        }
    }

    /// A copy with the bytes of each pair swapped; a last odd byte stays.
    static func swappedPairs(_ buffer: UnsafeRawBufferPointer) -> [UInt8] {
        let pairs = buffer.count / 2
        var copy = unsafe [UInt8](buffer)
        unsafe copy.withUnsafeMutableBytes { output in
            if let from = buffer.baseAddress, let to = output.baseAddress {
                unsafe pixredact_swap16(from, to, pairs)
            }
        }
        return copy
    }

    /// What turns two's complement words into unsigned ones of the same order.
    private static func flip(_ isSigned: Bool) -> UInt32 { isSigned ? 0x8000_0000 : 0 }

    /// The least and the greatest of 32-bit samples; `nil` when there is none.
    static func range32(_ samples: [UInt8], isSigned: Bool) -> ClosedRange<Int>? {
        guard samples.count >= 4 else { return nil }
        var least: UInt32 = 0
        var greatest: UInt32 = 0
        unsafe reading(samples, otherwise: ()) { source in
            unsafe pixredact_range32(
                source, samples.count / 4, flip(isSigned), &least, &greatest)
        }
        let offset = isSigned ? Int(Int32.min) : 0
        return Int(least) + offset...Int(greatest) + offset
    }

    /// 32-bit samples as 16-bit ones: `window` mapped to 0...65,535, clamped outside.
    static func window32(
        _ samples: [UInt8], isSigned: Bool, window: ClosedRange<Int>
    ) -> [UInt8] {
        let offset = isSigned ? Int(Int32.min) : 0
        let low = UInt32(clamping: window.lowerBound - offset)
        let high = UInt32(clamping: window.upperBound - offset)
        let count = samples.count / 4
        guard low < high else { return [UInt8](repeating: 0, count: 2 * count) }
        return unsafe bytes(2 * count) { output in
            unsafe reading(samples, otherwise: ()) { source in
                // A Swift array's storage is aligned for every integer.
                unsafe output.withMemoryRebound(to: UInt16.self, capacity: count) { words in
                    unsafe pixredact_window32(source, words, count, flip(isSigned), low, high)
                }
            }
        }
    }

    /// Whether two images differ by more than `tolerance` somewhere.
    static func differ(_ one: [UInt8], _ other: [UInt8], by tolerance: UInt8) -> Bool {
        guard one.count == other.count else { return true }
        let difference = unsafe reading(one, otherwise: UInt8(0)) { first in
            unsafe reading(other, otherwise: UInt8(0)) { second in
                unsafe pixredact_greatest_difference(first, second, one.count)
            }
        }
        return difference > tolerance
    }

    /// The difference of the brightest and the darkest pixel.
    static func contrast(_ pixels: [UInt8]) -> UInt8 {
        unsafe reading(pixels, otherwise: UInt8(0)) { source in
            unsafe pixredact_contrast(source, pixels.count)
        }
    }

    /// A loop over interleaved pixels of three bytes.
    enum ColourLoop { case luma, maximum, ybrFullToRGB, ybrPartialToRGB }

    static func colour(_ loop: ColourLoop, _ pixels: [UInt8]) -> [UInt8] {
        let count = pixels.count / 3
        let isGrey = loop == .luma || loop == .maximum
        return unsafe bytes(isGrey ? count : 3 * count) { output in
            unsafe reading(pixels, otherwise: ()) { source in
                switch loop {
                case .luma: unsafe pixredact_luma8(source, output, count)
                case .maximum: unsafe pixredact_maximum8(source, output, count)
                case .ybrFullToRGB: unsafe pixredact_ybr_full_to_rgb(source, output, count)
                case .ybrPartialToRGB: unsafe pixredact_ybr_partial_to_rgb(source, output, count)
                }
            }
        }
    }
}
