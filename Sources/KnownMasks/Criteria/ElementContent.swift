internal import DICOMCore

/// What a test sees of one element.
struct ElementContent: Sendable {
    struct Text: Hashable, Sendable {
        /// UTF-8, without spaces at its ends.
        var bytes: [UInt8]
        /// The same with letters of one case.
        var folded: [UInt8]

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
            folded = CaseFolding.folded(bytes)
        }
    }

    /// Each value, and where there are several all of them with `\` between; without empty ones.
    var texts: [Text]
    /// Whether the element has no value, or only spaces.
    var isEmpty: Bool

    /// Bytes of a value that are looked at; only texts that nobody makes rules of are longer.
    static let longest = 1 << 14

    /// - Parameters:
    ///   - index: of the element in `DataSet.elements`.
    ///   - characterSet: asked for where the bytes are not plain ASCII.
    init(at index: Int, in dataSet: DataSet, characterSet: () -> SpecificCharacterSet) {
        let element = dataSet.elements[index]
        texts = []
        if element.isSequence {
            isEmpty = element.next == index + 1
            return
        }
        isEmpty = element.valueLength == 0
        if isEmpty { return }
        switch Form(of: element, in: dataSet) {
        case .binary: break
        case .numbers:
            add(dataSet.decimals(of: element).map { Array(Self.text(of: $0).utf8) })
        case .text(let vr):
            let bytes = dataSet.source.bytes(in: element.valueRange.prefix(Self.longest))
            add(Self.plainValues(bytes, vr) ?? Self.values(bytes, vr, characterSet()))
            isEmpty = texts.isEmpty
        }
    }

    private mutating func add(_ values: [[UInt8]]) {
        texts = values.lazy.filter { !$0.isEmpty }.map { Text($0) }
        if values.count > 1, !texts.isEmpty {
            texts.append(Text(Array(values.joined(separator: [UInt8(ascii: "\\")]))))
        }
    }

    /// The values of bytes that are the same in every character set.
    private static func plainValues(_ bytes: [UInt8], _ vr: VR) -> [[UInt8]]? {
        let backslash = UInt8(ascii: "\\")
        let isMultiValued = vr != .st && vr != .lt && vr != .ut && vr != .ur
        for byte in bytes {
            // ISO-IR 14 has another character in the places of the backslash and the tilde.
            guard (0x20..<0x7E).contains(byte) || byte == 0, byte != backslash || isMultiValued
            else { return nil }
        }
        return bytes.split(separator: backslash, omittingEmptySubsequences: false)
            .map { Array(trimmed($0)) }
    }

    private static func values(
        _ bytes: [UInt8], _ vr: VR, _ characterSet: SpecificCharacterSet
    ) -> [[UInt8]] {
        characterSet.decode(bytes, as: vr).values.map { Array($0.utf8) }
    }

    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isPadding(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0 }
        guard let first = bytes.firstIndex(where: { !isPadding($0) }),
            let last = bytes.lastIndex(where: { !isPadding($0) })
        else { return [] }
        return bytes[first...last]
    }

    /// Whole numbers without a point.
    static func text(of number: Double) -> String {
        Int(exactly: number).map { String($0) } ?? String(number)
    }

    /// The values as numbers; text that is none is left out.
    static func numbers(of element: DataElement, in dataSet: DataSet) -> [Double] {
        if element.isSequence || element.valueLength == 0 { return [] }
        switch Form(of: element, in: dataSet) {
        case .binary: return []
        case .numbers: return dataSet.decimals(of: element)
        case .text:
            let bytes = dataSet.source.bytes(in: element.valueRange.prefix(longest))
            return bytes.split(separator: UInt8(ascii: "\\")).compactMap { number(trimmed($0)) }
        }
    }

    /// PS3.5 6.2: the characters of DS; Swift alone would take `nan` and `0x1p3` too.
    private static func number(_ bytes: ArraySlice<UInt8>) -> Double? {
        let isDecimal = bytes.allSatisfy {
            (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0)
        }
        guard isDecimal, let number = Double(String(decoding: bytes, as: UTF8.self)) else {
            return nil
        }
        return number.isFinite ? number : nil
    }

    /// How the bytes of a value are to be read.
    private enum Form {
        case text(VR)
        case numbers
        case binary

        init(of element: DataElement, in dataSet: DataSet) {
            var vr = element.vr
            if vr == .un || !vr.isKnown { vr = element.tag.standardVR ?? .un }
            switch vr {
            case .us, .ss, .ul, .sl, .uv, .sv, .fl, .fd:
                // Else it is a table.
                self = element.valueLength <= longest ? .numbers : .binary
            case .ob, .ow, .of, .od, .ol, .ov, .at, .sq: self = .binary
            case .un:
                // Private elements of implicit files, mostly. Two or four bytes that are no text are a
                // number; nobody makes rules of longer ones.
                let isShort = element.valueLength == 2 || element.valueLength == 4
                let isNumber = isShort && !Self.isText(element, dataSet)
                self = isNumber ? .numbers : .text(.lo)
            default: self = .text(vr)
            }
        }

        private static func isText(_ element: DataElement, _ dataSet: DataSet) -> Bool {
            let bytes = dataSet.source.bytes(in: element.valueRange)
            let text = bytes.prefix { $0 != 0 }
            return !text.isEmpty && text.allSatisfy { (0x20..<0x7F).contains($0) }
                && bytes.dropFirst(text.count).allSatisfy { $0 == 0 }
        }
    }
}

/// Letters of one case.
enum CaseFolding {
    static func folded(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.allSatisfy({ $0 < 0x80 }) else {
            // Scalar by scalar, so that a part of a text folds to a part of the folded text.
            return Array(String(decoding: bytes, as: UTF8.self).lowercased().utf8)
        }
        return bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }
}
