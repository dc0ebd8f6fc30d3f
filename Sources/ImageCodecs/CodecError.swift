/// What went wrong in a codestream. Holds places and sizes, never a sample.
package struct CodecError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// The codestream ends before the picture does.
        case truncated
        /// A bad code, marker or length: part of the picture is missing or wrong.
        case corrupt
        /// A valid codestream of a kind that this codec does not do.
        case unsupported
        /// The picture asks for more than the limits allow.
        case limitExceeded = "limit exceeded"
        /// The codestream shows another size, depth or component count than was declared.
        case mismatch
        /// The fill cannot be said exactly in this codestream.
        case fillNotRepresentable = "fill not representable"
        case encodingFailed = "encoding failed"
    }

    package var code: Code
    /// The codec and the thing in it: `JPEG scan`, `RLE segment`.
    package var thing: String
    package var byteOffset: Int?
    package var expected: Int?
    package var found: Int?

    package init(
        code: Code, thing: String, byteOffset: Int? = nil, expected: Int? = nil, found: Int? = nil
    ) {
        self.code = code
        self.thing = thing
        self.byteOffset = byteOffset
        self.expected = expected
        self.found = found
    }

    package var description: String {
        var text = "\(code.rawValue) \(thing)"
        if let byteOffset { text += " at byte \(byteOffset)" }
        if let expected, let found {
            text += ": expected \(expected), found \(found)"
        } else if let expected {
            text += ": expected \(expected)"
        } else if let found {
            text += ": found \(found)"
        }
        return text
    }
}
