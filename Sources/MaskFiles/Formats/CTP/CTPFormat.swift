package import KnownMasks

/// Scripts of RSNA CTP's DicomPixelAnonymizer: a signature in braces, the regions that it blanks behind it,
/// and free text between. The first signature that matches is the only one that counts.
///
/// A script of its DicomFilter, one expression without braces, is read too: what it does not accept is held.
package struct CTPFormat: MaskFormat {
    package init() {}

    package func read(_ content: [UInt8], name: String) -> MaskDocument {
        var findings: [MaskFinding] = []
        guard let text = RuleText.decode(content, findings: &findings) else {
            return MaskDocument(findings: findings)
        }
        var reader = CTPReader(ScalarText(text), file: name)
        return reader.read()
    }

    package func write(_ set: MaskRuleSet) throws(MaskExportError) -> [UInt8] {
        try CTPWriter().write(set)
    }
}
