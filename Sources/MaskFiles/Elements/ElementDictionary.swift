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
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let fields = line.split(separator: " ")
            guard fields.count == 4, fields[0].utf8.count == 8,
                let tag = UInt32(fields[0].replacing("x", with: "0"), radix: 16),
                let open = UInt32(
                    String(fields[0].map { $0 == "x" ? "F" : "0" }), radix: 16)
            else { preconditionFailure("a line of the dictionary of elements is damaged") }
            let entry = Entry(
                tag: Tag(UInt16(tag >> 16), UInt16(tag & 0xFFFF)), keyword: String(fields[3]),
                vrs: fields[1].split(separator: "/").compactMap(Self.vr),
                isMultiValued: fields[2] != "1" && fields[2] != "0")
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

    private static func vr(_ name: Substring) -> VR? {
        let letters = Array(name.utf8)
        return letters.count == 2 ? VR(letters[0], letters[1]) : nil
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
