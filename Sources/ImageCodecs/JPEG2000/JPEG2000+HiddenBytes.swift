extension JPEG2000 {
    /// The codestream without bytes that no decoder reads: what stands behind EOC, and boxes of a JP2
    /// file that say nothing of samples.
    ///
    /// Coded bytes and marker segments stay as they are; comments (COM) too, by which most encoders
    /// name themselves.
    ///
    /// - Returns: the bare codestream up to EOC; `nil` where there is nothing to drop.
    /// - Throws: as `layout` where the codestream is not whole.
    package static func withoutHiddenBytes(
        _ codestream: [UInt8]
    ) throws(CodecError) -> [UInt8]? {
        let main = try mainHeader(codestream)
        let layout = try layout(of: codestream, main)
        let whole = main.header.codestreamRange
        var isHidden = !isPadding(codestream[layout.range.upperBound..<whole.upperBound])
        if !isHidden { isHidden = try hasOtherBoxes(codestream, round: whole) }
        guard isHidden else { return nil }
        return codestream[layout.range] + (layout.hasEndMarker ? [] : [0xFF, 0xD9])
    }
}
