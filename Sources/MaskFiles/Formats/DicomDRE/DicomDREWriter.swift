import KnownMasks

struct DicomDREWriter {
    func write(_ set: MaskRuleSet) throws(MaskExportError) -> [UInt8] { [] }
}
