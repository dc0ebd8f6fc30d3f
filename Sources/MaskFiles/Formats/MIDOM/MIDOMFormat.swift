package import KnownMasks

/// Protocols of MIDOM as JSON (YAML with the same keys is taken, too): of their parts the places of burnt-in
/// information, `pixel`, and `filters`, whose images are held.
package struct MIDOMFormat: MaskFormat {
    package init() {}

    package func read(_ content: [UInt8], name: String) -> MaskDocument {
        var reader = MIDOMReader(file: name)
        return reader.read(content)
    }

    package func write(_ set: MaskRuleSet) throws(MaskExportError) -> [UInt8] {
        try MIDOMWriter().write(set)
    }
}
