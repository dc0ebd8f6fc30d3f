package import DICOMCore
package import Raster

/// Native (not compressed) Pixel Data: where each frame lies, and its decoded form.
///
/// The decoded form is a `SampleBuffer` of whole containers in little endian order, pixel by
/// pixel: bits above High Bit as stored, 4:2:2 spread by repeating the chroma, a byte for a bit.
package struct NativePixelData: Sendable {
    /// Where frames lie in the source.
    enum Location: Hashable, Sendable {
        /// One frame behind the other, without padding; a 1-bit frame need not begin on a byte.
        case contiguous(Range<Int>)
        /// A range for each frame (Encapsulated Uncompressed).
        case separate([Range<Int>])
    }

    package let source: ByteSource
    package let format: NativeFrameFormat
    package let frames: Int
    /// Bytes behind the last frame, but for one that makes the length even.
    package let trailingByteCount: Int
    /// Where those bytes are not of one value, in file order: less than a row, and shown by no
    /// reader. They are examined by no one, so that no file may go out with them.
    package let hiddenRanges: [Range<Int>]
    let location: Location

    /// - Parameters:
    ///   - tag: of the element, for errors.
    ///   - mayHavePadding: whether bytes of one value, and only those, may fill up more than a
    ///     frame.
    /// - Throws: `truncated` where a frame is not whole, `malformed` where there are frames or rows
    ///   that the header does not count: nobody knows what of them is the image.
    init(
        source: ByteSource, format: NativeFrameFormat, frames: Int, location: Location,
        tag: Tag = .pixelData, mayHavePadding: Bool = false
    ) throws(PixelDataError) {
        self.source = source
        self.format = format
        self.frames = frames
        self.location = location
        switch location {
        case .contiguous(let range):
            let needed = Self.byteCount(frames, of: format)
            try Self.check(range, holds: needed, tag)
            let trailing = range.count - needed
            guard mayHavePadding || trailing < max(2, Self.byteCount(1, of: format)) else {
                throw PixelDataError(
                    code: .malformed, tag: .numberOfFrames, expected: needed, found: range.count)
            }
            trailingByteCount = max(0, trailing - needed % 2)
            hiddenRanges = try Self.hiddenRanges(
                source, [range], behind: needed,
                most: mayHavePadding ? 0 : Self.lessThanARow(format),
                tag)
        case .separate(let ranges):
            let needed = Self.byteCount(1, of: format)
            for range in ranges {
                try Self.check(range, holds: needed, tag)
            }
            trailingByteCount = ranges.reduce(0) { $0 + max(0, $1.count - needed - needed % 2) }
            hiddenRanges = try Self.hiddenRanges(
                source, ranges, behind: needed, most: Self.lessThanARow(format), tag)
        }
    }

    /// Pixel Data of a data set in a native transfer syntax.
    ///
    /// - Parameter element: pixels of defined length.
    /// - Throws: `truncated`, `malformed` or `unsupported`.
    package init(
        source: ByteSource, element: DataElement, description: ImagePixelDescription
    ) throws(PixelDataError) {
        try self.init(
            source: source,
            format: NativeFrameFormat(
                description, valueLength: element.valueLength, vr: element.vr,
                isBigEndian: element.encoding.isBigEndian),
            frames: description.frames, location: .contiguous(element.valueRange),
            tag: element.tag)
    }

    /// Decodes one frame.
    ///
    /// - Precondition: `index` is in `0..<frames`.
    package func frame(_ index: Int) -> SampleBuffer {
        precondition((0..<frames).contains(index))
        let place = place(ofFrame: index)
        if format.byteOrder == .swappedPairs {
            let pairs = unsafe source.withUnsafeBytes(in: place.bytes) { buffer in
                unsafe PixelKernels.swappedPairs(buffer)
            }
            return unsafe pairs.withUnsafeBytes { buffer in
                unsafe format.decode(buffer, firstBit: place.firstBit)
            }
        }
        return unsafe source.withUnsafeBytes(in: place.bytes) { buffer in
            unsafe format.decode(buffer, firstBit: place.firstBit)
        }
    }

    /// The bytes that hold a frame, whole pairs where pairs are swapped, and its first bit in
    /// them.
    func place(ofFrame index: Int) -> (bytes: Range<Int>, firstBit: Int) {
        let (start, bit) = origin(ofFrame: index)
        let first = bit / 8
        let last = (bit + format.bitsPerFrame + 7) / 8
        guard format.byteOrder == .swappedPairs else {
            return (start + first..<start + last, bit % 8)
        }
        let even = first & ~1
        return (start + even..<start + (last + 1) & ~1, bit - 8 * even)
    }

    /// Where the value that holds a frame begins, and the frame's first bit in it.
    func origin(ofFrame index: Int) -> (valueOffset: Int, bit: Int) {
        switch location {
        case .contiguous(let range): (range.lowerBound, index * format.bitsPerFrame)
        case .separate(let ranges): (ranges[index].lowerBound, 0)
        }
    }

    /// Bytes that `frames` frames take, whole pairs where pairs are swapped.
    private static func byteCount(_ frames: Int, of format: NativeFrameFormat) -> Int {
        let bytes = (frames * format.bitsPerFrame + 7) / 8
        return format.byteOrder == .swappedPairs ? bytes + bytes % 2 : bytes
    }

    /// Bytes of one value are padding, and the one that makes a length even is nothing. Others may
    /// be rows that Rows does not count, where there are enough of them.
    private static func hiddenRanges(
        _ source: ByteSource, _ ranges: [Range<Int>], behind needed: Int, most: Int, _ tag: Tag
    ) throws(PixelDataError) -> [Range<Int>] {
        var hidden: [Range<Int>] = []
        for range in ranges {
            let trailing = range.dropFirst(needed + needed % 2)
            guard !source.isUniform(in: trailing) else { continue }
            guard trailing.count <= most else {
                throw PixelDataError(
                    code: .malformed, tag: tag, byteOffset: range.lowerBound, expected: needed,
                    found: range.count)
            }
            hidden.append(trailing)
        }
        return hidden
    }

    private static func lessThanARow(_ format: NativeFrameFormat) -> Int {
        max(0, format.bitsPerFrame / format.height / 8 - 1)
    }

    private static func check(
        _ range: Range<Int>, holds needed: Int, _ tag: Tag
    ) throws(PixelDataError) {
        guard range.count >= needed else {
            throw PixelDataError(
                code: .truncated, tag: tag, byteOffset: range.lowerBound, expected: needed,
                found: range.count)
        }
    }
}

