import KnownMasks

struct MIDOMWriter {
    func write(_ set: MaskRuleSet) throws(MaskExportError) -> [UInt8] { [] }
}
