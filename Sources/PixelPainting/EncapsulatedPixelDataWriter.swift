import DICOMCore
import DICOMPixelData
import Raster
import RedactionReport

/// Writes encapsulated Pixel Data (PS3.5 A.4) frame by frame: fragments of frames without a box
/// are copied, the others become one fragment each; offset tables are rebuilt.
struct EncapsulatedPixelDataWriter {
    let pixels: EncapsulatedPixelData
    let order: PaintOrder
    let instance: OpenedInstance

    private static let itemHeaderLength = 8
    /// Bytes before the value of an OV element (PS3.5 7.1.2, 7.1.3).
    private var longHeaderLength: Int { instance.file.dataSet.encoding.isImplicitVR ? 8 : 12 }

    /// Writes the whole file that `editor` describes.
    ///
    /// - Returns: the painted areas of the Pixel Data, and which frames were coded anew.
    func write(
        editor: inout DataSetEditor, to output: inout OutputFile,
        _ repaint: InstanceWriter.Repaint
    ) throws -> InstanceWriter.Outcome {
        if pixels.hadExtendedOffsetTable
            || instance.file.dataSet[.extendedOffsetTableLengths] != nil
        {
            editExtendedOffsetTable(in: &editor)
        }
        editor.splitAtPixelData()
        let edited = try editor.finish()
        guard let element = edited.pixelDataElement else {
            throw DICOMError(code: .missing, tag: .pixelData)
        }
        try output.append(edited.prefix)
        for piece in edited.head { try output.append(piece, from: edited.source) }
        let headEnd = output.position
        let encoding = element.encoding
        let vr = element.vr.hasLongLength ? element.vr : .ob
        try output.append(encoding.pixelDataHeader(vr: vr, length: nil))
        let tableLength = writesBasicOffsetTable ? 4 * pixels.frames.count : 0
        try output.append(encoding.itemHeader(length: tableLength))
        let tablePosition = output.position
        try output.append([UInt8](repeating: 0, count: tableLength))

        var lengths: [[Int]] = []
        var outcome = InstanceWriter.Outcome()
        var collector = PaintedAreaCollector()
        for frame in pixels.frames.indices {
            guard
                let repainted = try repaint(
                    instance.image, frame, order.codedBoxes(onFrame: frame))
            else {
                lengths.append(try copyFragments(ofFrame: frame, to: &output, edited))
                continue
            }
            outcome.rewrittenFrames[frame] = .some(repainted.proof)
            var fragment = repainted.codestream
            // PS3.5 A.4: a fragment has an even length.
            if fragment.count % 2 == 1 { fragment.append(0) }
            try output.append(encoding.itemHeader(length: fragment.count))
            try output.append(fragment)
            lengths.append([fragment.count])
            collector.add(repainted.painted, frame: frame)
            outcome.notes += repainted.notes
        }
        try output.append(encoding.sequenceDelimiter)
        for piece in edited.tail { try output.append(piece, from: edited.source) }
        try writeTables(lengths, basicAt: tablePosition, headEnd: headEnd, to: &output)
        outcome.painted = collector.areas(frameCount: pixels.frames.count)
        return outcome
    }

    /// PS3.3 C.7.6.3.1.8: an Extended Offset Table asks for one fragment a frame.
    private var writesExtendedOffsetTable: Bool {
        pixels.hadExtendedOffsetTable && tablesPrecedePixelData
            && pixels.frames.indices.allSatisfy { frame in
                pixels.frames[frame].count == 1 || !order.codedBoxes(onFrame: frame).isEmpty
            }
    }

    /// Whether nothing stands between the tables and Pixel Data, where they are patched.
    private var tablesPrecedePixelData: Bool {
        let dataSet = instance.file.dataSet
        var tags = dataSet.topLevel.map { dataSet.elements[$0].tag }.prefix { $0 != .pixelData }
        tags.removeAll { $0 == .encapsulatedPixelDataValueTotalLength }
        if tags.last == .extendedOffsetTableLengths { tags.removeLast() }
        return tags.last == .extendedOffsetTable
    }

    /// A table is written where the source had one, and where fragments alone would not tell the
    /// frames apart. Beside an Extended Offset Table it has to be empty.
    private var writesBasicOffsetTable: Bool {
        guard !writesExtendedOffsetTable else { return false }
        let isAmbiguous = pixels.frames.count > 1 && pixels.frames.contains { $0.count > 1 }
        return pixels.hadBasicOffsetTable || pixels.hadExtendedOffsetTable || isAmbiguous
    }

    private func copyFragments(
        ofFrame frame: Int, to output: inout OutputFile, _ edited: EditedFile
    ) throws(DICOMError) -> [Int] {
        var lengths: [Int] = []
        for range in pixels.frames[frame] {
            try output.append(
                .source(range.lowerBound - Self.itemHeaderLength..<range.upperBound),
                from: edited.source)
            lengths.append(range.count)
        }
        return lengths
    }

    /// Puts both tables, as zeroes, at the end of the head, right before Pixel Data; or none.
    private func editExtendedOffsetTable(in editor: inout DataSetEditor) {
        editor.remove(.encapsulatedPixelDataValueTotalLength)
        guard writesExtendedOffsetTable else {
            editor.remove(.extendedOffsetTable)
            editor.remove(.extendedOffsetTableLengths)
            return
        }
        let zeroes = NewValue.bytes([UInt8](repeating: 0, count: 8 * pixels.frames.count))
        editor.set(NewElement(.extendedOffsetTable, .ov, zeroes))
        editor.set(NewElement(.extendedOffsetTableLengths, .ov, zeroes))
    }

    private func writeTables(
        _ lengths: [[Int]], basicAt position: Int, headEnd: Int, to output: inout OutputFile
    ) throws(DICOMError) {
        if writesBasicOffsetTable {
            let table = OffsetTable.basic(fragmentLengths: lengths)
            guard table.count == 4 * lengths.count else {
                throw DICOMError(code: .limitExceeded, tag: .pixelData, byteOffset: position)
            }
            try output.patch(at: position, table)
        }
        if writesExtendedOffsetTable {
            guard let tables = OffsetTable.extended(fragmentLengths: lengths) else {
                throw DICOMError(code: .malformed, tag: .extendedOffsetTable)
            }
            let lengthsStart = headEnd - tables.lengths.count
            try output.patch(at: lengthsStart, tables.lengths)
            try output.patch(
                at: lengthsStart - longHeaderLength - tables.offsets.count, tables.offsets)
        }
    }
}
