package import KnownMasks

/// Recipes of pydicom's deid: of its sections those of filters, which say where pixels are blanked.
///
/// They are read as deid's documentation has them, which its engine does not always do:
/// - A line that starts with `||` is an OR, and one without a sign starts another check of the same label;
///   the engine takes both for AND.
/// - Coordinates `from:` are those of the very instance, maxima inclusive.
/// - `equals` with `|` stands for any of the texts.
/// - All labels that answer count, where the documentation stops at the first: what is painted by one is not
///   left out for another.
package struct DeidFormat: MaskFormat {
    package init() {}

    package func read(_ content: [UInt8], name: String) -> MaskDocument {
        var reader = DeidReader(file: name)
        return reader.read(content)
    }

    package func write(_ set: MaskRuleSet) throws(MaskExportError) -> [UInt8] {
        try DeidWriter().write(set)
    }
}
