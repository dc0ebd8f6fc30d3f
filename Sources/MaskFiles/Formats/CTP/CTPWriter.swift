import KnownMasks

struct CTPWriter {
    func write(_ set: MaskRuleSet) throws(MaskExportError) -> [UInt8] { [] }
}
