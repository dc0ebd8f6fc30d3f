import DICOMCore
package import Raster

/// The native bytes of one frame that stand for themselves, as codecs of whole frames carry them:
/// little endian, the first bit first.
package struct NativeFrame: Sendable {
    private let format: NativeFrameFormat

    /// - Throws: `unsupported` for an arrangement that is not handled.
    package init(_ description: ImagePixelDescription) throws(PixelDataError) {
        format = try NativeFrameFormat(
            description, valueLength: 0, vr: .ob, isBigEndian: false)
    }

    /// Bytes of the frame, without padding.
    package var byteCount: Int { (format.bitsPerFrame + 7) / 8 }

    /// - Precondition: `bytes` has `byteCount` bytes.
    package func samples(of bytes: [UInt8]) -> SampleBuffer {
        precondition(bytes.count == byteCount)
        return unsafe bytes.withUnsafeBytes { unsafe format.decode($0) }
    }

    /// - Returns: the bytes with `boxes` painted, and what that overwrote.
    /// - Throws: nothing for bytes of the right number.
    package func painted(
        _ bytes: [UInt8], boxes: [PixelBox], fill: [Int]
    ) throws(PixelDataError) -> (bytes: [UInt8], painted: [PixelBox]) {
        let pixels = try NativePixelData(
            source: ByteSource(bytes), format: format, frames: 1,
            location: .contiguous(bytes.indices))
        var painter = NativePainter(pixels)
        let (patches, painted) = painter.patches(frame: 0, boxes: boxes, fill: fill)
        var bytes = bytes
        for patch in patches {
            bytes.replaceSubrange(
                patch.sourceOffset..<patch.sourceOffset + patch.bytes.count, with: patch.bytes)
        }
        return (bytes, painted)
    }
}
