package import DICOMCore

/// The bytes of elements in one encoding, for `DICOMBuilder` and for tests that build by hand.
package struct DICOMBytes: Sendable {
    private let encoding: ElementEncoding

    package init(_ encoding: ElementEncoding) { self.encoding = encoding }

    package func elements(_ elements: [DICOMBuilder.Element]) -> [UInt8] {
        elements.flatMap(element)
    }

    package func element(_ element: DICOMBuilder.Element) -> [UInt8] {
        // PS3.5 6.2.2: what a UN holds is Implicit VR Little Endian.
        let inner = DICOMBytes(element.vr == .un ? .implicitLittleEndian : encoding)
        switch element.value {
        case .sequence(let items, let form):
            let content = items.flatMap(inner.item)
            guard form == .undefined else {
                return header(element.tag, element.vr, length: content.count) + content
            }
            return header(element.tag, element.vr, length: nil) + content
                + inner.itemHeader(.sequenceDelimitation, length: 0)
        case .fragments(let fragments):
            return header(element.tag, element.vr, length: nil)
                + fragments.flatMap { itemHeader(.item, length: $0.count) + $0 }
                + itemHeader(.sequenceDelimitation, length: 0)
        default:
            let value = bytes(of: element.value, element.vr)
            return header(element.tag, element.vr, length: value.count) + value
        }
    }

    package func item(_ item: DICOMBuilder.Item) -> [UInt8] {
        let content = elements(item.elements)
        guard item.length == .undefined else {
            return itemHeader(.item, length: content.count) + content
        }
        return itemHeader(.item, length: nil) + content
            + itemHeader(.itemDelimitation, length: 0)
    }

    /// The header of an element; nil is the undefined length.
    package func header(_ tag: Tag, _ vr: VR, length: Int?) -> [UInt8] {
        let stored = UInt64(length ?? 0xFFFF_FFFF)
        let start = number(UInt64(tag.group), 2) + number(UInt64(tag.element), 2)
        if encoding.isImplicitVR { return start + number(stored, 4) }
        let isLong = vr.hasLongLength || (vr.isPlausible && !vr.isKnown)
        return start + [vr.first, vr.second]
            + (isLong ? [0, 0] + number(stored, 4) : number(stored, 2))
    }

    /// The header of an item, or a delimiter.
    package func itemHeader(_ tag: Tag, length: Int?) -> [UInt8] {
        number(UInt64(tag.group), 2) + number(UInt64(tag.element), 2)
            + number(UInt64(length ?? 0xFFFF_FFFF), 4)
    }

    /// A number in the encoding's byte order.
    package func number(_ value: UInt64, _ size: Int) -> [UInt8] {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        return encoding.isBigEndian ? bytes.reversed() : bytes
    }

    private func bytes(of value: DICOMBuilder.Value, _ vr: VR) -> [UInt8] {
        switch value {
        case .bytes(let bytes): return bytes
        case .text(let values):
            var bytes = Array(values.joined(separator: "\\").utf8)
            if !bytes.count.isMultiple(of: 2) { bytes.append(vr == .ui ? 0 : 0x20) }
            return bytes
        case .numbers(let numbers):
            let size = Self.size(of: vr)
            return numbers.flatMap { number(UInt64(bitPattern: Int64($0)), size) }
        case .decimals(let numbers):
            return numbers.flatMap { decimal in
                vr == .fl
                    ? number(UInt64(Float(decimal).bitPattern), 4) : number(decimal.bitPattern, 8)
            }
        case .sequence, .fragments: return []
        }
    }

    private static func size(of vr: VR) -> Int {
        switch vr {
        case .ob, .un: 1
        case .ul, .sl, .ol, .fl, .of: 4
        case .uv, .sv, .ov, .fd, .od: 8
        default: 2
        }
    }
}
