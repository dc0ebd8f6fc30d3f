/// The samples of one frame: rows from the top, pixels from the left, samples of a pixel side by
/// side; whole bytes, little endian, without padding.
///
/// Rows are packed tightly: unaligned vector loads cost nothing measurable on the machines this
/// runs on, and a tight buffer is the byte stream that digests, codecs and native Pixel Data use.
package struct SampleBuffer: Equatable, Sendable {
    package let width: Int
    package let height: Int
    /// 1 (monochrome, palette index) or 3 (colour); JPEG 2000 may bring others.
    package let samplesPerPixel: Int
    /// 1, 2, 4 or 8 bytes a sample. A 1-bit sample takes one byte, 0 or 1.
    package let bytesPerSample: Int
    /// Whether a sample is a two's complement number, sign-extended to its container.
    package let isSigned: Bool
    /// `height` x `width` x `samplesPerPixel` x `bytesPerSample` bytes.
    package var bytes: [UInt8]

    package var bytesPerPixel: Int { samplesPerPixel * bytesPerSample }
    package var bytesPerRow: Int { width * bytesPerPixel }

    /// - Precondition: `bytes` has exactly the size that the shape asks for.
    package init(
        width: Int, height: Int, samplesPerPixel: Int, bytesPerSample: Int, isSigned: Bool,
        bytes: [UInt8]
    ) {
        precondition(bytes.count == width * height * samplesPerPixel * bytesPerSample)
        self.width = width
        self.height = height
        self.samplesPerPixel = samplesPerPixel
        self.bytesPerSample = bytesPerSample
        self.isSigned = isSigned
        self.bytes = bytes
    }

    /// A frame of zeroes.
    package init(
        width: Int, height: Int, samplesPerPixel: Int, bytesPerSample: Int, isSigned: Bool = false
    ) {
        self.init(
            width: width, height: height, samplesPerPixel: samplesPerPixel,
            bytesPerSample: bytesPerSample, isSigned: isSigned,
            bytes: [UInt8](
                repeating: 0, count: width * height * samplesPerPixel * bytesPerSample))
    }

    /// The value of one sample. For tests and single look-ups, not for loops over a frame.
    package func sample(x: Int, y: Int, component: Int = 0) -> Int {
        let start = y * bytesPerRow + x * bytesPerPixel + component * bytesPerSample
        var value: UInt64 = 0
        for index in (0..<bytesPerSample).reversed() {
            value = value << 8 | UInt64(bytes[start + index])
        }
        guard isSigned else { return Int(truncatingIfNeeded: value) }
        let shift = 64 - 8 * bytesPerSample
        return Int(Int64(bitPattern: value << UInt64(shift)) >> Int64(shift))
    }

    /// The pixels of `box`, which lies inside of the frame.
    package func cropped(to box: PixelBox) -> SampleBuffer {
        precondition(PixelBox(x: 0, y: 0, width: width, height: height).contains(box))
        var cropped: [UInt8] = []
        cropped.reserveCapacity(box.area * bytesPerPixel)
        for y in box.y..<box.maxY {
            let start = y * bytesPerRow + box.x * bytesPerPixel
            cropped.append(contentsOf: bytes[start..<start + box.width * bytesPerPixel])
        }
        return SampleBuffer(
            width: box.width, height: box.height, samplesPerPixel: samplesPerPixel,
            bytesPerSample: bytesPerSample, isSigned: isSigned, bytes: cropped)
    }

    /// Sets every sample inside `box`; `values` holds one stored value a component.
    package mutating func fill(_ box: PixelBox, with values: [Int]) {
        precondition(values.count == samplesPerPixel)
        let box = box.clipped(toWidth: width, height: height)
        guard !box.isEmpty else { return }
        var pixel: [UInt8] = []
        for value in values {
            for index in 0..<bytesPerSample {
                pixel.append(UInt8(truncatingIfNeeded: value >> (8 * index)))
            }
        }
        for y in box.y..<box.maxY {
            var position = y * bytesPerRow + box.x * bytesPerPixel
            for _ in 0..<box.width {
                for byte in pixel {
                    bytes[position] = byte
                    position += 1
                }
            }
        }
    }
}

extension SampleBuffer {
    /// Whether every sample inside `box` is the one of `values` for its component.
    package func isFilled(_ box: PixelBox, with values: [Int]) -> Bool {
        let box = box.clipped(toWidth: width, height: height)
        guard !box.isEmpty else { return true }
        var row = SampleBuffer(
            width: box.width, height: 1, samplesPerPixel: samplesPerPixel,
            bytesPerSample: bytesPerSample, isSigned: isSigned)
        row.fill(PixelBox(x: 0, y: 0, width: box.width, height: 1), with: values)
        return (box.y..<box.maxY).allSatisfy { y in
            let start = y * bytesPerRow + box.x * bytesPerPixel
            return bytes[start..<start + row.bytes.count].elementsEqual(row.bytes)
        }
    }
}
