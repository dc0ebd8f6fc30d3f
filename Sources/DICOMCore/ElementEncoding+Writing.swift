extension ElementEncoding {
    /// The header of top-level Pixel Data; a length of nil is the undefined one.
    /// - Precondition: the length fits 32 bits.
    package func pixelDataHeader(vr: VR, length: Int?) -> [UInt8] {
        precondition(vr.hasLongLength)
        return header(.pixelData, vr, storedLength: stored(length))
    }

    /// The header of an item or fragment; a length of nil is the undefined one.
    /// - Precondition: the length fits 32 bits.
    package func itemHeader(length: Int?) -> [UInt8] { bytes(of: .item) + bytes(stored(length)) }

    /// The items of encapsulated Pixel Data (PS3.5 A.4) and what ends them.
    /// - Throws: `limitExceeded` where a fragment does not fit its length.
    func fragments(_ fragments: [[UInt8]], tag: Tag) throws(DICOMError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(fragments.reduce(8) { $0 + $1.count + 9 })
        for fragment in fragments {
            let isOdd = !fragment.count.isMultiple(of: 2)
            guard fragment.count < 0xFFFF_FFFE else {
                throw DICOMError(
                    code: .limitExceeded, tag: tag, expected: 0xFFFF_FFFE, found: fragment.count)
            }
            bytes += itemHeader(length: fragment.count + (isOdd ? 1 : 0))
            bytes += fragment
            if isOdd { bytes.append(0) }
        }
        return bytes + sequenceDelimiter
    }

    /// What ends a sequence or Pixel Data of undefined length.
    package var sequenceDelimiter: [UInt8] { bytes(of: .sequenceDelimitation) + bytes(UInt32(0)) }

    /// A whole element; its sequences have defined lengths.
    /// - Throws: `limitExceeded` where the value is too long for its VR.
    package func bytes(of element: NewElement) throws(DICOMError) -> [UInt8] {
        // PS3.5 6.2.2: what a UN holds is Implicit VR Little Endian.
        let content = element.vr == .un ? ElementEncoding.implicitLittleEndian : self
        var value = try content.bytes(of: element.value)
        if !value.count.isMultiple(of: 2) { value.append(element.vr.isText ? 0x20 : 0) }
        let hasLongLength = isImplicitVR || element.vr.hasLongLength
        let most = hasLongLength ? 0xFFFF_FFFE : 0xFFFE
        guard value.count <= most else {
            throw DICOMError(
                code: .limitExceeded, tag: element.tag, expected: most, found: value.count)
        }
        return header(element.tag, element.vr, storedLength: UInt32(value.count)) + value
    }

    /// An item of defined length.
    func item(_ elements: [NewElement]) throws(DICOMError) -> [UInt8] {
        var content: [UInt8] = []
        for element in elements { content += try bytes(of: element) }
        return itemHeader(length: content.count) + content
    }

    func bytes(_ number: UInt16) -> [UInt8] {
        let low = UInt8(truncatingIfNeeded: number)
        let high = UInt8(truncatingIfNeeded: number >> 8)
        return isBigEndian ? [high, low] : [low, high]
    }

    func bytes(_ number: UInt32) -> [UInt8] {
        let low = bytes(UInt16(truncatingIfNeeded: number))
        let high = bytes(UInt16(truncatingIfNeeded: number >> 16))
        return isBigEndian ? high + low : low + high
    }

    private func bytes(of tag: Tag) -> [UInt8] { bytes(tag.group) + bytes(tag.element) }

    private func bytes(of value: NewValue) throws(DICOMError) -> [UInt8] {
        switch value {
        case .strings(let strings): return Array(strings.joined(separator: "\\").utf8)
        case .bytes(let bytes): return bytes
        case .unsigned16(let numbers): return numbers.flatMap { bytes($0) }
        case .signed16(let numbers): return numbers.flatMap { bytes(UInt16(bitPattern: $0)) }
        case .unsigned32(let numbers): return numbers.flatMap { bytes($0) }
        case .sequence(let items):
            // Depth is that of the caller's own literals, never that of a file.
            var content: [UInt8] = []
            for elements in items { content += try item(elements) }
            return content
        }
    }

    private func header(_ tag: Tag, _ vr: VR, storedLength: UInt32) -> [UInt8] {
        if isImplicitVR { return bytes(of: tag) + bytes(storedLength) }
        let start = bytes(of: tag) + [vr.first, vr.second]
        return vr.hasLongLength
            ? start + [0, 0] + bytes(storedLength)
            : start + bytes(UInt16(truncatingIfNeeded: storedLength))
    }

    private func stored(_ length: Int?) -> UInt32 {
        guard let length else { return 0xFFFF_FFFF }
        precondition((0...0xFFFF_FFFE).contains(length), "length beyond 32 bits")
        return UInt32(length)
    }
}
