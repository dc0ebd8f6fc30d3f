extension RLELossless {
    /// The RLE header (G.5): the number of segments and 15 offsets, of 4 bytes each.
    static let headerLength = 64
    static let maximumSegments = 15

    /// How the byte planes of a frame are laid out.
    struct Layout {
        let shape: FrameShape
        let segmentCount: Int
        /// Bytes of one decoded segment.
        let planeLength: Int

        init(_ shape: FrameShape) throws(CodecError) {
            self.shape = shape
            segmentCount = shape.samplesPerPixel * shape.bytesPerSample
            planeLength = shape.width * shape.height
            guard (1...maximumSegments).contains(segmentCount) else {
                throw CodecError(
                    code: .unsupported, thing: "RLE segments", expected: maximumSegments,
                    found: segmentCount)
            }
        }

        /// Where a segment's byte lies in an interleaved pixel.
        func byteOffset(ofSegment index: Int) -> Int {
            component(ofSegment: index) * shape.bytesPerSample + significance(ofSegment: index)
        }

        func component(ofSegment index: Int) -> Int {
            index / shape.bytesPerSample
        }

        /// Which byte of a sample a segment holds, 0 the least significant. G.2: the most
        /// significant comes first.
        func significance(ofSegment index: Int) -> Int {
            shape.bytesPerSample - 1 - index % shape.bytesPerSample
        }

        /// Where the segments lie.
        func segments(of codestream: [UInt8]) throws(CodecError) -> [Range<Int>] {
            guard codestream.count >= headerLength else {
                throw CodecError(
                    code: .truncated, thing: "RLE header", byteOffset: 0, expected: headerLength,
                    found: codestream.count)
            }
            let found = littleEndian(codestream, at: 0)
            guard found == segmentCount else {
                throw CodecError(
                    code: .mismatch, thing: "RLE segments", byteOffset: 0,
                    expected: segmentCount, found: found)
            }
            var offsets = (0..<segmentCount).map { littleEndian(codestream, at: 4 + 4 * $0) }
            offsets.append(codestream.count)
            var segments: [Range<Int>] = []
            for index in 0..<segmentCount {
                let (start, end) = (offsets[index], offsets[index + 1])
                guard start <= codestream.count else {
                    throw CodecError(
                        code: .truncated, thing: "RLE segment \(index)",
                        byteOffset: 4 + 4 * index, expected: start, found: codestream.count)
                }
                guard start >= headerLength, start <= end else {
                    throw CodecError(
                        code: .corrupt, thing: "RLE segment offset", byteOffset: 4 + 4 * index,
                        found: start)
                }
                // Two bytes say 128 at most, so a segment holds 64 times its length at most.
                guard min(end, codestream.count) - start >= (planeLength + 63) / 64 else {
                    throw CodecError(
                        code: .truncated, thing: "RLE segment \(index)", byteOffset: start,
                        expected: (planeLength + 63) / 64, found: end - start)
                }
                segments.append(start..<min(end, codestream.count))
            }
            return segments
        }

        private func littleEndian(_ bytes: [UInt8], at position: Int) -> Int {
            Int(bytes[position]) | Int(bytes[position + 1]) << 8 | Int(bytes[position + 2]) << 16
                | Int(bytes[position + 3]) << 24
        }
    }

    /// Collects segments behind an RLE header.
    struct FrameWriter {
        /// Header and segments so far; coded bytes are appended here.
        var bytes: [UInt8]
        private var begun = 0

        init(segmentCount: Int) {
            bytes = [UInt8](repeating: 0, count: headerLength)
            bytes[0] = UInt8(segmentCount)
        }

        /// Notes that the next segment begins here.
        mutating func beginSegment() throws(CodecError) {
            guard let offset = UInt32(exactly: bytes.count) else {
                throw CodecError(
                    code: .limitExceeded, thing: "RLE segment offset",
                    expected: Int(UInt32.max), found: bytes.count)
            }
            begun += 1
            for index in 0..<4 {
                bytes[4 * begun + index] = UInt8(truncatingIfNeeded: offset >> (8 * index))
            }
        }

        /// G.5: a segment of odd length is padded with a zero.
        mutating func endSegment() {
            if !bytes.count.isMultiple(of: 2) { bytes.append(0) }
        }
    }
}
