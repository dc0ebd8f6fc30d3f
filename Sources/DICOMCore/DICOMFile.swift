/// A DICOM file (PS3.10), or a data set without file meta information as met in old archives.
package struct DICOMFile: Sendable {
    package let source: ByteSource
    /// The bytes of the data set: the same object as `source`, or the inflated bytes.
    package let body: ByteSource
    package let hasPreamble: Bool
    package let metaInformation: DataSet?
    package let transferSyntax: TransferSyntax
    /// Whether the file names no transfer syntax, so that the one of its elements is assumed.
    package let transferSyntaxIsGuessed: Bool
    /// Whether the elements are encoded otherwise than the transfer syntax says.
    package let encodingDiffersFromDeclared: Bool
    /// Where in `source` the data set, or its deflated form, begins.
    package let bodyOffset: Int
    /// In `source`, behind the stream of a deflated data set; empty in others.
    package let behindStream: Range<Int>
    package let dataSet: DataSet

    /// PS3.10 7.1: 128 bytes of preamble, then `DICM`.
    static let preambleLength = 128
    private static let prefixEnd = 132

    /// Reads all elements; values are left where they are.
    /// - Throws: where an element is cut, contradicts itself or goes beyond the limits. A file
    ///   that ends between two elements is whole as far as can be seen here.
    package init(_ source: ByteSource, limits: Limits = .init()) throws(DICOMError) {
        let hasPreamble = Self.hasPrefix(source)
        guard hasPreamble || Self.beginsPlausibly(source) else {
            throw DICOMError(code: .malformed, byteOffset: 0)
        }
        let start = hasPreamble ? Self.prefixEnd : 0
        let meta = try Self.readMetaInformation(source, at: start, limits: limits)
        let bodyOffset = meta?.range.upperBound ?? start
        let declared = (meta?.string(.transferSyntaxUID)).map { TransferSyntax(uid: $0) }
        guard declared != nil || source.count > bodyOffset else {
            throw DICOMError(code: .missing, tag: .transferSyntaxUID)
        }

        let body: ByteSource
        let range: Range<Int>
        var streamEnd = source.count
        if declared?.isDeflated == true {
            // A file that ends here holds no stream at all: no element, as in any other syntax.
            let deflated = bodyOffset..<source.count
            let stream: (bytes: [UInt8], length: Int) =
                deflated.isEmpty
                ? ([], 0)
                : try Deflate.inflateStream(source, in: deflated, limit: limits.inflatedBytes)
            streamEnd = bodyOffset + stream.length
            body = ByteSource(stream.bytes)
            range = 0..<body.count
        } else {
            body = source
            range = bodyOffset..<source.count
        }
        let expected = declared?.encoding ?? .implicitLittleEndian
        let found = ElementHeader.detectEncoding(
            at: range.lowerBound, end: range.upperBound, in: body, declared: expected,
            others: [.explicitLittleEndian, .explicitBigEndian, .implicitLittleEndian],
            isFirstOfFile: true)

        self.source = source
        self.body = body
        self.hasPreamble = hasPreamble
        self.metaInformation = meta
        self.bodyOffset = bodyOffset
        self.behindStream = streamEnd..<source.count
        self.transferSyntax = declared ?? Self.transferSyntax(of: found)
        self.transferSyntaxIsGuessed = declared == nil
        self.encodingDiffersFromDeclared = declared != nil && found != expected
        self.dataSet = try DataSetReader.read(body, in: range, encoding: found, limits: limits)
    }

    /// Whether this can be DICOM: `DICM` behind a preamble, or the beginning of a data set.
    package static func isRecognized(_ source: ByteSource) -> Bool {
        hasPrefix(source) || beginsPlausibly(source)
    }

    private static func hasPrefix(_ source: ByteSource) -> Bool {
        source.count >= prefixEnd
            && source.bytes(in: preambleLength..<prefixEnd) == Array("DICM".utf8)
    }

    /// Whether the file begins with an element of group 2 or 8, and another tag or its end
    /// follows.
    private static func beginsPlausibly(_ source: ByteSource) -> Bool {
        let encodings: [ElementEncoding] = [
            .explicitLittleEndian, .implicitLittleEndian, .explicitBigEndian,
        ]
        return encodings.contains { encoding in
            guard
                let header = try? ElementHeader(
                    at: 0, end: source.count, in: source, encoding: encoding),
                header.encoding == encoding, encoding.isImplicitVR || header.vr.isKnown
            else { return false }
            return [0x0002, 0x0008].contains(header.tag.group)
                && header.isPlausible(at: 0, end: source.count, in: source)
        }
    }

    private static func readMetaInformation(
        _ source: ByteSource, at start: Int, limits: Limits
    ) throws(DICOMError) -> DataSet? {
        // PS3.10 7.1: Explicit VR Little Endian, whatever the data set is. The group length is
        // not trusted: it is missing or wrong in too many files, while the group number ends the
        // meta information just as well.
        guard source.count - start >= 8,
            source.unsigned16(at: start, isBigEndian: false) == 0x0002
        else { return nil }
        let encoding = ElementHeader.detectEncoding(
            at: start, end: source.count, in: source, declared: .explicitLittleEndian,
            others: [.implicitLittleEndian], isFirstOfFile: true)
        return try DataSetReader.read(
            source, in: start..<source.count, encoding: encoding, limits: limits,
            onlyGroup: 0x0002)
    }

    private static func transferSyntax(of encoding: ElementEncoding) -> TransferSyntax {
        if encoding.isBigEndian { return .explicitVRBigEndian }
        return encoding.isImplicitVR ? .implicitVRLittleEndian : .explicitVRLittleEndian
    }
}
