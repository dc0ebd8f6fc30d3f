extension RLELossless {
    /// The codestream without bytes that no decoder shows: between header and segments, behind the
    /// last sample of a segment, and in the header's offsets of segments that are not there.
    ///
    /// Runs stay as they were coded. Bytes of one value say nothing: padding is no reason to write
    /// the frame anew.
    ///
    /// - Returns: `nil` where there is nothing to drop.
    /// - Throws: `CodecError` as `decode`.
    /// - Complexity: one step a run.
    package static func withoutHiddenBytes(
        _ codestream: [UInt8], shape: FrameShape
    ) throws(CodecError) -> [UInt8]? {
        let layout = try Layout(shape)
        let segments = try layout.segments(of: codestream)
        // G.5: offsets that are not used are zero.
        let unused = codestream[(4 + 4 * segments.count)..<headerLength]
        var dropsData = unused.contains { $0 != 0 }
        if let first = segments.first, !codestream[headerLength..<first.lowerBound].isPadding {
            dropsData = true
        }
        var kept: [VisibleRuns] = []
        for segment in segments {
            let runs = try VisibleRuns(codestream, segment, planeLength: layout.planeLength)
            if !codestream[runs.end..<segment.upperBound].isPadding { dropsData = true }
            kept.append(runs)
        }
        guard dropsData else { return nil }
        var writer = FrameWriter(segmentCount: segments.count)
        writer.bytes.reserveCapacity(codestream.count)
        for runs in kept {
            try writer.beginSegment()
            writer.bytes += codestream[runs.whole]
            packLiteral(codestream, runs.literal, into: &writer.bytes)
            writer.endSegment()
        }
        return writer.bytes
    }

    /// `withoutHiddenBytes` of a 1-bit frame, packed or not.
    ///
    /// - Precondition: `shape` has one sample a pixel and one byte a sample.
    package static func withoutHiddenBytesOfBits(
        _ codestream: [UInt8], shape: FrameShape
    ) throws(CodecError) -> [UInt8]? {
        try withoutHiddenBytes(
            codestream,
            shape: isPacked(codestream, shape) ? packedShape(shape) : shape)
    }
}

/// The runs of a segment up to the last sample of its plane.
private struct VisibleRuns {
    /// Runs that stay as they are.
    private(set) var whole: Range<Int>
    /// What the plane takes of a last literal run that says more.
    private(set) var literal: Range<Int>
    /// Where the bytes end that the plane takes.
    var end: Int { max(whole.upperBound, literal.upperBound) }

    init(
        _ codestream: [UInt8], _ segment: Range<Int>, planeLength: Int
    ) throws(CodecError) {
        whole = segment.lowerBound..<segment.lowerBound
        literal = whole
        var samples = 0
        while samples < planeLength {
            let run = try RLELossless.run(
                codestream, at: whole.upperBound, end: segment.upperBound)
            if run.isLiteral, run.count > planeLength - samples {
                let start = run.coded.lowerBound + 1
                literal = start..<start + planeLength - samples
                return
            }
            whole = whole.lowerBound..<run.coded.upperBound
            samples += run.count
        }
    }
}
