package import DICOMCore
package import RedactionReport

/// Compares the data sets of an instance before and after a clean: only what a clean writes,
/// adds and removes may differ.
package struct AttributeComparison {
    private let original: DICOMFile
    private let written: DICOMFile

    package init(_ original: DICOMFile, _ written: DICOMFile) {
        self.original = original
        self.written = written
    }

    /// Elements that a clean may change, add or remove, at any depth.
    private static let cleaned: Set<Tag> =
        Set(CleanAttributes.pixelValueRanges).union([
            .burnedInAnnotation, .deidentificationMethod, .deidentificationMethodCodeSequence,
            .contributingEquipmentSequence, .sopInstanceUID, .iconImageSequence,
            .digitalSignaturesSequence, .macParametersSequence,
            .referencedSOPInstanceMACSequence, .photometricInterpretation, .pixelData,
            .extendedOffsetTable, .extendedOffsetTableLengths,
            .encapsulatedPixelDataValueTotalLength, .mediaStorageSOPInstanceUID,
            .implementationClassUID, .implementationVersionName,
        ])

    private static func mayDiffer(_ tag: Tag) -> Bool {
        // Overlays (even groups only: odd ones are private), and group lengths, which are removed
        // where they no longer hold.
        cleaned.contains(tag) || tag.group & 0xFF01 == 0x6000 || tag.element == 0
    }

    /// - Throws: `failed` with `verification_failed`, naming the first tag that differs.
    package func requireOnlyCleaned() throws(InstanceFailure) {
        guard original.transferSyntax == written.transferSyntax else {
            throw .failed(.verificationFailed, "the transfer syntax of the written file differs")
        }
        switch (original.metaInformation, written.metaInformation) {
        case (nil, nil): break
        case (let before?, let after?): try compare(before, after)
        case (_?, nil), (nil, _?): throw Self.difference(.fileMetaInformationGroupLength)
        }
        try compare(original.dataSet, written.dataSet)
    }

    private func compare(_ before: DataSet, _ after: DataSet) throws(InstanceFailure) {
        var left = Self.first(before, from: 0)
        var right = Self.first(after, from: 0)
        while let one = left, let other = right {
            try compare(one, of: before, other, of: after)
            left = Self.first(before, from: one + 1)
            right = Self.first(after, from: other + 1)
        }
        if let missing = left {
            throw Self.difference(before.elements[missing].tag)
        }
        if let added = right {
            throw Self.difference(after.elements[added].tag)
        }
    }

    private func compare(
        _ index: Int, of before: DataSet, _ otherIndex: Int, of after: DataSet
    ) throws(InstanceFailure) {
        let one = before.elements[index]
        let other = after.elements[otherIndex]
        guard one.tag == other.tag, one.vr == other.vr, one.depth == other.depth else {
            throw Self.difference(min(one.tag, other.tag))
        }
        // A sequence or an item is equal when all that is inside it is.
        guard one.next == index + 1, other.next == otherIndex + 1 else { return }
        guard before.value(one) == after.value(other) else {
            throw Self.difference(one.tag)
        }
    }

    /// The first element from `index` on that must not differ.
    private static func first(_ dataSet: DataSet, from index: Int) -> Int? {
        var index = index
        while index < dataSet.elements.count, mayDiffer(dataSet.elements[index].tag) {
            index = dataSet.elements[index].next
        }
        return index < dataSet.elements.count ? index : nil
    }

    private static func difference(_ tag: Tag) -> InstanceFailure {
        .failed(.verificationFailed, "\(tag) differs in the written file")
    }
}
