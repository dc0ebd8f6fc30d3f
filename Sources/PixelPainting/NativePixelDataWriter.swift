import DICOMCore
import DICOMPixelData
import RedactionReport

/// Writes native Pixel Data: the value is copied, then the rows of the boxes are overwritten.
struct NativePixelDataWriter {
    let pixels: NativePixelData
    let order: PaintOrder

    /// Writes the whole file of `edited`.
    ///
    /// - Returns: the painted areas of the Pixel Data.
    func write(
        _ edited: EditedFile, to output: inout OutputFile
    ) throws(DICOMError) -> [PaintedArea] {
        guard let element = edited.pixelDataElement else {
            throw DICOMError(code: .missing, tag: .pixelData)
        }
        var collector = PaintedAreaCollector()
        if edited.deflates {
            var bytes = edited.bytes(of: [.source(element.offset..<element.end)])
            forEachPatch(&collector) { patch in
                let start = patch.sourceOffset - element.offset
                bytes.replaceSubrange(start..<start + patch.bytes.count, with: patch.bytes)
            }
            try edited.write(to: &output, pixelData: [.bytes(bytes)])
        } else {
            try output.append(edited.prefix)
            for piece in edited.head { try output.append(piece, from: edited.source) }
            let start = output.position
            try output.append(.source(element.offset..<element.end), from: edited.source)
            for piece in edited.tail { try output.append(piece, from: edited.source) }
            try forEachPatch(&collector) { patch throws(DICOMError) in
                try output.patch(at: start + patch.sourceOffset - element.offset, patch.bytes)
            }
        }
        return collector.areas(frameCount: pixels.frames)
    }

    /// Makes the patches of all boxes, frame by frame.
    private func forEachPatch<E: Error>(
        _ collector: inout PaintedAreaCollector, _ write: (SourcePatch) throws(E) -> Void
    ) throws(E) {
        var painter = NativePainter(pixels)
        for frame in 0..<pixels.frames {
            let boxes = order.boxes(onFrame: frame)
            guard !boxes.isEmpty else { continue }
            let (patches, painted) = painter.patches(frame: frame, boxes: boxes, fill: order.fill)
            for patch in patches { try write(patch) }
            collector.add(painted, frame: frame)
        }
    }
}
