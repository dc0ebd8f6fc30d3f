import DICOMCore
import RedactionPolicy

extension CleanAttributes {
    /// PS3.5 6.2: characters of an ST.
    private static let longestDescription = 1024
    static let descriptionSeparator = Array("; ".utf8)

    /// What Derivation Description (0008,2111) says; nothing of it comes from the file.
    var derivationText: String {
        Self.derivationText(
            recoded: recodedReversibly != nil, droppedMetadata: droppedMetadata)
    }

    private static func derivationText(recoded: Bool, droppedMetadata: Bool) -> String {
        "Burned in text painted over"
            + (recoded ? ", frames compressed again without further loss" : "")
            + (droppedMetadata ? ", metadata inside the compressed frames removed" : "")
    }

    /// Whether a text can be one of ours.
    static func isOwnDerivation(_ text: String) -> Bool {
        [(false, false), (false, true), (true, false), (true, true)].contains {
            derivationText(recoded: $0.0, droppedMetadata: $0.1) == text
        }
    }

    /// Records that pixels were painted: in the functional groups of an enhanced image, else at
    /// top level.
    func appendDerivation(to editor: inout DataSetEditor, of dataSet: DataSet) {
        if dataSet[.sharedFunctionalGroupsSequence] != nil {
            appendToFunctionalGroups(in: &editor, of: dataSet)
        } else {
            appendDescription(to: &editor, of: dataSet)
            appendDerivationCode(to: &editor, of: dataSet)
        }
    }

    /// PS3.3 C.12.4 (General Reference). A text that would not fit is left as it is: the code
    /// says the same.
    private func appendDescription(to editor: inout DataSetEditor, of dataSet: DataSet) {
        var value = dataSet.unpaddedValue(.derivationDescription)
        let text = Array(derivationText.utf8)
        guard value.count < text.count || !value.contains(text) else { return }
        if !value.isEmpty { value += Self.descriptionSeparator }
        value += text
        // Bytes are never fewer than characters.
        guard value.count <= Self.longestDescription else { return }
        editor.set(NewElement(.derivationDescription, .st, .bytes(value)))
    }

    private func appendDerivationCode(to editor: inout DataSetEditor, of dataSet: DataSet) {
        let isPresent = dataSet.items(of: .derivationCodeSequence).contains {
            CodedConcept.pixelByPixelMask.isStated(byItem: $0, of: dataSet)
        }
        guard !isPresent else { return }
        editor.appendItems([CodedConcept.pixelByPixelMask.item], to: .derivationCodeSequence)
    }

    /// PS3.3 C.7.6.16.2.6. The derivation is one for all frames, so that it goes where all find
    /// it; but C.7.6.16 wants a group either among the shared ones or in each frame's.
    ///
    /// Its Source Image Sequence (type 2) asks for Source Image Evidence Sequence (0008,9154),
    /// which may not be empty (C.8.13.2). Where neither is there, and no source is named, an image
    /// cannot have the group: De-identification Method and Contributing Equipment tell as much.
    private func appendToFunctionalGroups(in editor: inout DataSetEditor, of dataSet: DataSet) {
        let shared = dataSet.items(of: .sharedFunctionalGroupsSequence).first
        let frames = dataSet.items(of: .perFrameFunctionalGroupsSequence)
        func has(_ item: Int) -> Bool {
            dataSet.element(.derivationImageSequence, inItem: item) != nil
        }
        let isShared = shared.map(has) ?? false
        if !isShared, frames.contains(where: has) {
            for frame in frames { append(toGroups: frame, in: &editor, of: dataSet) }
            return
        }
        guard isShared || !dataSet.items(of: .sourceImageEvidenceSequence).isEmpty else { return }
        if let shared {
            append(toGroups: shared, in: &editor, of: dataSet)
        } else {
            let group = NewElement(
                .derivationImageSequence, .sq, .sequence([derivationImageItem]))
            editor.appendItems([[group]], to: .sharedFunctionalGroupsSequence)
        }
    }

    private func append(
        toGroups item: Int, in editor: inout DataSetEditor, of dataSet: DataSet
    ) {
        let index = dataSet.index(of: .derivationImageSequence, inItem: item)
        let isPresent = (index.map { dataSet.children(of: $0) } ?? []).contains { item in
            dataSet.string(.derivationDescription, inItem: item) == derivationText
                && Self.isOwnDerivationImage(item, of: dataSet)
        }
        guard !isPresent else { return }
        editor.appendItems([derivationImageItem], to: .derivationImageSequence, inItem: item)
    }

    /// PS3.3 table C.7.6.16-8. Source Image Sequence is type 2; the source's UID would lead back.
    private var derivationImageItem: [NewElement] {
        [
            NewElement(.derivationDescription, .st, .strings([derivationText])),
            NewElement(.sourceImageSequence, .sq, .sequence([])),
            NewElement(
                .derivationCodeSequence, .sq, .sequence([CodedConcept.pixelByPixelMask.item])),
        ]
    }

    /// Whether an item of Derivation Image Sequence (0008,9124) can be one of ours.
    static func isOwnDerivationImage(_ item: Int, of dataSet: DataSet) -> Bool {
        guard let text = dataSet.string(.derivationDescription, inItem: item),
            isOwnDerivation(text),
            let codes = dataSet.index(of: .derivationCodeSequence, inItem: item)
        else { return false }
        return dataSet.children(of: codes).contains {
            CodedConcept.pixelByPixelMask.isStated(byItem: $0, of: dataSet)
        }
    }
}

extension CleanAttributes {
    private static let derived = Array("DERIVED".utf8)

    /// PS3.3 C.7.6.1.1.2: value 1 of Image Type, and of Frame Type (C.8.16.1) of every frame;
    /// MIXED no longer holds when all of them are the same.
    func deriveImageType(in editor: inout DataSetEditor, of dataSet: DataSet) {
        let groups = [Tag.sharedFunctionalGroupsSequence, .perFrameFunctionalGroupsSequence]
            .compactMap { dataSet.index(of: $0) }
            .flatMap { index in index..<dataSet.elements[index].next }
            .filter { dataSet.elements[$0].tag == .frameType }
        let types = [dataSet.index(of: .imageType)].compactMap { $0 } + groups
        // A hostile file may hold a sequence anywhere.
        for index in types where !dataSet.elements[index].isSequence {
            let value = dataSet.unpaddedValue(dataSet.elements[index])
            if var new = Self.derivedType(value), new != value {
                // The VR may be UN, which would be padded with NUL.
                if !new.count.isMultiple(of: 2) { new.append(0x20) }
                editor.replaceValue(at: index, with: .bytes(new))
            }
        }
    }

    /// An Image Type or Frame Type with another first value; `nil` for an empty one.
    static func derivedType(_ value: [UInt8]) -> [UInt8]? {
        guard !value.isEmpty else { return nil }
        let rest = value.firstIndex(of: UInt8(ascii: "\\")) ?? value.endIndex
        return derived + value[rest...]
    }
}
