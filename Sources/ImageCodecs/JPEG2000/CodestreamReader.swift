/// Reads big-endian numbers out of a part of a codestream; running out of it is `truncated`.
struct CodestreamReader {
    let bytes: [UInt8]
    /// Where the part ends; within `bytes`.
    let end: Int
    private(set) var position: Int
    let thing: String

    /// - Precondition: `range` lies in `bytes`.
    init(_ bytes: [UInt8], range: Range<Int>, thing: String) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        self.bytes = bytes
        self.end = range.upperBound
        self.position = range.lowerBound
        self.thing = thing
    }

    var remaining: Int { end - position }

    mutating func uint8() throws(CodecError) -> Int {
        try require(1)
        defer { position += 1 }
        return Int(bytes[position])
    }

    mutating func uint16() throws(CodecError) -> Int {
        try require(2)
        defer { position += 2 }
        return Int(bytes[position]) << 8 | Int(bytes[position + 1])
    }

    mutating func uint32() throws(CodecError) -> Int {
        let high = try uint16()
        return try high << 16 | uint16()
    }

    /// Moves on by `count` bytes and says where they lie.
    mutating func take(_ count: Int) throws(CodecError) -> Range<Int> {
        try require(count)
        defer { position += count }
        return position..<position + count
    }

    private func require(_ count: Int) throws(CodecError) {
        guard count <= remaining else {
            throw CodecError(
                code: .truncated, thing: thing, byteOffset: position, expected: count,
                found: remaining)
        }
    }
}
