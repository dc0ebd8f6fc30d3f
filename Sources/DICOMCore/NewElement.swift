/// An element to be written.
package struct NewElement: Hashable, Sendable {
    package var tag: Tag
    package var vr: VR
    package var value: NewValue

    package init(_ tag: Tag, _ vr: VR, _ value: NewValue) {
        self.tag = tag
        self.vr = vr
        self.value = value
    }
}

/// The value of an element to be written; numbers take the byte order of the data set, and an odd
/// number of bytes is padded as PS3.5 6.2 says: text with a space, all else with NUL.
package indirect enum NewValue: Hashable, Sendable {
    /// Joined with backslashes. ASCII, which every Specific Character Set holds.
    case strings([String])
    /// As they are.
    case bytes([UInt8])
    case unsigned16([UInt16])
    case signed16([Int16])
    case unsigned32([UInt32])
    /// Items of elements, in the order given.
    case sequence([[NewElement]])
}

/// Another value of a node that is there, whose header keeps its tag and VR.
package enum NewNodeValue: Hashable, Sendable {
    /// Of defined length; padded to an even one.
    case bytes([UInt8])
    /// Encapsulated Pixel Data: of undefined length, each fragment padded to an even one.
    case fragments([[UInt8]], basicOffsetTable: [UInt8] = [])
}
