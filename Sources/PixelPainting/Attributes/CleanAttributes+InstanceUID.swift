import DICOMCore

extension CleanAttributes {
    /// A new SOP Instance UID, at its two places and wherever the file speaks of itself.
    ///
    /// An instance that names itself nowhere gets no name. A pure function of the old UID: each
    /// run and each file comes to the same new one.
    func deriveInstanceUID(in editor: inout DataSetEditor, of file: DICOMFile) {
        guard let old = SelfReferences.instanceUID(of: file) else { return }
        let new = DerivedUID.make(from: old, key: instanceUIDKey)
        let stated = file.dataSet.topLevel.filter {
            file.dataSet.elements[$0].tag == .sopInstanceUID
        }
        if stated.isEmpty { editor.set(NewElement(.sopInstanceUID, .ui, .strings([new]))) }
        for index in stated where !file.dataSet.elements[index].isSequence {
            editor.replaceValue(at: index, with: .bytes(Array(new.utf8)))
        }
        if file.metaInformation != nil {
            editor.setMeta(NewElement(.mediaStorageSOPInstanceUID, .ui, .strings([new])))
        }
        let references = SelfReferences(in: file.dataSet, to: old)
        for index in references.nodes {
            let value = file.dataSet.value(file.dataSet.elements[index])
            editor.replaceValue(
                at: index, with: .bytes(references.following(value, new: Array(new.utf8))))
        }
    }
}

/// Where a data set names an instance, but for its SOP Instance UID at top level.
struct SelfReferences {
    let uid: [UInt8]
    /// In `DataSet.elements`.
    private(set) var nodes: [Int] = []

    /// Longer values are no UIDs, not even lists of references.
    private static let longestValue = 1 << 16

    /// UIDs of other things, which are none of the instance's even where a bad writer gave them the
    /// same: what they join would fall apart.
    private static let ofOthers: Set<Tag> = [
        .studyInstanceUID, .seriesInstanceUID, .frameOfReferenceUID,
        Tag(0x0020, 0x0200),  // Synchronization Frame of Reference UID
        Tag(0x0020, 0x9161),  // Concatenation UID
    ]

    init(uid: [UInt8]) { self.uid = uid }

    init(in dataSet: DataSet, to uid: [UInt8]) {
        self.uid = uid
        nodes = dataSet.elements.indices.filter { index in
            let element = dataSet.elements[index]
            guard Self.mayBeUID(element),
                element.depth > 0 || element.tag != .sopInstanceUID,
                element.valueLength >= uid.count
            else { return false }
            return Self.values(dataSet.value(element)).contains { Self.trimmed($0) == uid[...] }
        }
    }

    /// The whole SOP Instance UID as it stands in the data set, else in the meta information.
    static func instanceUID(of file: DICOMFile) -> [UInt8]? {
        func value(_ tag: Tag, _ dataSet: DataSet?) -> [UInt8] {
            guard let dataSet, let element = dataSet[tag], mayBeUID(element) else { return [] }
            return Array(trimmed(dataSet.value(element)[...]))
        }
        let stated = value(.sopInstanceUID, file.dataSet)
        let uid =
            stated.isEmpty ? value(.mediaStorageSOPInstanceUID, file.metaInformation) : stated
        return uid.isEmpty ? nil : uid
    }

    /// A value of UIDs in which the new one stands for the old one.
    func following(_ value: [UInt8], new: [UInt8]) -> [UInt8] {
        Array(
            Self.values(value).map { Self.trimmed($0) == uid[...] ? new[...] : $0 }
                .joined(separator: [UInt8(ascii: "\\")]))
    }

    /// UI, or a VR that says nothing: an implicit data set has none, and UN comes from one.
    static func mayBeUID(_ element: DataElement) -> Bool {
        !element.isSequence && !element.isItem && element.valueLength <= longestValue
            && !ofOthers.contains(element.tag)
            && (element.vr == .ui || element.vr == .un || !element.vr.isKnown)
    }

    private static func values(_ value: [UInt8]) -> [ArraySlice<UInt8>] {
        value.split(separator: UInt8(ascii: "\\"), omittingEmptySubsequences: false)
    }

    private static func trimmed(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isPadding(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0 }
        let start = value.drop(while: isPadding)
        return start.dropLast(start.reversed().prefix(while: isPadding).count)
    }
}
