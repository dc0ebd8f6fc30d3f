/// The bytes before a value, read from one place of a source.
struct ElementHeader {
    var tag: Tag
    var vr: VR
    /// nil: undefined, ended by a delimiter.
    var length: Int?
    /// Bytes of the header: 8 or 12.
    var size: Int
    /// As found: a header without a VR can stand between others that have one.
    var encoding: ElementEncoding

    private static let undefinedLength: UInt32 = 0xFFFF_FFFF

    /// Reads the header at `offset` of an element that ends at `end` at the latest.
    /// - Throws: `truncated` where the header does not fit.
    init(
        at offset: Int, end: Int, in source: ByteSource, encoding: ElementEncoding
    ) throws(DICOMError) {
        guard end - offset >= 8 else {
            throw DICOMError(
                code: .truncated, byteOffset: offset, expected: 8, found: end - offset)
        }
        let isBigEndian = encoding.isBigEndian
        tag = source.tag(at: offset, isBigEndian: isBigEndian)
        self.encoding = encoding
        size = 8
        if encoding.isImplicitVR {
            vr = tag.standardVR ?? .un
            length = Self.length(source.unsigned32(at: offset + 4, isBigEndian: isBigEndian))
            return
        }
        vr = VR(source.byte(at: offset + 4), source.byte(at: offset + 5))
        let shortLength = Int(source.unsigned16(at: offset + 6, isBigEndian: isBigEndian))
        if vr.hasLongLength
            || (vr.isPlausible && !vr.isKnown
                && Self.unknownVRHasLongLength(at: offset, end: end, in: source, isBigEndian))
        {
            guard end - offset >= 12 else {
                throw DICOMError(
                    code: .truncated, tag: tag, byteOffset: offset, expected: 12,
                    found: end - offset)
            }
            length = Self.length(source.unsigned32(at: offset + 8, isBigEndian: isBigEndian))
            size = 12
            return
        }
        length = shortLength
        guard !vr.isPlausible else { return }
        // No VR has such bytes. Some writers leave it out in the middle of an explicit data set;
        // others write `??` or zeroes before a 16-bit length. What follows the value tells.
        let implicitLength = source.unsigned32(at: offset + 4, isBigEndian: isBigEndian)
        var implicit = self
        implicit.encoding.isImplicitVR = true
        implicit.length = Self.length(implicitLength)
        implicit.vr = tag.standardVR ?? .un
        if implicit.isPlausible(at: offset, end: end, in: source) { self = implicit }
    }

    // PS3.5 7.1.2: VRs to come have the long form. The VR of a writer that followed an older rule
    // shows itself by a length in the place of the reserved zeroes; an empty value of such a VR by
    // an element in the place of the length.
    private static func unknownVRHasLongLength(
        at offset: Int, end: Int, in source: ByteSource, _ isBigEndian: Bool
    ) -> Bool {
        guard source.unsigned16(at: offset + 6, isBigEndian: isBigEndian) == 0 else { return false }
        guard end - offset >= 16 else { return true }
        let length = Self.length(source.unsigned32(at: offset + 8, isBigEndian: isBigEndian)) ?? 0
        guard length > end - offset - 12 else { return true }
        let next = VR(source.byte(at: offset + 12), source.byte(at: offset + 13))
        return !next.isKnown
    }

    /// Whether the value fits, and what stands behind it can follow in a data set.
    func isPlausible(at offset: Int, end: Int, in source: ByteSource) -> Bool {
        let start = offset + size
        guard let length else {
            guard end - start >= 8 else { return false }
            let first = source.tag(at: start, isBigEndian: encoding.isBigEndian)
            return first == .item || first == .sequenceDelimitation
        }
        guard length <= end - start else { return false }
        let behind = start + length
        if behind == end { return true }
        guard end - behind >= 8 else { return false }
        // PS3.5 7.1: tags rise; delimiters have the highest group of all.
        return source.tag(at: behind, isBigEndian: encoding.isBigEndian) > tag
    }

    /// The encoding of the data set at `offset`, by its first element.
    ///
    /// - Parameter declared: what to believe unless the bytes say otherwise.
    /// - Parameter others: what else it may be.
    static func detectEncoding(
        at offset: Int, end: Int, in source: ByteSource, declared: ElementEncoding,
        others: [ElementEncoding], isFirstOfFile: Bool
    ) -> ElementEncoding {
        func isPlausible(_ encoding: ElementEncoding) -> Bool {
            guard
                let header = try? ElementHeader(
                    at: offset, end: end, in: source, encoding: encoding),
                header.encoding == encoding, encoding.isImplicitVR || header.vr.isKnown,
                // No data set begins with a group as high as any of these is with its bytes
                // swapped: 0008 becomes 0800.
                !isFirstOfFile || header.tag.group < 0x0100
            else { return false }
            return header.isPlausible(at: offset, end: end, in: source)
        }
        // A known VR in its place is seldom chance, while any two bytes can be half a length: so
        // the explicit forms are tried first.
        let candidates = [declared] + others
        return candidates.first { !$0.isImplicitVR && isPlausible($0) }
            ?? candidates.first { $0.isImplicitVR && isPlausible($0) } ?? declared
    }

    private static func length(_ stored: UInt32) -> Int? {
        stored == undefinedLength ? nil : Int(stored)
    }
}
