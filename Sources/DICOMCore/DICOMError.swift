/// What was wrong with a file: a code, a place and sizes, never a value.
package struct DICOMError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// Bytes that a length promised are not there.
        case truncated
        /// The bytes cannot be what they claim to be.
        case malformed
        /// An element or part that has to be there is not.
        case missing
        /// Valid, but of a kind that is not handled.
        case unsupported
        /// More than the limits allow: nesting, elements, inflated bytes.
        case limitExceeded = "limit exceeded"
        /// The operating system did not give the bytes.
        case unreadable
        /// The operating system did not take the bytes.
        case unwritable
    }

    package var code: Code
    package var tag: Tag?
    /// In the file; in a deflated data set behind its meta information, in the inflated bytes.
    package var byteOffset: Int?
    package var expected: Int?
    package var found: Int?

    package init(
        code: Code, tag: Tag? = nil, byteOffset: Int? = nil, expected: Int? = nil,
        found: Int? = nil
    ) {
        self.code = code
        self.tag = tag
        self.byteOffset = byteOffset
        self.expected = expected
        self.found = found
    }

    /// `truncated Pixel Data (7FE0,0010) at byte 1042: expected 512 bytes, found 8`.
    package var description: String {
        var text = code.rawValue
        if let tag {
            text += " \(tag.keyword ?? "data element") \(tag)"
        } else {
            text += " DICOM file"
        }
        if let byteOffset { text += " at byte \(byteOffset)" }
        if let expected {
            // Limits may count other things than bytes.
            text +=
                code == .limitExceeded
                ? ": expected at most \(expected)" : ": expected \(expected) bytes"
            if let found { text += ", found \(found)" }
        } else if let found {
            text += ": found \(found) bytes"
        }
        return text
    }
}
