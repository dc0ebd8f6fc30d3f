extension ArraySlice<UInt8> {
    /// Whether the bytes are of one value throughout, which says nothing; none are too.
    var isPadding: Bool {
        guard let first else { return true }
        return allSatisfy { $0 == first }
    }
}
