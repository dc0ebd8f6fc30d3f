/// Expands the data of a segmented palette (PS3.3 C.7.9.2).
enum SegmentedLookupTable {
    /// What can be wrong with the segments.
    enum Failure: Error { case truncated, malformed }

    private enum Opcode {
        static let discrete = 0
        static let linear = 1
        static let indirect = 2
    }

    /// The entries that the segments describe.
    ///
    /// - Parameters:
    ///   - segments: numbers of 8 or 16 bits, one each.
    ///   - bitsPerEntry: 8 or 16: the size of these numbers.
    ///   - entryCount: more entries than the descriptor counts are an error; so are fewer.
    /// - Throws: `truncated` where a segment or the table ends early; `malformed` for an unknown
    ///   opcode, a linear or indirect segment with nothing before it, a reference to anything but
    ///   a segment's beginning, or too many entries.
    static func expand(
        _ segments: [UInt16], bitsPerEntry: Int, entryCount: Int
    ) throws(Failure) -> [UInt16] {
        var reader = Reader(segments: segments, bitsPerEntry: bitsPerEntry, limit: entryCount)
        // A byte of padding is no segment.
        while reader.entries.count < entryCount, reader.position + 1 < segments.count {
            try reader.readSegment(mayRefer: true)
        }
        guard reader.entries.count == entryCount else { throw .truncated }
        return reader.entries
    }

    private struct Reader {
        let segments: [UInt16]
        let bitsPerEntry: Int
        let limit: Int
        var position = 0
        var entries: [UInt16] = []
        /// Where segments that a reference may name begin.
        var beginnings: Set<Int> = []

        init(segments: [UInt16], bitsPerEntry: Int, limit: Int) {
            self.segments = segments
            self.bitsPerEntry = bitsPerEntry
            self.limit = limit
        }

        func number(_ index: Int) throws(Failure) -> Int {
            guard segments.indices.contains(index) else { throw .truncated }
            return Int(segments[index])
        }

        mutating func readSegment(mayRefer: Bool) throws(Failure) {
            position = try readSegment(at: position, mayRefer: mayRefer)
        }

        /// Reads a segment and returns where the next one begins.
        mutating func readSegment(at start: Int, mayRefer: Bool) throws(Failure) -> Int {
            let opcode = try number(start)
            let length = try number(start + 1)
            switch opcode {
            case Opcode.discrete:
                for index in 0..<length { try append(try number(start + 2 + index)) }
                beginnings.insert(start)
                return start + 2 + length
            case Opcode.linear:
                guard let last = entries.last else { throw .malformed }
                let end = try number(start + 2)
                // The line runs from the entry before the segment, which it does not repeat.
                for step in 0..<length {
                    let distance = (end - Int(last)) * (step + 1)
                    try append(Int(last) + Self.rounded(distance, over: length))
                }
                beginnings.insert(start)
                return start + 3
            case Opcode.indirect where mayRefer:
                try repeatSegments(length, at: try reference(start + 2))
                return start + 2 + (bitsPerEntry == 8 ? 4 : 2)
            default: throw .malformed
            }
        }

        /// Reads segments again that were read before; they do not refer on, so that the work
        /// stays below that of the entries.
        private mutating func repeatSegments(_ count: Int, at start: Int) throws(Failure) {
            guard !entries.isEmpty else { throw .malformed }
            var position = start
            for _ in 0..<count {
                guard beginnings.contains(position) else { throw .malformed }
                position = try readSegment(at: position, mayRefer: false)
            }
        }

        /// The index of the number that a 32-bit byte offset names, least significant part first.
        private func reference(_ index: Int) throws(Failure) -> Int {
            var offset = 0
            for part in 0..<(bitsPerEntry == 8 ? 4 : 2) {
                offset |= try number(index + part) << (part * bitsPerEntry)
            }
            let size = bitsPerEntry / 8
            guard offset % size == 0 else { throw .malformed }
            return offset / size
        }

        private mutating func append(_ value: Int) throws(Failure) {
            guard entries.count < limit else { throw .malformed }
            entries.append(UInt16(truncatingIfNeeded: value))
        }

        /// The quotient to the nearest, halves away from zero.
        private static func rounded(_ dividend: Int, over divisor: Int) -> Int {
            let half = dividend < 0 ? -divisor : divisor
            return (2 * dividend + half) / (2 * divisor)
        }
    }
}
