package import Raster

/// The bits of a sample's container that its stored value does not take: above High Bit and below
/// the lowest stored bit (PS3.5 8.1.1). Displays mask them; text can stand in them.
package struct UnusedBits: Hashable, Sendable {
    /// Those that no overlay claims.
    package let mask: Int
    private let above: Int
    private let signBit: Int
    private let bytesPerSample: Int

    /// - Parameter claimed: the bits of embedded overlays, which are planes of their own.
    package init(_ description: ImagePixelDescription, claimed: Int = 0) {
        mask = description.unusedBits & ~claimed
        above = description.unusedBits & ~((1 << (description.highBit + 1)) - 1)
        // PS3.5 8.1.1: negative numbers are often written sign-extended.
        signBit = description.isSigned ? 1 << description.highBit : 0
        bytesPerSample = description.bytesPerSample
    }

    /// Those that are set in a frame otherwise than by sign extension: 0 for most images.
    ///
    /// Sign extension is that of all negative samples or of none.
    package func used(in samples: SampleBuffer) -> Int {
        guard mask != 0, samples.bytesPerSample == bytesPerSample else { return 0 }
        let found = PixelKernels.usedBits(
            samples.bytes, bytesPerSample: samples.bytesPerSample, signBit: signBit)
        let negative = Int(found.negative)
        let isExtended = signBit != 0 && Int(found.negative_everywhere) & above == above
        let ofNegative = isExtended ? negative & ~above : negative
        return (Int(found.positive) | ofNegative) & mask
    }

    /// The views of those that a frame uses, one a bit; the highest first, equal ones once.
    package func views(of samples: SampleBuffer) -> [GrayImage] {
        let used = used(in: samples)
        var list = ViewList(samples)
        for bit in (0..<8 * bytesPerSample).reversed() where used >> bit & 1 == 1 {
            list.add(samples.bits(1 << bit).bitView.pixels)
        }
        return used == 0 ? [] : list.images
    }
}

extension ImagePixelDescription {
    /// The bits of a container outside of Bits Stored.
    package var unusedBits: Int {
        guard bitsAllocated > 1, !isFloat else { return 0 }
        let all = (1 << bitsAllocated) - 1
        return all & ~(((1 << bitsStored) - 1) << storedShift)
    }
}
