package import DICOMCore

/// What is wrong with the image of a data set. Holds places and sizes, never a value.
package struct PixelDataError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        case missing, malformed, unsupported, truncated
        case limitExceeded = "limit exceeded"
    }

    package var code: Code
    package var tag: Tag?
    /// In the data set's bytes.
    package var byteOffset: Int?
    /// A size, a count or a number of bits.
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

    package var description: String {
        var text = code.rawValue
        if let tag {
            if let keyword = tag.keyword { text += " " + keyword }
            text += " \(tag)"
        } else {
            text += " image"
        }
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

/// What an image may cost; more is an error (`limitExceeded`) before anything is allocated.
package struct PixelDataLimits: Hashable, Sendable {
    /// Bytes of one decoded frame.
    package var bytesPerFrame: Int
    package var frames: Int

    package init(bytesPerFrame: Int = 1 << 30, frames: Int = 1 << 20) {
        self.bytesPerFrame = bytesPerFrame
        self.frames = frames
    }
}
