internal import CPixelKernels
package import Raster

/// Frames of 1-bit samples. PS3.5 8.2.2 has them coded as one byte a sample; older writers of
/// segmentations packed eight samples to a byte (8.1.1) before they coded them.
extension RLELossless {
    /// The samples of a 1-bit frame, a byte each; the length of the coded plane tells its form.
    ///
    /// - Throws: `CodecError` as `decode`.
    /// - Precondition: `shape` has one sample a pixel and one byte a sample.
    package static func decodeBits(
        _ codestream: [UInt8], shape: FrameShape
    ) throws(CodecError) -> SampleBuffer {
        guard try isPacked(codestream, shape) else { return try decode(codestream, shape: shape) }
        let packed = try decode(codestream, shape: packedShape(shape))
        var samples = SampleBuffer(
            width: shape.width, height: shape.height, samplesPerPixel: 1, bytesPerSample: 1)
        let count = samples.bytes.count
        unsafe samples.bytes.withUnsafeMutableBufferPointer { output in
            unsafe packed.bytes.withUnsafeBufferPointer { input in
                guard let from = input.baseAddress, let to = output.baseAddress else { return }
                // `packed` has a byte for every eight samples, rounded up.
                unsafe pixredact_unpack_bits(from, 0, to, count)
            }
        }
        return samples
    }

    /// The codestream of a 1-bit frame with `boxes` painted, in the form it has.
    ///
    /// - Parameter fill: 0 or 1.
    /// - Throws: `CodecError` as `repaint`.
    package static func repaintBits(
        _ codestream: [UInt8], shape: FrameShape, boxes: [PixelBox], fill: Int
    ) throws(CodecError) -> [UInt8] {
        guard try isPacked(codestream, shape) else {
            return try repaint(codestream, shape: shape, boxes: boxes, fill: [fill])
        }
        let boxes = boxes.map { $0.clipped(toWidth: shape.width, height: shape.height) }
            .filter { !$0.isEmpty }
        var packed = try decode(codestream, shape: packedShape(shape))
        guard !boxes.isEmpty else { return codestream }
        for box in boxes {
            for y in box.y..<box.maxY {
                for bit in y * shape.width + box.x..<y * shape.width + box.maxX {
                    let mask = UInt8(1) << UInt8(bit % 8)
                    if fill & 1 == 1 {
                        packed.bytes[bit / 8] |= mask
                    } else {
                        packed.bytes[bit / 8] &= ~mask
                    }
                }
            }
        }
        return try encode(packed)
    }

    /// The bytes of a packed frame as a row.
    static func packedShape(_ shape: FrameShape) -> FrameShape {
        FrameShape(
            width: (shape.width * shape.height + 7) / 8, height: 1, samplesPerPixel: 1,
            bytesPerSample: 1, isSigned: false)
    }

    /// Whether the coded plane has a byte for eight samples and no more: a plane of one byte a
    /// sample that was cut off anywhere else is not taken for one.
    static func isPacked(
        _ codestream: [UInt8], _ shape: FrameShape
    ) throws(CodecError) -> Bool {
        precondition(shape.samplesPerPixel == 1 && shape.bytesPerSample == 1)
        let packed = packedShape(shape)
        let segment = try Layout(packed).segments(of: codestream)[0]
        let length = planeLength(codestream, segment)
        // A byte may make it even.
        return length < shape.width * shape.height
            && (length == packed.width || length == packed.width + packed.width % 2)
    }

    /// Bytes that the whole runs of a segment stand for (PS3.5 G.3.1).
    private static func planeLength(_ codestream: [UInt8], _ segment: Range<Int>) -> Int {
        var position = segment.lowerBound
        var length = 0
        while position < segment.upperBound {
            let control = Int(codestream[position])
            switch control {
            case 0..<128:
                position += control + 2
                if position <= segment.upperBound { length += control + 1 }
            case 128: position += 1
            default:
                position += 2
                if position <= segment.upperBound { length += 257 - control }
            }
        }
        return length
    }
}
