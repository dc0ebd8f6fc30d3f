import Raster

// CharLS holds a sample in one byte up to 8 bits, else in two, little endian on every machine that
// we build for; pixel by pixel where components are interleaved, else plane by plane.
extension JPEGLS {
    /// How CharLS lays out the samples of a picture.
    struct CodedLayout {
        let bytesPerSample: Int
        /// Samples from one pixel to the next.
        let pixelStep: Int
        /// Where the first sample of each component is, in samples.
        let firstSamples: [Int]
        let pixels: Int

        /// - Parameters:
        ///   - bits: the precision that CharLS is told.
        ///   - componentOrder: the components in the order of their scans.
        init(_ header: Header, bits: Int, componentOrder: [Int]) {
            bytesPerSample = bits <= 8 ? 1 : 2
            let pixels = header.width * header.height
            let isPlanar = header.interleave == .none
            pixelStep = isPlanar ? 1 : header.components
            firstSamples = (0..<header.components).map { component in
                isPlanar
                    ? (componentOrder.firstIndex(of: component) ?? component) * pixels : component
            }
            self.pixels = pixels
        }

        var byteCount: Int { pixels * firstSamples.count * bytesPerSample }

        /// Whether the bytes are also those of a sample buffer.
        func isSame(as shape: FrameShape, bitsPerSample: Int) -> Bool {
            bytesPerSample == shape.bytesPerSample && pixelStep == firstSamples.count
                && (!shape.isSigned || bitsPerSample == 8 * bytesPerSample)
        }
    }

    /// What CharLS decoded, in the declared container, pixel by pixel.
    static func samples(
        _ coded: [UInt8], _ layout: CodedLayout, bitsPerSample: Int, _ shape: FrameShape
    ) -> SampleBuffer {
        var bytes = coded
        if !layout.isSame(as: shape, bitsPerSample: bitsPerSample) {
            let size = shape.bytesPerSample
            let step = shape.samplesPerPixel * size
            // Flipping the sign bit and subtracting it extends it through the container.
            let signBit: Int32 = shape.isSigned ? 1 << (bitsPerSample - 1) : 0
            bytes = [UInt8](repeating: 0, count: layout.pixels * step)
            for (component, first) in layout.firstSamples.enumerated() {
                var source = first * layout.bytesPerSample
                var target = component * size
                for _ in 0..<layout.pixels {
                    var value = Int32(coded[source])
                    if layout.bytesPerSample == 2 { value |= Int32(coded[source + 1]) << 8 }
                    value = (value ^ signBit) &- signBit
                    bytes[target] = UInt8(truncatingIfNeeded: value)
                    if size > 1 { bytes[target + 1] = UInt8(truncatingIfNeeded: value >> 8) }
                    if size > 2 {
                        bytes[target + 2] = UInt8(truncatingIfNeeded: value >> 16)
                        bytes[target + 3] = UInt8(truncatingIfNeeded: value >> 24)
                    }
                    source += layout.pixelStep * layout.bytesPerSample
                    target += step
                }
            }
        }
        return SampleBuffer(
            width: shape.width, height: shape.height, samplesPerPixel: shape.samplesPerPixel,
            bytesPerSample: shape.bytesPerSample, isSigned: shape.isSigned, bytes: bytes)
    }

    /// The low bits of each sample, as CharLS wants them.
    static func coded(
        _ samples: SampleBuffer, _ layout: CodedLayout, bitsPerSample: Int
    ) -> [UInt8] {
        let shape = FrameShape(
            width: samples.width, height: samples.height, samplesPerPixel: samples.samplesPerPixel,
            bytesPerSample: samples.bytesPerSample, isSigned: samples.isSigned)
        guard !layout.isSame(as: shape, bitsPerSample: bitsPerSample) else { return samples.bytes }
        let mask = UInt16.max >> UInt16(16 - bitsPerSample)
        let size = samples.bytesPerSample
        var bytes = [UInt8](repeating: 0, count: layout.byteCount)
        for (component, first) in layout.firstSamples.enumerated() {
            var source = component * size
            var target = first * layout.bytesPerSample
            for _ in 0..<layout.pixels {
                var value = UInt16(samples.bytes[source])
                if size > 1 { value |= UInt16(samples.bytes[source + 1]) << 8 }
                value &= mask
                bytes[target] = UInt8(truncatingIfNeeded: value)
                if layout.bytesPerSample == 2 {
                    bytes[target + 1] = UInt8(truncatingIfNeeded: value >> 8)
                }
                source += samples.bytesPerPixel
                target += layout.pixelStep * layout.bytesPerSample
            }
        }
        return bytes
    }
}
