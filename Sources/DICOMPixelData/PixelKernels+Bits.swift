internal import CPixelKernels

extension PixelKernels {
    /// 1 for each sample that has a bit of `mask` set, else 0.
    static func testBits(_ samples: [UInt8], bytesPerSample: Int, mask: Int) -> [UInt8] {
        let count = samples.count / bytesPerSample
        let mask = UInt32(truncatingIfNeeded: mask)
        return unsafe bytes(count) { output in
            unsafe reading(samples, otherwise: ()) { source in
                switch bytesPerSample {
                case 1: unsafe pixredact_test_bits8(source, output, count, mask)
                case 2: unsafe pixredact_test_bits16(source, output, count, mask)
                default:
                    precondition(bytesPerSample == 4)
                    unsafe pixredact_test_bits32(source, output, count, mask)
                }
            }
        }
    }

    /// Keeps of each sample in `range` the bits outside of `mask`.
    ///
    /// - Parameter range: bytes, from the beginning of a sample on.
    static func clearBits(
        _ mask: Int, in range: Range<Int>, of bytes: inout [UInt8], bytesPerSample: Int,
        isBigEndian: Bool = false
    ) {
        precondition([1, 2, 4].contains(bytesPerSample))
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        let pattern = (0..<8).map { index in
            let place = index % bytesPerSample
            let byte = isBigEndian ? bytesPerSample - 1 - place : place
            return ~UInt8(truncatingIfNeeded: mask >> (8 * byte))
        }
        unsafe bytes.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            // The range was checked above; the pattern has its eight bytes.
            unsafe pattern.withUnsafeBufferPointer {
                unsafe pixredact_and_pattern(
                    base + range.lowerBound, range.count, $0.baseAddress)
            }
        }
    }

    /// The bits that occur in samples; see the kernel's struct.
    static func usedBits(
        _ samples: [UInt8], bytesPerSample: Int, signBit: Int
    ) -> pixredact_used_bits {
        let count = samples.count / bytesPerSample
        let none = pixredact_used_bits(positive: 0, negative: 0, negative_everywhere: .max)
        let sign = UInt32(truncatingIfNeeded: signBit)
        return unsafe reading(samples, otherwise: none) { source in
            switch bytesPerSample {
            case 1: return unsafe pixredact_used_bits8(source, count, sign)
            case 2: return unsafe pixredact_used_bits16(source, count, sign)
            default:
                precondition(bytesPerSample == 4)
                return unsafe pixredact_used_bits32(source, count, sign)
            }
        }
    }
}
