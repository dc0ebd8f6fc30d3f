/// Collects edits of a file; all that they do not touch stays byte for byte as it is.
package struct DataSetEditor: Sendable {
    private enum Edit {
        case set(NewElement)
        case append([[NewElement]])
        case remove
    }

    /// A tag on a level.
    private struct Place: Hashable, Comparable {
        /// The index of the level's item, -1 for the top.
        var level: Int
        var tag: Tag

        static func < (left: Place, right: Place) -> Bool {
            (left.level, left.tag) < (right.level, right.tag)
        }
    }

    private let file: DICOMFile
    /// The last word on a place counts.
    private var edits: [Place: Edit] = [:]
    private var metaEdits: [Tag: NewElement] = [:]
    private var removedNodes: Set<Int> = []
    private var newValues: [Int: NewNodeValue] = [:]
    private var split: (tag: Tag?, keepsLength: Bool) = (nil, true)

    package init(_ file: DICOMFile) { self.file = file }

    /// Replaces an element, or inserts it in tag order.
    /// - Parameter item: the index in `dataSet.elements` of the item that holds it; `nil` for the
    ///   top level.
    package mutating func set(_ element: NewElement, inItem item: Int? = nil) {
        edits[place(element.tag, item)] = .set(element)
    }

    /// Adds items behind those of a sequence, which stay byte for byte as they are; makes the
    /// sequence where there is none.
    /// - Parameter item: the index of the item that holds the sequence; `nil` for the top level.
    package mutating func appendItems(
        _ items: [[NewElement]], to tag: Tag, inItem item: Int? = nil
    ) {
        let place = place(tag, item)
        switch edits[place] {
        case nil: edits[place] = .append(items)
        case .append(let earlier): edits[place] = .append(earlier + items)
        case .set(let element):
            var all = items
            if case .sequence(let earlier) = element.value { all = earlier + items }
            edits[place] = .set(NewElement(tag, element.vr, .sequence(all)))
        case .remove: edits[place] = .set(NewElement(tag, .sq, .sequence(items)))
        }
    }

    /// Removes all elements of this tag.
    /// - Parameter item: the index of the item that holds them; `nil` for the top level.
    package mutating func remove(_ tag: Tag, inItem item: Int? = nil) {
        let scope = item.map { DataSetScope(file.dataSet, item: $0) } ?? DataSetScope(file.dataSet)
        edits[place(tag, item)] = scope.index(of: tag) == nil ? nil : .remove
    }

    private func place(_ tag: Tag, _ item: Int?) -> Place {
        precondition(item.map { file.dataSet.elements[$0].isItem } ?? true)
        return Place(level: item ?? -1, tag: tag)
    }

    /// Gives an element or a fragment at any depth another value; the lengths of what holds it are
    /// corrected.
    /// - Parameter index: of `dataSet.elements`; no sequence, nor an item of one.
    package mutating func replaceValue(at index: Int, with value: NewNodeValue) {
        let node = file.dataSet.elements[index]
        let isItemOfSequence =
            node.isItem && (node.parent < 0 || file.dataSet.elements[node.parent].isSequence)
        precondition(!node.isSequence && !isItemOfSequence)
        newValues[index] = value
    }

    /// Removes one node at any depth; the lengths of what holds it are corrected.
    /// - Parameter index: of `dataSet.elements`.
    package mutating func remove(at index: Int) {
        precondition(file.dataSet.elements.indices.contains(index))
        removedNodes.insert(index)
    }

    /// Sets an element of the file meta information and corrects its group length. Nothing
    /// happens in a file that has no meta information.
    package mutating func setMeta(_ element: NewElement) {
        precondition(element.tag.group == 0x0002)
        metaEdits[element.tag] = element
    }

    /// Leaves the Pixel Data element to the caller: see `EditedFile`.
    /// - Parameters:
    ///   - tag: of the element, which may be Float Pixel Data.
    ///   - keepsLength: whether the new element will have the size of the old one, so that a length
    ///     of its group still holds.
    package mutating func splitAtPixelData(_ tag: Tag = .pixelData, keepsLength: Bool = false) {
        split = (tag, keepsLength)
    }

    /// What to write.
    /// - Throws: `malformed` where items shall join a value that could not be read as a sequence;
    ///   `limitExceeded` where a value or a corrected length does not fit its field.
    package func finish() throws(DICOMError) -> EditedFile {
        let changesMeta = file.metaInformation != nil && !metaEdits.isEmpty
        guard changesMeta || changesDataSet || split.tag != nil else {
            return EditedFile(
                prefix: [], head: [.source(0..<file.source.count)], tail: [],
                pixelDataElement: nil, deflates: false, source: file.source, isUnchanged: true)
        }
        let patches = try dataSetPatches()
        let pixelData = split.tag.flatMap { file.dataSet[$0] }
        let start = file.dataSet.range.lowerBound
        let end = file.body.count
        let head = patches.pieces(over: start..<(pixelData?.offset ?? end))
        let tail = pixelData.map { patches.pieces(over: $0.end..<end) } ?? []
        let prefix = try prefixPieces()
        let isInflated = file.body !== file.source
        return EditedFile(
            prefix: isInflated ? Self.bytes(of: prefix, in: file.source) : [],
            head: isInflated ? head : prefix + head, tail: tail, pixelDataElement: pixelData,
            deflates: isInflated, source: file.body, isUnchanged: false)
    }

    private var changesDataSet: Bool {
        !edits.isEmpty || !removedNodes.isEmpty || !newValues.isEmpty
    }

    private func dataSetPatches() throws(DICOMError) -> PatchList {
        var plan = EditPlan(file.dataSet)
        for (place, edit) in edits.sorted(by: { $0.key < $1.key }) {
            switch edit {
            case .set(let element): try plan.set(element, level: place.level)
            case .append(let items): try plan.append(items, to: place.tag, level: place.level)
            case .remove: plan.remove(place.tag, level: place.level)
            }
        }
        for index in removedNodes.sorted() { plan.remove(at: index) }
        for (index, value) in newValues.sorted(by: { $0.key < $1.key }) {
            try plan.replaceValue(at: index, with: value)
        }
        let changesSize = changesDataSet || !split.keepsLength
        // Retired, and counts all bytes behind it.
        if changesSize { plan.remove(.lengthToEnd) }
        if let tag = split.tag, !split.keepsLength { plan.removeGroupLength(tag.group) }
        try plan.correctLengths()
        return plan.patches
    }

    /// All before the data set, as pieces of the file.
    private func prefixPieces() throws(DICOMError) -> [OutputPiece] {
        var patches = PatchList()
        if file.hasPreamble && hasTIFFPreamble {
            // PS3.10 7.1 lets the preamble make the file a TIFF too. Its offsets no longer hold,
            // and the picture they lead to would not be the cleaned one.
            let zeroes = [UInt8](repeating: 0, count: DICOMFile.preambleLength)
            patches.replace(0..<zeroes.count, with: zeroes, tag: Tag(0, 0))
        }
        if let meta = file.metaInformation, !metaEdits.isEmpty {
            try addMetaPatches(to: &patches, meta)
        }
        return patches.pieces(over: 0..<file.bodyOffset)
    }

    private func addMetaPatches(to patches: inout PatchList, _ meta: DataSet) throws(DICOMError) {
        var gain = 0
        for (tag, element) in metaEdits.sorted(by: { $0.key < $1.key })
        where tag != .fileMetaInformationGroupLength {
            let bytes = try meta.encoding.bytes(of: element)
            let old = meta[tag].map { $0.offset..<$0.end }
            let behind = meta.topLevel.lazy.map { meta.elements[$0] }.first { $0.tag > tag }
            let place = behind?.offset ?? meta.range.upperBound
            patches.replace(old ?? place..<place, with: bytes, tag: tag)
            gain += bytes.count - (old?.count ?? 0)
        }
        // PS3.10 7.1: the bytes from behind this element to the end of the meta information.
        if let length = meta[.fileMetaInformationGroupLength], length.valueLength == 4 {
            let bytes = meta.range.upperBound - length.end + gain
            patches.replace(
                length.valueRange, with: meta.encoding.bytes(UInt32(truncatingIfNeeded: bytes)),
                tag: length.tag)
        }
    }

    /// Whether the preamble is the header of a TIFF or BigTIFF file.
    private var hasTIFFPreamble: Bool {
        let signatures: [[UInt8]] = [
            [0x49, 0x49, 42, 0], [0x4D, 0x4D, 0, 42], [0x49, 0x49, 43, 0], [0x4D, 0x4D, 0, 43],
        ]
        return signatures.contains(file.source.bytes(in: 0..<4))
    }

    private static func bytes(of pieces: [OutputPiece], in source: ByteSource) -> [UInt8] {
        pieces.flatMap { piece in
            switch piece {
            case .source(let range): source.bytes(in: range)
            case .bytes(let bytes): bytes
            }
        }
    }
}
