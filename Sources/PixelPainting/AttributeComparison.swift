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
            .digitalSignaturesSequence, .macParametersSequence, .photometricInterpretation,
            .pixelData, .extendedOffsetTable, .extendedOffsetTableLengths,
            .encapsulatedPixelDataValueTotalLength,
        ])

    private static func mayDiffer(_ tag: Tag) -> Bool {
        // Overlays, and group lengths, which are removed where they no longer hold.
        cleaned.contains(tag) || tag.group & 0xFF00 == 0x6000 || tag.element == 0
    }

    /// - Throws: `failed` with `verification_failed`, naming the first tag that differs.
    package func requireOnlyCleaned() throws(InstanceFailure) {
        guard original.transferSyntax == written.transferSyntax else {
            throw .failed(.verificationFailed, "the transfer syntax of the written file differs")
        }
        var left = Self.first(original.dataSet, from: 0)
        var right = Self.first(written.dataSet, from: 0)
        while let before = left, let after = right {
            try compare(before, after)
            left = Self.first(original.dataSet, from: before + 1)
            right = Self.first(written.dataSet, from: after + 1)
        }
        if let missing = left {
            throw Self.difference(original.dataSet.elements[missing].tag)
        }
        if let added = right {
            throw Self.difference(written.dataSet.elements[added].tag)
        }
    }

    private func compare(_ before: Int, _ after: Int) throws(InstanceFailure) {
        let one = original.dataSet.elements[before]
        let other = written.dataSet.elements[after]
        guard one.tag == other.tag, one.vr == other.vr, one.depth == other.depth else {
            throw Self.difference(min(one.tag, other.tag))
        }
        // A sequence or an item is equal when all that is inside it is.
        guard one.next == before + 1, other.next == after + 1 else { return }
        guard original.dataSet.value(one) == written.dataSet.value(other) else {
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
