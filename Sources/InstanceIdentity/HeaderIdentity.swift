package import DICOMCore
package import RedactionPolicy
import RedactionReport

/// Takes out of a header what would identify somebody if it stood in the picture.
package enum HeaderIdentity {
    /// The identifying values of a data set, at top level and in sequences, decoded by their
    /// Specific Character Set, no value twice.
    ///
    /// - Complexity: O(n) in the elements. At most ``mostValues`` of at most ``longestValue``
    ///   characters; what stands at top level comes first.
    package static func values(of dataSet: DataSet) -> KnownIdentity {
        values(of: dataSet, and: nil)
    }

    /// The values of a data set and those that the caller gave, which come first.
    package static func values(of dataSet: DataSet, and given: KnownIdentity?) -> KnownIdentity {
        var collection = IdentityCollection()
        for value in given?.values ?? [] { collection.add(value) }
        let characterSet = DataSetScope(dataSet).characterSet()
        for index in dataSet.topLevel where !dataSet.elements[index].isSequence {
            collection.add(dataSet, dataSet.elements[index], characterSet)
        }
        addNested(dataSet, characterSet, to: &collection)
        return KnownIdentity(values: collection.values)
    }

    package static let mostValues = 512
    package static let longestValue = 256
    /// Sequences inside each other; deeper ones hold no image's attributes.
    package static let deepestSequence = 16

    /// Elements within sequences, by a walk over the flat list.
    private static func addNested(
        _ dataSet: DataSet, _ outer: SpecificCharacterSet, to collection: inout IdentityCollection
    ) {
        var index = 0
        // Character sets of the items that are open, and where they end.
        var open: [(end: Int, characterSet: SpecificCharacterSet)] = []
        while index < dataSet.elements.count, collection.values.count < mostValues {
            let element = dataSet.elements[index]
            while let last = open.last, last.end <= index { open.removeLast() }
            let characterSet = open.last?.characterSet ?? outer
            // An item's depth is odd: 1 within a sequence at top level.
            if element.isItem {
                guard element.depth < 2 * deepestSequence else {
                    index = max(element.next, index + 1)
                    continue
                }
                open.append((element.next, characterSet))
            } else if element.tag == .specificCharacterSet {
                // It comes before all text of its item: tags ascend.
                if !open.isEmpty {
                    open[open.count - 1].characterSet = SpecificCharacterSet(
                        dataSet.strings(of: element))
                }
            } else if element.depth > 0, !element.isSequence {
                collection.add(dataSet, element, characterSet)
            }
            index += 1
        }
    }
}

/// Values that are collected, within bounds.
private struct IdentityCollection {
    private(set) var values: [IdentityValue] = []
    private var known: Set<Key> = []
    private var counts: [Tag: Int] = [:]

    private struct Key: Hashable {
        var infoType: InfoType
        var value: String
    }

    /// An attribute that repeats in every frame or item has this many distinct values at most.
    private static let mostValuesOfAnAttribute = 32
    /// Bytes of one value field that are looked at.
    private static let longestField = 4096

    mutating func add(
        _ dataSet: DataSet, _ element: DataElement, _ characterSet: SpecificCharacterSet
    ) {
        let attribute = IdentityAttribute.of(element.tag)
        // Whatever is a person's name by its VR is one, private elements too.
        guard let vr = attribute?.vr ?? (element.vr == .pn ? .pn : nil),
            counts[element.tag, default: 0] < Self.mostValuesOfAnAttribute,
            let text = dataSet.text(
                of: element, as: vr, in: characterSet, longest: Self.longestField)
        else { return }
        let infoType = attribute?.infoType ?? .personName
        let witness = Witness(.header, "\(element.tag)")
        for value in text.values.prefix(Self.mostValuesOfAnAttribute) {
            for (infoType, part) in Self.parts(of: value, vr, infoType) {
                let isNew = add(IdentityValue(infoType: infoType, value: part, witness: witness))
                if isNew { counts[element.tag, default: 0] += 1 }
            }
        }
    }

    /// - Returns: whether the value is new and tells anything.
    @discardableResult
    mutating func add(_ value: IdentityValue) -> Bool {
        var value = value
        value.value = String(value.value.prefix(HeaderIdentity.longestValue))
        guard values.count < HeaderIdentity.mostValues, !Self.isPlaceholder(value.value),
            known.insert(Key(infoType: value.infoType, value: value.value)).inserted
        else { return false }
        values.append(value)
        return true
    }

    /// A DT (PS3.5 6.2) is a date and a time; all else is what it is.
    private static func parts(
        of value: String, _ vr: VR, _ infoType: InfoType
    ) -> [(InfoType, String)] {
        guard vr == .dt else { return [(infoType, value)] }
        let digits = value.prefix { $0 != "+" && $0 != "-" && $0 != "&" }
        let time = String(digits.dropFirst(8))
        return [(infoType, String(digits.prefix(8)))] + (time.isEmpty ? [] : [(.time, time)])
    }

    /// Whether a value stands for none: nothing can be told by it, and its words are common ones.
    private static func isPlaceholder(_ value: String) -> Bool {
        let isBlank = !value.unicodeScalars.contains {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
        }
        let words = value.uppercased().filter { $0.isLetter }
        return isBlank || (placeholders.contains(words) && !value.contains(where: \.isNumber))
    }

    private static let placeholders: Set<String> = [
        "UNKNOWN", "NONE", "NULL", "NA", "UNDEFINED", "UNSPECIFIED", "NOTAVAILABLE",
        "NOTSPECIFIED", "NOTPROVIDED", "NIL",
    ]
}
