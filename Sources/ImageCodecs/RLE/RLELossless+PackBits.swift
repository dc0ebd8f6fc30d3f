extension RLELossless {
    /// One run of PackBits (G.3.2): n in 0...127 announces n + 1 bytes, n in 129...255 one byte
    /// that stands 257 - n times, 128 nothing.
    struct Run {
        /// With the byte that announces it.
        var coded: Range<Int>
        /// Bytes that it stands for.
        var count: Int
        var isLiteral: Bool

        static let maximumCount = 128
    }

    /// The run at `position` of a segment that ends at `end`.
    @inline(__always)
    static func run(
        _ codestream: [UInt8], at position: Int, end: Int
    ) throws(CodecError) -> Run {
        guard position < end else { throw truncated(at: position, expected: 1, found: 0) }
        let announcement = Int(codestream[position])
        let run =
            if announcement < 128 {
                Run(
                    coded: position..<position + announcement + 2, count: announcement + 1,
                    isLiteral: true)
            } else if announcement > 128 {
                Run(coded: position..<position + 2, count: 257 - announcement, isLiteral: false)
            } else {
                Run(coded: position..<position + 1, count: 0, isLiteral: false)
            }
        guard run.coded.upperBound <= end else {
            throw truncated(at: position, expected: run.coded.count, found: end - position)
        }
        return run
    }

    private static func truncated(at position: Int, expected: Int, found: Int) -> CodecError {
        CodecError(
            code: .truncated, thing: "RLE segment", byteOffset: position, expected: expected,
            found: found)
    }

    /// Decodes a segment into every `step`-th byte of `target`, beginning at `first`.
    static func unpack(
        _ codestream: [UInt8], _ segment: Range<Int>, into target: inout [UInt8],
        from first: Int, step: Int
    ) throws(CodecError) {
        var position = segment.lowerBound
        var index = first
        while index < target.count {
            let run = try run(codestream, at: position, end: segment.upperBound)
            position = run.coded.upperBound
            // A last run may say more than the plane takes.
            let count = min(run.count, (target.count - index + step - 1) / step)
            var source = run.coded.lowerBound + 1
            if run.isLiteral {
                for _ in 0..<count {
                    target[index] = codestream[source]
                    source += 1
                    index += step
                }
            } else if count > 0 {
                let value = codestream[source]
                for _ in 0..<count {
                    target[index] = value
                    index += step
                }
            }
        }
    }

    /// Codes one row: runs of three and more, and of two where no literal is open.
    static func pack(_ bytes: [UInt8], _ row: Range<Int>, into output: inout [UInt8]) {
        var literal = row.lowerBound
        var position = row.lowerBound
        while position < row.upperBound {
            let value = bytes[position]
            let limit = min(row.upperBound, position + Run.maximumCount)
            var end = position + 1
            while end < limit, bytes[end] == value { end += 1 }
            let count = end - position
            if count > 2 || count == 2 && literal == position {
                packLiteral(bytes, literal..<position, into: &output)
                packReplicate(value, count: count, into: &output)
                literal = end
            }
            position = end
        }
        packLiteral(bytes, literal..<row.upperBound, into: &output)
    }

    /// Codes bytes one by one, in runs of 128 at most.
    static func packLiteral(_ bytes: [UInt8], _ range: Range<Int>, into output: inout [UInt8]) {
        var start = range.lowerBound
        while start < range.upperBound {
            let end = min(range.upperBound, start + Run.maximumCount)
            output.append(UInt8(end - start - 1))
            output.append(contentsOf: bytes[start..<end])
            start = end
        }
    }

    /// Codes a value that stands 1 to 128 times.
    static func packReplicate(_ value: UInt8, count: Int, into output: inout [UInt8]) {
        // A single byte is a literal: 257 - 1 has no room in the announcement.
        output.append(count == 1 ? 0 : UInt8(257 - count))
        output.append(value)
    }
}
