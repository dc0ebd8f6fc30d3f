extension DataSet {
    /// A copy of an element's value.
    package func value(_ element: DataElement) -> [UInt8] {
        source.bytes(in: element.valueRange)
    }

    /// The first value as text without padding; nil where it is absent or empty.
    ///
    /// Bytes are read as Latin-1: right for all that the engine decides by, and never a failure.
    package func string(_ tag: Tag) -> String? { self[tag].flatMap(string(of:)) }

    /// All values as text, without padding.
    package func strings(_ tag: Tag) -> [String] { self[tag].map(strings(of:)) ?? [] }

    /// The first value as a number; nil where it is absent, empty or no number.
    package func integer(_ tag: Tag) -> Int? { self[tag].flatMap(integer(of:)) }

    /// All values as whole numbers; empty where one of them is none.
    package func integers(_ tag: Tag) -> [Int] { self[tag].map(integers(of:)) ?? [] }

    /// All values as decimal numbers; empty where one of them is none.
    package func decimals(_ tag: Tag) -> [Double] { self[tag].map(decimals(of:)) ?? [] }

    package func string(of element: DataElement) -> String? {
        guard let first = strings(of: element).first, !first.isEmpty else { return nil }
        return first
    }

    package func strings(of element: DataElement) -> [String] {
        guard !element.isSequence, element.valueLength > 0 else { return [] }
        let bytes = source.bytes(in: element.valueRange.prefix(Self.longestValue))
        return bytes.split(separator: UInt8(ascii: "\\"), omittingEmptySubsequences: false)
            .map(Self.trimmed)
    }

    package func integer(of element: DataElement) -> Int? { integers(of: element).first }

    package func integers(of element: DataElement) -> [Int] {
        let (vr, size) = numberForm(of: element)
        switch vr {
        case .us, .ow, .ob: return numbers(of: element, size: size) { Int($0) }
        case .ul, .ol: return numbers(of: element, size: 4) { Int($0) }
        case .ss: return numbers(of: element, size: 2) { Int(Int16(truncatingIfNeeded: $0)) }
        case .sl: return numbers(of: element, size: 4) { Int(Int32(truncatingIfNeeded: $0)) }
        case .uv, .ov, .sv:
            return numbers(of: element, size: 8) { Int(Int64(bitPattern: $0)) }
        case .fl, .fd: return decimals(of: element).compactMap { Int(exactly: $0) }
        default:
            // A DS may say 512.0 where a whole number is meant.
            return parsed(element) { Int($0) ?? Double($0).flatMap { Int(exactly: $0) } }
        }
    }

    package func decimals(of element: DataElement) -> [Double] {
        switch numberForm(of: element).vr {
        case .fl:
            return numbers(of: element, size: 4) {
                Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0)))
            }
        case .fd: return numbers(of: element, size: 8) { Double(bitPattern: $0) }
        case .us, .ss, .ul, .sl, .ob, .ow, .ol, .ov, .sv, .uv:
            return integers(of: element).map(Double.init)
        default:
            return parsed(element) { text in Double(text).flatMap { $0.isFinite ? $0 : nil } }
        }
    }

    /// The longest text or list that is taken apart; every legal one is far shorter.
    private static var longestValue: Int { 1 << 24 }

    /// How to read an element's numbers: by its VR, else by what PS3.6 says, else by its length.
    private func numberForm(of element: DataElement) -> (vr: VR, size: Int) {
        var vr = element.vr
        if vr == .un || !vr.isKnown { vr = element.tag.standardVR ?? .un }
        switch vr {
        case .us, .ow: return fitted(vr, 2, element)
        case .ob: return (vr, 1)
        case .ss: return fitted(vr, 2, element)
        case .un:
            return element.valueLength == 4 ? (.ul, 4) : (.us, element.valueLength == 1 ? 1 : 2)
        default: return (vr, 0)
        }
    }

    /// One byte where two are due is met with Bits Allocated and the like.
    private func fitted(_ vr: VR, _ size: Int, _ element: DataElement) -> (vr: VR, size: Int) {
        element.valueLength == 1 ? (.us, 1) : (vr, size)
    }

    private func numbers<N>(
        of element: DataElement, size: Int, _ convert: (UInt64) -> N
    ) -> [N] {
        guard !element.isSequence else { return [] }
        let isBigEndian = element.encoding.isBigEndian
        let bytes = source.bytes(in: element.valueRange.prefix(Self.longestValue))
        return (0..<bytes.count / size).map { index in
            var value: UInt64 = 0
            for position in 0..<size {
                let place = isBigEndian ? position : size - 1 - position
                value = value << 8 | UInt64(bytes[index * size + place])
            }
            return convert(value)
        }
    }

    private func parsed<N>(_ element: DataElement, _ parse: (String) -> N?) -> [N] {
        let texts = strings(of: element)
        let values = texts.compactMap(parse)
        return values.count == texts.count ? values : []
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        func isPadding(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0 }
        let start = bytes.firstIndex { !isPadding($0) } ?? bytes.endIndex
        let end = bytes.lastIndex { !isPadding($0) }.map { $0 + 1 } ?? start
        let text = bytes[start..<end]
        // Nearly all of it is ASCII, which is made a string of in one step.
        if text.allSatisfy({ $0 < 0x80 }) { return String(decoding: text, as: UTF8.self) }
        return String(String.UnicodeScalarView(text.map { UnicodeScalar($0) }))
    }
}
