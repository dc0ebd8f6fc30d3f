import KnownMasks

struct DeidWriter {
    func write(_ set: MaskRuleSet) throws(MaskExportError) -> [UInt8] { [] }
}
