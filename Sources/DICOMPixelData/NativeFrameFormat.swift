internal import CPixelKernels
internal import Raster

/// How the samples of a native frame lie in memory (PS3.5 section 8 and annex D), and how they
/// become a `SampleBuffer`.
package struct NativeFrameFormat: Hashable, Sendable {
    package enum Arrangement: Hashable, Sendable {
        /// One bit a pixel, the least significant first; a frame need not begin on a byte.
        case bits
        case interleaved
        /// Planar Configuration 1: one plane a component.
        case planar
        /// Y1 Y2 Cb Cr for each pair of pixels.
        case ybr422
    }

    package enum ByteOrder: Hashable, Sendable {
        case littleEndian
        case bigEndian
        /// Bytes or bits in words (OW) of a big endian data set: each pair of bytes is swapped.
        case swappedPairs
    }

    package let width: Int
    package let height: Int
    package let samplesPerPixel: Int
    /// Of a decoded sample; a bit takes a byte.
    package let bytesPerSample: Int
    package let isSigned: Bool
    package let arrangement: Arrangement
    package let byteOrder: ByteOrder

    /// - Precondition: the decoded frame's size fits `Int` (a description was validated).
    package init(
        width: Int, height: Int, samplesPerPixel: Int, bytesPerSample: Int, isSigned: Bool,
        arrangement: Arrangement, byteOrder: ByteOrder
    ) {
        self.width = width
        self.height = height
        self.samplesPerPixel = samplesPerPixel
        self.bytesPerSample = bytesPerSample
        self.isSigned = isSigned
        self.arrangement = arrangement
        self.byteOrder = byteOrder
    }

    /// Bits of one stored frame: 1 a pixel, or a whole number of bytes.
    package var bitsPerFrame: Int {
        switch arrangement {
        case .bits: width * height
        case .ybr422: width * height * 16
        case .interleaved, .planar: decodedByteCount * 8
        }
    }

    /// Bytes of one decoded frame.
    package var decodedByteCount: Int { width * height * samplesPerPixel * bytesPerSample }

    /// Decodes a frame that begins at bit `firstBit` of `bytes`, pairs of bytes already swapped.
    ///
    /// - Precondition: `bytes` holds the whole frame.
    func decode(_ bytes: UnsafeRawBufferPointer, firstBit: Int = 0) -> SampleBuffer {
        precondition(bytes.count >= (firstBit + bitsPerFrame + 7) / 8)
        precondition(arrangement == .bits || firstBit % 8 == 0)
        let decoded = unsafe PixelKernels.bytes(decodedByteCount) { output in
            guard let start = bytes.baseAddress else { return }
            unsafe decode(start, firstBit: firstBit, to: output)
        }
        return SampleBuffer(
            width: width, height: height, samplesPerPixel: samplesPerPixel,
            bytesPerSample: bytesPerSample, isSigned: isSigned, bytes: decoded)
    }

    /// The sizes were checked by the caller; every byte of `output` is written.
    private func decode(
        _ start: UnsafeRawPointer, firstBit: Int, to output: UnsafeMutablePointer<UInt8>
    ) {
        let source = unsafe start + firstBit / 8
        let pixels = width * height
        switch arrangement {
        case .bits:
            unsafe pixredact_unpack_bits(
                source.assumingMemoryBound(to: UInt8.self), firstBit % 8, output, pixels)
        case .ybr422:
            unsafe pixredact_spread422(
                source.assumingMemoryBound(to: UInt8.self), output, pixels / 2)
        case .interleaved:
            unsafe copyInByteOrder(source, to: output)
        case .planar:
            guard byteOrder == .bigEndian, bytesPerSample > 1 else {
                unsafe interleave(source, to: output)
                return
            }
            let planes = unsafe PixelKernels.bytes(decodedByteCount) { ordered in
                unsafe copyInByteOrder(source, to: ordered)
            }
            unsafe planes.withUnsafeBytes { buffer in
                guard let base = buffer.baseAddress else { return }
                unsafe interleave(base, to: output)
            }
        }
    }

    private func copyInByteOrder(
        _ source: UnsafeRawPointer, to output: UnsafeMutablePointer<UInt8>
    ) {
        switch (byteOrder, bytesPerSample) {
        case (.bigEndian, 2): unsafe pixredact_swap16(source, output, decodedByteCount / 2)
        case (.bigEndian, 4): unsafe pixredact_swap32(source, output, decodedByteCount / 4)
        case (.bigEndian, 8): unsafe pixredact_swap64(source, output, decodedByteCount / 8)
        default:
            unsafe UnsafeMutableRawPointer(output).copyMemory(
                from: source, byteCount: decodedByteCount)
        }
    }

    private func interleave(
        _ planes: UnsafeRawPointer, to output: UnsafeMutablePointer<UInt8>
    ) {
        switch bytesPerSample {
        case 1: unsafe pixredact_interleave8(planes, output, width * height)
        case 2: unsafe pixredact_interleave16(planes, output, width * height)
        default: unsafe pixredact_interleave32(planes, output, width * height)
        }
    }
}
