/// The bytes of one native frame whose pixels share bytes with each other or with those of the
/// frames beside it, as the patches made so far leave them.
struct SharedBytes {
    /// In the source; the beginning of the value, from which pairs are counted.
    private let valueOffset: Int
    /// Of `bytes[0]`, from `valueOffset`.
    private let first: Int
    private var bytes: [UInt8]
    private let isSwapped: Bool

    /// - Parameter left: bytes that differ from the source's, by their place there.
    init(_ pixelData: NativePixelData, frame: Int, left: [Int: UInt8]) {
        let place = pixelData.place(ofFrame: frame).bytes
        valueOffset = pixelData.origin(ofFrame: frame).valueOffset
        first = place.lowerBound - valueOffset
        isSwapped = pixelData.format.byteOrder == .swappedPairs
        bytes = pixelData.source.bytes(in: place)
        for (offset, byte) in left where place.contains(offset) {
            bytes[offset - place.lowerBound] = byte
        }
    }

    /// The last pair, which the next frame may share.
    var ends: [Int: UInt8] {
        var ends: [Int: UInt8] = [:]
        for index in bytes.indices.suffix(2) { ends[valueOffset + first + index] = bytes[index] }
        return ends
    }

    /// Puts a run of bytes at a place of the value, as if pairs were not swapped.
    mutating func write(_ run: [UInt8], at start: Int) -> SourcePatch {
        for (index, byte) in run.enumerated() { bytes[stored(start + index)] = byte }
        return patch(start..<start + run.count)
    }

    /// Clears bits of each byte of a run of places.
    mutating func clear(_ mask: UInt8, at places: Range<Int>) -> SourcePatch {
        for place in places { bytes[stored(place)] &= ~mask }
        return patch(places)
    }

    /// Sets or clears bits, counted from the beginning of the value.
    mutating func write(isSet: Bool, bits: Range<Int>) -> SourcePatch {
        for bit in bits {
            // PS3.5 8.1.1 and annex D: the first pixel is the least significant bit.
            let mask = UInt8(1) << UInt8(bit % 8)
            if isSet {
                bytes[stored(bit / 8)] |= mask
            } else {
                bytes[stored(bit / 8)] &= ~mask
            }
        }
        return patch(bits.lowerBound / 8..<(bits.upperBound + 7) / 8)
    }

    /// Where `bytes` has the byte of this place.
    private func stored(_ place: Int) -> Int { (isSwapped ? place ^ 1 : place) - first }

    private func patch(_ places: Range<Int>) -> SourcePatch {
        let start = isSwapped ? places.lowerBound & ~1 : places.lowerBound
        let end = isSwapped ? (places.upperBound + 1) & ~1 : places.upperBound
        return SourcePatch(
            sourceOffset: valueOffset + start, bytes: [UInt8](bytes[start - first..<end - first]))
    }
}
