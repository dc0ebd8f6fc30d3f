/// The name of a data element: group and element number.
package struct Tag: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let group: UInt16
    package let element: UInt16

    package init(_ group: UInt16, _ element: UInt16) {
        self.group = group
        self.element = element
    }

    /// `(7FE0,0010)`.
    package var description: String {
        "(" + Self.hexadecimal(group) + "," + Self.hexadecimal(element) + ")"
    }

    /// The name that PS3.6 gives it, in words: `Pixel Data`; nil where the engine knows none.
    package var keyword: String? { Tag.dictionary[dictionaryTag]?.name }

    /// The VR that PS3.6 gives it; nil where the engine knows none.
    package var standardVR: VR? {
        // PS3.5 7.2: every (gggg,0000) is the group's length.
        if element == 0 { return .ul }
        // PS3.5 7.8.1: (gggg,0010-00FF) of an odd group reserve a private block.
        if isPrivate { return (0x10...0xFF).contains(element) ? .lo : nil }
        return Tag.dictionary[dictionaryTag]?.vr
    }

    package var isPrivate: Bool { group & 1 == 1 }

    /// Whether this is a (gggg,0000), retired in data sets since 2008 and still met.
    package var isGroupLength: Bool { element == 0 }

    /// Whether this belongs to one of the sixteen overlay planes, groups 6000 to 601E.
    package var isOverlay: Bool { group & 0xFFE1 == 0x6000 }

    package static func < (left: Tag, right: Tag) -> Bool {
        (left.group, left.element) < (right.group, right.element)
    }

    // PS3.5 7.5: the tags that structure sequences and encapsulated Pixel Data.
    package static let item = Tag(0xFFFE, 0xE000)
    package static let itemDelimitation = Tag(0xFFFE, 0xE00D)
    package static let sequenceDelimitation = Tag(0xFFFE, 0xE0DD)

    /// The same element of another overlay plane.
    /// - Parameter plane: 0 to 15.
    package func inOverlayPlane(_ plane: Int) -> Tag {
        precondition(isOverlay && (0..<16).contains(plane))
        return Tag(0x6000 + UInt16(2 * plane), element)
    }

    private var dictionaryTag: Tag { isOverlay ? Tag(0x6000, element) : self }

    private static func hexadecimal(_ value: UInt16) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
