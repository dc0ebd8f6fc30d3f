package import KnownMasks

/// Scripts of XNAT's DicomEdit 6, of which `alterPixels` and `reject` are read:
/// `alterPixels["rectangle", "l=0, t=0, r=640, b=40", "solid", "v=0"]`, alone, behind `condition ?`, or in a block
/// of `if`. `r` and `b` lie outside of the rectangle; what lies outside the image is cut off. Conditions
/// compare an element with a text: `=`, `!=`, and `~`, `!~` for patterns of Java that the whole value has to
/// match; patterns are read as RE2 has them, the same but for what is refused.
package struct XNATFormat: MaskFormat {
    package init() {}

    package func read(_ content: [UInt8], name: String) -> MaskDocument {
        var reader = XNATReader(FormatReading(.xnat, name: name))
        reader.read(content)
        return reader.reading.finished(expecting: "alterPixels")
    }

    package func write(_ set: MaskRuleSet) throws(MaskExportError) -> [UInt8] {
        try XNATWriter(set).bytes()
    }
}
