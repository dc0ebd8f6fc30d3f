package import DICOMCore
package import Raster

/// One overlay of an image (PS3.3 C.9.2): graphics or a region of interest, a bit a pixel.
package struct OverlayPlane: Sendable {
    package enum Kind: String, Sendable {
        case graphics = "G"
        case regionOfInterest = "R"
    }

    /// Where the bits are.
    package enum Storage: Sendable {
        /// Overlay Data (60xx,3000), as frames of bits.
        case own(NativePixelData, index: Int)
        /// A bit of the image's samples, by its place in the container. Retired in 2004.
        case embedded(bit: Int)
    }

    /// 6000 to 60FE, even.
    package let group: UInt16
    package let rows: Int
    package let columns: Int
    package let frames: Int
    /// `nil` where the element is absent or says something else.
    package let kind: Kind?
    /// Where its first pixel lies on the image: row and column from 1; may be outside.
    package let origin: (row: Int, column: Int)
    /// The frame of the image, from 1, that the first frame of the overlay belongs to.
    package let imageFrameOrigin: Int
    package let storage: Storage

    /// The groups that have elements of overlays on a level, in rising order.
    package static func groups(in scope: DataSetScope) -> [UInt16] {
        Set(scope.elements.lazy.map(\.tag).filter(isOverlay).map(\.group)).sorted()
    }

    /// Even groups 6000...60FE: PS3.5 7.6 has sixteen, old files use others too.
    static func isOverlay(_ tag: Tag) -> Bool { tag.group & 0xFF01 == 0x6000 }

    /// The overlays of one group: none, one, or both kinds where a header says both.
    ///
    /// - Parameter image: what its bits may be embedded in.
    /// - Throws: `missing` or `malformed` for sizes, `truncated` or `malformed` for data that does
    ///   not fit them, `limitExceeded`.
    package static func planes(
        _ scope: DataSetScope, group: UInt16, image: ImagePixelDescription?,
        limits: PixelDataLimits = PixelDataLimits()
    ) throws(PixelDataError) -> [OverlayPlane] {
        try scope.requireOneOfEach(inGroup: group)
        var planes: [OverlayPlane] = []
        let data = Tag(group, Tag.overlayData.element)
        if let index = scope.index(of: data), scope.dataSet.elements[index].valueLength > 0 {
            planes.append(try OverlayPlane(scope, group: group, index: index, limits: limits))
        }
        if let image,
            let plane = try OverlayPlane(
                embeddedIn: image, scope, group: group, hasOwnBits: !planes.isEmpty)
        {
            planes.append(plane)
        }
        return planes
    }

    private init(
        _ scope: DataSetScope, group: UInt16, index: Int, limits: PixelDataLimits
    ) throws(PixelDataError) {
        let header = Header(scope: scope, group: group)
        rows = try header.size(.overlayRows)
        columns = try header.size(.overlayColumns)
        frames = try header.positive(.numberOfFramesInOverlay) ?? 1
        guard frames <= limits.frames, let size = checkedProduct(rows, columns),
            size <= limits.bytesPerFrame, checkedProduct(size, frames) != nil
        else {
            throw PixelDataError(
                code: .limitExceeded, tag: header.tag(.overlayRows), expected: limits.bytesPerFrame)
        }
        let element = scope.dataSet.elements[index]
        guard !element.hasUndefinedLength else {
            throw PixelDataError(
                code: .unsupported, tag: element.tag, byteOffset: element.offset)
        }
        // PS3.5 8.1.2 and A.3: bits in words turn with the words.
        let isSwapped = element.encoding.isBigEndian && element.vr == .ow
        // Whatever Overlay Bits Allocated and Bit Position say: readers take bits of their own so.
        let format = NativeFrameFormat(
            width: columns, height: rows, samplesPerPixel: 1, bytesPerSample: 1, isSigned: false,
            arrangement: .bits, byteOrder: isSwapped ? .swappedPairs : .littleEndian)
        let pixels = try NativePixelData(
            source: scope.source, format: format, frames: frames,
            location: .contiguous(element.valueRange), tag: element.tag, mayHavePadding: true)
        storage = .own(pixels, index: index)
        self.group = group
        kind = header.kind
        origin = header.origin
        imageFrameOrigin = header.imageFrameOrigin
    }

    /// - Returns: `nil` where the group names no bit of the image.
    private init?(
        embeddedIn image: ImagePixelDescription, _ scope: DataSetScope, group: UInt16,
        hasOwnBits: Bool
    ) throws(PixelDataError) {
        let header = Header(scope: scope, group: group)
        guard let bit = try header.integer(.overlayBitPosition), bit != 0 || header.isInPixels
        else { return nil }
        // A position in the stored value, of an overlay that has data: nothing else is meant.
        if hasOwnBits, bit >= 0, image.unusedBits >> min(bit, 63) & 1 == 0 { return nil }
        // PS3.3 C.7.6.24: a number has no bits to spare.
        guard !image.isFloat else {
            throw PixelDataError(code: .unsupported, tag: header.tag(.overlayBitPosition))
        }
        guard bit >= 0, bit < image.bitsAllocated else {
            throw PixelDataError(
                code: .malformed, tag: header.tag(.overlayBitPosition),
                expected: image.bitsAllocated, found: bit)
        }
        // Its size is the image's: the bit is looked at in every sample, whatever the group says.
        rows = image.rows
        columns = image.columns
        frames = image.frames
        storage = .embedded(bit: bit)
        self.group = group
        kind = header.kind
        origin = (1, 1)
        imageFrameOrigin = 1
    }

    /// The elements of one group.
    private struct Header {
        let scope: DataSetScope
        let group: UInt16

        func tag(_ tag: Tag) -> Tag { Tag(group, tag.element) }

        func integer(_ tag: Tag) throws(PixelDataError) -> Int? {
            let tag = self.tag(tag)
            guard let element = scope[tag], element.valueLength > 0 else { return nil }
            guard let value = scope.dataSet.integer(of: element) else {
                throw PixelDataError(code: .malformed, tag: tag, byteOffset: element.offset)
            }
            return value
        }

        func positive(_ tag: Tag) throws(PixelDataError) -> Int? {
            guard let value = try integer(tag) else { return nil }
            guard value > 0 else {
                throw PixelDataError(code: .malformed, tag: self.tag(tag), found: value)
            }
            return value
        }

        func size(_ tag: Tag) throws(PixelDataError) -> Int {
            guard let value = try positive(tag) else {
                throw PixelDataError(code: .missing, tag: self.tag(tag))
            }
            return value
        }

        /// Whether Bits Allocated is that of pixels, not of bits.
        var isInPixels: Bool { scope.integer(tag(.overlayBitsAllocated)).map { $0 > 1 } ?? false }

        var kind: Kind? { scope.string(tag(.overlayType)).flatMap(Kind.init) }

        var origin: (row: Int, column: Int) {
            let values = scope.integers(tag(.overlayOrigin)).map {
                // SS, whatever the file says.
                Int(Int16(truncatingIfNeeded: $0))
            }
            return values.count >= 2 ? (values[0], values[1]) : (1, 1)
        }

        var imageFrameOrigin: Int { max(1, scope.integer(tag(.imageFrameOrigin)) ?? 1) }
    }
}

