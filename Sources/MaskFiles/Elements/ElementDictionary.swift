internal import CElementDictionary
package import DICOMCore

/// The elements of PS3.6 by keyword and by tag, retired ones too.
package struct ElementDictionary: Sendable {
    package struct Entry: Hashable, Sendable {
        /// Of a repeating group the first one, as (6000,0022).
        package var tag: Tag
        package var keyword: String
        /// More than one where others decide: `US` or `SS`. None for what has no VR.
        package var vrs: [VR]
        /// Whether PS3.6 gives it more than one value.
        package var isMultiValued: Bool
    }

    /// A row for many tags: those that are `tag` in the bits of `mask`.
    private struct Repeated: Sendable {
        var mask: UInt32
        var tag: UInt32
        var entry: Entry
    }

    /// In the order of their tags.
    package let entries: [Entry]
    private let byKeyword: [String: Int]
    private let byTag: [Tag: Int]
    private let repeated: [Repeated]

    /// models/dictionary/elements.txt, as the program was built with it.
    package static let shared: ElementDictionary = {
        var count = 0
        // A constant of the program, `count` bytes long.
        let start = unsafe pixredact_element_dictionary(&count)
        let file = unsafe UnsafeBufferPointer(start: start, count: count)
        return ElementDictionary(unsafe String(decoding: file, as: UTF8.self))
    }()

    /// - Parameter text: a line for each element: its tag, where `x` is any digit, its VRs, its VM and its keyword.
    init(_ text: String) {
        var entries: [Entry] = []
        var repeated: [Repeated] = []
        // Bytes, not characters: a run that names rules waits for this.
        for line in Array(text.utf8).split(separator: UInt8(ascii: "\n"))
        where line.first != UInt8(ascii: "#") {
            let fields = line.split(separator: UInt8(ascii: " "))
            guard fields.count == 4, let (tag, open) = Self.tag(fields[0]) else {
                preconditionFailure("a line of the dictionary of elements is damaged")
            }
            let entry = Entry(
                tag: Tag(UInt16(tag >> 16), UInt16(tag & 0xFFFF)),
                keyword: String(decoding: fields[3], as: UTF8.self),
                vrs: fields[1].split(separator: UInt8(ascii: "/")).compactMap(Self.vr),
                isMultiValued: fields[2].count != 1
                    || fields[2].first != UInt8(ascii: "1") && fields[2].first != UInt8(ascii: "0"))
            entries.append(entry)
            if open != 0 { repeated.append(Repeated(mask: ~open, tag: tag, entry: entry)) }
        }
        self.entries = entries
        self.repeated = repeated
        byKeyword = Dictionary(
            entries.indices.map { (entries[$0].keyword, $0) },
            uniquingKeysWith: { first, _ in first })
        byTag = Dictionary(
            entries.indices.map { (entries[$0].tag, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Eight digits, of which each `x` is 0 in the tag and F in what is open of it.
    private static func tag(_ digits: ArraySlice<UInt8>) -> (tag: UInt32, open: UInt32)? {
        guard digits.count == 8 else { return nil }
        var tag: UInt32 = 0
        var open: UInt32 = 0
        for digit in digits {
            let isOpen = digit == UInt8(ascii: "x")
            guard let value = isOpen ? 0 : Character(UnicodeScalar(digit)).hexDigitValue else {
                return nil
            }
            tag = tag << 4 | UInt32(value)
            open = open << 4 | (isOpen ? 0xF : 0)
        }
        return (tag, open)
    }

    private static func vr(_ name: ArraySlice<UInt8>) -> VR? {
        guard name.count == 2, let first = name.first, let last = name.last else { return nil }
        return VR(first, last)
    }

    package var keywords: [String] { entries.map(\.keyword) }

    package func entry(named keyword: String) -> Entry? { byKeyword[keyword].map { entries[$0] } }

    /// The entry of a tag, also where it is one of a repeating group; ``Entry/tag`` is another one then.
    package func entry(for tag: Tag) -> Entry? {
        if let index = byTag[tag] { return entries[index] }
        let number = UInt32(tag.group) << 16 | UInt32(tag.element)
        let isEven = tag.group & 1 == 0
        return repeated.first { isEven && number & $0.mask == $0.tag }?.entry
    }
}
