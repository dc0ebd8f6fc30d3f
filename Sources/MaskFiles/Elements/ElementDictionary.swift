internal import CElementDictionary
package import DICOMCore

/// The elements of PS3.6 by keyword and by tag, retired ones too.
///
/// A run that names rules waits for it: lines are read when they are asked for, and only where they begin is
/// known before.
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

    /// A line, without its end.
    private struct Row: Sendable {
        /// 0 stands for digits that are open.
        var tag: UInt32
        /// The digits that are open.
        var open: UInt32
        var line: Range<Int>
        var keyword: Range<Int>
    }

    private let text: [UInt8]
    private let rows: [Row]
    /// Places in `rows`, in the order of their tags.
    private let byTag: [Int32]
    /// Places in `rows` where the hash of their keyword, or one before, would have them; -1 where none is.
    private let byKeyword: [Int32]

    /// models/dictionary/elements.txt, as the program was built with it.
    package static let shared: ElementDictionary = {
        var count = 0
        // A constant of the program, `count` bytes long.
        let start = unsafe pixredact_element_dictionary(&count)
        let file = unsafe UnsafeBufferPointer(start: start, count: count)
        return ElementDictionary(unsafe Array(file))
    }()

    /// - Parameter text: a line for each element: its tag, where `x` is any digit, its VRs, its VM and its keyword.
    init(_ text: [UInt8]) {
        var rows: [Row] = []
        rows.reserveCapacity(text.count / 32)
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
            if start < end, text[start] != UInt8(ascii: "#") {
                guard let row = Self.row(start..<end, text) else {
                    preconditionFailure("a line of the dictionary of elements is damaged")
                }
                rows.append(row)
            }
            start = end + 1
        }
        byTag = rows.indices.map { Int32($0) }.sorted { rows[Int($0)].tag < rows[Int($1)].tag }
        // At most half of them are taken: a search ends.
        var places = [Int32](repeating: -1, count: Self.power(above: 2 * rows.count))
        for (index, row) in rows.enumerated() {
            var place = Self.hash(text[row.keyword]) & (places.count - 1)
            while places[place] >= 0 { place = (place + 1) & (places.count - 1) }
            places[place] = Int32(index)
        }
        byKeyword = places
        self.text = text
        self.rows = rows
    }

    package var keywords: [String] {
        rows.map { String(decoding: text[$0.keyword], as: UTF8.self) }
    }

    package func entry(named keyword: String) -> Entry? {
        let name = Array(keyword.utf8)
        var place = Self.hash(name[...]) & (byKeyword.count - 1)
        while byKeyword[place] >= 0 {
            let row = rows[Int(byKeyword[place])]
            if text[row.keyword].elementsEqual(name) { return entry(row) }
            place = (place + 1) & (byKeyword.count - 1)
        }
        return nil
    }

    /// The entry of a tag, also where it is one of a repeating group; ``Entry/tag`` is another one then.
    package func entry(for tag: Tag) -> Entry? {
        let number = UInt32(tag.group) << 16 | UInt32(tag.element)
        if let row = row(tagged: number) { return entry(row) }
        guard tag.group & 1 == 0 else { return nil }
        return rows.first { $0.open != 0 && number & ~$0.open == $0.tag }.map(entry)
    }

    private func row(tagged tag: UInt32) -> Row? {
        var low = 0
        var high = byTag.count
        while low < high {
            let middle = (low + high) / 2
            if rows[Int(byTag[middle])].tag < tag { low = middle + 1 } else { high = middle }
        }
        guard low < byTag.count, rows[Int(byTag[low])].tag == tag else { return nil }
        return rows[Int(byTag[low])]
    }

    private func entry(_ row: Row) -> Entry {
        let fields = text[row.line].split(separator: UInt8(ascii: " "))
        let one: [UInt8] = [UInt8(ascii: "0"), UInt8(ascii: "1")]
        return Entry(
            tag: Tag(UInt16(row.tag >> 16), UInt16(row.tag & 0xFFFF)),
            keyword: String(decoding: text[row.keyword], as: UTF8.self),
            vrs: fields[1].split(separator: UInt8(ascii: "/")).compactMap(Self.vr),
            isMultiValued: fields[2].count != 1 || !fields[2].allSatisfy(one.contains))
    }
}

extension ElementDictionary {
    private static func row(_ line: Range<Int>, _ text: [UInt8]) -> Row? {
        let bytes = text[line]
        let space = UInt8(ascii: " ")
        guard bytes.count > 8, bytes[line.lowerBound + 8] == space,
            bytes.count(where: { $0 == space }) == 3, let last = bytes.lastIndex(of: space),
            let (tag, open) = tag(bytes.prefix(8))
        else { return nil }
        return Row(tag: tag, open: open, line: line, keyword: last + 1..<line.upperBound)
    }

    /// Eight digits, of which each `x` is 0 in the tag and F in what is open of it.
    private static func tag(_ digits: ArraySlice<UInt8>) -> (tag: UInt32, open: UInt32)? {
        var tag: UInt32 = 0
        var open: UInt32 = 0
        for digit in digits {
            let value: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = digit - UInt8(ascii: "A") + 10
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
            case UInt8(ascii: "x"): value = 0
            default: return nil
            }
            tag = tag << 4 | UInt32(value)
            open = open << 4 | (digit == UInt8(ascii: "x") ? 0xF : 0)
        }
        return (tag, open)
    }

    private static func vr(_ name: ArraySlice<UInt8>) -> VR? {
        guard name.count == 2, let first = name.first, let last = name.last else { return nil }
        return VR(first, last)
    }

    /// FNV-1a.
    private static func hash(_ bytes: ArraySlice<UInt8>) -> Int {
        var hash: UInt32 = 2_166_136_261
        for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return Int(hash)
    }

    private static func power(above count: Int) -> Int {
        var power = 1
        while power <= count { power *= 2 }
        return power
    }
}
