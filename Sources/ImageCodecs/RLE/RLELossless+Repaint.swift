package import Raster

extension RLELossless {
    /// The codestream with `boxes` painted; what no box's rows reach is copied as it was coded.
    ///
    /// Runs that hold only samples of other rows keep their bytes. PS3.5 G.3.1 ends runs at the end
    /// of a row, so those are all others; an encoder that lets runs cross rows gets the crossing
    /// ones cut. Bytes behind the last sample of a segment are dropped: they are no pixels, but
    /// may say what stood there. Where no box meets the frame the codestream comes back as it is.
    ///
    /// - Parameters:
    ///   - boxes: any; what lies outside the frame is ignored.
    ///   - fill: one stored value for each sample of a pixel; low bytes count.
    /// - Throws: `CodecError` as `decode`; `limitExceeded` as `encode`.
    /// - Precondition: `fill` has `samplesPerPixel` values.
    package static func repaint(
        _ codestream: [UInt8], shape: FrameShape, boxes: [PixelBox], fill: [Int]
    ) throws(CodecError) -> [UInt8] {
        precondition(fill.count == shape.samplesPerPixel)
        let layout = try Layout(shape)
        let segments = try layout.segments(of: codestream)
        let boxes = boxes.map { $0.clipped(toWidth: shape.width, height: shape.height) }
            .filter { !$0.isEmpty }
        let bands = bands(of: boxes)
        guard !bands.isEmpty else {
            _ = try decode(codestream, shape: shape)
            return codestream
        }
        var writer = FrameWriter(segmentCount: segments.count)
        writer.bytes.reserveCapacity(codestream.count + codestream.count / 64)
        for (index, segment) in segments.enumerated() {
            try writer.beginSegment()
            let sample = fill[layout.component(ofSegment: index)]
            let value = UInt8(
                truncatingIfNeeded: sample >> (8 * layout.significance(ofSegment: index)))
            var painter = SegmentPainter(
                width: shape.width, boxes: boxes, bands: bands, fill: value)
            try painter.repaint(
                codestream, segment, planeLength: layout.planeLength, into: &writer.bytes)
            writer.endSegment()
        }
        return writer.bytes
    }

    /// The rows that boxes reach, as sorted ranges that do not touch.
    private static func bands(of boxes: [PixelBox]) -> [Range<Int>] {
        var bands: [Range<Int>] = []
        for box in boxes.sorted(by: { $0.y < $1.y }) {
            if let last = bands.last, box.y <= last.upperBound {
                bands[bands.count - 1] = last.lowerBound..<max(last.upperBound, box.maxY)
            } else {
                bands.append(box.y..<box.maxY)
            }
        }
        return bands
    }
}

/// Paints one byte plane: copies runs outside the bands, decodes and codes anew those inside.
private struct SegmentPainter {
    let width: Int
    let boxes: [PixelBox]
    let bands: [Range<Int>]
    let fill: UInt8
    /// Index of the band that the next samples belong to or come before.
    private var band = 0
    /// Samples of that band so far.
    private var samples: [UInt8] = []

    init(width: Int, boxes: [PixelBox], bands: [Range<Int>], fill: UInt8) {
        self.width = width
        self.boxes = boxes
        self.bands = bands
        self.fill = fill
    }

    mutating func repaint(
        _ codestream: [UInt8], _ segment: Range<Int>, planeLength: Int, into output: inout [UInt8]
    ) throws(CodecError) {
        var position = segment.lowerBound
        var copied = position
        var start = 0
        while start < planeLength {
            let run = try RLELossless.run(codestream, at: position, end: segment.upperBound)
            position = run.coded.upperBound
            let end = start + run.count
            let isKept =
                end <= planeLength
                && (band == bands.count || end <= bands[band].lowerBound * width)
            if !isKept {
                output.append(contentsOf: codestream[copied..<run.coded.lowerBound])
                copied = position
                split(codestream, run, start..<min(end, planeLength), into: &output)
            }
            start = end
        }
        output.append(contentsOf: codestream[copied..<position])
    }

    /// Hands each part of a run to the band that it lies in, or codes it alone outside of bands.
    private mutating func split(
        _ codestream: [UInt8], _ run: RLELossless.Run, _ range: Range<Int>,
        into output: inout [UInt8]
    ) {
        let source = run.coded.lowerBound + 1
        var start = range.lowerBound
        while start < range.upperBound {
            let isOutside = band == bands.count || start < bands[band].lowerBound * width
            let border =
                band == bands.count
                ? range.upperBound
                : (isOutside ? bands[band].lowerBound : bands[band].upperBound) * width
            let end = min(range.upperBound, border)
            let first = source + (run.isLiteral ? start - range.lowerBound : 0)
            let last = first + (run.isLiteral ? end - start : 1)
            switch (isOutside, run.isLiteral) {
            case (true, true):
                RLELossless.packLiteral(codestream, first..<last, into: &output)
            case (true, false):
                RLELossless.packReplicate(codestream[source], count: end - start, into: &output)
            case (false, true):
                samples.append(contentsOf: codestream[first..<last])
            case (false, false):
                samples.append(contentsOf: repeatElement(codestream[source], count: end - start))
            }
            if !isOutside, end == border { finishBand(into: &output) }
            start = end
        }
    }

    /// Paints the boxes into the band's samples and codes its rows.
    private mutating func finishBand(into output: inout [UInt8]) {
        let rows = bands[band]
        for box in boxes where rows.contains(box.y) {
            for y in box.y..<box.maxY {
                let start = (y - rows.lowerBound) * width
                for x in box.x..<box.maxX { samples[start + x] = fill }
            }
        }
        for row in 0..<rows.count {
            RLELossless.pack(samples, row * width..<(row + 1) * width, into: &output)
        }
        samples.removeAll(keepingCapacity: true)
        band += 1
    }
}
