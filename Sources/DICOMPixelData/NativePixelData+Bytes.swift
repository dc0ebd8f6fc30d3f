extension NativePixelData {
    /// The bytes of a frame that shares none with its neighbours; `nil` for one that does, as
    /// 1-bit frames may.
    package func byteRange(ofFrame index: Int) -> Range<Int>? {
        let (start, bit) = origin(ofFrame: index)
        let unit = format.byteOrder == .swappedPairs ? 16 : 8
        guard bit % unit == 0, format.bitsPerFrame % unit == 0 else { return nil }
        let first = start + bit / 8
        return first..<first + format.bitsPerFrame / 8
    }
}
