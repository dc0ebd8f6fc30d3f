package import KnownMasks

/// Catalogs of dicom-dre: Python that only says data, with the calls `device`, `variant`, `deny_modalities`,
/// `deny_when` and `DeviceCatalog`. Nothing of it is run: what is no literal, no name of one, no list made of a
/// list is an error.
///
/// The first device that matches answers; exclusions are for what no device matches. What the catalog does by
/// default with all else is not taken over where it is `allow`: that no rule answers says nothing of an image.
package struct DicomDREFormat: MaskFormat {
    package init() {}

    package func read(_ content: [UInt8], name: String) -> MaskDocument {
        var findings: [MaskFinding] = []
        guard let text = RuleText.decode(content, findings: &findings) else {
            return MaskDocument(findings: findings)
        }
        var reader = DicomDREReader(ScalarText(text), file: name)
        return reader.read()
    }

    package func write(_ set: MaskRuleSet) throws(MaskExportError) -> [UInt8] {
        try DicomDREWriter().write(set)
    }
}
