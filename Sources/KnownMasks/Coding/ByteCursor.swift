/// Reads numbers and texts from bytes that anybody may have written.
struct ByteCursor {
    typealias Failure = MaskRuleCoding.Failure

    private let bytes: ArraySlice<UInt8>
    private(set) var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    var remaining: Int { bytes.endIndex - position }

    var failure: Failure { Failure(byteOffset: position - bytes.startIndex) }

    mutating func byte() throws(Failure) -> UInt8 {
        guard position < bytes.endIndex else { throw failure }
        defer { position += 1 }
        return bytes[position]
    }

    /// Seven bits a byte, the low ones first; the highest bit says that another byte follows.
    mutating func unsigned() throws(Failure) -> UInt64 {
        let first = try byte()
        if first < 0x80 { return UInt64(first) }
        var value = UInt64(first & 0x7F)
        var shift: UInt64 = 7
        while true {
            let next = try byte()
            let bits = UInt64(next & 0x7F)
            guard shift < 63 || (shift == 63 && bits <= 1) else { throw failure }
            value |= bits << shift
            if next < 0x80 { return value }
            shift += 7
        }
    }

    mutating func integer() throws(Failure) -> Int {
        let value = try unsigned()
        return Int(truncatingIfNeeded: value >> 1) ^ -Int(truncatingIfNeeded: value & 1)
    }

    /// How many things follow, each of at least `length` bytes: what is not there is not made room for.
    mutating func count(ofLength length: Int = 1) throws(Failure) -> Int {
        let value = try unsigned()
        guard value <= UInt64(remaining / length) else { throw failure }
        return Int(value)
    }

    /// A place in a table.
    mutating func index(below limit: Int) throws(Failure) -> Int {
        let value = try unsigned()
        guard value < UInt64(limit) else { throw failure }
        return Int(value)
    }

    mutating func number<N: FixedWidthInteger>(_: N.Type, below limit: Int) throws(Failure) -> N {
        N(truncatingIfNeeded: try index(below: limit))
    }

    mutating func double() throws(Failure) -> Double {
        var pattern: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            pattern |= UInt64(try byte()) << shift
        }
        return Double(bitPattern: pattern)
    }

    mutating func slice() throws(Failure) -> ArraySlice<UInt8> {
        let count = try count()
        defer { position += count }
        return bytes[position..<position + count]
    }

    mutating func text() throws(Failure) -> String {
        let bytes = try slice()
        guard let text = String(validating: bytes, as: UTF8.self) else { throw failure }
        return text
    }

    /// - Parameter least: bytes of the shortest element, so that no count asks for more than there is.
    mutating func array<Element>(
        ofLength least: Int = 1, _ read: (inout ByteCursor) throws(Failure) -> Element
    ) throws(Failure) -> [Element] {
        let count = try count(ofLength: least)
        var elements: [Element] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(try read(&self)) }
        return elements
    }
}

/// What ``ByteCursor`` reads.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func byte(_ value: UInt8) { bytes.append(value) }

    mutating func unsigned(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func count(_ value: Int) { unsigned(UInt64(value)) }

    mutating func integer(_ value: Int) {
        unsigned(UInt64(bitPattern: Int64(value << 1 ^ value >> 63)))
    }

    mutating func double(_ value: Double) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> shift))
        }
    }

    mutating func slice(_ value: some Collection<UInt8>) {
        count(value.count)
        bytes += value
    }

    mutating func append(_ value: [UInt8]) { bytes += value }
}
