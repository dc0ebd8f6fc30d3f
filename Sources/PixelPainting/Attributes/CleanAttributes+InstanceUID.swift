import DICOMCore

extension CleanAttributes {
    /// A new SOP Instance UID, at its two places and wherever the file speaks of itself.
    ///
    /// An instance that names itself nowhere gets no name. A pure function of the old UID: each
    /// run and each file comes to the same new one.
    func deriveInstanceUID(in editor: inout DataSetEditor, of file: DICOMFile) {
        guard let old = SelfReferences.instanceUID(of: file) else { return }
        let new = DerivedUID.make(from: old, key: instanceUIDKey)
        editor.set(NewElement(.sopInstanceUID, .ui, .strings([new])))
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

    init(uid: [UInt8]) { self.uid = uid }

    init(in dataSet: DataSet, to uid: [UInt8]) {
        self.uid = uid
        nodes = dataSet.elements.indices.filter { index in
            let element = dataSet.elements[index]
            guard Self.mayBeUID(element),
                element.depth > 0 || element.tag != .sopInstanceUID,
                (uid.count...Self.longestValue).contains(element.valueLength)
            else { return false }
            return Self.values(dataSet.value(element)).contains { Self.trimmed($0) == uid[...] }
        }
    }

    /// The whole SOP Instance UID as it stands in the data set, else in the meta information.
    static func instanceUID(of file: DICOMFile) -> [UInt8]? {
        let stated = file.dataSet[.sopInstanceUID].map { file.dataSet.value($0) }
        let filed = file.metaInformation.flatMap { meta in
            meta[.mediaStorageSOPInstanceUID].map { meta.value($0) }
        }
        return [stated, filed].compactMap { $0.map { Array(trimmed($0[...])) } }
            .first { !$0.isEmpty }
    }

    /// A value of UIDs in which the new one stands for the old one.
    func following(_ value: [UInt8], new: [UInt8]) -> [UInt8] {
        Array(
            Self.values(value).map { Self.trimmed($0) == uid[...] ? new[...] : $0 }
                .joined(separator: [UInt8(ascii: "\\")]))
    }

    /// UI, or a VR that says nothing: an implicit data set has none, and UN comes from one.
    static func mayBeUID(_ element: DataElement) -> Bool {
        !element.isSequence && !element.isItem
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
