import DICOMCore
import DICOMPixelData
import RedactionReport

/// Paints a picture besides the image: its element gets another value, made in memory.
struct OtherPlaneWriter {
    let plane: ImagePlane
    let order: PaintOrder

    /// - Returns: the painted areas of the plane, and what there is to say.
    func write(
        _ editor: inout DataSetEditor, _ repaint: InstanceWriter.Repaint
    ) throws(InstanceFailure) -> InstanceWriter.Outcome {
        switch plane.layout {
        case .native(let pixels): writeNative(pixels, &editor)
        case .encapsulated(let pixels): try writeEncapsulated(pixels, &editor, repaint)
        }
    }

    private func writeNative(
        _ pixels: NativePixelData, _ editor: inout DataSetEditor
    ) -> InstanceWriter.Outcome {
        var outcome = InstanceWriter.Outcome()
        guard order.hasBoxes(on: plane.plane) || !pixels.hiddenRanges.isEmpty else {
            return outcome
        }
        let range = plane.scope.dataSet.elements[plane.elementIndex].valueRange
        var bytes = plane.scope.source.bytes(in: range)
        var patches = FramePatches(pixels, order: order, plane: plane.plane)
        while let patch = patches.next() {
            let start = patch.sourceOffset - range.lowerBound
            bytes.replaceSubrange(start..<start + patch.bytes.count, with: patch.bytes)
        }
        // Uncompressed frames may lie in fragments (PS3.5 A.4.11), which stay.
        let dataSet = plane.scope.dataSet
        let isFragmented = dataSet.elements[plane.elementIndex].hasUndefinedLength
        let nodes = isFragmented ? dataSet.children(of: plane.elementIndex) : [plane.elementIndex]
        for node in nodes {
            let part = dataSet.elements[node].valueRange
            let start = part.lowerBound - range.lowerBound
            editor.replaceValue(
                at: node, with: .bytes(Array(bytes[start..<start + part.count])))
        }
        outcome.painted = patches.collector.areas(frameCount: pixels.frames, plane: plane.plane)
        if !pixels.hiddenRanges.isEmpty { outcome.notes.append(.trailingBytesRemoved) }
        return outcome
    }

    private func writeEncapsulated(
        _ pixels: EncapsulatedPixelData, _ editor: inout DataSetEditor,
        _ repaint: InstanceWriter.Repaint
    ) throws(InstanceFailure) -> InstanceWriter.Outcome {
        var outcome = InstanceWriter.Outcome()
        var collector = PaintedAreaCollector()
        var fragments: [[UInt8]] = []
        for frame in pixels.frames.indices {
            let boxes = order.boxes(onFrame: frame, of: plane.plane)
            guard let repainted = try repaint(plane, frame, boxes) else {
                fragments.append(pixels.codestream(ofFrame: frame))
                continue
            }
            outcome.rewrittenFrames[frame] = .some(repainted.proof)
            outcome.notes += repainted.notes
            collector.add(repainted.painted, frame: frame)
            fragments.append(repainted.codestream)
        }
        guard !outcome.rewrittenFrames.isEmpty else { return outcome }
        // Those that speak of where frames were; the Basic Offset Table follows.
        for index in plane.extendedOffsetTables { editor.remove(at: index) }
        let lengths = fragments.map { [$0.count + $0.count % 2] }
        editor.replaceValue(
            at: plane.elementIndex,
            with: .fragments(
                fragments,
                basicOffsetTable: pixels.hadBasicOffsetTable || pixels.hadExtendedOffsetTable
                    ? OffsetTable.basic(fragmentLengths: lengths) : []))
        outcome.painted = collector.areas(frameCount: pixels.frames.count, plane: plane.plane)
        return outcome
    }
}
