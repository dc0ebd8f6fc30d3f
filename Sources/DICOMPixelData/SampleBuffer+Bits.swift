package import Raster

extension SampleBuffer {
    /// A bit plane: 1 where a sample has a bit of `mask` set, else 0; one component.
    ///
    /// Of colour, a pixel counts where one of its components does.
    package func bits(_ mask: Int) -> SampleBuffer {
        var bits = PixelKernels.testBits(bytes, bytesPerSample: bytesPerSample, mask: mask)
        if samplesPerPixel == 3 { bits = PixelKernels.colour(.maximum, bits) }
        return SampleBuffer(
            width: width, height: height, samplesPerPixel: 1, bytesPerSample: 1, isSigned: false,
            bytes: bits)
    }

    /// Clears bits of every sample inside `box`; the others stay.
    package mutating func clear(bits mask: Int, in box: PixelBox) {
        let box = box.clipped(toWidth: width, height: height)
        guard !box.isEmpty else { return }
        for y in box.y..<box.maxY {
            let start = y * bytesPerRow + box.x * bytesPerPixel
            PixelKernels.clearBits(
                mask, in: start..<start + box.width * bytesPerPixel, of: &bytes,
                bytesPerSample: bytesPerSample)
        }
    }

    /// The view of a bit plane: 1 shows white.
    package var bitView: GrayImage {
        precondition(samplesPerPixel == 1 && bytesPerSample == 1)
        let table = [0] + [UInt8](repeating: 0xFF, count: 255)
        return GrayImage(
            width: width, height: height,
            pixels: PixelKernels.lookup(bytes, bytesPerSample: 1, table: table))
    }
}
