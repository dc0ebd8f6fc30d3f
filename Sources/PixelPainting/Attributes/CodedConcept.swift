import DICOMCore

/// A code of coding scheme DCM (PS3.16 annex D) that a clean writes.
struct CodedConcept: Hashable, Sendable {
    let value: String
    let meaning: String

    private static let scheme = "DCM"

    // CID 7050.
    static let cleanPixelData = CodedConcept(value: "113101", meaning: "Clean Pixel Data Option")
    static let cleanGraphics = CodedConcept(value: "113103", meaning: "Clean Graphics Option")
    // CID 7005.
    static let deidentifyingEquipment = CodedConcept(
        value: "109104", meaning: "De-identifying Equipment")
    // CID 7203.
    static let pixelByPixelMask = CodedConcept(value: "113047", meaning: "Pixel by pixel mask")

    /// An item of a code sequence (PS3.3 table 8.8-1).
    var item: [NewElement] {
        [
            NewElement(.codeValue, .sh, .strings([value])),
            NewElement(.codingSchemeDesignator, .sh, .strings([Self.scheme])),
            NewElement(.codeMeaning, .lo, .strings([meaning])),
        ]
    }

    /// Whether an item is this code. PS3.3 8.2: a version of the coding scheme does not make it
    /// another one, and the meaning is for reading only.
    func isStated(byItem index: Int, of dataSet: DataSet) -> Bool {
        dataSet.string(.codeValue, inItem: index) == value
            && dataSet.string(.codingSchemeDesignator, inItem: index) == Self.scheme
    }
}

extension DataSet {
    /// The first value of an element of an item, as text.
    func string(_ tag: Tag, inItem index: Int) -> String? {
        element(tag, inItem: index).flatMap { string(of: $0) }
    }

    /// The first node of this tag in an item.
    func index(of tag: Tag, inItem index: Int) -> Int? {
        children(of: index).first { elements[$0].tag == tag }
    }

    /// The items of a sequence at top level; none where there is none.
    func items(of tag: Tag) -> [Int] {
        index(of: tag).map { children(of: $0) } ?? []
    }

    /// A value at top level without the padding behind it; empty where there is none, or a
    /// sequence in its place.
    func unpaddedValue(_ tag: Tag) -> [UInt8] {
        guard let element = self[tag], !element.isSequence else { return [] }
        return unpaddedValue(element)
    }

    /// A value without the padding behind it.
    func unpaddedValue(_ element: DataElement) -> [UInt8] {
        var value = value(element)
        while let last = value.last, last == 0x20 || last == 0 { value.removeLast() }
        return value
    }
}