extension NativeFrameFormat {
    /// How the Pixel Data value of an image is laid out.
    ///
    /// - Parameter valueLength: bytes of the whole value; of all frames.
    /// - Throws: `unsupported` for 4:2:0, 4:2:2 of other than 8 bits or of odd width, and
    ///   other than 16 bits in the private syntax of GE.
    package init(
        _ description: ImagePixelDescription, valueLength: Int, vr: VR, isBigEndian: Bool
    ) throws(PixelDataError) {
        let arrangement: Arrangement
        switch description.photometricInterpretation {
        case _ where description.bitsAllocated == 1: arrangement = .bits
        case .ybrPartial420:
            throw PixelDataError(code: .unsupported, tag: .photometricInterpretation)
        case .ybrFull422 where Self.isSpread(description, valueLength: valueLength),
            .ybrPartial422 where Self.isSpread(description, valueLength: valueLength):
            arrangement = description.planarConfiguration == 1 ? .planar : .interleaved
        case .ybrFull422, .ybrPartial422:
            guard description.bitsAllocated == 8 else {
                throw PixelDataError(
                    code: .unsupported, tag: .bitsAllocated, expected: 8,
                    found: description.bitsAllocated)
            }
            // PS3.3 C.7.6.3.1.2 asks for an even number of columns, so nothing says where the
            // last pixel of an odd row has its chroma.
            guard description.columns % 2 == 0 else {
                throw PixelDataError(
                    code: .unsupported, tag: .columns, found: description.columns)
            }
            arrangement = .ybr422
        default: arrangement = description.planarConfiguration == 1 ? .planar : .interleaved
        }
        let byteOrder: ByteOrder
        switch (isBigEndian, description.bitsAllocated) {
        // The retired private syntax of GE: all else is little endian. Toolkits agree on words of
        // 16 bits; whether bytes turn in pairs, no document and no file at hand settles.
        case _
        where CodecRegistry.entry(for: description.transferSyntax).hasBigEndianWords:
            guard description.bitsAllocated == 16 else {
                throw PixelDataError(
                    code: .unsupported, tag: .bitsAllocated, expected: 16,
                    found: description.bitsAllocated)
            }
            byteOrder = .bigEndian
        case (false, _): byteOrder = .littleEndian
        case (true, 16...): byteOrder = .bigEndian
        // PS3.5 8.1.2 and A.3: samples of 8 bits or fewer in words turn with the words.
        default: byteOrder = vr == .ow ? .swappedPairs : .littleEndian
        }
        self.init(
            width: description.columns, height: description.rows,
            samplesPerPixel: description.samplesPerPixel,
            bytesPerSample: description.bytesPerSample, isSigned: description.isSigned,
            arrangement: arrangement, byteOrder: byteOrder)
    }

    /// Whether a value that is labelled 4:2:2 holds three samples for every pixel, as it does when
    /// a program decoded a JPEG and left the label: its length tells.
    private static func isSpread(
        _ description: ImagePixelDescription, valueLength: Int
    ) -> Bool {
        let spread = description.bytesPerFrame * description.frames
        return valueLength >= spread && valueLength - spread <= 1
    }
}
