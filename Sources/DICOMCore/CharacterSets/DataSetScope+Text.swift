extension DataSetScope {
    /// Specific Character Set (0008,0005) of this level; of the one that holds it where it has none
    /// (PS3.5 7.5.3).
    package func characterSet(
        inheriting outer: SpecificCharacterSet = .default
    ) -> SpecificCharacterSet {
        let terms = strings(.specificCharacterSet)
        return terms.isEmpty ? outer : SpecificCharacterSet(terms)
    }
}

extension DataSet {
    /// An element's text, decoded; `nil` where it is a sequence or empty.
    ///
    /// - Parameters:
    ///   - vr: which characters part values; the element's own may be UN.
    ///   - longest: bytes that are looked at.
    package func text(
        of element: DataElement, as vr: VR, in characterSet: SpecificCharacterSet, longest: Int
    ) -> DecodedText? {
        guard !element.isSequence, element.valueLength > 0 else { return nil }
        let bytes = source.bytes(in: element.valueRange.prefix(longest))
        return characterSet.decode(Array(bytes), as: vr)
    }
}
