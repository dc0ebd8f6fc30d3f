import CJPEG

/// Walks over markers; stands behind what it read last.
struct JPEGReader {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    func error(_ code: CodecError.Code, _ thing: String) -> CodecError {
        CodecError(code: code, thing: thing, byteOffset: position)
    }

    mutating func readStartOfImage() throws(CodecError) {
        guard bytes.count >= 2 else { throw error(.truncated, "JPEG start of image") }
        guard bytes[0] == 0xFF, bytes[1] == JPEGMarkers.Code.startOfImage else {
            throw error(.corrupt, "JPEG start of image")
        }
        position = 2
    }

    /// The code of the next marker; bytes between segments are passed over, as libjpeg does.
    mutating func readMarker() throws(CodecError) -> UInt8 {
        while position + 1 < bytes.count {
            if bytes[position] == 0xFF, bytes[position + 1] != 0, bytes[position + 1] != 0xFF {
                position += 2
                return bytes[position - 1]
            }
            position += 1
        }
        position = bytes.count
        throw error(.truncated, "JPEG codestream")
    }

    /// The content of a marker segment, behind its length.
    mutating func readSegment() throws(CodecError) -> Range<Int> {
        guard bytes.count - position >= 2 else { throw error(.truncated, "JPEG segment") }
        let length = Int(bytes[position]) << 8 | Int(bytes[position + 1])
        guard length >= 2 else { throw error(.corrupt, "JPEG segment length") }
        guard bytes.count - position >= length else {
            throw CodecError(
                code: .truncated, thing: "JPEG segment", byteOffset: position,
                expected: length, found: bytes.count - position)
        }
        let content = position + 2..<position + length
        position += length
        return content
    }

    /// Moves to the marker that ends the entropy-coded data; restart markers are a part of it.
    ///
    /// - Parameter isJPEGLS: whether a byte below 80 behind FF is data (ISO 14495-1 A.1), not only
    ///   a byte of 0 (ISO 10918-1 B.1.1.5).
    mutating func skipEntropyCodedData(isJPEGLS: Bool = false) {
        // Reads inside the buffer only, and answers an offset inside it.
        position = unsafe bytes.withUnsafeBufferPointer {
            unsafe Int(
                pixredact_jpeg_scan_end($0.baseAddress, position, bytes.count, isJPEGLS))
        }
    }
}
