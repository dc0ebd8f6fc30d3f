package import DICOMCore

/// The private elements of a data set, at any depth, that may hold a picture: a second copy of the
/// image that no one has looked at.
package struct PrivatePictures: Hashable, Sendable {
    package struct Finding: Hashable, Sendable {
        /// The element, or the private sequence that holds it, by index and path.
        package var place: HiddenPixels.Place
        package var picture: EmbeddedPicture
    }

    package private(set) var findings: [Finding] = []
    /// The nodes of the findings in file order, without those that another one holds.
    private var nodes: [Range<Int>] = []

    package var isEmpty: Bool { findings.isEmpty }

    /// Whether a node is one of the findings, or inside one.
    /// - Complexity: O(log n) in the findings.
    package func contains(_ index: Int) -> Bool {
        var low = 0
        var high = nodes.count
        while low < high {
            let middle = (low + high) / 2
            if nodes[middle].lowerBound <= index { low = middle + 1 } else { high = middle }
        }
        return low > 0 && nodes[low - 1].contains(index)
    }

    /// Looks at all elements once, and at the bytes of those only that may hold a picture.
    package init(_ dataSet: DataSet) {
        let copyLength = EmbeddedPicture.copyLength(dataSet)
        var creators = PrivateCreators()
        var index = 0
        while index < dataSet.elements.count {
            let element = dataSet.elements[index]
            if element.tag.isPrivateCreator {
                creators.note(element, dataSet)
            } else if let finding = Self.finding(index, dataSet, creators, copyLength) {
                findings.append(finding)
                // What goes, or is held, as a whole is not looked into.
                index = max(index + 1, dataSet.elements[finding.place.index].next)
                continue
            }
            index += 1
        }
        // A sequence is found behind what else it holds.
        for start in findings.map(\.place.index).sorted() where nodes.last?.contains(start) != true
        {
            nodes.append(start..<dataSet.elements[start].next)
        }
    }

    private static func finding(
        _ index: Int, _ dataSet: DataSet, _ creators: PrivateCreators, _ copyLength: Int?
    ) -> Finding? {
        let element = dataSet.elements[index]
        if element.tag.holdsPixels, element.depth > 0,
            let sequence = innermostPrivateElement(holding: index, dataSet)
        {
            return Finding(
                place: .init(index: sequence, path: dataSet.path(to: index)),
                picture: .nestedPixelData)
        }
        guard element.tag.isPrivate, !element.isSequence else { return nil }
        let picture: EmbeddedPicture?
        if element.hasUndefinedLength {
            // Fragments of a private element: only pixels are encapsulated (PS3.5 A.4).
            picture = .imageSized
        } else {
            picture = EmbeddedPicture(
                element.tag, element.vr, creator: creators[element],
                valueLength: element.valueLength,
                beginning: dataSet.source.bytes(
                    in: element.valueRange.prefix(PictureFormat.lookedAt)),
                copyLength: copyLength)
        }
        guard let picture else { return nil }
        if picture == .imageSized, dataSet.source.showsNothing(in: element.valueRange) {
            return nil
        }
        return Finding(
            place: .init(index: index, path: dataSet.path(to: index)), picture: picture)
    }

    private static func innermostPrivateElement(
        holding index: Int, _ dataSet: DataSet
    ) -> Int? {
        var node = dataSet.elements[index].parent
        while node >= 0 {
            if dataSet.elements[node].tag.isPrivate { return node }
            node = dataSet.elements[node].parent
        }
        return nil
    }
}

/// The creators of private blocks met so far, each for the level it stands on.
private struct PrivateCreators {
    private struct Block: Hashable {
        var parent: Int
        var group: UInt16
        var number: UInt16
    }

    private var names: [Block: String] = [:]

    mutating func note(_ element: DataElement, _ dataSet: DataSet) {
        // PS3.5 6.2: LO has 64 characters at most.
        guard (1...64).contains(element.valueLength) else { return }
        let block = Block(
            parent: element.parent, group: element.tag.group, number: element.tag.element)
        names[block] = dataSet.string(of: element)
    }

    subscript(element: DataElement) -> String? {
        names[
            Block(
                parent: element.parent, group: element.tag.group, number: element.tag.element >> 8)]
    }
}

extension Tag {
    /// PS3.5 7.8.1: (gggg,0010-00FF) of an odd group reserve a block.
    fileprivate var isPrivateCreator: Bool { isPrivate && (0x10...0xFF).contains(element) }

    fileprivate var holdsPixels: Bool {
        switch self {
        case .pixelData, .floatPixelData, .doubleFloatPixelData: true
        default: group & 0xFF01 == 0x6000 && element == Tag.overlayData.element
        }
    }
}

extension ByteSource {
    /// Whether bytes are one value throughout, or plain text: then they are no picture.
    fileprivate func showsNothing(in range: Range<Int>) -> Bool {
        isUniform(in: range) || isText(in: range)
    }

    /// Whether all bytes have one value.
    package func isUniform(in range: Range<Int>) -> Bool {
        unsafe withUnsafeBytes(in: range) { bytes in
            unsafe bytes.allSatisfy { unsafe $0 == bytes[0] }
        }
    }

    private func isText(in range: Range<Int>) -> Bool {
        unsafe withUnsafeBytes(in: range) { bytes in
            let isPlain = { (byte: UInt8) in
                (0x20...0x7E).contains(byte) || (0x09...0x0D).contains(byte)
            }
            // Padded with zeroes.
            var end = bytes.count
            while end > 0, unsafe bytes[end - 1] == 0 { end -= 1 }
            return unsafe bytes[..<end].allSatisfy(isPlain)
        }
    }
}
