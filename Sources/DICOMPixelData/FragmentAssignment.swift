package import DICOMCore

/// Which fragments of encapsulated Pixel Data make which frame (PS3.5 A.4).
///
/// Offset tables are often absent and sometimes wrong, while codestreams of the JPEG families
/// begin with bytes that nothing else begins with. What leaves a doubt is refused: a fragment put
/// to the wrong frame could go out unexamined.
package struct FragmentAssignment: Sendable {
    /// How a codestream begins.
    package enum CodestreamStart: Hashable, Sendable {
        /// ISO 10918-1 and 14495-1: SOI, then another marker.
        case jpeg
        /// ISO 15444-1: SOC, then SIZ; or the signature box of a JP2 file.
        case jpeg2000
        /// One fragment a frame, and nothing to know it by (RLE, uncompressed, deflated).
        case none

        package init(_ transferSyntax: TransferSyntax) {
            switch CodecRegistry.entry(for: transferSyntax).codec {
            case .jpeg: self = .jpeg
            case .jpeg2000: self = .jpeg2000
            case .native, .rleLossless, .deflated, nil: self = .none
            }
        }

        func begins(_ bytes: [UInt8]) -> Bool {
            switch self {
            case .jpeg: bytes.starts(with: [0xFF, 0xD8, 0xFF])
            case .jpeg2000:
                bytes.starts(with: [0xFF, 0x4F, 0xFF, 0x51])
                    || bytes.starts(with: [0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20])
            case .none: false
            }
        }
    }

    package struct Fragment: Hashable, Sendable {
        /// Of the item's header.
        package var offset: Int
        /// Of the value.
        package var range: Range<Int>
        /// Whether the value begins as a codestream does.
        package var beginsCodestream: Bool

        package init(offset: Int, range: Range<Int>, beginsCodestream: Bool = false) {
            self.offset = offset
            self.range = range
            self.beginsCodestream = beginsCodestream
        }
    }

    package var fragments: [Fragment]
    package var frames: Int
    package var start: CodestreamStart
    /// From the first byte of the first item behind the table's own.
    package var basicOffsets: [Int]
    package var extendedOffsets: [Int]

    package init(
        fragments: [Fragment], frames: Int, start: CodestreamStart, basicOffsets: [Int] = [],
        extendedOffsets: [Int] = []
    ) {
        self.fragments = fragments
        self.frames = frames
        self.start = start
        self.basicOffsets = basicOffsets
        self.extendedOffsets = extendedOffsets
    }

    /// The value ranges of each frame's fragments; none of a frame is empty.
    ///
    /// - Throws: `missing` where there is no fragment, `malformed` where fragments and frames
    ///   cannot be matched for certain.
    package func frameRanges() throws(PixelDataError) -> [[Range<Int>]] {
        let groups = try groups()
        var ranges: [[Range<Int>]] = []
        ranges.reserveCapacity(groups.count)
        for group in groups {
            let filled = fragments[group].map(\.range).filter { !$0.isEmpty }
            guard !filled.isEmpty else { throw malformed(found: ranges.count) }
            ranges.append(filled)
        }
        return ranges
    }

    /// The indexes of each frame's fragments.
    private func groups() throws(PixelDataError) -> [Range<Int>] {
        let filled = fragments.indices.filter { !fragments[$0].range.isEmpty }
        guard let first = filled.first, let last = filled.last else {
            throw PixelDataError(code: .missing, tag: .pixelData)
        }
        let starts = filled.filter { fragments[$0].beginsCodestream }
        if start != .none {
            // More codestreams than frames: something that Number of Frames does not count.
            guard starts.count <= frames else { throw malformed(found: starts.count) }
            // Where every frame begins visibly, nothing else is asked.
            if starts.count == frames, starts.first == first { return groups(at: starts) }
        }
        if frames == 1, start != .none || filled.count == 1 { return [first..<last + 1] }
        for offsets in [extendedOffsets, basicOffsets] {
            if let groups = groups(atOffsets: offsets) { return groups }
        }
        guard filled.count == frames else { throw malformed(found: filled.count) }
        return filled.map { $0..<$0 + 1 }
    }

    private func groups(at starts: [Int]) -> [Range<Int>] {
        let ends = starts.dropFirst() + [fragments.count]
        return zip(starts, ends).map { $0..<$1 }
    }

    /// The groups that a table names; `nil` where it is absent or cannot be right.
    private func groups(atOffsets offsets: [Int]) -> [Range<Int>]? {
        guard offsets.count == frames, offsets.first == 0, let origin = fragments.first?.offset
        else { return nil }
        var starts: [Int] = []
        var index = 0
        for offset in offsets {
            while index < fragments.count, fragments[index].offset - origin < offset { index += 1 }
            guard index < fragments.count, fragments[index].offset - origin == offset,
                starts.last != index
            else { return nil }
            starts.append(index)
        }
        let groups = groups(at: starts)
        // PS3.5 A.4.2 and A.4.11: one fragment a frame where nothing marks a beginning.
        let isSingle = groups.allSatisfy { group in
            fragments[group].count { !$0.range.isEmpty } == 1
        }
        return start != .none || isSingle ? groups : nil
    }

    private func malformed(found: Int) -> PixelDataError {
        PixelDataError(
            code: .malformed, tag: .pixelData, byteOffset: fragments.first?.offset,
            expected: frames, found: found)
    }
}
