import DICOMCore
import DICOMPixelData
import PixelPainting

extension FrameCoder {
    /// Where the bytes of a frame lie; `nil` where frames share bytes.
    private func byteRanges(ofFrame frame: Int) -> (source: ByteSource, ranges: [Range<Int>])? {
        switch plane.layout {
        case .native(let pixels):
            guard let range = pixels.byteRange(ofFrame: frame) else { return nil }
            return (pixels.source, [range])
        case .encapsulated(let pixels):
            return (pixels.source, pixels.frames[frame])
        }
    }

    /// Whether a frame is coded by the same bytes in both instances. Then it decodes to the same.
    package func hasSameBytes(as other: FrameCoder, frame: Int) -> Bool {
        guard let own = byteRanges(ofFrame: frame),
            let others = other.byteRanges(ofFrame: frame),
            own.ranges.map(\.count) == others.ranges.map(\.count)
        else { return false }
        return zip(own.ranges, others.ranges).allSatisfy { left, right in
            own.source.bytes(in: left) == others.source.bytes(in: right)
        }
    }

    /// Gives back the memory that holds the bytes of a frame, so that a cine of any length is
    /// read in the memory of a few frames.
    package func discardPages(ofFrame frame: Int) {
        guard let (source, ranges) = byteRanges(ofFrame: frame) else { return }
        for range in ranges {
            source.discardPages(in: range)
        }
    }
}
