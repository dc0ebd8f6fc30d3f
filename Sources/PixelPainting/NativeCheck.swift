package import DICOMPixelData
package import RedactionReport

/// Reads the painted bytes of written native Pixel Data back; the rest was copied as it is.
package struct NativeCheck {
    private let original: NativePixelData
    private let written: NativePixelData
    private let order: PaintOrder
    private let plane: Plane

    private static let mappedBytes = 1 << 24

    package init(
        original: NativePixelData, written: NativePixelData, order: PaintOrder,
        plane: Plane = .pixelData
    ) {
        self.original = original
        self.written = written
        self.order = order
        self.plane = plane
    }

    /// - Throws: `failed` with `verification_failed` where a box is not filled.
    package func requireOpaqueBoxes() throws(InstanceFailure) {
        guard original.frames == written.frames, original.format == written.format else {
            throw .failed(.verificationFailed, "the written Pixel Data has another layout")
        }
        var painter = NativePainter(original)
        // Pages of the mapping that were read count as memory until they are given back.
        var kept = 0
        for frame in 0..<original.frames {
            let boxes = order.boxes(onFrame: frame, of: plane)
            let clearing = plane == .pixelData ? order.clearing(onFrame: frame) : []
            guard !boxes.isEmpty || !clearing.isEmpty else { continue }
            let isFilled: Bool
            if clearing.isEmpty, !original.format.sharesBytes,
                let before = original.byteRange(ofFrame: frame),
                let after = written.byteRange(ofFrame: frame)
            {
                // A frame with bytes of its own: each patch must be there as it was made. Where rows share
                // bytes, the patch of the next one goes over the end of the last.
                let (patches, _) = painter.patches(
                    frame: frame, boxes: boxes, fill: order.fill(of: plane))
                isFilled = patches.allSatisfy { patch in
                    let start = patch.sourceOffset - before.lowerBound + after.lowerBound
                    return written.source.holds(
                        patch.bytes, in: start..<start + patch.bytes.count)
                }
                if after.upperBound - kept > Self.mappedBytes {
                    written.source.discardPages(in: kept..<after.upperBound)
                    kept = after.upperBound
                }
            } else {
                let samples = written.frame(frame)
                isFilled =
                    boxes.allSatisfy { samples.isFilled($0, with: order.fill(of: plane)) }
                    && clearing.allSatisfy { samples.bits($0.mask).isFilled($0.box, with: [0]) }
            }
            guard isFilled else {
                throw .failed(
                    .verificationFailed,
                    "a box is not filled in frame \(frame) of the written file")
            }
        }
    }
}

extension NativeFrameFormat {
    /// Whether two rows of a frame may lie in one byte, or one pair of swapped ones.
    fileprivate var sharesBytes: Bool { arrangement == .bits || byteOrder == .swappedPairs }
}

extension ImagePixelDescription {
    /// Whether the samples mean the same, but for the colour transform inside JPEG 2000.
    package func hasSamePixels(as other: ImagePixelDescription) -> Bool {
        rows == other.rows && columns == other.columns && frames == other.frames
            && samplesPerPixel == other.samplesPerPixel && bitsAllocated == other.bitsAllocated
            && bitsStored == other.bitsStored && highBit == other.highBit
            && isSigned == other.isSigned && isFloat == other.isFloat
            && planarConfiguration == other.planarConfiguration
            && photometricInterpretation.colourModel == other.photometricInterpretation.colourModel
            && transferSyntax == other.transferSyntax
    }
}
