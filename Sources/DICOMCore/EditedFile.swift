/// A part of an output: bytes of the source, or new ones.
package enum OutputPiece: Hashable, Sendable {
    case source(Range<Int>)
    case bytes([UInt8])

    package var count: Int {
        switch self {
        case .source(let range): range.count
        case .bytes(let bytes): bytes.count
        }
    }
}

/// A file with its edits: what to write, and what of it is copied.
///
/// The output is `prefix`, then `head`, the Pixel Data element where the file was split at it, and
/// `tail`; where `deflates` says so, all behind `prefix` is one deflated stream.
package struct EditedFile: Sendable {
    /// What stands before a deflated data set: preamble and file meta information. Empty
    /// otherwise: then they begin `head`.
    package let prefix: [UInt8]
    /// All before the Pixel Data element's header; everything where the file was not split.
    package let head: [OutputPiece]
    /// All behind the Pixel Data element.
    package let tail: [OutputPiece]
    /// The element between `head` and `tail`, which the caller writes.
    package let pixelDataElement: DataElement?
    package let deflates: Bool
    /// What the pieces' ranges are of: the body of the file that was edited.
    ///
    /// A deflated file without an edit is the exception: it is copied as it is, from its own
    /// bytes, and `deflates` is false.
    package let source: ByteSource
    /// Whether the output is the input byte for byte.
    package let isUnchanged: Bool

    /// The bytes of some of the pieces, for what is small or has to be deflated.
    package func bytes(of pieces: [OutputPiece]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(pieces.reduce(0) { $0 + $1.count })
        for piece in pieces {
            switch piece {
            case .source(let range):
                unsafe source.withUnsafeBytes(in: range) { unsafe bytes.append(contentsOf: $0) }
            case .bytes(let new): bytes += new
            }
        }
        return bytes
    }

    /// Writes the whole file.
    /// - Parameter pixelData: the Pixel Data element, header and delimiter included, for a file
    ///   that was split.
    package func write(
        to output: inout OutputFile, pixelData: [OutputPiece] = []
    ) throws(DICOMError) {
        precondition(pixelData.isEmpty || pixelDataElement != nil, "the file was not split")
        try output.append(prefix)
        let pieces = head + pixelData + tail
        if deflates {
            try output.append(Deflate.deflate(bytes(of: pieces)))
        } else {
            for piece in pieces { try output.append(piece, from: source) }
        }
    }
}