extension OverlayPlane {
    /// The bit of an embedded overlay in a container; 0 for one that has bits of its own.
    package var mask: Int {
        guard case .embedded(let bit) = storage else { return 0 }
        return 1 << bit
    }

    /// A frame of 0 and 1.
    ///
    /// - Parameters:
    ///   - index: in `0..<frames`.
    ///   - image: the decoded frame of the image, which an embedded overlay is taken from.
    package func frame(_ index: Int, image: @autoclosure () -> SampleBuffer) -> SampleBuffer {
        switch storage {
        case .own(let pixels, _): pixels.frame(index)
        case .embedded(let bit): image().bits(1 << bit)
        }
    }

    /// Overlay Data with the bits of boxes cleared; `nil` for an embedded overlay.
    ///
    /// - Parameter boxes: those of each frame, on the overlay's own pixels.
    package func painted(_ boxes: (Int) -> [PixelBox]) -> [UInt8]? {
        guard case .own(let pixels, _) = storage, case .contiguous(let range) = pixels.location
        else { return nil }
        var value = pixels.source.bytes(in: range)
        var painter = NativePainter(pixels)
        for frame in 0..<frames {
            for patch in painter.patches(frame: frame, boxes: boxes(frame), fill: [0]).patches {
                let start = patch.sourceOffset - range.lowerBound
                value.replaceSubrange(start..<start + patch.bytes.count, with: patch.bytes)
            }
        }
        return value
    }
}
