/// Whether Huffman tables fit DCT-based processes.
struct JPEGHuffmanSymbols {
    /// Whether no DC difference has more than 15 bits; in the lossless process 16 is a symbol
    /// (ISO 10918-1 H.1.2.2).
    private(set) var areOfDCT = true

    /// Looks at the tables of a DHT segment (B.2.4.2).
    mutating func collect(_ code: UInt8, _ content: ArraySlice<UInt8>) {
        guard code == JPEGMarkers.Code.defineHuffmanTables else { return }
        var rest = content
        while rest.count >= 17 {
            let isDC = (rest.first ?? 0) < 0x10
            let count = rest.dropFirst().prefix(16).reduce(0) { $0 + Int($1) }
            // A table that is cut off is libjpeg's to refuse.
            guard rest.count >= 17 + count else { return }
            if isDC, rest.dropFirst(17).prefix(count).contains(where: { $0 > 15 }) {
                areOfDCT = false
            }
            rest = rest.dropFirst(17 + count)
        }
    }
}
