package import Raster

/// Bits to be cleared in a box, whatever else the samples hold there.
package struct BitClearing: Hashable, Sendable {
    /// Bits of a container.
    package var mask: Int
    package var box: PixelBox

    package init(mask: Int, box: PixelBox) {
        self.mask = mask
        self.box = box
    }
}

extension NativePainter {
    /// Patches that clear bits of samples which have whole bytes of their own.
    ///
    /// The source is read once for each row of a box: where boxes overlap, each of their patches
    /// has the bits of all cleared.
    ///
    /// - Parameter start: of the frame, in the source.
    func clearingPatches(_ clearing: [BitClearing], start: Int) -> [SourcePatch] {
        let format = pixelData.format
        let clearing = clipped(clearing)
        return clearing.flatMap { one in
            rows(of: one.box).map { row in
                var bytes = pixelData.source.bytes(
                    in: start + row.bytes.lowerBound..<start + row.bytes.upperBound)
                for other in clearing where (other.box.y..<other.box.maxY).contains(row.y) {
                    let range = byteRange(of: other.box, y: row.y, plane: row.plane)
                        .clamped(to: row.bytes)
                    PixelKernels.clearBits(
                        other.mask,
                        in: range.lowerBound - row.bytes.lowerBound..<range.upperBound
                            - row.bytes.lowerBound, of: &bytes,
                        bytesPerSample: format.bytesPerSample,
                        isBigEndian: format.byteOrder == .bigEndian)
                }
                return SourcePatch(sourceOffset: start + row.bytes.lowerBound, bytes: bytes)
            }
        }
    }

    /// Patches that clear bits of 8-bit samples in swapped pairs; 1-bit samples have none to
    /// clear.
    ///
    /// - Parameter start: of the frame, from the beginning of the value.
    func clearingPatches(
        _ clearing: [BitClearing], start: Int, in bytes: inout SharedBytes
    ) -> [SourcePatch] {
        guard pixelData.format.arrangement != .bits else { return [] }
        var patches: [SourcePatch] = []
        for one in clipped(clearing) {
            for row in rows(of: one.box) {
                patches.append(
                    bytes.clear(
                        UInt8(truncatingIfNeeded: one.mask),
                        at: start + row.bytes.lowerBound..<start + row.bytes.upperBound))
            }
        }
        return patches
    }

    private func clipped(_ clearing: [BitClearing]) -> [BitClearing] {
        clearing.map { BitClearing(mask: $0.mask, box: whole($0.box)) }
            .filter { !$0.box.isEmpty }
    }

    /// The rows of a box, plane by plane, with their bytes in the frame.
    private func rows(of box: PixelBox) -> [(plane: Int, y: Int, bytes: Range<Int>)] {
        let format = pixelData.format
        let planes = format.arrangement == .planar ? format.samplesPerPixel : 1
        return (0..<planes).flatMap { plane in
            (box.y..<box.maxY).map { y in (plane, y, byteRange(of: box, y: y, plane: plane)) }
        }
    }

    private func byteRange(of box: PixelBox, y: Int, plane: Int) -> Range<Int> {
        let format = pixelData.format
        let bytesPerPixel =
            switch format.arrangement {
            case .interleaved: format.bytesPerSample * format.samplesPerPixel
            case .ybr422: 2
            case .planar, .bits: format.bytesPerSample
            }
        let first = plane * format.width * format.height + y * format.width
        return (first + box.x) * bytesPerPixel..<(first + box.maxX) * bytesPerPixel
    }
}
