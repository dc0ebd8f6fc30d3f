package import Raster

/// Bytes to be written over those of the source, in place.
package struct SourcePatch: Hashable, Sendable {
    package var sourceOffset: Int
    package var bytes: [UInt8]

    package init(sourceOffset: Int, bytes: [UInt8]) {
        self.sourceOffset = sourceOffset
        self.bytes = bytes
    }
}

extension NativePixelData {
    /// The patches that paint one box of one frame; see `NativePainter` for more than one.
    package func patches(
        frame: Int, box: PixelBox, fill: [Int]
    ) -> (patches: [SourcePatch], painted: PixelBox) {
        var painter = NativePainter(self)
        let (patches, painted) = painter.patches(frame: frame, boxes: [box], fill: fill)
        return (patches, painted[0])
    }
}

/// Makes the patches that paint boxes into native Pixel Data, frame after frame.
///
/// Where pixels share bytes (1-bit pixels, swapped pairs), a patch also holds neighbours' bits, as
/// the source or an earlier patch left them. So one painter makes all patches of an image, and
/// they are written in the order they were made.
package struct NativePainter: Sendable {
    let pixelData: NativePixelData
    private var lastFrame = -1
    /// What frames that are done left in bytes that they may share with the next, by place.
    private var sharedBytes: [Int: UInt8] = [:]
    /// Patches that follow on each other are joined up to this size.
    private static let longestPatch = 1 << 20

    package init(_ pixelData: NativePixelData) {
        self.pixelData = pixelData
    }

    /// The patches for all boxes of one frame.
    ///
    /// - Parameters:
    ///   - frame: above that of the last call.
    ///   - clearing: bits that go before the boxes are filled; of the box only they change.
    ///   - fill: one value a component in the decoded form. It fills whole containers: bits above
    ///     High Bit become what the value has there.
    /// - Returns: the patches, and for each box what they paint: clipped to the image, and grown to
    ///   pairs of pixels in 4:2:2.
    /// - Precondition: `frame` exists, and `fill` has a value for every component.
    package mutating func patches(
        frame: Int, boxes: [PixelBox], fill: [Int], clearing: [BitClearing] = []
    ) -> (patches: [SourcePatch], painted: [PixelBox]) {
        let format = pixelData.format
        precondition(frame > lastFrame && frame < pixelData.frames)
        precondition(fill.count == format.samplesPerPixel)
        lastFrame = frame
        let painted = boxes.map(whole)
        var patches: [SourcePatch] = []
        let (valueOffset, firstBit) = pixelData.origin(ofFrame: frame)
        if format.arrangement == .bits || format.byteOrder == .swappedPairs {
            var bytes = SharedBytes(pixelData, frame: frame, left: sharedBytes)
            for patch in clearingPatches(clearing, start: firstBit / 8, in: &bytes) {
                append(patch, to: &patches)
            }
            for box in painted where !box.isEmpty {
                for patch in sharedPatches(box, fill: fill, firstBit: firstBit, in: &bytes) {
                    append(patch, to: &patches)
                }
            }
            sharedBytes = bytes.ends
        } else {
            let start = valueOffset + firstBit / 8
            for patch in clearingPatches(clearing, start: start) { append(patch, to: &patches) }
            for box in painted where !box.isEmpty {
                for run in runs(of: box, fill: fill) {
                    append(
                        SourcePatch(
                            sourceOffset: start + run.offset,
                            bytes: run.bytes), to: &patches)
                }
            }
        }
        return (patches, painted)
    }

    /// A box clipped to the image, and grown to pairs of pixels in 4:2:2.
    func whole(_ box: PixelBox) -> PixelBox {
        let format = pixelData.format
        let box = box.clipped(toWidth: format.width, height: format.height)
        guard format.arrangement == .ybr422, !box.isEmpty else { return box }
        return PixelBox(x: box.x & ~1, y: box.y, maxX: (box.maxX + 1) & ~1, maxY: box.maxY)
    }

    private func sharedPatches(
        _ box: PixelBox, fill: [Int], firstBit: Int, in bytes: inout SharedBytes
    ) -> [SourcePatch] {
        let format = pixelData.format
        guard format.arrangement == .bits else {
            return runs(of: box, fill: fill).map {
                bytes.write($0.bytes, at: firstBit / 8 + $0.offset)
            }
        }
        return (box.y..<box.maxY).map { y in
            let bit = firstBit + y * format.width + box.x
            return bytes.write(isSet: fill[0] & 1 == 1, bits: bit..<bit + box.width)
        }
    }

    /// The rows of a box as bytes in the order of the value, by their place in the frame.
    private func runs(of box: PixelBox, fill: [Int]) -> [(offset: Int, bytes: [UInt8])] {
        let format = pixelData.format
        func container(_ value: Int) -> [UInt8] {
            let bytes = (0..<format.bytesPerSample).map {
                UInt8(truncatingIfNeeded: value >> (8 * $0))
            }
            return format.byteOrder == .bigEndian ? bytes.reversed() : bytes
        }
        func rows(
            of unit: [UInt8], count: Int, bytesPerPixel: Int, from origin: Int
        ) -> [(offset: Int, bytes: [UInt8])] {
            var row = [UInt8](repeating: unit.first ?? 0, count: count * unit.count)
            if unit.contains(where: { $0 != unit[0] }) {
                for index in row.indices { row[index] = unit[index % unit.count] }
            }
            return (box.y..<box.maxY).map { y in
                (origin + (y * format.width + box.x) * bytesPerPixel, row)
            }
        }
        switch format.arrangement {
        case .bits: return []
        case .interleaved:
            let pixel = fill.flatMap(container)
            return rows(of: pixel, count: box.width, bytesPerPixel: pixel.count, from: 0)
        case .planar:
            let plane = format.width * format.height * format.bytesPerSample
            return fill.indices.flatMap { component in
                rows(
                    of: container(fill[component]), count: box.width,
                    bytesPerPixel: format.bytesPerSample, from: component * plane)
            }
        case .ybr422:
            // PS3.3 C.7.6.3.1.2: Y1 Y2 Cb Cr.
            let pair = [fill[0], fill[0], fill[1], fill[2]].map { UInt8(truncatingIfNeeded: $0) }
            return rows(of: pair, count: box.width / 2, bytesPerPixel: 2, from: 0)
        }
    }

    private func append(_ patch: SourcePatch, to patches: inout [SourcePatch]) {
        if let last = patches.last, last.sourceOffset + last.bytes.count == patch.sourceOffset,
            last.bytes.count + patch.bytes.count <= Self.longestPatch
        {
            patches[patches.count - 1].bytes += patch.bytes
        } else {
            patches.append(patch)
        }
    }
}
